import CreditBasics
import Reporting
import ResultReading

/// Coverage of debt service: how many of the survivors have too little, and how much they have.
extension SurvivorFans {
  /// Coverage ratios that a frame shows, where the medians lie within them.
  ///
  /// Whether cash flow is five times or fifty times a small service, or minus two times or minus twenty,
  /// decides nothing: the shares under the fan count all of them.
  private static let limits = -1.0...4.0

  /// Ratios of a frame whose axis is logarithmic far from 0, where `limits` would lose the median.
  private static let wideLimits = -1000.0...1000.0

  private struct Covered {
    var miner: String
    var rows: [FanRow]
    var shares: CoverageShares
    /// When the last debt with the covenant falls due.
    var end: CalendarDate?
  }

  /// The date after which no covenant tests coverage any more, and its year; nil where none is
  /// fixed.
  private func lastTest(of miner: String) -> (date: CalendarDate, year: Double)? {
    guard let year = result.borrower(miner)?.lastCoverageTest,
      let date = result.asOf?.adding(years: year)
    else { return nil }
    return (date, year)
  }

  private func covered(_ miners: [String]) -> [Covered] {
    let byMiner = Dictionary(grouping: result.coverage ?? [], by: \.subject)
    return miners.compactMap { miner in
      guard let rows = byMiner[miner] else { return nil }
      let end = lastTest(of: miner)
      let shares = CoverageShares(
        rows, covenant: result.borrower(miner)?.minimumCoverage, until: end?.year)
      return shares.points.isEmpty
        ? nil : Covered(miner: miner, rows: rows, shares: shares, end: end?.date)
    }
  }

  /// A fan for each miner with the shares below its covenant under it.
  var coverage: [Figure] {
    shown.flatMap { index, miner in covered([miner]).map { figure(index, $0) } }
  }

  private func figure(_ index: Int, _ one: Covered) -> Figure {
    let (miner, shares) = (one.miner, one.shares)
    let points = one.rows.compactMap(FanChart.Point.init)
    let time = result.timeline(of: miner)
    let end = one.end.map { " until \(CalendarWords.month(of: $0))" } ?? ""
    let name = shares.covenant.map { "covenant \(NumberWords.ratio($0))\(end)" } ?? "1.00×"
    let worst = shares.worst.map {
      $0.share == 0 && $0.interval != nil
        ? "never below" : "at worst, in \(time.words($0.year)), \($0.words) are below"
    }
    let median = Self.lowestMedian(points, time)
    let free = Self.untilService(points, time)
    let said = [free, worst, median].compactMap { $0 }
    let isWide = points.contains { $0.p50.isFinite && !Self.limits.contains($0.p50) }
    let least = 0...shares.floor * 1.2
    return Figure(
      id: "dscr-\(index)", title: "Coverage of \(miner)",
      description: "Trailing debt service coverage of \(miner) among its survivors, "
        + "against \(name), and the share of them below it. "
        + said.map { $0.asSentence + ". " }.joined()
        + time.description,
      chart: FanChart(
        fans: [.init(name: "DSCR", style: 0, points: points)], references: [shares.floor],
        lane: ShareLane(
          title: "survivors below \(NumberWords.ratio(shares.floor))",
          bars: shares.points.map {
            .init(year: $0.year, share: $0.share, text: "\(time.words($0.year)): \($0.words)")
          }), yTitle: "DSCR of survivors\(isWide ? " (log scale)" : "")",
        yRange: isWide
          ? FanFrame.whole(points, showing: least, within: Self.wideLimits)
          : FanFrame.range(points, showing: least, within: Self.limits),
        ySpacing: isWide ? .symmetric : .linear, yLabel: NumberWords.axisRatio, time: time),
      note: """
        <span class="key"><i class="dash"></i>\(name)</span>\
        \(said.map { " · \($0)" as Markup })
        """, table: table(one, time))
  }

  /// Until when the median is infinite, as long as it begins so: half of the survivors owe nothing yet.
  private static func untilService(_ points: [FanChart.Point], _ time: Timeline) -> String? {
    guard let last = points.prefix(while: { !$0.p50.isFinite }).last else { return nil }
    return "nothing is due on most paths until \(time.words(last.year))"
  }

  /// The lowest median and of how many survivors it is; nil where no median is finite.
  private static func lowestMedian(_ points: [FanChart.Point], _ time: Timeline) -> String? {
    guard let low = points.filter(\.p50.isFinite).min(by: { $0.p50 < $1.p50 }) else { return nil }
    let among = low.survivors.map { ", of \(NumberWords.count($0, "survivor"))" } ?? ""
    return "lowest median \(NumberWords.ratio(low.p50)) in \(time.words(low.year))\(among)"
  }

  private func table(_ one: Covered, _ time: Timeline) -> DataTable {
    let shares = one.shares.byYear
    return DataTable(
      caption: "Percentiles among survivors, and the share below \(one.shares.floorWords)",
      columns: [time.column, .number("below"), .number("95 % interval")]
        + Self.percentiles.map { .number($0) } + [.number("paths")],
      rows: Self.twiceAYear(one.rows).map { row in
        let share = shares[row.year]
        let interval = share?.interval.map {
          NumberWords.percent(from: $0.lowerBound, to: $0.upperBound, decimals: 1, " – ")
        }
        return [time.words(row.year), share?.words ?? "–", interval ?? "–"]
          + Self.words(of: row, NumberWords.ratio)
          + [row.survivors.map(NumberWords.count) ?? "–"]
      })
  }

  /// All borrowers at a glance; one borrower's fan says the same.
  var coverageOverview: Figure? {
    let all = covered(result.minersByPD.prefix(Limits.rows).map(\.miner))
    guard result.miners.count > 1, !all.isEmpty else { return nil }
    let time = result.timeline(showing: { _ in false })
    let dates: Set<Double> = Set(all.flatMap { $0.shares.points.map(\.year) })
    let years = dates.sorted().filter { (year: Double) -> Bool in (2 * year).rounded() == 2 * year }
    guard !years.isEmpty else { return nil }
    let rows = all.map { row($0, years, time) }
    let whole = years.indices.filter { years[$0].rounded() == years[$0] }
    let worst: [String] = all.compactMap { one in
      one.shares.worst.map { "\(one.miner) \($0.words) in \(time.words($0.year))" }
    }
    return Figure(
      id: "coverage-below", title: "Who is below the coverage that is asked for",
      description: "Share of each miner's survivors with less trailing coverage than its covenant, "
        + "or than 1.00×: \(NumberWords.list(worst)), each at its worst.",
      chart: ShareGrid(
        rows: rows, columns: years.map(time.words), few: whole.isEmpty ? [0] : whole,
        labelTitle: "at least"),
      // Paper has the drawing for all dates of a figure of this width.
      span: 3,
      note: """
        % of survivors whose past year’s cash flow is below their debt service times the figure at the \
        right: highest covenant, else 1.00×.
        """, table: overviewTable(all, years, time),
      cut: result.cut(
        min(Limits.rows, result.miners.count), .likeliest, file: "dscr_fan.csv"))
  }

  private func row(_ one: Covered, _ years: [Double], _ time: Timeline) -> ShareGrid.Row {
    let points = one.shares.byYear
    return .init(
      name: one.miner,
      cells: years.map { year in
        points[year].map {
          .init(
            share: $0.share, label: $0.digits,
            text: "\(one.miner), \(time.words(year)): \($0.words)")
        }
      },
      label: NumberWords.ratio(one.shares.floor))
  }

  private func overviewTable(_ all: [Covered], _ years: [Double], _ time: Timeline) -> DataTable {
    DataTable(
      caption: "Share of the survivors below the covenant, or below 1.00×",
      columns: [.text("miner"), .number("at least")]
        + years.map { .number(time.words($0)) },
      rows: all.map { one in
        let points = one.shares.byYear
        return [one.miner, NumberWords.ratio(one.shares.floor)]
          + years.map { points[$0]?.words ?? "–" }
      })
  }
}
