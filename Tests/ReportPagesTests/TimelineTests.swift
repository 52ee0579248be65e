import CreditBasics
import ReportPages
import Reporting
import ResultReading
import Testing

@Suite("Time is the calendar")
struct TimelineTests {
  /// A host with a bit of everything, and a miner with one loan; three years from the last day of 2025.
  private static let scenario: Scenario = {
    let hall = GPULot(
      name: "hall", gpu: 0, count: 1,
      contract: RentalContract(ratePerHour: 1, until: SampleResult.years(to: "2027-06-30")))
    let note = SampleResult.debt("note", 2e8, due: "2028-06-15") {
      $0.puts = [SampleResult.years(to: "2027-03-01")]
    }
    let rigs = SampleResult.debt("rig loan", 5e7, due: "2026-12-31") {
      ($0.amortisation, $0.balloonShare, $0.paymentsPerYear) = (.straightLine, 0.2, 4)
    }
    let late = SampleResult.debt("late", 1e9, due: "2031-01-01")
    let coins = SampleResult.debt("coin loan", 1e7, due: "2026-06-30")
    var scenario = SampleResult.scenario([
      Miner(name: "pivot", gpuLots: [hall], tranches: [late, note, rigs]),
      Miner(name: "legacy", asics: ASICFleet(petahash: 100), tranches: [coins]),
    ])
    scenario.market.gpus = [GPUClass(name: "H100")]
    scenario.market.network = MiningNetwork(
      hashratePH: 1, halvings: [SampleResult.years(to: "2028-04-15")])
    scenario.market.launches = [
      Launch(
        name: "Rubin", date: SampleResult.years(to: "2026-09-30"), meanDelayYears: 0.25,
        impacts: [LaunchImpact(gpu: 0, rentHaircut: 0.1)])
    ]
    return scenario
  }()

  private func page(_ tranches: [Tranche]) throws -> String {
    try page(SampleResult.scenario([Miner(name: "pivot", tranches: tranches)]))
  }

  private func page(_ scenario: Scenario?) throws -> String {
    var sample = SampleResult.trap
    if scenario == nil { sample.changes["scenario.json"] = .some(nil) }
    sample.scenario = scenario
    sample.changes["default_times.csv"] = """
      miner,quarter,year,paths,probability\r
      pivot,1,0.25,400,0.4\r
      pivot,10,2.5,200,0.2\r

      """
    return try sample.plainPage()
  }

  @Test("axes name years, tables months and hovers the month of a point")
  func dates() throws {
    let term = try SampleResult.figure("term", of: page(Self.scenario))
    for year in ["2026", "2027", "2028"] { #expect(term.contains(">\(year)</text>")) }
    #expect(!term.contains("years from the as-of date"))
    // Month 6 from the last day of December ends with June.
    #expect(term.contains("<title>Jun 2026\nany miner: "))
    #expect(term.contains("<th scope=\"row\">Dec 2028</th>"))
    let times = try SampleResult.figure("times", of: page(Self.scenario))
    #expect(times.contains("quarter to Jun 2028: 33 % of all defaults"))
  }

  @Test("a result that does not say its date counts years")
  func years() throws {
    let term = try SampleResult.figure("term", of: page(nil))
    #expect(term.contains("years from the as-of date"))
    #expect(term.contains("<title>year 0.50\nany miner: "))
    #expect(!term.contains("class=\"event\""))
  }

  @Test("under the default probability stand maturities, puts, ends, launches and halvings")
  func ladder() throws {
    let term = try SampleResult.figure("term", of: page(Self.scenario))
    for line in [
      "15 Jun 2028: pivot: note falls due, $200m",
      "31 Dec 2026: pivot: rig loan falls due, $10m, of $50m lent",
      "30 Jun 2026: legacy: coin loan falls due, $10m",
      "1 Mar 2027: pivot: note may be put, $200m",
      "30 Jun 2027: pivot: hall comes off its rental contract",
      "30 Sep 2026: Rubin is launched, on average 0.25 years later",
      "15 Apr 2028: block subsidy halves",
    ] { #expect(term.contains("<title>\(line)</title>"), "\(line)") }
    #expect(!term.contains("pivot: late"))
    #expect(
      term.contains(
        "Below the axis: 3 maturities, 1 put date, 1 end of a contract, 1 GPU launch and 1 halving."
      ))
  }

  @Test(
    "a balloon says what it is left of, and what the debt does not say is not made up",
    arguments: [
      (
        DatedDebt("pivot", "late", principalUSD: 5e6, commitmentUSD: 5e7, balloonUSD: 5e6),
        "falls due, $5m, of $55m lent or committed"
      ),
      (
        DatedDebt("pivot", "late", principalUSD: 0, commitmentUSD: 4.8e8, balloonUSD: 5.03e7),
        "falls due, $50.3m, of $480m committed"
      ),
      (DatedDebt("pivot", "late", principalUSD: 1e9, balloonUSD: 1.1e9), "falls due, $1.1bn"),
      (DatedDebt("pivot", "late", principalUSD: 1e9), "ends, repaid by then"),
      (DatedDebt("pivot", "late", principalUSD: 0, commitmentUSD: 1e9), "ends, nothing drawn"),
      (
        DatedDebt("pivot", "late", principalUSD: 0, commitmentUSD: 1e9, drawnUSD: 1e8),
        "ends, repaid by then"
      ),
      (DatedDebt("another", "late", principalUSD: 1e9, balloonUSD: 1e9), "falls due"),
    ])
  func whole(debt: DatedDebt, words: String) throws {
    let events = DatedEvent.all(in: Self.scenario, [debt])
    #expect(events.filter { $0.name == "late" }.map(\.words) == [words])
  }

  @Test("what falls due after the horizon is in the table of dates only, and said to be")
  func afterHorizon() throws {
    let page = try page(Self.scenario)
    #expect(
      page.contains(
        "<tr><th scope=\"row\">2031-01-01</th><td>pivot</td><td>late</td>"
          + "<td>falls due, $1bn</td><td>after its end</td></tr>"))
  }

  @Test("a chart about one miner has its own dates, and of the market's those that reach it")
  func ofOneMiner() throws {
    let page = try page(Self.scenario)
    let pivot = try SampleResult.figure("ltv-0", of: page)
    #expect(pivot.contains("pivot: note falls due") && pivot.contains("Rubin is launched"))
    #expect(!pivot.contains("coin loan") && !pivot.contains("subsidy halves"))
    let legacy = try SampleResult.figure("ltv-1", of: page)
    #expect(legacy.contains("legacy: coin loan falls due") && legacy.contains("subsidy halves"))
    #expect(!legacy.contains("note") && !legacy.contains("Rubin"))
  }

  @Test(
    "of a row the greatest sum is labelled first, left of its mark where there is no room at its right"
  )
  func greatest() throws {
    // The greatest falls due last, and four months after a small one.
    func term(_ last: String) throws -> Substring {
      let small = SampleResult.debt("loan 1", 1e6, due: "2028-08-20")
      let great = SampleResult.debt("note", 2e8, due: last)
      return try SampleResult.figure("term", of: page([small, great]))
    }
    for last in ["2028-12-30", "2028-10-20", "2028-09-30", "2026-01-05"] {
      // On the wide and on the narrow drawing, where near ones share a mark.
      let labels = try term(last).matches(
        of: #/class="over"[^>]*\/><text class="s a" x="([0-9.]+)"[^>]*>\$20[01]m( in 2)?</#)
      #expect(labels.count == 2, "\(last)")
      #expect(labels.allSatisfy { (Double($0.1) ?? 1e9) + Lettering.width("$200m") <= 784 })
    }
  }

  @Test("no label of a sum covers a mark")
  func covered() throws {
    let loans = (0..<9).map { loan in
      // The note is of $200m, all others of $1m.
      SampleResult.debt(
        loan == 4 ? "note" : "loan \(loan)", loan == 4 ? 2e8 : 1e6,
        due: "\(2026 + loan / 3)-\(["04", "08", "12"][loan % 3])-15")
    }
    let term = try SampleResult.figure("term", of: page(loans))
    #expect(term.contains(">$200m</text>"))
    for drawing in term.split(separator: "<svg").dropFirst() {
      let marks = drawing.matches(of: #/class="solid" cx="([0-9.]+)"/#).compactMap { Double($0.1) }
      #expect(marks.count > 4)
      let labels = drawing.matches(of: #/<text class="s a" x="([0-9.]+)"[^>]*>(\$[^<]*)</#)
      // The greatest amount has its label, or none has.
      #expect(labels.isEmpty || labels.contains { $0.2 == "$200m" })
      for label in labels {
        let left = try #require(Double(label.1))
        let right = left + Lettering.width(String(label.2))
        #expect(!marks.contains { $0 + 3 > left && $0 - 3 < right }, "\(label.2)")
      }
    }
  }

  @Test("dates closer than a mark share one, which adds up what is due and lists the first 14")
  func crowded() throws {
    let loans = (0..<20).map { loan in
      SampleResult.debt("loan \(loan)", 1e6, due: "2027-05-\(10 + loan)")
    }
    let term = try SampleResult.figure("term", of: page(loans))
    // The wide and the narrow drawing.
    #expect(term.ranges(of: "class=\"event\"").count == 2)
    #expect(term.contains(">$20m in 20</text>"))
    #expect(term.contains("23 May 2027: pivot: loan 13 falls due, $1m\nand 6 more</title>"))
  }
}

@Suite("Periods of a time axis")
struct CalendarPeriodsTests {
  private func periods(_ day: String, years: Double, width: Double) throws -> CalendarPeriods {
    CalendarPeriods(from: try #require(CalendarDate(day)), years: years, width: width)
  }

  @Test("long ticks stand on 1 January, short ones a quarter of a year apart")
  func ticks() throws {
    let ticks = try periods("2025-12-31", years: 2, width: 600).ticks
    #expect(ticks.count == 8)
    // 1 January 2026 is a day after the start, 1 January 2027 is 366 days after it.
    #expect(ticks.map(\.isLong) == [true, false, false, false, true, false, false, false])
    #expect(ticks[0].year == 1 / 365.25)
    #expect(ticks[1].year == 1 / 365.25 + 0.25)
    #expect(ticks[4].year == 366 / 365.25)
  }

  @Test("quarters have names where there is room, no ticks where they are narrow")
  func lengths() throws {
    let short = try periods("2026-03-31", years: 1, width: 600)
    #expect(short.labels.map(\.text) == ["Q2 2026", "Q3 2026", "Q4 2026", "Q1 2027"])
    let long = try periods("2025-12-31", years: 12, width: 300)
    #expect(long.ticks.allSatisfy { $0.isLong })
    #expect(long.labels.map(\.text) == ["2026", "2028", "2030", "2032", "2034", "2036"])
  }

  @Test("a year cut off by the end is named if its name fits", arguments: [0.3, 0.8])
  func cutOff(rest: Double) throws {
    // 60 px a year: 18 px are too narrow, 48 px are enough.
    let labels = try periods("2025-12-31", years: 2 + rest, width: 60 * (2 + rest)).labels
    #expect(labels.map(\.text) == ["2026", "2027"] + (rest > 0.5 ? ["2028"] : []))
  }
}
