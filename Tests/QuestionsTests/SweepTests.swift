import Foundation
import QuestionPages
import Questions
import RiskMeasures
import ScenarioFiles
import TestSupport
import Testing

@Suite struct SweepTests {
  static let axes = [
    "market.regimes.stress.btc.drift=-0.6,-0.2", "miners.two.treasury.btc=40:60:10",
  ]

  static func sweep(_ measures: [String] = ["pd(two,2)", "el(portfolio)"]) throws -> Sweep {
    try Sweep(
      SampleBook.varied(), axes: axes.map { try Lever(parsing: $0, form: .grid) },
      measures: measures)
  }

  @Test func cellsAreRunsOfTheirOwn() throws {
    let sweep = try Self.sweep()
    let (_, outcomes) = try #require(try sweep.run(PairedRuns(threads: 2)))
    #expect(sweep.cells.map(\.values).last == ["-0.2", "60"])
    let alone = try SampleBook.varied([
      "market.regimes.stress.btc.drift=-0.2", "miners.two.treasury.btc=60",
    ]).base.scenario
    let estimate = PairedRuns(threads: 1).estimate(sweep.measures[1], of: alone)
    #expect(outcomes[5].values[1] == estimate)
  }

  /// An overlay with a seed and a number of paths of its own is held against the scenario on the scenario's
  /// draws: with nothing else in it, nothing differs on any path.
  @Test func overlaysShareTheDraws() throws {
    let file = FileManager.default.temporaryDirectory.path + "/overlay-\(UUID().uuidString).json5"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try "{ simulation: { paths: 500, seed: 99 }, miners: { two: { treasury: { btc: 50 } } } }"
      .write(toFile: file, atomically: true, encoding: .utf8)
    let sweep = try Sweep(
      SampleBook.varied(), axes: [try Lever(parsing: "overlay=\(file)", form: .grid)],
      measures: ["el(portfolio)"])
    #expect(sweep.cells[0].isBase)
    #expect(sweep.notes.count == 1)
    #expect(sweep.notes[0].contains("paths and seed of an overlay are left out"))
    let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
    #expect(outcomes[0].values == base.values)
    #expect(outcomes[0].differences == [Estimate(value: 0, standardError: 0)])
  }

  /// Of two axes over one path only the last would count, whatever the table says.
  @Test func onePathOnOneAxis() throws {
    for second in ["miners.two.treasury.btc*=1,2", "miners.*.treasury.btc=40,60"] {
      let error = #expect(throws: QuestionError.self) {
        try Sweep(
          SampleBook.varied(),
          axes: ["miners.two.treasury.btc=40,60", second].map {
            try Lever(parsing: $0, form: .grid)
          }, measures: [])
      }
      #expect("\(try #require(error))".contains("moves miners.two.treasury.btc too"))
    }
  }

  /// None in 3000 paths is no proof of never.
  @Test func whatNoPathShowsIsNoneSeen() throws {
    let sweep = try Sweep(
      SampleBook.varied(),
      axes: [try Lever(parsing: "miners.two.treasury.btc=50,5000000", form: .grid)],
      measures: ["pd(two,2)"])
    let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
    let lines = sweep.text(base, outcomes).split(separator: "\n")
    #expect(lines.last?.hasSuffix("none seen") == true)
    #expect(lines.last?.contains("±") == false)
    // Where every value is 0 the axis is one of whole per cents.
    let none = Sweep.Outcome(
      values: [Estimate(value: 0, standardError: 0)], differences: [nil])
    let page = sweep.pages(none, sweep.cells.map { _ in none })[0].text
    #expect(!page.contains("0.0000") && page.contains(">1\u{A0}%</text>"))
    // A 0 without an interval is no exact 0.
    #expect(page.contains("class=\"mark ring ") && page.contains(">no interval</text>"))
  }

  /// A break-even spread of a loan that lost on no path is no 0 bp, and its error is not known; its VaR of 0 has one.
  @Test func aSpreadThatNoPathShowsIsNoneSeen() throws {
    let sweep = try Sweep(
      SampleBook.varied(),
      axes: [try Lever(parsing: "miners.two.treasury.btc=50,5000000", form: .grid)],
      measures: ["breakEven(two,notes)", "var(0.5)"])
    let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
    #expect(sweep.text(base, outcomes).contains(#/\n5000000 +none seen  /#))
    let nothing = [Estimate(value: 0, standardError: 0), Estimate(value: 0, standardError: 0)]
    let none = Sweep.Outcome(values: nothing, differences: [nil, nil])
    #expect(sweep.text(none, [none, none]).contains(#/\n5000000 +none seen +\$0\n/#))
    let lines = sweep.table(base, outcomes).text.split(separator: "\r\n")
    #expect(lines[5].hasPrefix("1,5000000,two,\"breakEven(two,notes)\",0,,-"))
    #expect(lines[3].hasPrefix("0,50,two,\"breakEven(two,notes)\","))
    #expect(!lines[3].contains(",,"))
  }

  /// The point of common draws: the error of a difference is well below that of independent runs, and it
  /// is the error: differences over many seeds scatter by it.
  @Test func differencesAreSharperThanThoseOfIndependentRuns() throws {
    var differences: [Double] = []
    var error = 0.0
    var independent = 0.0
    for seed in 1...60 {
      let varied = try SampleBook.varied(["simulation.seed=\(seed)", "simulation.paths=400"])
      let lever = try Lever(parsing: "miners.two.treasury.btc=55", form: .grid)
      let sweep = try Sweep(varied, axes: [lever], measures: ["el(portfolio)"])
      let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
      let difference = try #require(outcomes[0].differences[0])
      differences.append(difference.value)
      error += try #require(difference.standardError) / 60
      let errors = [base, outcomes[0]].compactMap { $0.values[0]?.standardError }
      independent += (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot() / 60
    }
    #expect(error < 0.4 * independent, "paired \(error), independent \(independent)")
    let mean = differences.reduce(0, +) / 60
    let scatter = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 59).squareRoot()
    // A standard deviation from 60 values is known to 9 %.
    expectAgrees(scatter, standardError: 0.092 * error, with: error, "scatter")
  }

  @Test func tableHasARowForTheBaseAndForEachCellAndMeasure() throws {
    let sweep = try Self.sweep()
    let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
    let lines = sweep.table(base, outcomes).text.split(separator: "\r\n")
    #expect(
      lines[0]
        == "cell,market.regimes.stress.btc.drift,miners.two.treasury.btc,miner,measure,value,se,"
        + "difference,difference_se")
    #expect(lines.count == 1 + 2 * 7)
    #expect(lines[1].hasPrefix(",,,two,\"pd(two,2)\","))
    #expect(lines[3].hasPrefix("0,-0.6,40,two,\"pd(two,2)\","))
  }

  /// The scenario holds 50 bitcoin at a stress drift of −0.4: on the second axis alone it is on the grid.
  @Test func theTableIsPrintedAndTheScenariosOwnCellMarked() throws {
    let sweep = try Self.sweep(["pd(two,2)"])
    let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
    let lines = sweep.text(base, outcomes).split(separator: "\n").map { String($0) }
    #expect(lines[0].hasPrefix("without changes: pd(two,2) = "))
    #expect(lines[0].hasSuffix(" (± is one standard error)"))
    #expect(
      lines[1]
        == "pd(two,2): bitcoin drift (stress) down, treasury: bitcoin (two) across")
    #expect(lines.count == 5 && !lines[3].contains("*"))
    let lever = try Lever(parsing: "miners.two.treasury.btc=40:60:10", form: .grid)
    let line = try Sweep(SampleBook.varied(), axes: [lever], measures: ["pd(two,2)"])
    let (own, cells) = try #require(try line.run(PairedRuns(threads: 1)))
    let rows = line.text(own, cells).split(separator: "\n").map { String($0) }
    #expect(rows.filter { $0.hasPrefix("50 *") }.count == 1 && rows[0].contains("* marks"))
  }

  @Test(arguments: [
    (
      "market.regimes.{stress,winter}.correlation.{btc,eth}.computeRent",
      "correlation of bitcoin and ether with compute rent (stress and winter)"
    ),
    ("market.regimes.calm.computeRent.annualDecline", "compute rent annual decline (calm)"),
    // As the standard list of the tornado calls them.
    ("market.regimes.*.computeRent.annualDecline", "rent decline"),
    ("market.gpus.H100.resaleDecline", "resale decline (GPU class H100)"),
    ("market.launches.Rubin.date", "date (launch Rubin)"),
    ("miners.host.tranches.\"GPU loan\".coupon", "coupon (host, tranche GPU loan)"),
    ("market.power.spotPerMWh", "spot power price"),
    ("market.btc.spot", "bitcoin price"),
    ("miners.host.tranches.loan.margin.callLTV", "margin: call LTV (host, tranche loan)"),
  ])
  func axesAreNamedInWords(pattern: String, words: String) {
    #expect(Lever(pattern: pattern, change: .set, values: []).words == words)
  }

  /// What a path means does not depend on how its names are written.
  @Test func namesInQuotesHaveTheSameWordsAndKeys() {
    for (quoted, bare) in [
      ("market.{\"btc\"}.spot", "market.{btc}.spot"), ("\"market\".'btc'.spot", "market.btc.spot"),
    ] {
      let (one, other) = (
        Lever(pattern: quoted, change: .set, values: []),
        Lever(pattern: bare, change: .set, values: [])
      )
      #expect(one.words == other.words)
      #expect(one.keys == ["market", "btc", "spot"] && other.keys == one.keys)
    }
  }

  /// A place for a sweep, and an empty store beside it.
  private static func store() throws -> (place: String, store: CellStore) {
    let place = FileManager.default.temporaryDirectory.path + "/sweep-\(UUID().uuidString)"
    let store = CellStore(besides: place, build: "a")
    try store.create()
    return (place, store)
  }

  @Test func interruptedSweepsContinueWithTheSameNumbers() throws {
    let sweep = try Self.sweep()
    let (_, store) = try Self.store()
    defer { store.remove() }
    let whole = try #require(
      try sweep.run(PairedRuns(threads: 1), finished: { try store.save($1, of: $0) }))
    var runs = 0
    let again = try #require(
      try sweep.run(
        PairedRuns(threads: 1), known: { store.outcome(of: $0, measureCount: 2) },
        finished: { _, _ in runs += 1 }))
    #expect(runs == 0)
    #expect(again.cells == whole.cells)
    #expect(Sweep.Outcome(lines: "1,2,3\n", measureCount: 1) == nil)
  }

  /// What a killed sweep has left half written is removed once, and not looked for with every cell.
  @Test func leftoversAreRemovedWhenASweepBegins() throws {
    let sweep = try Self.sweep()
    let (_, store) = try Self.store()
    defer { store.remove() }
    let partial = "\(store.path)/\(sweep.cells[0].key).csv.1-2.partial"
    try Data().write(to: URL(filePath: partial))
    try store.save(Sweep.Outcome(values: [nil], differences: [nil]), of: sweep.cells[0])
    #expect(FileManager.default.fileExists(atPath: partial))
    try store.create()
    #expect(!FileManager.default.fileExists(atPath: partial))
    #expect(store.outcome(of: sweep.cells[0], measureCount: 1) != nil)
  }

  /// A cell that was changed, swapped for another or saved by another build is run again.
  @Test func cellsThatAreNotTheirOwnAreNotTaken() throws {
    let sweep = try Self.sweep()
    let (place, store) = try Self.store()
    defer { store.remove() }
    let estimate = Estimate(value: 1, standardError: 2)
    let outcome = Sweep.Outcome(values: [estimate, nil], differences: [nil, estimate])
    for cell in sweep.cells { try store.save(outcome, of: cell) }
    let outcomes = { (store: CellStore) in
      sweep.cells.map { store.outcome(of: $0, measureCount: 2) }
    }
    #expect(outcomes(store).allSatisfy { $0 == outcome })
    #expect(outcomes(CellStore(besides: place, build: "b")).allSatisfy { $0 == nil })

    let files = sweep.cells.map { URL(filePath: "\(store.path)/\($0.key).csv") }
    let text = try String(contentsOf: files[0], encoding: .utf8)
    try Data(text.replacing("\n1,2,", with: "\n3,2,").utf8).write(to: files[0])
    try Data(contentsOf: files[2]).write(to: files[1])
    // A file that ends within its build's name is of no build.
    try Data(text.prefix(text.count - text.drop { $0 != "\n" }.count + 8).utf8).write(to: files[0])
    #expect(store.otherBuild == nil)
    #expect(CellStore(besides: place, build: "b").otherBuild == "a")
    #expect(outcomes(store).map { $0 == nil } == files.indices.map { $0 < 2 })
  }

  @Test func chartsShowEveryCell() throws {
    let sweep = try Self.sweep()
    let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
    let files = sweep.pages(base, outcomes)
    #expect(files.map(\.name) == ["sweep.html", "heatmap.svg"])
    let cells = files[1].text.components(separatedBy: "<g class=\"mark\"><rect class=\"cell")
    #expect(cells.count == 1 + 6)
  }

  /// The page says measures and axes in words; what was typed stands on it once.
  @Test func thePageSaysMeasuresAndAxesInWords() throws {
    let sweep = try Self.sweep()
    let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
    let page = sweep.pages(base, outcomes)[0].text.replacing("\u{A0}", with: " ")
    #expect(page.contains("<h3>PD of two within 2 years</h3>"))
    #expect(page.contains("<h3>Expected loss of the portfolio within 2 years</h3>"))
    #expect(page.ranges(of: "pd(two,2)").count == 1 && page.contains("<code>pd(two,2)</code>"))
    #expect(page.contains("<code>miners.two.treasury.btc=…</code>"))
    #expect(page.contains("bitcoin drift (stress)") && page.contains("50 coins"))
    #expect(page.contains("higher is worse"))
    #expect(!page.contains("undefined"))
  }

  private static func outcome(_ value: Double, _ error: Double?, difference: Double)
    -> Sweep.Outcome
  {
    Sweep.Outcome(
      values: [Estimate(value: value, standardError: error)],
      differences: [Estimate(value: difference, standardError: error)])
  }

  private static func line() throws -> Sweep {
    let lever = try Lever(parsing: "miners.two.treasury.btc=40,50,60", form: .grid)
    return try Sweep(SampleBook.varied(), axes: [lever], measures: ["pd(two,2)"])
  }

  /// From 40 coins to 60: −20 points; the error is at most 0.01 + 0.01, of which 1.96 are 3.9 points.
  @Test func theHeadingIsTheChangeFromEndToEnd() throws {
    let found = try Self.line().finding([
      Self.outcome(0.5, 0.01, difference: 0.1), Self.outcome(0.4, 0.01, difference: 0),
      Self.outcome(0.3, 0.01, difference: -0.1),
    ])
    #expect(
      found
        == "PD of two within 2 years is 20.0 ± 3.9 points lower with treasury: bitcoin (two) at "
        + "60 coins than at 40 coins")
  }

  /// Two points, ± 3.9: nothing was found.
  @Test func aChangeWithinItsIntervalIsNoFinding() throws {
    let found = try Self.line().finding([
      Self.outcome(0.42, 0.01, difference: 0.02), Self.outcome(0.4, 0.01, difference: 0),
      Self.outcome(0.4, 0.01, difference: 0),
    ])
    #expect(found.hasPrefix("PD of two within 2 years is not measurably different with treasury"))
    #expect(found.hasSuffix(": −2.0 ± 3.9 points"))
    let blind = try Self.line().finding([
      Self.outcome(0.9, nil, difference: 0.5), Self.outcome(0.4, nil, difference: 0),
      Self.outcome(0.1, nil, difference: -0.3),
    ])
    #expect(blind.contains("not measurably different") && blind.hasSuffix("no interval"))
  }

  /// Over two axes the lowest and the highest cell, with their places.
  @Test func aGridIsARangeOfCells() throws {
    let sweep = try Self.sweep(["pd(two,2)"])
    let values = [0.5, 0.4, 0.3, 0.45, 0.35, 0.2]
    let found = sweep.finding(values.map { Self.outcome($0, 0.01, difference: $0 - 0.4) })
    #expect(
      found.replacing("\u{A0}", with: " ")
        == "PD of two within 2 years ranges from 20.0 ± 2.0 % at bitcoin drift (stress) −20 % a year, "
        + "treasury: bitcoin (two) 60 coins to 50.0 ± 2.0 % at bitcoin drift (stress) −60 % a year, "
        + "treasury: bitcoin (two) 40 coins")
    let flat = sweep.finding(values.map { Self.outcome($0, 0.2, difference: $0 - 0.4) })
    #expect(flat.contains("does not differ measurably between the 6 cells"))
  }

  /// Half an interval is 1.96 · 0.01 = 2 points, so that values are apart beyond 3.9.
  ///
  /// 30 and 33 % are not, 36 is from 30, and 50 from both. What was seen on no path is as uncertain as the
  /// other: 30 is beyond twice 2, 3 ± 2.4 is not.
  @Test func cellsOfOneColourAreNotToldApart() {
    let cell = { Self.outcome($0, 0.01, difference: $0 - 0.4) }
    let cells = [0.36, 0.5, 0.3, 0.33].map(cell)
    #expect(Sweep.levels(cells) == [1, 2, 0, 0])
    let none = Self.outcome(0, 0, difference: -0.4)
    let missing = Sweep.Outcome(values: [nil], differences: [nil])
    #expect(Sweep.levels(cells + [none, missing]) == [2, 3, 1, 1, 0, 0])
    #expect(Sweep.levels([none, Self.outcome(0.03, 0.012, difference: -0.37)]) == [0, 0])
    #expect(Sweep.levels([0.1, 0.9].map { Self.outcome($0, nil, difference: $0) }) == [0, 0])
  }

  /// Intervals of 40 ± 4 and 43 ± 4 % overlap; on common draws the difference is known to 2 · 0.5 · 1.96 = 2 points.
  @Test func coloursAreOfDifferencesOnCommonDraws() {
    let cell = { (value: Double, error: Double) in
      Sweep.Outcome(
        values: [Estimate(value: value, standardError: 0.02)],
        differences: [Estimate(value: value - 0.4, standardError: error)])
    }
    #expect(Sweep.levels([cell(0.4, 0.005), cell(0.43, 0.005)]) == [0, 1])
    #expect(Sweep.levels([cell(0.4, 0.01), cell(0.43, 0.01)]) == [0, 0])
  }

  /// Cells that no path shows are as uncertain as their pair: the note of the colours says so.
  @Test func coloursSayHowUncertainTheUnseenIs() throws {
    let sweep = try Self.sweep(["pd(two,2)"])
    let note = { (least: Double) in
      let cells = [least, 0.3, 0.3, 0.3, 0.3, 0.9].map {
        Self.outcome($0, $0 == 0 ? 0 : 0.01, difference: $0)
      }
      return sweep.pages(cells[0], cells)[0].text.contains(
        "“none seen” counts as being as uncertain as the cell that it is compared with.")
    }
    #expect(note(0) && !note(0.1))
  }

  /// One table for each measure, in which every column is of one thing.
  @Test func eachMeasureHasItsTableAndAnUnseenLossIsNoZero() throws {
    let sweep = try Self.sweep()
    let cell = Sweep.Outcome(
      values: [
        Estimate(value: 0.5, standardError: 0.01), Estimate(value: 0, standardError: 0),
      ], differences: [nil, nil])
    let page = sweep.pages(cell, sweep.cells.map { _ in cell })[0].text
      .replacing("\u{A0}", with: " ")
    #expect(
      page.contains("<caption>Every cell: PD of two within 2 years; * as in the scenario</caption>")
    )
    #expect(
      page.contains(
        "<caption>Every cell: expected loss of the portfolio within 2 years; * as in the scenario"))
    #expect(page.ranges(of: "<td class=\"n\">none seen</td>").count == 7)
    #expect(page.contains("expected loss of the portfolio within 2 years none seen."))
    #expect(page.contains("None seen: no loss on any of") && page.contains("rule of three"))
    #expect(!page.contains("no interval") && !page.contains(">measure</th>"))
  }

  @Test func invalidCellsAreReportedBeforeAnythingRuns() throws {
    let lever = try Lever(parsing: "market.regimes.calm.btc.volatility=0.5,45", form: .grid)
    #expect(
      problem { try Sweep(SampleBook.varied(), axes: [lever], measures: []) }
        == "--vary market.regimes.calm.btc.volatility=45: market.regimes.calm.btc.volatility: "
        + "expected 0 to 5 per √year, found 45; write 0.45 for 45 %")
    let gone = try Lever(parsing: "miners.two=null", form: .grid)
    #expect(
      problem { try Sweep(SampleBook.varied(), axes: [gone], measures: ["el(two)"]) }
        == "measure \"el(two)\": no miner is called \"two\"")
    let many = try (0..<3).map { _ in
      try Lever(parsing: "market.btc.spot=1:100:1", form: .grid)
    }
    #expect(
      problem { try Sweep(SampleBook.varied(), axes: many, measures: []) }
        == "--vary: expected at most 10000 cells, found 1000000; use longer steps")
  }
}
