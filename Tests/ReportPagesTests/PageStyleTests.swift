import ReportPages
import Testing

@Suite("Looks of pages")
struct PageStyleTests {
  private func media(_ name: String, _ page: String) throws -> Substring {
    let start = try #require(page.firstRange(of: "@media \(name)"))
    return page[start.lowerBound...].prefix(4000)
  }

  @Test("paper has no word of scrolling, no link that leads nowhere, and one size of notes")
  func paper() throws {
    let page = try SampleResult.trap.page()
    let print = try media("print", page)
    #expect(print.contains(".many caption::after{content:none}"))
    #expect(print.contains("html{font-size:9pt}"))
    let notes = try #require(print.firstMatch(of: #/figcaption p,([^{]*)\{font-size:7.6pt/#)).1
    for place in [".note", ".absent", ".eyebrow", "footer", "caption"] {
      #expect(notes.contains(place), "\(place)")
    }
    for link in page.matches(of: #/(.{30})<a href="#path-/#) {
      #expect(link.1.hasSuffix("<span class=\"screen\">"))
    }
  }

  @Test("with forced colours grid lines stay behind what is drawn on them")
  func forcedColours() throws {
    let page = try SampleResult.trap.page()
    #expect(try media("(forced-colors:active)", page).contains(".gl{stroke-opacity:.3}"))
  }

  @Test("a ring is seen around a disc or a diamond of the same value")
  func rings() throws {
    let page = try SampleResult.trap.page()
    func sizes(_ pattern: Regex<(Substring, Substring)>) -> [Double] {
      page.matches(of: pattern).compactMap { Double($0.1) }
    }
    let rings = sizes(#/class="ring c\d" cx="[^"]+" cy="[^"]+" r="([^"]+)"/#)
    let discs = sizes(#/class="dot c\d" cx="[^"]+" cy="[^"]+" r="([^"]+)"/#)
    let ring = try #require(rings.min())
    // The stroke of 2.4 lies half inside and half outside.
    #expect(try #require(discs.max()) < ring - 1.2)
    #expect(page.contains("l5 5l-5 5l-5 -5Z"))
    #expect(5 <= ring - 1.2)
  }

  @Test("a long name is whole beside a line and a row of cells, on a phone too")
  func names() throws {
    let name = "treasury-convertible"
    let sample = SampleResult(
      miners: [.init(name: name, pd: 0.3, loss: 1e6), .init(name: "b", pd: 0.2, loss: 1e5)],
      anyDefault: 0.4)
    let page = try sample.page()
    for id in ["term", "correlation"] {
      let figure = try SampleResult.figure(id, of: page)
      #expect(figure.contains(">\(name)<title>"), "\(id)")
      #expect(!figure.contains("…<title>"), "\(id)")
    }
  }

  @Test("the interval of an estimated loss does not go below nothing")
  func losses() throws {
    var sample = SampleResult.trap
    sample.changes["convergence.csv"] = """
      paths,miner,measure,value,se
      512,PORTFOLIO,var_99,1.0e6,3.0e6
      1024,PORTFOLIO,var_99,1.0e6,2.0e6

      """
    let page = try sample.page()
    let figure = try SampleResult.figure("convergence-0", of: page)
    #expect(figure.contains(">$0</text>") && !figure.contains("−$"))
  }

  @Test("the estimates of a probability never leave 0 to 100 %; the first chart of them is printed")
  func convergence() throws {
    var sample = SampleResult.trap
    sample.changes["convergence.csv"] = """
      paths,miner,measure,value,se
      512,PORTFOLIO,pd,0.9,0.0133
      1024,PORTFOLIO,pd,0.996,0.002
      512,pivot,pd,0.9,0.0133
      1024,pivot,pd,0.996,0.002

      """
    let page = try sample.page().replacing("\u{A0}", with: " ")
    let figure = try SampleResult.figure("convergence-0", of: page)
    let ticks = figure.matches(of: #/>([0-9.]+) %<\/text>/#).compactMap { Double($0.1) }
    #expect(ticks.max() == 100)
    #expect(page.contains("<figure class=\"span1\" id=\"convergence-0\">"))
    #expect(page.contains("<figure class=\"span1 screen\" id=\"convergence-1\">"))
  }

  @Test("numbers below nothing have a minus sign, not a hyphen")
  func minus() throws {
    var sample = SampleResult.trap
    sample.changes["dscr_fan.csv"] = """
      miner,year,survivors,p05,p25,p50,p75,p95
      pivot,0.5,900,-3,-2.5,-2,-0.5,0.5
      pivot,1,900,-3,-2.5,-2,-0.5,0.5

      """
    let page = try sample.page()
    #expect(page.contains("−2.50×"))
    let words = page.replacing(#/<style>.*?<\/style>/#.dotMatchesNewlines(), with: "")
      .replacing(#/<div class="code".*?<\/div>/#.dotMatchesNewlines(), with: "")
    #expect(words.firstMatch(of: #/>[^<]*(^|[ >(\u{A0}])-[\d$][^<]*</#) == nil)
  }
}
