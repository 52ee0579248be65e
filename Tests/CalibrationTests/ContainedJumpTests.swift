import CreditBasics
import Foundation
import ScenarioFiles
import TestSupport
import Testing

@testable import Calibration

/// A base's jumps beside fitted volatilities, which contain them.
@Suite struct ContainedJumpTests {
  /// A scenario with three jumps in each of its regimes, in a file that whoever asks removes.
  private static func base(_ regimes: [String]) throws -> String {
    let each = { (value: (Int) -> String) in
      regimes.indices.map { "\"\(regimes[$0])\": \(value($0))" }.joined(separator: ", ")
    }
    let intensity = "intensity: { \(each { "\(2 + 3 * $0)" }) }"
    let file = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).json5"
    let text = """
      { name: "base", asOf: "2025-12-31", horizonYears: 1,
        market: {
          initialRegime: { "\(regimes[0])": 1 }, regimes: { \(each { _ in "{}" }) },
          btc: { spot: 100 }, eth: { spot: 10 },
          jumps: {
            both: { \(intensity), btc: { mean: -0.1, sd: 0.2 }, computeRent: { mean: -0.3, sd: 0.1 } },
            "the coins": { \(intensity), shape: "doubleExponential", upProbability: 0.4,
              btc: { up: 0.1, down: 0.2 }, eth: { up: 0.1, down: 0.3 } },
            rent: { \(intensity), computeRent: { mean: -0.2, sd: 0.1 } },
          } },
        miners: { idle: { treasury: { btc: 1, eth: 1 } } } }
      """
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }

  /// What is said, and the jumps of the base with the lines over it.
  private static func taken(
    out regimes: [String], of fitted: [String], _ coins: [HistoryFactor]
  ) throws -> (notes: [String], jumps: [String: JumpEvent]) {
    let file = try base(regimes)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let market = try ScenarioReader.read(file: file).scenario.market
    let contained = ContainedJumps(in: market, fitted: fitted, coins: coins)
    let text =
      "{ extends: \"\(file)\", market: { jumps: { \(contained.lines.joined(separator: ", ")) } } }"
    let over = try ScenarioReader.read(text: text, name: "over.json5").scenario.market
    return (
      contained.notes(of: "base.json5"),
      Dictionary(uniqueKeysWithValues: over.jumps.map { ($0.name, $0) })
    )
  }

  /// With every regime fitted a jump of coins goes, and one of rent too moves rent alone.
  @Test func jumpsOfFittedRegimesGo() throws {
    let (notes, jumps) = try Self.taken(
      out: ["calm", "stress"], of: ["calm", "stress"], [.btc, .eth])
    #expect(jumps.keys.sorted() == ["both", "rent"])
    #expect(jumps["both"]?.shape == .normal(mean: [0, 0, -0.3], sd: [0, 0, 0.1]))
    #expect(jumps["both"]?.intensityPerYear == [2, 5])
    #expect(jumps["rent"]?.shape == .normal(mean: [0, 0, -0.2], sd: [0, 0, 0.1]))
    #expect(
      notes == [
        "jumps of base.json5 are taken out of calm, stress, whose fitted volatilities contain them: "
          + "both, the coins; both moves computeRent alone there"
      ])
  }

  /// A regime that is not fitted keeps its volatility, and so the jumps beside it.
  @Test func otherRegimesKeepTheirJumps() throws {
    let (notes, jumps) = try Self.taken(
      out: ["calm crunch", "stress", "winter"], of: ["calm crunch", "stress"], [.btc, .eth])
    #expect(jumps.keys.sorted() == ["both", "both without fitted coins", "rent", "the coins"])
    #expect(jumps["the coins"]?.intensityPerYear == [0, 0, 8])
    #expect(jumps["both"]?.intensityPerYear == [0, 0, 8])
    #expect(jumps["both"]?.shape == .normal(mean: [-0.1, 0, -0.3], sd: [0.2, 0, 0.1]))
    let alone = try #require(jumps["both without fitted coins"])
    #expect(alone.intensityPerYear == [2, 5, 0])
    #expect(alone.shape == .normal(mean: [0, 0, -0.3], sd: [0, 0, 0.1]))
    #expect(jumps["rent"]?.intensityPerYear == [2, 5, 8])
    #expect(notes.first?.hasSuffix("computeRent alone there; they stay in winter") == true)
  }

  /// Of a history of bitcoin alone ether's volatility is the base's, which lies beside its jumps.
  @Test func coinsThatAreNotFittedKeepTheirJumps() throws {
    let (_, jumps) = try Self.taken(out: ["all"], of: ["all"], [.btc])
    #expect(
      jumps["the coins"]?.shape
        == .doubleExponential(upProbability: 0.4, up: [0, 0.1, 0], down: [0, 0.3, 0]))
    let (_, kept) = try Self.taken(out: ["all", "winter"], of: ["all"], [.btc])
    #expect(
      kept["the coins without fitted coins"]?.shape
        == .doubleExponential(upProbability: 0.4, up: [0, 0.1, 0], down: [0, 0.3, 0]))
    let (notes, all) = try Self.taken(out: ["all"], of: [], [.btc, .eth])
    #expect(notes.isEmpty && all.count == 3)
  }

  /// The market as it is written swings in a fitted regime as was fitted, and says what went.
  @Test func theFragmentSaysWhatItTakesOut() throws {
    let (history, _) = try KnownLawTests.history(path: 7)
    let report = CalibrationReport(history, regimes: 2, weekday: 3)
    let file = try Self.base(["calm", "stress", "winter"])
    defer { try? FileManager.default.removeItem(atPath: file) }
    let base = try ScenarioReader.read(file: file).scenario
    let fragment = MarketFragment(
      report, source: "law.csv", over: .init(base, file: file, fitted: report.names))
    #expect(fragment.notes.count == 4)
    #expect(fragment.notes[3].hasPrefix("winter of \(file) keeps its annualDecline "))
    #expect(fragment.notes[1] == "the back-test is of the fitted regimes alone, without winter")
    #expect(fragment.notes[2].hasPrefix("jumps of \(file) move computeRent beside its fitted"))
    for note in fragment.notes { #expect(fragment.text.contains("// Note: \(note).\n")) }
    let market = try ScenarioReader.read(text: fragment.text, name: "market.json5").scenario.market
    for jump in market.jumps where jump.shape.moves(.btc) || jump.shape.moves(.eth) {
      #expect(jump.intensityPerYear == [0, 0, 8], "\(jump.name)")
    }
    #expect(!MarketFragment(report, source: "law.csv", over: nil).text.contains("jumps"))
  }
}
