import CreditBasics
import Reporting
import RiskMeasures

/// The first sheet: what was found, on one page, with where it comes from.
struct CoverSheet {
  static let name = "Overview"
  /// Title of the borrowers' table, below which their rows stand.
  static let borrowers = "Borrowers by expected loss"
  /// Most rows of a table on the page.
  static let mostRows = 12
  /// Columns of figures, left of the charts.
  static let widths: [Double] = [34, 15, 13, 15, 15, 15]

  private let result: StressResult
  private let facts: WorkbookFacts

  init(_ result: StressResult, _ facts: WorkbookFacts) {
    self.result = result
    self.facts = facts
  }

  /// The page; its rows are few.
  var sheet: Sheet {
    let rows = head + verdict + tail + borrowers + tranches + foot
    let chartColumns = Array(repeating: 10.0, count: ResultCharts.width)
    var sheet = Sheet(
      Self.name, widths: Self.widths.dropLast() + [commits ? 18 : 15, 3] + chartColumns,
      rowCount: rows.count, row: { rows[$0] })
    sheet.isOnePage = true
    return sheet
  }

  private var head: [[Cell]] {
    let years = JSONScalar.shortest((result.horizonYears * 100).rounded() / 100)
    let what = "As of \(facts.asOf), \(years) years ahead; losses discounted, of what is held"
    let notes = [what] + (facts.given.map { [$0] } ?? [])
    return [[.text(result.scenarioName, .title)]] + notes.map { [.text($0, .note)] } + [[]]
  }

  private var verdict: [[Cell]] {
    let total = result.portfolio
    let interval = total.defaults.wilsonInterval
    let loss = total.expectedLossUSD
    let half = loss.isUnseen ? nil : Confidence.half(loss.standardError)
    let held = total.heldPrincipalUSD + facts.undrawnUSD.values.reduce(0, +)
    return [
      Self.header(["The book", "value", "± s.e.", "95 % from", "to"]),
      [
        .text("A borrower defaults (any of \(result.miners.count))")
      ] + defaults(total) + [share(interval.lowerBound), share(interval.upperBound)],
      [.text("Principal \(heldTitle)"), dollars(held)],
      [
        .text("Expected loss")
      ] + dollars(loss)
        + [
          dollars(half.map { max(0, loss.value - $0) }), dollars(half.map { loss.value + $0 }),
        ],
      [
        .text("… of principal \(heldTitle)"),
        share(held > 0 && !loss.isUnseen ? loss.value / held : nil),
      ],
      [
        .text("… without the price impact of forced sales"),
        dollars(loss.isUnseen ? nil : total.expectedLossWithoutDepthUSD),
      ],
      [
        .text("Principal \(commits ? "and commitments " : "")due after the horizon"),
        share(total.beyondHorizon),
      ],
      [
        .text("… still owed when the run ends"), share(total.owedAtEndShare?.value),
        share(total.owedAtEndShare?.standardError),
      ],
      [],
    ]
  }

  /// Whether borrowers may still draw more from the lender.
  private var commits: Bool { facts.undrawnUSD.values.contains { $0 > 0 } }

  /// The title of columns that count what is held at the as-of date, and what may still be drawn if
  /// any may.
  private var heldTitle: String { commits ? "held or committed" : "held" }

  private var tail: [[Cell]] {
    guard !result.portfolio.expectedLossUSD.isUnseen else {
      return [[.text(Estimate.noTail, .note)], []]
    }
    return [Self.header(["Losses beyond the expected", "VaR", "95 % from", "to", "ES", "± s.e."])]
      + result.lossQuantiles.map { row in
        let percent = JSONScalar.shortest(Double(row.thousandths) / 10)
        return [
          .text("Level \(percent) %"), dollars(row.valueAtRiskUSD), dollars(row.low),
          dollars(row.high),
        ] + dollars(row.expectedShortfallUSD)
      } + [[]]
  }

  private var borrowers: [[Cell]] {
    let ordered = Self.ranked(result)
    let rows = ordered.prefix(Self.mostRows).map { row -> [Cell] in
      let held = row.heldPrincipalUSD + (facts.undrawnUSD[row.miner] ?? 0)
      return [.text(row.miner)] + defaults(row) + dollars(row.expectedLossUSD) + [dollars(held)]
    }
    return [Self.header([Self.borrowers, "PD", "± s.e.", "expected loss", "± s.e.", heldTitle])]
      + rows + more(ordered.count) + [[]]
  }

  /// Borrowers, the greatest expected loss first.
  static func ranked(_ result: StressResult) -> [MinerSummary] {
    result.miners.sorted {
      ($1.expectedLossUSD.value, $0.miner) < ($0.expectedLossUSD.value, $1.miner)
    }
  }

  private var tranches: [[Cell]] {
    let all = result.tranches.filter { $0.mispricing != nil }
    let priced = all.filter(\.isHeld)
    let ordered = priced.sorted {
      (Self.gap($0), $0.miner, $0.tranche) < (Self.gap($1), $1.miner, $1.tranche)
    }
    guard !ordered.isEmpty else { return all.isEmpty ? [] : notHeld(all.count) + [[]] }
    let titles = [
      "Loans that pay least for their risk", "offered bp", "break-even", "± s.e.", "gap bp",
    ]
    return [Self.header(titles)]
      + ordered.prefix(Self.mostRows).map { row in
        [
          .text("\(row.miner): \(row.tranche)"), points(row.offeredSpread),
        ] + needed(row)
      } + more(ordered.count) + notHeld(all.count - priced.count) + [[]]
  }

  /// What ranks loans: all that no spread pays come first, whatever their numbers.
  private static func gap(_ row: TrancheSummary) -> Double {
    UnpayableSpread.isOne(row.breakEvenSpread) ? -.infinity : row.mispricing ?? 0
  }

  /// A line that so many loans are left out as nothing of them is held; none for 0.
  private func notHeld(_ count: Int) -> [[Cell]] {
    guard count > 0 else { return [] }
    let loans = NumberWords.count(count, "loan")
    return [[.text("left out: \(loans) of which nothing is held; see the sheet tranches", .note)]]
  }

  /// Cells with the spread that a loan would have to pay.
  ///
  /// For a loan that lost on no path only a bound on its gap is known, and no number where no spread pays.
  private func needed(_ row: TrancheSummary) -> [Cell] {
    if UnpayableSpread.isOne(row.breakEvenSpread) {
      return [.text(UnpayableSpread.short), points(nil), points(nil)]
    }
    guard row.expectedLossUSD.value == 0 else {
      return [
        points(row.breakEvenSpread?.value), points(row.breakEvenSpread?.standardError),
        points(row.mispricing),
      ]
    }
    let most = NumberWords.grouped(row.mispricing ?? 0, decimals: 1)
    return [.text(Estimate.noneSeen), points(nil), .text("at most \(most)")]
  }

  private func more(_ count: Int) -> [[Cell]] {
    count > Self.mostRows
      ? [[.text("and \(count - Self.mostRows) more, on their sheets", .note)]] : []
  }

  private var foot: [[Cell]] {
    [
      "\(NumberWords.count(result.paths, "path")), seed \(result.seed); PD and losses are of the model, within its limits",
      "inputs (scenario.json) SHA-256 \(facts.inputs)",
      "minerstress \(facts.version), build \(facts.build)",
    ].map { [.text($0, .note)] }
  }

  private static func header(_ titles: [String]) -> [Cell] {
    let blanks = Array(repeating: "", count: max(0, widths.count - titles.count))
    return (titles + blanks).enumerated().map { .text($1, $0 == 0 ? .header : .numberHeader) }
  }

  /// A default probability and its standard error.
  private func defaults(_ row: MinerSummary) -> [Cell] {
    let found = row.defaults.estimate
    return [
      found.isUnseen ? .text(Estimate.noneSeen) : share(found.value),
      share(found.toldError(.share)),
    ]
  }

  /// A loss and its standard error.
  private func dollars(_ loss: Estimate) -> [Cell] {
    loss.isUnseen
      ? [.text(Estimate.noneSeen), dollars(nil)]
      : [dollars(loss.value), dollars(loss.standardError)]
  }

  private func share(_ value: Double?) -> Cell { Cell(.number(value), .share) }
  private func dollars(_ value: Double?) -> Cell { Cell(.number(value), .dollars) }
  private func points(_ value: Double?) -> Cell { Cell(.number(value), .basisPoints) }
}
