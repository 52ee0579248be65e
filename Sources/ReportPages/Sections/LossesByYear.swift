import Reporting
import ResultReading
import RiskMeasures

/// The expected loss of each year: what an allowance needs.
struct LossesByYear {
  let result: FinishedResult

  /// Nil without a loss.
  var figure: Figure? {
    let all = result.yearLosses ?? []
    let book = all.filter { $0.miner == MinerSummary.portfolioName && $0.tranche.isEmpty }
      .sorted { $0.year < $1.year }
    let total = book.reduce(0) { $0 + $1.expectedLoss }
    guard total > 0, book.count > 1 else { return nil }
    return Figure(
      id: "loss-years", title: "Expected loss year by year",
      description: NumberWords.listing(
        "Expected discounted loss of what the lender holds",
        book.map { "\(result.yearName($0.year)) \(Seen.dollars($0.expectedLoss))" }),
      chart: BarChart.expectedLosses(book.map(bar)), span: 2, note: note(book, total),
      table: table(all, book))
  }

  private func bar(_ row: YearLossRow) -> BarChart.Row {
    let amount = Seen.dollars(row.expectedLoss)
    let name = result.yearName(row.year)
    let text =
      "\(name): \(amount); first default of any miner: \(Seen.percent(row.marginalPD)); "
      + "\(NumberWords.dollars(row.exposure)) outstanding at its start"
    return .init(
      name: name, segments: [.init(value: row.expectedLoss, style: 1, text: text)],
      interval: Confidence.interval(row.expectedLoss, row.expectedLossError),
      label: amount)
  }

  private func note(_ book: [YearLossRow], _ total: Double) -> Markup {
    let late =
      (result.portfolio.beyondHorizon ?? 0) > 0 || StillOwed(result: result).isMaterial
    let sum: Markup = late ? "all years to the horizon" : "the whole life of the debt"
    return """
      Twelve months: <strong>\(Self.words(book[0]))</strong>; \(sum): \
      <strong>\(Verdict.words(.dollars, total, error(total)))</strong>.
      """
  }

  /// The standard error of a sum of years; nil where they do not add up to the expected loss, whose error
  /// counts that years of one path belong together.
  private func error(_ total: Double) -> Double? {
    let whole = result.portfolio.expectedLoss
    return abs(total - whole) <= 1e-6 * whole ? result.portfolio.expectedLossError : nil
  }

  /// A row for the book and each tranche, a column for each year.
  private func table(_ all: [YearLossRow], _ book: [YearLossRow]) -> DataTable {
    let byTranche = Dictionary(grouping: all) { TrancheName($0.miner, $0.tranche) }
      .map { (key: $0, rows: $1.sorted { $0.year < $1.year }) }
    let ranked = byTranche.filter { $0.key.miner != MinerSummary.portfolioName }.map { one in
      (key: one.key, rows: one.rows, loss: one.rows.reduce(0) { $0 + $1.expectedLoss })
    }.sorted {
      ($1.loss, $0.key.miner, $0.key.tranche) < ($0.loss, $1.key.miner, $1.key.tranche)
    }
    let total = (
      key: TrancheName(MinerSummary.portfolioName, "held shares"), rows: book, loss: 0.0
    )
    return DataTable.limited(
      "Expected loss by year with 95 % intervals; tranches whole, the costliest first",
      [.text("miner"), .text("tranche")] + book.map { .number(result.yearName($0.year)) },
      ([total] + ranked).lazy.map { [$0.key.miner, $0.key.tranche] + $0.rows.map(Self.words) },
      file: "expected_loss_by_year.csv")
  }

  private static func words(_ row: YearLossRow) -> String {
    Seen.words(.dollars, row.expectedLoss, row.expectedLossError)
  }
}
