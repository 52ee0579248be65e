import ReportPages
import Testing

@Suite("Markup")
struct MarkupTests {
  @Test("strings are escaped, markup is not")
  func escaping() {
    let name = "<script>alert('x')</script> & \"y\""
    let markup: Markup = "<b title=\"\(name)\">\("<i>" as Markup)</b>"
    #expect(
      markup.text
        == "<b title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;\"><i></b>"
    )
  }

  @Test("control characters do not reach the page")
  func controls() {
    #expect(Markup(escaping: "a\u{0}b\u{1B}c\u{85}\td").text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\td")
  }

  @Test(
    "coordinates have two decimals at most",
    arguments: [
      (1.0, "1"), (1.005, "1"), (-0.004, "0"), (-1.25, "-1.25"), (0.1, "0.1"), (12.3456, "12.35"),
      (-0.5, "-0.5"), (.nan, "0"), (.infinity, "0"), (1e300, "1000000"),
    ])
  func coordinates(value: Double, text: String) {
    #expect(Markup.coordinate(value) == text)
  }
}
