import ScenarioFiles

/// Everything that a history tells about the market.
package struct CalibrationReport: Sendable {
  package let history: PriceHistory
  package let diffusions: [(factor: HistoryFactor, fit: DiffusionFit)]
  package let correlations: [CorrelationFit]
  package let weekly: WeeklyReturns?
  package let regimes: RegimeModel?
  package let errors: RegimeErrors?
  package let rent: ReversionFit?
  package let power: ReversionFit?
  package let hashrate: HashrateFit?
  package let backTest: BackTest?

  /// Fits everything that the history has enough observations for.
  ///
  /// - Parameter weekday: The day on which weeks end, Monday 0 to Sunday 6.
  package init(_ history: PriceHistory, regimes count: Int, weekday: Int = WeeklyReturns.friday) {
    self.history = history
    diffusions = history.factors.compactMap { factor in
      history.series[factor].flatMap { DiffusionFit($0) }.map { (factor, $0) }
    }
    let factors = history.factors
    correlations = factors.indices.flatMap { first in
      factors.indices.dropFirst(first + 1).compactMap { second in
        CorrelationFit(history, factors[first], factors[second])
      }
    }
    weekly = WeeklyReturns(history, weekday: weekday)
    regimes = weekly.map { RegimeModel.fit($0, regimes: count) }
    errors = weekly.flatMap { [regimes] weekly in
      regimes.map { RegimeErrors($0, weeks: weekly.rows.count) }
    }
    rent = history.series[.computeRent].flatMap { ReversionFit($0) }
    power = history.series[.powerPrice].flatMap { ReversionFit($0) }
    hashrate = HashrateFit(history)
    backTest = weekly.flatMap { [regimes] weekly in regimes.map { BackTest($0, weekly) } }
  }

  /// Names of regimes, from the calmest.
  package static func names(_ count: Int) -> [String] {
    count == 2 ? ["calm", "stress"] : ["calm", "middle", "stress"]
  }

  /// A line of the table of estimates.
  package struct Line: Sendable {
    package let subject: String
    package let quantity: String
    package let fitted: Fitted
    package let sample: String
  }

  /// Every estimate, in order; fits the regimes once for each weekday.
  package var lines: [Line] {
    diffusionLines + regimeLines + reversionLines
  }

  private var diffusionLines: [Line] {
    var lines: [Line] = []
    for (factor, fit) in diffusions {
      let sample = "\(fit.count) returns, \((fit.years * 10).rounded() / 10) years"
      lines.append(
        Line(
          subject: factor.rawValue, quantity: "log drift per year", fitted: fit.logDrift,
          sample: sample))
      lines.append(
        Line(
          subject: factor.rawValue, quantity: "volatility", fitted: fit.volatility, sample: sample))
      guard let jumps = fit.jumps, factor == .btc || factor == .eth else { continue }
      for (quantity, fitted) in [
        ("jumps per year", jumps.intensity), ("jump up probability", jumps.upProbability),
        ("mean jump up", jumps.up), ("mean jump down", jumps.down),
        ("volatility without jumps", Fitted(jumps.residualVolatility, nil)),
      ] {
        lines.append(
          Line(
            subject: factor.rawValue, quantity: quantity, fitted: fitted,
            sample: "\(jumps.days.count) jumps"))
      }
    }
    for fit in correlations {
      lines.append(
        Line(
          subject: "\(fit.first.rawValue), \(fit.second.rawValue)", quantity: "correlation",
          fitted: fit.correlation, sample: "\(fit.count) returns"))
    }
    return lines
  }

  private var regimeLines: [Line] {
    guard let model = regimes, let errors, let weekly else { return [] }
    // The same fit with weeks that end on each of the seven days: what the choice of a day decides.
    let everyWeekday = (0..<7).compactMap { WeeklyReturns(history, weekday: $0) }
      .map { RegimeModel.fit($0, regimes: model.count) }
    let sample = "\(weekly.rows.compactMap { $0 }.count) weeks"
    let shares = model.stationary
    return Self.names(model.count).enumerated().flatMap { regime, name -> [Line] in
      func line(
        _ quantity: String, _ value: Double, _ error: Double?,
        _ others: ((RegimeModel) -> Double?)? = nil
      ) -> Line {
        let range = others.map { ", by weekday \(spread(everyWeekday, $0))" } ?? ""
        return Line(
          subject: name, quantity: quantity, fitted: Fitted(value, error), sample: sample + range)
      }
      var lines = weekly.factors.enumerated().flatMap { coin, factor in
        [
          line(
            "\(factor.rawValue) volatility", model.volatility(regime, coin),
            errors.volatility[regime][coin], { $0.volatility(regime, coin) }),
          line(
            "\(factor.rawValue) log drift per year",
            model.means[regime][coin] / WeeklyReturns.years,
            errors.mean[regime][coin] / WeeklyReturns.years),
        ]
      }
      if let rho = model.correlation(regime) {
        lines.append(
          line("correlation", rho, errors.correlation[regime], { $0.correlation(regime) }))
      }
      lines.append(
        line(
          "stays a week", model.transition[regime][regime], errors.transition[regime][regime],
          { $0.transition[regime][regime] }))
      lines.append(line("share of time", shares[regime], nil))
      return lines
    }
  }

  /// Least and greatest of a figure over the seven weekdays.
  private func spread(_ models: [RegimeModel], _ figure: (RegimeModel) -> Double?) -> String {
    let values = models.compactMap(figure)
    return CalibrationNumber.text(values.min() ?? 0, 2) + "–"
      + CalibrationNumber.text(values.max() ?? 0, 2)
  }

  private var reversionLines: [Line] {
    var lines: [Line] = []
    for (name, fit) in [("computeRent", rent), ("powerPrice", power)] {
      guard let fit else { continue }
      let sample = "\(fit.count) steps"
      lines.append(
        Line(subject: name, quantity: "trend per year", fitted: fit.trend, sample: sample))
      lines.append(
        Line(subject: name, quantity: "mean reversion per year", fitted: fit.speed, sample: sample))
      lines.append(
        Line(
          subject: name, quantity: "volatility around trend", fitted: fit.volatility, sample: sample
        ))
    }
    if let fit = hashrate {
      let sample = "\(fit.count) months"
      lines.append(
        Line(
          subject: "networkHashrate", quantity: "revenue elasticity", fitted: fit.elasticity,
          sample: sample))
      lines.append(
        Line(
          subject: "networkHashrate", quantity: "mean reversion per year", fitted: fit.speed,
          sample: sample))
      lines.append(
        Line(
          subject: "networkHashrate", quantity: "growth per year", fitted: fit.growth,
          sample: sample))
    }
    return lines
  }
}
