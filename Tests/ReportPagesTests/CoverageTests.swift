import CreditBasics
import ReportPages
import Testing

@Suite("Coverage below what is asked for")
struct CoverageTests {
  /// Two miners; only that of the first has a covenant, and its shares below it are counted.
  private func page(
    pivot: String = "0.75,400,-50,0.5,1.1,2,178,0.6", legacy: String = "0.75,900,0.2,0.8,1.3,2,3,",
    terms: (inout Tranche) -> Void = { _ in }
  ) throws -> String {
    var sample = SampleResult.trap
    sample.changes = [
      "dscr_fan.csv": """
      miner,year,survivors,p05,p25,p50,p75,p95,share_below_covenant
      pivot,0.5,500,1.1,1.2,1.3,1.4,1.5,0.1
      pivot,\(pivot)
      pivot,1,400,-50,0.5,1.1,2,178,0.25
      legacy,0.5,900,1.1,1.2,1.3,1.4,1.5,
      legacy,\(legacy)
      legacy,1,900,0.1,0.2,0.3,0.4,0.5,

      """
    ]
    let note = SampleResult.debt("note") {
      $0.covenant = CovenantTerms(minDSCR: 1.2)
      terms(&$0)
    }
    sample.scenario = SampleResult.scenario([
      Miner(name: "pivot", tranches: [note]),
      Miner(name: "legacy", tranches: [SampleResult.debt("note")]),
    ])
    return try sample.plainPage()
  }

  @Test("the shares that are counted are drawn date by date, and the worst is said")
  func counted() throws {
    let fan = try SampleResult.figure("dscr-0", of: page())
    #expect(
      fan.contains("covenant 1.20× until Dec 2099</span> · at worst, in Sep 2026, 60 % are below"))
    #expect(fan.contains(">survivors below 1.20×</text>"))
    for bar in ["Jun 2026: 10 %", "Sep 2026: 60 %", "Dec 2026: 25 %"] {
      #expect(fan.contains("<title>\(bar)</title>"), "\(bar)")
    }
    // Wilson's interval of 0.1 in 500: (0.1 + 1.9208/500 ± 1.96 · √(0.09/500 + 0.9604/500²)) / 1.00768.
    #expect(fan.contains("<td class=\"n\">10 %</td><td class=\"n\">7.7 % – 12.9 %</td>"))
  }

  @Test("a covenant is tested until the debt that has it falls due, unless that may be extended")
  func ended() throws {
    let due = SampleResult.years(to: "2026-10-15")
    let fan = try SampleResult.figure("dscr-0", of: page { $0.maturity = due })
    #expect(fan.contains("covenant 1.20× until Oct 2026</span> · at worst, in Sep 2026, 60 %"))
    #expect(fan.contains("<title>Sep 2026: 60 %</title>"))
    #expect(!fan.contains("<title>Dec 2026: 25 %</title>"))
    let extended = try page {
      $0.maturity = due
      $0.refinance = RefinanceTerms(termYears: 1)
    }
    let longer = try SampleResult.figure("dscr-0", of: extended)
    #expect(longer.contains("Dec 2026: 25 %"))
    #expect(longer.contains("covenant 1.20×</span> · at worst, in Sep 2026, 60 % are below"))
  }

  @Test("without a covenant the share below 1.00× lies between two percentiles, in proportion")
  func read() throws {
    // From 25 % at 0.8 to 50 % at 1.3: two fifths of the way.
    let fan = try SampleResult.figure("dscr-1", of: page())
    #expect(fan.contains("<title>Sep 2026: about 35 %</title>"))
    // Below the lowest percentile, and above the highest, only a bound is known.
    #expect(fan.contains("<title>Jun 2026: less than 5 %</title>"))
    #expect(fan.contains("at worst, in Dec 2026, more than 95 % are below"))
  }

  @Test("all borrowers stand in one chart, which is printed; their fans are not")
  func overview() throws {
    let page = try page()
    let grid = try SampleResult.figure("coverage-below", of: page)
    #expect(page.contains("<figure class=\"span3\" id=\"coverage-below\">"))
    #expect(page.contains("<figure class=\"span1 screen\" id=\"dscr-0\">"))
    for label in ["10", "25", "&lt;5", "&gt;95"] {
      #expect(grid.contains(">\(label)</text>"), "\(label)")
    }
    #expect(grid.contains("pivot, Dec 2026: 25 %"))
    #expect(grid.contains("legacy, Dec 2026: more than 95 %"))
  }

  @Test("every cell has its number: where not all have room, each row's worst stands with its date")
  func crowded() throws {
    func grid(years: Int) throws -> Substring {
      var sample = SampleResult.trap
      let rows = (1...2 * years).map { half in
        // Below every percentile, and above: of the second half-year alone.
        "pivot,\(Double(half) / 2),400,\(half == 2 ? "0,0,0,0,0" : "2,2,2,2,2")\n"
      }
      sample.changes["dscr_fan.csv"] = "miner,year,survivors,p05,p25,p50,p75,p95\n" + rows.joined()
      // The covenant is tested all the time.
      sample.scenario?.miners[1].tranches[0].maturity = SampleResult.years(to: "2099-12-31")
      return try SampleResult.figure("coverage-below", of: sample.page())
    }
    for years in [3, 20, 60] {
      let grid = try grid(years: years)
      let counts = ["&lt;5", "&gt;95"].map { grid.ranges(of: ">\($0)</text>").count }
      let cells = grid.ranges(of: "class=\"cell positive\"").count
      #expect(counts[0] > 0 && counts[0] + counts[1] == cells, "\(years)")
      // Every width shows the worst date: full, middle and narrow, all dates or the worst with its date.
      #expect(counts[1] >= 3, "\(years)")
      let worst = "worst of \(2 * years) dates</text>"
      #expect(grid.ranges(of: worst).count == (years == 3 ? 0 : 3), "\(years)")
      #expect(years > 3 || cells == 6 * years, "\(years)")
      #expect(years < 60 || cells < 2 * years, "\(years)")
    }
    // Its date stands beside it.
    let dates = try grid(years: 60).matches(of: #/<text class="s a" [^>]*>Dec 2026</#)
    #expect(dates.count == 3)
  }

  @Test("ratios of a small service do not stretch the axis; how far they go is said")
  func frame() throws {
    let fan = try SampleResult.figure("dscr-0", of: page())
    #expect(fan.contains(">beyond the frame: −50× to 178×</text>"))
    let ticks = fan.matches(of: #/>(−?\d+)×<\/text>/#).map { String($0.1) }
    #expect(Set(ticks) == ["0", "1", "2", "3", "4"])
  }

  @Test("where hardly anything is due the axis is logarithmic, so that the median is always there")
  func median() throws {
    // The medians are 1.3, −9 and 1.1; the last column is the share below the covenant.
    let page = try page(pivot: "0.75,400,-50,-20,-9,2,178,0.6")
    let fan = try SampleResult.figure("dscr-0", of: page)
    #expect(fan.contains(">DSCR of survivors (log scale)</text>"))
    #expect(!fan.contains("beyond the frame"))
    #expect(fan.contains(" · lowest median −9.00× in Sep 2026, of 400 survivors"))
    let ticks = fan.matches(of: #/>(−?\d+)×<\/text>/#).map { String($0.1) }
    #expect(ticks.contains("0") && ticks.contains("30") && ticks.contains("−30"), "\(ticks)")
    // All three of them in one unbroken line.
    let line = try #require(fan.firstMatch(of: #/<path class="mark line c1" d="M([^"]+)"/#))
    #expect(line.1.filter { $0 == "L" }.count == 2)
  }

  @Test("as long as nothing is due a fan has no median, and says so")
  func free() throws {
    // Empty above a known percentile is infinite.
    func fan(_ first: String, _ second: String) throws -> Substring {
      var sample = SampleResult.trap
      sample.changes["dscr_fan.csv"] =
        "miner,year,survivors,p05,p25,p50,p75,p95\npivot,0.25,400,\(first)\npivot,0.5,400,\(second)\n"
      return try SampleResult.figure("dscr-0", of: sample.page())
    }
    let words = " · nothing is due on most paths until Mar 2026 · at worst"
    #expect(try fan("3,,,,", "1.1,1.2,1.3,1.4,1.5").contains(words))
    #expect(try !fan("1.1,1.2,1.3,1.4,1.5", "3,,,,").contains("nothing is due"))
  }

  @Test("a mean of ratios that a small service rules is named, not drawn; the table has it")
  func means() throws {
    var sample = SampleResult.trap
    sample.changes["underwriting_gap.csv"] = """
      miner,measure,lender_view,full_model,difference,difference_se
      pivot,min_dscr_mean,1.1,-36.8,-37.9,0.5
      legacy,min_dscr_mean,1.2,0.8,-0.4,0.01

      """
    let figure = try SampleResult.figure("gap-dscr", of: sample.page())
    #expect(figure.contains("<p>Not drawn: pivot. A mean of ratios is ruled by the paths on which"))
    #expect(figure.contains("<a href=\"#collateral\">"))
    let drawing = figure[..<(try #require(figure.firstRange(of: "</svg>"))).lowerBound]
    #expect(drawing.contains(">legacy<") && !drawing.contains(">pivot<"))
    #expect(figure.contains("<td class=\"n\">−36.80×</td>"))
    // Where none is left to draw, the section says why.
    sample.changes["underwriting_gap.csv"] = """
      miner,measure,lender_view,full_model,difference,difference_se
      pivot,min_dscr_mean,1.1,-36.8,-37.9,0.5

      """
    let page = try sample.page()
    #expect(!page.contains(" id=\"gap-dscr\">"))
    #expect(page.contains("Not drawn: pivot. A mean of ratios is ruled by the paths on which"))
  }

  @Test("a date without survivors has an empty cell and no bar")
  func nobody() throws {
    let page = try page(pivot: "0.75,0,,,,,,")
    let fan = try SampleResult.figure("dscr-0", of: page)
    #expect(!fan.contains("<title>Sep 2026"))
    #expect(fan.contains("at worst, in Dec 2026, 25 % are below"))
  }

  @Test("one borrower has no chart of all, and its fan is printed")
  func one() throws {
    var sample = SampleResult(
      miners: [.init(name: "solo", pd: 0.2, loss: 1e6)], anyDefault: 0.2)
    sample.changes["dscr_fan.csv"] = """
      miner,year,survivors,p05,p25,p50,p75,p95
      solo,0.5,900,0.2,0.8,1.3,2,3
      solo,1,900,0.2,0.8,1.3,2,3

      """
    let page = try sample.page()
    #expect(!page.contains("coverage-below"))
    #expect(page.contains("<figure class=\"span1\" id=\"dscr-0\">"))
  }
}
