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

  @Test(
    "a name without blanks breaks in every paragraph, and a long drawing is no longer than paper")
  func long() throws {
    let page = try SampleResult.trap.page()
    #expect(page.contains("p,li,summary{overflow-wrap:anywhere}"))
    #expect(
      try media("print", page).firstMatch(of: #/svg,svg.narrow\{[^}]*max-height:242mm/#) != nil)
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

  @Test("a caption is as wide as what is seen of its table, not as the table")
  func captions() throws {
    let page = try SampleResult.trap.page()
    #expect(page.contains(".scroll{container-type:inline-size}"))
    #expect(
      page.firstMatch(of: #/caption\{[^}]*position:sticky;left:0;[^}]*max-width:100cqw\}/#) != nil)
    #expect(try media("print", page).contains("caption{position:static;max-width:none}"))
  }

  @Test("the losses of note stand in one line above the histogram, from left to right")
  func notes() throws {
    // Loss of $21m: VaR is 1.5 times, ES 1.8 times as much, on an axis to twice the loss.
    let figure = try SampleResult.figure("loss", of: SampleResult.trap.page())
    let labels = figure.matches(of: #/<text class="s" x="([^"]+)" y="30">(EL|VaR|ES)/#)
    // On the wide drawing and on the narrow one.
    #expect(labels.map { String($0.2) } == ["EL", "VaR", "ES", "EL", "VaR", "ES"])
    let places = labels.compactMap { Double($0.1) }
    #expect(places.count == 6)
    for from in [0, 3] {
      #expect(places[from] < places[from + 1] && places[from + 1] < places[from + 2])
    }
  }

  @Test("the run's own estimate stands behind those from powers of two, and only once")
  func all() throws {
    var sample = SampleResult.trap
      .converging("PORTFOLIO,pd", (256, 0.7, 0.03), (512, 0.66, 0.02))
      .converging("PORTFOLIO,es_99", (256, 3e7, 3e6), (512, 3.5e7, 2e6))
    func figures(_ paths: Int) throws -> (pd: Substring, tail: Substring) {
      sample.paths = paths
      let page = try sample.plainPage()
      return try (
        SampleResult.figure("convergence-0", of: page),
        SampleResult.figure("convergence-1", of: page)
      )
    }
    let (pd, tail) = try figures(1000)
    #expect(pd.contains("the last, of 1,000 paths, is 64 %"))
    #expect(pd.contains("<th scope=\"row\" class=\"n\">1,000</th><td class=\"n\">64 %</td>"))
    // 1.8 times the expected loss of $21m.
    #expect(tail.contains("<th scope=\"row\" class=\"n\">1,000</th><td class=\"n\">$37.8m</td>"))
    #expect(try figures(512).pd.ranges(of: "<th scope=\"row\"").count == 2)
  }

  @Test("a long name is whole beside a line and a row of cells, on a phone too")
  func names() throws {
    let name = "treasury-convertible"
    let page = try SampleResult.two(name).page()
    for id in ["term", "correlation"] {
      let figure = try SampleResult.figure(id, of: page)
      #expect(figure.contains(">\(name)<title>"), "\(id)")
      #expect(!figure.contains("…<title>"), "\(id)")
    }
  }

  @Test(
    "a line's number stands below a name that leaves it no room, and is never cut off",
    arguments: ["treasury-convertible", "Southern Plains Compute Holdings Number Three LLC"])
  func numbers(name: String) throws {
    let figure = try SampleResult.figure("term", of: SampleResult.two(name).page())
    let phone = try #require(figure.firstRange(of: "<svg class=\"narrow\"")).lowerBound
    let drawing = figure[phone...]
    #expect(drawing.contains(">30\u{A0}%</text>") && drawing.contains(">20\u{A0}%</text>"))
    // Below the name, and above the next one.
    let lines = drawing.matches(of: #/<text class="s" x="([^"]+)" y="([^"]+)">([^<]+)</#)
      .filter { $0.1 == drawing.firstMatch(of: #/<text class="s" x="([^"]+)" y="[^"]+">30/#)?.1 }
      .compactMap { Double($0.2) }
    #expect(lines.count == 6)
    #expect(zip(lines.sorted(), lines.sorted().dropFirst()).allSatisfy { $1 - $0 >= 13 })
  }

  @Test("what the numbers beside two marks are, and what the bands of a fan, is said")
  func keys() throws {
    let page = try SampleResult.trap.page()
    for (id, words) in [
      ("first-pd", "full model"), ("gap-el", "full model"), ("phantom-asOf", "all sell"),
    ] {
      let figure = try SampleResult.figure(id, of: page)
      let heading = try Regex("<text class=\"e a\" x=\"[0-9]+\" y=\"17\">\(words)<")
      #expect(figure.contains(heading), "\(id)")
    }
    #expect(page.contains("Fans are the median, the middle half and the middle 90 % of the"))
  }

  @Test("the interval of an estimated loss does not go below nothing")
  func losses() throws {
    let sample = SampleResult.trap.converging(
      "PORTFOLIO,var_99", (512, 1.0e6, 3.0e6), (1024, 1.0e6, 2.0e6))
    let figure = try SampleResult.figure("convergence-0", of: sample.page())
    #expect(figure.contains(">$0</text>") && !figure.contains("−$"))
  }

  @Test("the last value at risk has the interval of its table")
  func quantile() throws {
    var sample = SampleResult.trap.converging(
      "PORTFOLIO,var_99", (256, 2.5e7, 3e6), (512, 2.6e7, 2e6))
    sample.changes["loss_quantiles.csv"] = """
      level,return_period,var_usd,var_ci95_low,var_ci95_high,es_usd,es_se
      0.99,100,3e7,2e7,4.5e7,5e7,1e6

      """
    let figure = try SampleResult.figure("convergence-0", of: sample.page())
    #expect(figure.contains("$30m ($20m to $45m)"))
  }

  @Test(
    "a value at risk of 0 is a value, but no loss on any path is none seen, in the chart and its table"
  )
  func unseen() throws {
    var sample = SampleResult.trap.converging(
      "PORTFOLIO,var_99", (512, 0, 1e6), (1024, 3e6, 2e6))
    sample = sample.converging("PORTFOLIO,es_99", (512, 0, 0), (1024, 4e6, 2e6))
    let page = try sample.plainPage()
    let quantile = try SampleResult.figure("convergence-0", of: page)
    #expect(quantile.contains("$0 ($0 to $1.96m)") && !quantile.contains("none seen"))
    #expect(quantile.contains("<td class=\"n\">$0</td><td class=\"n\">$1m</td>"))
    let tail = try SampleResult.figure("convergence-1", of: page)
    #expect(tail.contains("portfolio: none seen"))
    #expect(tail.contains("<td class=\"n\">none seen</td><td class=\"n\">–</td>"))
  }

  @Test("what is 0 from the first path to the last is not drawn, nor announced")
  func zeros() throws {
    let sample = SampleResult.nobody.converging(
      "PORTFOLIO,expected_loss_usd", (512, 0, 0), (1000, 0, 0))
    let page = try sample.page()
    #expect(!page.contains("id=\"convergence-0\"") && !page.contains("Below, estimates"))
  }

  @Test("the estimates of a probability never leave 0 to 100 %; the first chart of them is printed")
  func convergence() throws {
    let sample = SampleResult.trap
      .converging("PORTFOLIO,pd", (512, 0.9, 0.0133), (1024, 0.996, 0.002))
      .converging("pivot,pd", (512, 0.9, 0.0133), (1024, 0.996, 0.002))
    let page = try sample.plainPage()
    let figure = try SampleResult.figure("convergence-0", of: page)
    let ticks = figure.matches(of: #/>([0-9.]+) %<\/text>/#).compactMap { Double($0.1) }
    #expect(ticks.max() == 100)
    #expect(page.contains("<figure class=\"span1\" id=\"convergence-0\">"))
    #expect(page.contains("<figure class=\"span1 screen\" id=\"convergence-1\">"))
  }

  @Test("neighbours on the axis of an estimate that has nearly converged are told apart")
  func closeTicks() throws {
    let sample = SampleResult.trap
      .converging("PORTFOLIO,pd", (65536, 0.768, 0.0016), (131_072, 0.766, 0.0012))
      .converging(
        "PORTFOLIO,expected_loss_usd", (65536, 259.2e6, 3e5), (131_072, 259.6e6, 2e5))
    let page = try sample.plainPage()
    for id in ["convergence-0", "convergence-1"] {
      let figure = try SampleResult.figure(id, of: page)
      let drawing = try #require(figure.split(separator: "<svg").dropFirst().first)
      let ticks = drawing.matches(of: #/>([$0-9.]+(?:m| %))<\/text>/#).map { $0.1 }
      #expect(ticks.count > 2 && Set(ticks).count == ticks.count, "\(ticks)")
    }
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
