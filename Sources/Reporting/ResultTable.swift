import Foundation
import RiskMeasures

/// The short table for standard output: at most 80 columns for names of ordinary length, no colours.
public enum ResultTable {
  /// One line for each miner and the portfolio, then value at risk and expected shortfall.
  public static func render(_ result: StressResult) -> String {
    let years = NumberFormat.shortest(rounded(result.horizonYears, 2)) ?? ""
    let header = ["miner", "PD \(years)y", "± s.e.", "expected loss", "± s.e.", "cascades"]
    let rows = (result.miners + [result.portfolio]).map(cells)
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([header] + rows).map { line($0, widths) }
    return (lines + [""] + tail(result)).joined(separator: "\n") + "\n"
  }

  private static func cells(_ row: MinerSummary) -> [String] {
    [
      shortened(row.miner, to: 24), percent(row.defaults.value, 2),
      percent(row.defaults.standardError, 2), dollars(row.expectedLossUSD.value),
      row.expectedLossUSD.standardError.map(dollars) ?? "–",
      row.cascadeShare.map { percent($0, 1) } ?? "–",
    ]
  }

  /// The first column to the left, numbers to the right.
  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.indices.map { column in
      let space = String(repeating: " ", count: widths[column] - cells[column].count)
      return column == 0 ? cells[0] + space : space + cells[column]
    }
    return padded.joined(separator: "  ")
  }

  private static func tail(_ result: StressResult) -> [String] {
    result.lossQuantiles.map { row in
      let level = percent(Double(row.thousandths) / 1000, row.thousandths % 10 == 0 ? 0 : 1)
      let interval =
        if let low = row.low, let high = row.high {
          " (\(dollars(low)) to \(dollars(high)))"
        } else {
          ""
        }
      let error = row.expectedShortfallUSD.standardError.map { " ± \(dollars($0))" } ?? ""
      return "\(padded(level, 6))  VaR \(dollars(row.valueAtRiskUSD))\(interval)  "
        + "ES \(dollars(row.expectedShortfallUSD.value))\(error)"
    } + ["\(grouped(result.paths)) paths, seed \(result.seed)"]
  }

  private static func percent(_ share: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f %%", 100 * share)
  }

  /// Dollars with four significant digits at most, in thousands, millions or billions.
  private static func dollars(_ amount: Double) -> String {
    let units: [(Double, String)] = [(1e9, "bn"), (1e6, "m"), (1e3, "k")]
    for (unit, name) in units where amount.magnitude >= 0.99995 * unit {
      return String(
        format: amount.magnitude >= 999.95 * unit ? "$%.0f%@" : "$%.1f%@", amount / unit, name)
    }
    return String(format: "$%.2f", amount)
  }

  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.reduce(into: "") { text, at in
      if at > 0 && (digits.count - at) % 3 == 0 { text += "," }
      text.append(digits[at])
    }
  }

  private static func shortened(_ name: String, to width: Int) -> String {
    name.count <= width ? name : name.prefix(width - 1) + "…"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func rounded(_ value: Double, _ decimals: Int) -> Double {
    let scale = pow(10, Double(decimals))
    return (value * scale).rounded() / scale
  }
}
