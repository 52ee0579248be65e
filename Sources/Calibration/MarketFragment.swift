import ScenarioFiles

/// Writes a fit as the market part of a scenario, for `extends`.
///
/// Each regime has the volatilities and the correlation of the weekly fit, and a drift of the mean that gives every
/// regime the log drift of the whole sample: a regime's own mean return is known far less well. Jumps are
/// reported and not written, because the regimes' volatilities contain them.
package struct MarketFragment {
  let report: CalibrationReport
  /// How comments call the data.
  let source: String
  /// The scenario to extend, as the fragment refers to it; nil for none.
  let over: String?

  package init(_ report: CalibrationReport, source: String, over: String?) {
    self.report = report
    self.source = source
    self.over = over
  }

  /// The text in JSON5.
  package var text: String {
    var lines = ["// Market parameters estimated from \(source).", "// \(sample)", "{"]
    if let over { lines.append("  extends: \(Self.quoted(over)),") }
    lines += ["  market: {"] + spots + regimeLines + otherLines + ["  },", "}"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var sample: String {
    let days = report.history.series.values
    let first = days.compactMap(\.days.first).min().flatMap { CalendarDate(day: $0) }
    let last = days.compactMap(\.days.last).max().flatMap { CalendarDate(day: $0) }
    return "From \(first?.text ?? "?") to \(last?.text ?? "?"). "
      + "Figures after ± are standard errors. Copy what you trust; drifts are the least certain."
  }

  private var spots: [String] {
    [HistoryFactor.btc, .eth].compactMap { factor in
      guard let series = report.history.series[factor], let level = series.logs.last,
        let day = series.days.last.flatMap({ CalendarDate(day: $0) })
      else { return nil }
      return "    \(factor.rawValue): { spot: \(Self.number(Real.exp(level), 6)) },  // \(day.text)"
    }
  }

  private var regimeLines: [String] {
    guard let model = report.regimes, let errors = report.errors, let weekly = report.weekly else {
      return []
    }
    let names = CalibrationReport.names(model.count)
    let shares = Self.shares(model.stationary)
    let q = model.intensities
    var lines = [
      "    // Hidden Markov model with \(model.count) regimes, \(weekly.rows.compactMap { $0 }.count) weeks; "
        + "the initial regime is the long-run law.",
      "    initialRegime: { "
        + zip(names, shares).map { "\($0): \($1)" }.joined(separator: ", ") + " },",
      "    switching: {  // per year",
    ]
    for from in names.indices {
      let to = names.indices.filter { $0 != from }
        .map { "\(names[$0]): \(Self.number(q[from][$0], 4))" }.joined(separator: ", ")
      let stay = Self.shown(
        Fitted(model.transition[from][from], errors.transition[from][from]))
      lines.append("      \(names[from]): { \(to) },  // stays a week with probability \(stay)")
    }
    lines += ["    },", "    regimes: {"]
    for (regime, name) in names.enumerated() {
      lines.append("      \(name): {")
      for (coin, factor) in weekly.factors.enumerated() {
        lines.append(
          coinLine(factor, model.volatility(regime, coin), errors.volatility[regime][coin]))
      }
      if let rho = model.correlation(regime) {
        let shown = Self.shown(Fitted(rho, errors.correlation[regime]))
        lines.append("        correlation: { btc: { eth: \(Self.number(rho, 3)) } },  // \(shown)")
      }
      lines.append("      },")
    }
    return lines + ["    },"]
  }

  private func coinLine(_ factor: HistoryFactor, _ volatility: Double, _ error: Double) -> String {
    let drift = report.diffusions.first { $0.factor == factor }?.fit.logDrift ?? Fitted(0, nil)
    let mean = drift.value + volatility * volatility / 2
    return "        \(factor.rawValue): { drift: \(Self.number(mean, 3)), volatility: "
      + "\(Self.number(volatility, 3)) },  // volatility \(Self.shown(Fitted(volatility, error))); "
      + "log drift \(Self.shown(drift)) plus σ²/2"
  }

  private var otherLines: [String] {
    var lines: [String] = []
    if let fit = report.rent {
      lines.append(
        "    computeRent: { meanReversion: \(Self.number(fit.speed.value, 3)) },  // "
          + Self.shown(fit.speed))
      lines.append(
        "    // computeRent of each regime: annualDecline "
          + "\(Self.number(1 - Real.exp(fit.trend.value), 3)), volatility "
          + "\(Self.number(fit.volatility.value, 3))")
    }
    if let fit = report.power, let series = report.history.series[.powerPrice],
      let level = series.logs.last
    {
      lines.append(
        "    power: { spotPerMWh: \(Self.number(Real.exp(level), 5)), meanReversion: "
          + "\(Self.number(fit.speed.value, 3)) },  // \(Self.shown(fit.speed))")
    }
    if let fit = report.hashrate, let level = report.history.series[.networkHashrate]?.logs.last {
      let elasticity = min(1, max(0, fit.elasticity.value))
      lines.append(
        "    network: { hashrate: \(Self.number(Real.exp(level), 6)), growth: "
          + "\(Self.number(fit.growth.value, 3)), revenueElasticity: "
          + "\(Self.number(elasticity, 3)), meanReversion: \(Self.number(fit.speed.value, 3)) },"
          + "  // elasticity \(Self.shown(fit.elasticity)), speed \(Self.shown(fit.speed))")
    }
    return lines
  }

  /// Shares of four digits that sum to exactly 1.
  private static func shares(_ values: [Double]) -> [String] {
    var units = values.map { Int(($0 * 1e4).rounded()) }
    units[units.count - 1] = 10_000 - units.dropLast().reduce(0, +)
    return units.map { number(Double($0) / 1e4, 5) }
  }

  private static func shown(_ fitted: Fitted) -> String {
    number(fitted.value, 3) + (fitted.error.map { " ± " + number($0, 2) } ?? "")
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    CalibrationNumber.text(value, digits)
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }
}

/// Numbers rounded for people.
package enum CalibrationNumber {
  /// A number to some significant digits.
  package static func text(_ value: Double, _ digits: Int) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var power = 0
    var size = abs(value)
    while size >= 10 {
      size /= 10
      power += 1
    }
    while size < 1 {
      size *= 10
      power -= 1
    }
    let places = digits - 1 - power
    let scale = (0..<abs(places)).reduce(1.0) { product, _ in product * 10 }
    let rounded =
      places >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
    let text = rounded.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
