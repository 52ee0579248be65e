import Reporting
import ResultReading

/// The market that the borrowers met.
struct Market {
  let result: FinishedResult

  /// Factors with a fan of their own.
  private static let most = 18

  var section: PageSection {
    var section = PageSection(
      id: "market", title: "The market they met", shortTitle: "Market",
      lead: """
        Median, middle half and middle 90 % of the paths, month by month, under what falls due.
        """)
    guard let rows = result.factors else {
      section.missing = ["factor_fan.csv"]
      return section
    }
    var names: [String] = []
    for row in rows where !names.contains(row.subject) { names.append(row.subject) }
    if let part = Cut(
      shown: min(Self.most, names.count), all: names.count, things: "factors",
      order: "the first of the table", file: "factor_fan.csv"
    ).words(beside: nil) {
      section.lead = "\(section.lead) \(part)"
    }
    section.figures = names.prefix(Self.most).enumerated().compactMap { index, name in
      figure(index, name, rows.filter { $0.subject == name })
    }.printing(Limits.printedFactors)
    return section
  }

  private func figure(_ index: Int, _ factor: String, _ rows: [FanRow]) -> Figure? {
    let points = rows.compactMap(FanChart.Point.init)
    guard let low = points.map(\.p05).min(), let high = points.map(\.p95).max(), low < 0 || high > 0
    else { return nil }
    let words = Self.words(factor)
    let time = result.timeline(showing: { Self.moves($0, factor) })
    let logarithmic = ["btc", "eth", "networkHashrate", "hashprice"].contains(factor) && low > 0
    let range = logarithmic ? low * 0.9...high * 1.1 : FanFrame.axis(low, high)
    let last = points[points.count - 1]
    return Figure(
      id: "factor-\(index)", title: words.title + given(factor),
      description: "\(words.title): the median of \(time.words(last.year)) is "
        + "\(words.value(last.p50)), 90 % of the paths between \(words.value(last.p05)) and "
        + "\(words.value(last.p95))." + time.description,
      chart: FanChart(
        fans: [.init(name: words.title, style: 0, points: points)], yTitle: words.unit,
        yRange: range, ySpacing: logarithmic ? .logarithmic : .linear,
        yLabel: words.axis ?? words.value,
        time: time),
      table: DataTable(
        caption: "Percentiles, twice a year",
        columns: [time.column]
          + ["5 %", "25 %", "median", "75 %", "95 %"].map { .number($0) },
        rows: points.enumerated().filter { ($0.offset + 1) % 6 == 0 }.map { _, point in
          [time.words(point.year)]
            + [point.p05, point.p25, point.p50, point.p75, point.p95].map(words.value)
        }))
  }

  /// Until when a table gives a factor, after its title.
  private func given(_ factor: String) -> String {
    result.given?.last.first { $0.key == factor }
      .map { ", given until \($0.date.text)" } ?? ""
  }

  /// Whether an event stands under a factor: all that falls due, and what moves this factor.
  private static func moves(_ event: DatedEvent, _ factor: String) -> Bool {
    switch event.kind {
    case .maturity, .put: return true
    case .contractEnd: return false
    case .halving: return ["btc", "networkHashrate", "hashprice"].contains(factor)
    case .launch:
      let parts = factor.split(separator: ":", maxSplits: 1).map(String.init)
      return parts.count == 2 ? event.classes.contains(parts[1]) : factor == "computeRent"
    }
  }

  private struct Words {
    var title: String
    var unit: String
    var value: (Double) -> String
    /// A value on the axis, where that is not written as elsewhere.
    var axis: ((Double) -> String)?
  }

  private static func words(_ factor: String) -> Words {
    switch factor {
    case "btc": return Words(title: "Bitcoin", unit: "$ (log scale)", value: NumberWords.dollars)
    case "eth": return Words(title: "Ether", unit: "$ (log scale)", value: NumberWords.dollars)
    case "networkHashrate":
      return Words(title: "Network hashrate", unit: "EH/s (log scale)") {
        NumberWords.plain($0 / 1000)
      }
    case "hashprice":
      return Words(title: "Hashprice", unit: "$/PH/day (log scale)", value: NumberWords.dollars)
    case "computeRent":
      return Words(title: "Compute rent", unit: "index, 1 today", value: NumberWords.plain)
    case "powerPrice": return Words(title: "Power", unit: "$/MWh", value: NumberWords.dollars)
    case "shortRate":
      return Words(
        title: "Short rate", unit: "% a year", value: { NumberWords.percent($0, decimals: 2) },
        axis: NumberWords.axisPercent)
    default: break
    }
    let parts = factor.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      return Words(title: KeyWords.words(factor).asSentence, unit: "", value: NumberWords.plain)
    }
    return parts[0] == "rent"
      ? Words(title: "Rent of \(parts[1])", unit: "$ an hour", value: NumberWords.dollars)
      : Words(title: "Resale of \(parts[1])", unit: "$ each", value: NumberWords.dollars)
  }
}
