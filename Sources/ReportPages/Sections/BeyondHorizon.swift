import Reporting
import ResultReading

/// Principal that falls due after the horizon, whose fate is in no figure of the page.
struct BeyondHorizon {
  let result: FinishedResult

  /// Nil where everything falls due by the horizon, or where nothing says what does not.
  var figure: Figure? {
    let late = late
    guard let greatest = late.first, let all = whole else { return nil }
    return Figure(
      id: "beyond", title: "What falls due after the horizon",
      description: NumberWords.listing(
        "Principal that falls due after \(end)",
        late.prefix(Limits.rows).map {
          "\($0.miner) \(NumberWords.dollars($0.amount)), \(NumberWords.percent($0.share))"
        }),
      chart: BarChart(
        rows: late.prefix(Limits.rows).map { row in
          let text =
            "\(row.miner): \(NumberWords.dollars(row.amount)), \(NumberWords.percent(row.share)) "
            + "of its principal"
          return BarChart.Row(
            name: row.miner, segments: [.init(value: row.amount, style: 0, text: text)],
            label: "\(NumberWords.percent(row.share)) of its debt")
        }, xTitle: "principal due after \(end)", maximum: Ticks.ceiling(greatest.amount),
        xLabel: NumberWords.dollars),
      note: """
        \(Self.words(all)), is due after \
        \(end): what is lost of it then is in no figure of this page.
        """, table: table,
      cut: Cut(
        shown: min(Limits.rows, late.count), all: late.count, things: "miners",
        order: "those with the greatest amounts"))
  }

  /// For the finding, where most of the principal falls due after the horizon; else nil.
  var warning: Markup? {
    guard let all = most else { return nil }
    return """
      <strong>\(Self.words(all)), falls due after the horizon</strong>, so these figures do not test \
      its repayment.
      """
  }

  /// For a tile of the first screen, likewise.
  var tileWords: String? {
    most.map { "\(NumberWords.percent($0.share)) of principal falls due after the horizon" }
  }

  private typealias Late = (miner: String, share: Double, amount: Double)

  /// Miners with principal due after the horizon, the greatest amount first.
  private var late: [Late] {
    result.miners.compactMap { row -> Late? in
      guard let share = row.beyondHorizon, share > 0, row.initialDebt > 0 else { return nil }
      return (miner: row.miner, share: share, amount: share * row.initialDebt)
    }.sorted { ($1.amount, $0.miner) < ($0.amount, $1.miner) }
  }

  /// What of all principal falls due after the horizon; nil where nothing does.
  private var whole: (amount: Double, share: Double)? {
    let all = late.reduce(0) { $0 + $1.amount }
    guard all > 0, result.portfolio.initialDebt > 0 else { return nil }
    return (all, all / result.portfolio.initialDebt)
  }

  private var most: (amount: Double, share: Double)? {
    whole.flatMap { $0.share >= 0.5 ? $0 : nil }
  }

  private static func words(_ all: (amount: Double, share: Double)) -> String {
    "\(NumberWords.dollars(all.amount)) of principal, \(NumberWords.percent(all.share)) of all"
  }

  private var end: String {
    guard let date = result.horizonDate else { return "the horizon" }
    return date
  }

  private var table: DataTable {
    let maturities = Dictionary(
      (result.scenario?.tranches ?? []).map { (TrancheName($0.miner, $0.name), $0.maturity) },
      uniquingKeysWith: { first, _ in first })
    let rows = (result.tranches ?? []).compactMap { row in
      row.beyondHorizon.flatMap { $0 > 0 ? (row: row, share: $0, late: $0 * row.principal) : nil }
    }.sorted { ($1.late, $0.row.miner, $0.row.tranche) < ($0.late, $1.row.miner, $1.row.tranche) }
    return DataTable.limited(
      "Tranches with principal due after the horizon",
      [
        .text("tranche"), .text("miner"), .text("matures"), .number("principal"),
        .number("due after"), .number("share"),
      ],
      rows.lazy.map { one in
        [
          one.row.tranche, one.row.miner,
          maturities[TrancheName(one.row.miner, one.row.tranche)] ?? "–",
          NumberWords.dollars(one.row.principal), NumberWords.dollars(one.late),
          NumberWords.percent(one.share),
        ]
      }, to: Limits.tableRows, file: "tranches.csv")
  }
}
