import Foundation
import Reporting
import Testing

@Suite struct JSONTextTests {
  @Test func rendersWithIndentationInOrder() {
    let value = JSONText.object([
      JSONMember("b", .array([.integer(1), .number(0.5), .null])),
      JSONMember("a", .object([])), JSONMember("c", .array([])),
    ])
    #expect(
      value.rendered() == """
        {
          "b": [
            1,
            0.5,
            null
          ],
          "a": {},
          "c": []
        }
        """)
  }

  @Test(arguments: [
    "plain", "a \"b\" \\ c", "line\nbreak\r\n\ttab", "\u{1}\u{1f}", "Ünïcode 🪙", "",
  ])
  func stringsReadBack(_ text: String) throws {
    let json = JSONText.array([.string(text)]).rendered()
    let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
    #expect(read == [text])
  }

  @Test func numbersThatAreNotFiniteAreNull() {
    #expect(JSONText.number(.nan).rendered() == "null")
    #expect(JSONText.number(.infinity).rendered() == "null")
  }
}
