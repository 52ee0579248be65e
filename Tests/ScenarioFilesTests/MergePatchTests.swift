import Foundation
import ScenarioFiles
import Testing

/// The examples of RFC 7396, appendix A, and where the nodes of a merge say they are.
@Suite struct MergePatchTests {
  static let appendix: [(target: String, patch: String, result: String)] = [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
    (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
    (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
    (#"{"a":"foo"}"#, "null", "null"),
    (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
    (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
  ]

  @Test(arguments: appendix)
  func agreesWithTheStandard(target: String, patch: String, result: String) throws {
    let merged = MergePatch.apply(try parse(patch), to: try parse(target))
    #expect(shape(merged) == shape(try parse(result)))
  }

  @Test func survivorsKeepTheirPlace() throws {
    let base = try parse("{a: {x: 1, y: 2, z: 3}}", name: "base")
    let merged = MergePatch.apply(try parse("{\n a: {y: 5, z: null, w: 6}}", name: "top"), to: base)
    let a = try #require(merged["a"]?.block)
    #expect(merged["a"]?.position.description == "base:1:5")
    #expect(a["x"]?.position.description == "base:1:9")
    #expect(a["y"]?.position.description == "top:2:9")
    #expect(a["w"]?.position.description == "top:2:24")
    #expect(a["z"] == nil)
    #expect(a.removed["z"]?.description == "top:2:12")
  }

  /// An overlay is read as a file first, which drops its nulls; over a scenario they remove still.
  @Test func nullsOfAnOverlayRemove() throws {
    let overlay = MergePatch.apply(try parse("{a: {z: null, w: 6}}"), to: nil)
    let merged = MergePatch.apply(overlay, to: try parse("{a: {x: 1, z: 3}}"))
    #expect(shape(merged) == "{a:{w:6,x:1}}")
    // What a later file gives again stays.
    let again = MergePatch.apply(try parse("{a: {z: 9}}"), to: overlay)
    #expect(shape(MergePatch.apply(again, to: try parse("{a: {z: 3}}"))) == "{a:{w:6,z:9}}")
  }

  private func parse(_ text: String, name: String = "f") throws -> Node {
    var parser = try JSON5Parser(Array(text.utf8), source: SourceText(name: name))
    return try parser.document()
  }

  /// The value alone, as text.
  private func shape(_ node: Node) -> String {
    switch node.value {
    case .null: return "null"
    case .flag(let flag): return "\(flag)"
    case .text(let text): return "\"\(text)\""
    case .number(let text): return text
    case .list(let nodes): return "[" + nodes.map(shape).joined(separator: ",") + "]"
    case .block(let block):
      return "{" + block.names.map { "\($0):\(block[$0].map(shape) ?? "")" }.joined(separator: ",")
        + "}"
    }
  }
}
