import CreditBasics
import Foundation
import ScenarioFiles
import ScenarioWarnings
import TestSupport
import Testing

/// What holds for every scenario: resolved ones read back, order means nothing, damage is survived.
@Suite struct ScenarioPropertyTests {
  @Test(arguments: [FullExample.text, SmallScenario.text()])
  func resolvedJSONReadsBack(text: String) throws {
    let first = try ScenarioReader.read(text: text, name: "a.json5")
    let again = try ScenarioReader.read(text: first.resolvedJSON, name: "b.json")
    #expect(again.scenario == first.scenario)
    #expect(again.resolvedJSON == first.resolvedJSON)
    // Plain JSON, for programs that know no JSON5.
    _ = try JSONSerialization.jsonObject(with: Data(first.resolvedJSON.utf8))
  }

  @Test func orderOfKeysMeansNothing() throws {
    let reference = try ScenarioReader.read(text: FullExample.text, name: "a.json5")
    var parser = try JSON5Parser(Array(FullExample.text.utf8), source: SourceText(name: "a"))
    let root = try parser.document()
    var random = SeededNumbers(seed: 7)
    for _ in 0..<20 {
      let shuffled = Self.text(root, &random)
      let read = try ScenarioReader.read(text: shuffled, name: "a.json5")
      #expect(read.scenario == reference.scenario)
      #expect(read.resolvedJSON == reference.resolvedJSON)
    }
  }

  /// Every number of the resolved scenario, changed a little, changes its meaning: no field is read
  /// and then forgotten.
  @Test func everyNumberMatters() throws {
    let document = try ScenarioDocument.parse(
      ScenarioReader.read(text: FullExample.text, name: "a").resolvedJSON, name: "a")
    let original = try document.resolve().scenario
    var count = 0
    for path in try Self.numberPaths() {
      // Probabilities must go on summing to 1, seeds are no doubles, and legacy is all zeros.
      let exempt = ["market.initialRegime", "simulation.seed", "miners.legacy"]
      if exempt.contains(where: path.hasPrefix) { continue }
      let value = try #require(document.number(at: path))
      let changes = [value + 1, value - 1, value * 1.01, value * 0.99, value - 0.1]
      let varied = changes.lazy.compactMap { try? document.setting(path, to: $0).resolve() }
      let scenario = try #require(varied.first?.scenario, "no change of \(path) is valid")
      let differs = scenario != original
      #expect(differs, "\(path) does not matter")
      count += 1
    }
    #expect(count > 120)
  }

  @Test(.timeLimit(.minutes(1))) func mutationsAreReadOrRefused() {
    var random = SeededNumbers(seed: 20_251_231)
    let original = Array(FullExample.text.utf8)
    var refused = 0
    for _ in 0..<2000 {
      var bytes = original
      for _ in 0...random.below(3) { Self.mutate(&bytes, &random) }
      do {
        let read = try ScenarioDocument.parse(bytes, name: "mutated.json5").resolve()
        #expect(!read.resolvedJSON.isEmpty)
        #expect(read.warnings.allSatisfy { $0.position.line > 0 && !$0.message.isEmpty })
      } catch {
        refused += 1
        #expect(error.issues.allSatisfy { $0.position.line > 0 && !$0.message.isEmpty })
        #expect(!error.description.contains("\r"))
      }
    }
    // Most damage hits syntax or names; comments and digits survive.
    #expect((1000..<2000).contains(refused))
  }

  @Test(.timeLimit(.minutes(1))) func randomBytesAreRefused() {
    var random = SeededNumbers(seed: 3)
    for length in 0..<500 {
      let bytes = (0..<length).map { _ in UInt8(random.below(256)) }
      #expect(throws: ScenarioError.self) {
        try ScenarioDocument.parse(bytes, name: "random").resolve()
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func largeBooksAreRead() throws {
    let loan = "kind: 'abl', principal: 1, coupon: 0, maturity: '2026-12-31', pledge: {btc: 1}"
    let miners = (0..<5000).map { "m\($0): {treasury: {btc: 1}, tranches: {a: {\(loan)}}}" }
    let book = "btc: {spot: 1},"
    let text = SmallScenario.text(market: book).replacing(
      "a: { cash: 1e6 }", with: miners.joined(separator: ", "))
    let scenario = try ScenarioReader.read(text: text, name: "book.json5").scenario
    #expect(scenario.miners.count == 5000)
    #expect(scenario.miners.map(\.name) == scenario.miners.map(\.name).sorted())
  }

  @Test func tooManyProblemsAreCounted() {
    let text = "{" + (0..<5000).map { "k\($0): 0" }.joined(separator: ",\n") + "}"
    do {
      _ = try ScenarioReader.read(text: text, name: "f")
      Testing.Issue.record("the text is not a scenario")
    } catch {
      #expect(error.issues.count == 1000)
      #expect(error.issues[0].description == "f:1:2: k0: unknown key")
      // The four required keys come after the unknown ones.
      #expect(error.description.hasSuffix("\nand 4004 more"))
    }
  }

  private static func mutate(_ bytes: inout [UInt8], _ random: inout SeededNumbers) {
    let tokens = ["{", "}", "[", "]", ":", ",", "-", "1e999", "null", "\"", "'", "/*", "0x", "NaN"]
    let place = random.below(bytes.count)
    let end = min(bytes.count, place + 1 + random.below(12))
    switch random.below(6) {
    case 0: bytes[place] = UInt8(random.below(256))
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: Array(tokens[random.below(tokens.count)].utf8), at: place)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
    case 4: bytes.removeSubrange(place...)
    default: bytes[place] ^= UInt8(1 << random.below(8))
    }
    if bytes.isEmpty { bytes = [UInt8(ascii: "{")] }
  }

  /// The text of a node with the members of each object in random order.
  private static func text(_ node: Node, _ random: inout SeededNumbers) -> String {
    switch node.value {
    case .null: return "null"
    case .flag(let flag): return "\(flag)"
    case .text(let text): return "\"\(text)\""
    case .number(let text): return text
    case .list(let nodes):
      return "[" + nodes.map { text($0, &random) }.joined(separator: ",") + "]"
    case .block(let block):
      let names = block.names.shuffled(using: &random)
      let members = names.map { "\"\($0)\": " + (block[$0].map { text($0, &random) } ?? "null") }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  private static func numberPaths() throws -> [String] {
    let resolved = try ScenarioReader.read(text: FullExample.text, name: "a").resolvedJSON
    var parser = try JSON5Parser(Array(resolved.utf8), source: SourceText(name: "a"))
    var paths: [String] = []
    collect(try parser.document(), NodePath(), &paths)
    return paths
  }

  private static func collect(_ node: Node, _ path: NodePath, _ paths: inout [String]) {
    if node.double != nil { paths.append(path.description) }
    for name in node.block?.names ?? [] {
      if let next = node[name] { collect(next, NodePath(path.steps + [.key(name)]), &paths) }
    }
  }
}
