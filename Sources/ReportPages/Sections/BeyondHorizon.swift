import Reporting
import ResultReading

/// Principal that falls due after the horizon, and what can be drawn until then: no figure of the
/// page says what becomes of it.
struct BeyondHorizon {
  let result: FinishedResult

  /// Nil where everything falls due by the horizon, or where the result does not say.
  var figure: Figure? {
    let late = late
    guard let greatest = late.first, let all = whole else { return nil }
    return Figure(
      id: "beyond", title: "What falls due after the horizon",
      description: NumberWords.listing(
        "What falls due after \(end)",
        late.prefix(Limits.rows).map {
          "\($0.miner) \(NumberWords.dollars($0.amount)), \(NumberWords.percent($0.share))"
        }),
      chart: BarChart(
        rows: late.prefix(Limits.rows).map { row in
          let text =
            "\(row.miner): \(NumberWords.dollars(row.amount)), \(NumberWords.percent(row.share)) "
            + "of its \(things)"
          return BarChart.Row(
            name: row.miner, segments: [.init(value: row.amount, style: 0, text: text)],
            label: "\(NumberWords.percent(row.share)) of its debt")
        }, xTitle: "due after \(end)", maximum: Ticks.ceiling(greatest.amount),
        xLabel: NumberWords.dollars),
      note: """
        \(words(all)), is due after \
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
      <strong>\(words(all)), falls due after the horizon</strong>, so these figures do not test \
      its repayment.
      """
  }

  /// For a tile of the first screen, where most of the principal falls due after the horizon; else
  /// nil.
  var tileWords: String? {
    most.map { "\(NumberWords.percent($0.share)) of \(things) falls due after the horizon" }
  }

  private typealias Late = (miner: String, share: Double, amount: Double)

  /// Dollars that tranches can still draw, by tranche, without zeros: the tables' shares count
  /// them.
  private var undrawn: [TrancheName: Double] {
    let own = (result.scenario?.miners ?? []).flatMap { miner in
      miner.tranches.map { (TrancheName(miner.name, $0.name), $0.commitment?.amountUSD ?? 0) }
    }
    return Dictionary(own.filter { $0.1 > 0 }, uniquingKeysWith: +)
  }

  /// What is counted, in the words of this book.
  private var things: String { undrawn.isEmpty ? "principal" : "principal and commitments" }

  /// Miners with something due after the horizon, the greatest amount first.
  private var late: [Late] {
    let more = Dictionary(undrawn.map { ($0.key.miner, $0.value) }, uniquingKeysWith: +)
    return result.miners.compactMap { row -> Late? in
      let all = row.initialDebt + (more[row.miner] ?? 0)
      guard let share = row.beyondHorizon, share > 0, all > 0 else { return nil }
      return (miner: row.miner, share: share, amount: share * all)
    }.sorted { ($1.amount, $0.miner) < ($0.amount, $1.miner) }
  }

  /// How much of all principal and commitments falls due after the horizon; nil where nothing does.
  private var whole: (amount: Double, share: Double)? {
    let all = late.reduce(0) { $0 + $1.amount }
    guard all > 0 else { return nil }
    return (all, all / (result.portfolio.initialDebt + undrawn.values.reduce(0, +)))
  }

  private var most: (amount: Double, share: Double)? {
    whole.flatMap { $0.share >= 0.5 ? $0 : nil }
  }

  private func words(_ all: (amount: Double, share: Double)) -> String {
    "\(NumberWords.dollars(all.amount)) of \(things), \(NumberWords.percent(all.share)) of all"
  }

  private var end: String { result.horizonDate ?? "the horizon" }

  private func maturity(_ row: TrancheRow) -> String {
    let tranche = result.borrower(row.miner)?.tranches.first { $0.name == row.tranche }
    return tranche.flatMap { result.asOf?.adding(years: $0.maturity)?.text } ?? "–"
  }

  private var table: DataTable {
    let more = undrawn
    let rows = (result.tranches ?? []).compactMap { row in
      let all = row.principal + (more[TrancheName(row.miner, row.tranche)] ?? 0)
      return row.beyondHorizon.flatMap {
        $0 > 0 ? (row: row, share: $0, all: all, late: $0 * all) : nil
      }
    }.sorted { ($1.late, $0.row.miner, $0.row.tranche) < ($0.late, $1.row.miner, $1.row.tranche) }
    return DataTable.limited(
      "Tranches with \(things) due after the horizon",
      [
        .text("tranche"), .text("miner"), .text("matures"), .number(things),
        .number("due after"), .number("share"),
      ],
      rows.lazy.map { one in
        [
          one.row.tranche, one.row.miner,
          maturity(one.row),
          NumberWords.dollars(one.all), NumberWords.dollars(one.late),
          NumberWords.percent(one.share),
        ]
      }, file: "tranches.csv")
  }
}
