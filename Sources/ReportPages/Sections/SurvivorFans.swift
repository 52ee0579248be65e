import Reporting
import ResultReading

/// Loan to value and coverage of each miner's survivors over time.
struct SurvivorFans {
  let result: FinishedResult

  var figures: [Figure] {
    let overview = coverageOverview
    return leverage.printing(Limits.printedFans) + [overview].compactMap { $0 }
      + coverage.printing(overview == nil ? 1 : 0)
  }

  /// The likeliest to default.
  var shown: [(index: Int, miner: String)] {
    result.minersByPD.prefix(Limits.fans).enumerated().map { (index: $0, miner: $1.miner) }
  }

  private var leverage: [Figure] {
    guard let rows = result.leverage else { return [] }
    return shown.compactMap { index, miner -> Figure? in
      let own = rows.filter { $0.subject == miner }
      // The colours of the loans' dots beside the fans: blue by marks, yellow sold alone.
      let fans = [("headline", 0), ("liquidation", 3)].map { measure, style in
        FanChart.Fan(
          name: Self.name(measure), style: style,
          points: own.filter { $0.measure == measure }.compactMap(FanChart.Point.init))
      }
      let points = fans.flatMap(\.points)
      guard !points.isEmpty else { return nil }
      let call = result.borrower(miner)?.lowestCall
      let time = result.timeline(of: miner)
      let breaks = breaks(fans[1].points, of: miner, time)
      return Figure(
        id: "ltv-\(index)", title: "LTV of \(miner)",
        description: "Loan to value of \(miner) among its survivors, by marks and sold alone: "
          + "medians, middle halves and 90 % ranges over time." + time.description
          + breaks.map(\.sentence).joined(),
        chart: FanChart(
          fans: fans, references: [1], calls: breaks.map(\.call), yTitle: "LTV of survivors",
          yRange: FanFrame.range(points, showing: 0...1.2, within: 0...5),
          yLabel: NumberWords.axisPercent, time: time),
        note: """
          <span class="key"><i class="c1"></i>headline</span> \
          <span class="key"><i class="c4"></i>\(Self.name("liquidation"))</span> \
          <span class="key"><i class="dash"></i>100 %</span>\
          \(call.map { " · lowest margin call at \(NumberWords.percent($0))" } ?? "")\
          \(breaks.map { $0.note(told($0, miner)) })
          """, table: table(own, time))
    }
  }

  /// What a measure is called beside the dots of single loans.
  private static func name(_ measure: String) -> String {
    measure == "liquidation" ? "sold alone" : measure
  }

  /// The breaks of all fans that are shown.
  var breaks: [(miner: String, fanBreak: FanBreak)] {
    shown.flatMap { _, miner in
      let own = (result.leverage ?? []).filter {
        $0.subject == miner && $0.measure == "liquidation"
      }
      return breaks(own.compactMap(FanChart.Point.init), of: miner, result.timeline(of: miner))
        .map { (miner: miner, fanBreak: $0) }
    }
  }

  private func told(_ fanBreak: FanBreak, _ miner: String) -> ToldPath? {
    result.told?.paths.first { $0.tells(miner, after: fanBreak.year, to: fanBreak.end) }
  }

  private func breaks(_ points: [FanChart.Point], of miner: String, _ time: Timeline)
    -> [FanBreak]
  {
    let term = (result.term ?? []).filter { $0.miner == miner }
    return FanBreak.find(
      in: points, term: Dictionary(term.map { ($0.month, $0.pd) }, uniquingKeysWith: max), time)
  }

  private func table(_ rows: [FanRow], _ time: Timeline) -> DataTable {
    DataTable(
      caption: "Percentiles among survivors, twice a year",
      columns: [time.column, .text("measure")] + Self.percentiles.map { .number($0) }
        + [.number("paths")],
      rows: Self.twiceAYear(rows).map { row in
        [time.words(row.year), Self.name(row.measure)]
          + Self.words(of: row) { NumberWords.percent($0) }
          + [row.survivors.map(NumberWords.count) ?? "–"]
      })
  }

  static let percentiles = ["5 %", "25 %", "median", "75 %", "95 %"]

  /// Rows of every second quarter, and the last.
  static func twiceAYear(_ rows: [FanRow]) -> [FanRow] {
    let last = rows.map(\.year).max()
    return rows.filter {
      $0.year == last || ($0.year * 4).rounded().truncatingRemainder(dividingBy: 2) == 0
    }
  }

  /// The percentiles; above a known one an empty one is infinite.
  static func words(of row: FanRow, _ words: (Double) -> String) -> [String] {
    [row.p05, row.p25, row.p50, row.p75, row.p95]
      .map { $0.map(words) ?? (row.p05 == nil ? "–" : "∞") }
  }
}
