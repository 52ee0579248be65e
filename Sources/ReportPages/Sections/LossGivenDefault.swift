import Reporting
import ResultReading

/// What share of its claim each tranche loses when its miner defaults.
struct LossGivenDefault {
  let result: FinishedResult
  /// Mean loss given default of each tranche that has one.
  private let means: [TrancheName: Double]

  init(result: FinishedResult) {
    self.result = result
    means = Dictionary(
      (result.tranches ?? []).compactMap { row in
        row.lossGivenDefault.map { (TrancheName(row.miner, row.tranche), $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A tranche with the rows of its distribution, in the file's order.
  private struct Distribution {
    var tranche: TrancheName
    var rows: [LossGivenDefaultRecord]

    var name: String { "\(tranche.tranche) (\(tranche.miner))" }
    var paths: Int { rows.reduce(0) { $0 + $1.paths } }
    /// The atoms are rows without a width.
    var none: LossGivenDefaultRecord? { rows.first { $0.high == 0 } }
    var all: LossGivenDefaultRecord? { rows.first { $0.low == 1 } }
    var between: [LossGivenDefaultRecord] { rows.filter { $0.low < $0.high } }

    /// Share of the defaults that lose between two shares, both of them bounds of rows.
    func share(_ low: Double, _ high: Double) -> Double {
      between.filter { $0.low >= low && $0.high <= high }.reduce(0) { $0 + ($1.probability ?? 0) }
    }
  }

  /// Tranches that are ever in default, the costliest first.
  private var distributions: [Distribution] {
    let rows = (result.lossesGivenDefault ?? []).filter { $0.probability != nil }
    let losses = Dictionary(
      (result.tranches ?? []).map { (TrancheName($0.miner, $0.tranche), $0.expectedLoss) },
      uniquingKeysWith: { first, _ in first })
    return Dictionary(grouping: rows) { TrancheName($0.miner, $0.tranche) }
      .map { Distribution(tranche: $0, rows: $1) }
      .sorted {
        (losses[$1.tranche] ?? 0, $0.name) < (losses[$0.tranche] ?? 0, $1.name)
      }
  }

  /// Nil without a default.
  var figure: Figure? {
    let found = distributions
    guard !found.isEmpty else { return nil }
    let shown = found.prefix(Limits.rows)
    return Figure(
      id: "lgd", title: "What is lost of a claim in default",
      description: NumberWords.listing(
        "Loss given default by tranche, the costliest first", shown.map(words)),
      chart: ShareStrips(
        rows: shown.map(row), noneTitle: "none", allTitle: "all", labelTitle: "mean",
        xTitle: "share of the claim that is lost"),
      span: 2,
      note: """
        Boxes: shares of the defaults that lose nothing, or everything. The bars between them \
        have one scale; the small line is the mean.
        """, table: table(found),
      cut: Cut(
        shown: shown.count, all: max(found.count, defaulting), things: "tranches that default",
        order: "the costliest first"))
  }

  private func words(_ one: Distribution) -> String {
    "\(one.name) loses \(mean(one).map { NumberWords.percent($0) } ?? "–") on average, everything in "
      + "\(NumberWords.percent(one.all?.probability ?? 0)) of its defaults"
  }

  private func mean(_ one: Distribution) -> Double? { means[one.tranche] }

  private func row(_ one: Distribution) -> ShareStrips.Row {
    func bar(_ row: LossGivenDefaultRecord?, _ what: String) -> ShareStrips.Bar {
      let share = row?.probability ?? 0
      return .init(
        low: row?.low ?? 0, high: row?.high ?? 0, value: share,
        text: "\(one.name) loses \(what) in \(NumberWords.percent(share)) of its defaults")
    }
    let mean = mean(one)
    return .init(
      name: one.tranche.tranche, owner: one.tranche.miner, none: bar(one.none, "nothing"),
      bars: one.between.map {
        bar($0, "\(NumberWords.axisPercent($0.low)) to \(NumberWords.axisPercent($0.high))")
      }, all: bar(one.all, "everything"), mean: mean,
      label: mean.map { NumberWords.percent($0) } ?? "–")
  }

  /// Tranches that are in default on some path; of a large book not all of their claims are read.
  private var defaulting: Int { (result.tranches ?? []).count { $0.pd > 0 } }

  private func table(_ all: [Distribution]) -> DataTable {
    let quarters = [(0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1)]
    let names = quarters.map {
      "\(NumberWords.plain(100 * $0.0)) – \(NumberWords.axisPercent($0.1))"
    }
    var table = DataTable.limited(
      "Shares of the defaults by what they lose of the claim",
      [.text("tranche"), .text("miner"), .number("defaults"), .number("nothing")]
        + names.map { .number($0) } + [.number("everything"), .number("mean")],
      all.lazy.map { one in
        let between = quarters.map { one.share($0.0, $0.1) }
        let shares = [one.none?.probability ?? 0] + between + [one.all?.probability ?? 0]
        return [one.tranche.tranche, one.tranche.miner, NumberWords.count(one.paths)]
          + shares.map { NumberWords.percent($0, decimals: 1) }
          + [mean(one).map { NumberWords.percent($0, decimals: 1) } ?? "–"]
      }, file: "lgd_distribution.csv")
    // For a large book not all tranches were read.
    let more = defaulting - table.rows.count
    if more > 0 { table.leftOut = (more, "lgd_distribution.csv") }
    return table
  }
}
