import CreditBasics

extension CalibrationReport {
  /// A line of the table of estimates.
  package struct Line: Sendable {
    package let subject: String
    package let quantity: String
    /// The estimate; nil where nothing was seen to estimate it from.
    package let fitted: Fitted?
    package let sample: String

    init(_ subject: String, _ quantity: String, _ fitted: Fitted?, _ sample: String) {
      self.subject = subject
      self.quantity = quantity
      self.fitted = fitted
      self.sample = sample + (fitted?.note.map { "; \($0)" } ?? "")
    }
  }

  /// Every estimate, in order; fits the regimes once for each weekday.
  package var lines: [Line] { diffusionLines + regimeLines + reversionLines + hashrateLines }

  private var diffusionLines: [Line] {
    diffusions.flatMap { factor, fit -> [Line] in
      let name = factor.rawValue
      let sample = "\(fit.count) returns, \((fit.years * 10).rounded() / 10) years"
      let volatility = Line(name, "volatility", fit.volatility, sample)
      // The error of a drift is that of a walk: hashrate, rent and power revert, and have trends of their own.
      guard factor == .btc || factor == .eth else { return [volatility] }
      let lines = [Line(name, "log drift per year", fit.logDrift, sample), volatility]
      guard let jumps = fit.jumps else { return lines }
      let counted = SeriesCheck.counted(jumps.days.count, "move")
      let beyond = "\(counted) beyond \(RoundedNumber.text(JumpFit.threshold, 2)) deviations"
      return lines
        + [
          ("jumps per year", jumps.intensity), ("jump up probability", jumps.upProbability),
          ("mean jump up", jumps.up), ("mean jump down", jumps.down),
          ("volatility without jumps", Fitted(jumps.residualVolatility, nil)),
        ].map { Line(name, $0.0, $0.1, beyond) }
    }
      + correlations.map { fit in
        Line(
          "\(fit.first.rawValue), \(fit.second.rawValue)", "correlation", fit.correlation,
          "\(fit.count) returns")
      }
  }

  private var regimeLines: [Line] {
    guard let model = regimes, let errors, let weekly else { return [] }
    // Fits with weeks that end on each of the seven days show how much the choice of a day decides.
    let everyWeekday = (0..<7).compactMap { WeeklyReturns(history, weekday: $0) }
      .compactMap { RegimeModel.fit($0, regimes: model.count) }
    let sample = "\(weekly.count) weeks"
    let shares = model.stationary
    // The figure that the written intensities give, where it differs.
    func written(_ figure: (SwitchingFit) -> Double) -> String {
      guard let switching, switching.isDoubtful else { return "" }
      return "; written intensities give \(RoundedNumber.text(figure(switching), 3))"
    }
    return names.enumerated().flatMap { regime, name -> [Line] in
      func byWeekday(_ figure: (RegimeModel) -> Double?) -> String {
        sample + ", by weekday \(Self.spread(everyWeekday, figure))"
      }
      var lines = weekly.factors.enumerated().flatMap { coin, factor in
        [
          Line(
            name, "\(factor.rawValue) volatility", errors.volatility[regime][coin],
            byWeekday { $0.volatility(regime, coin) }),
          Line(
            name, "\(factor.rawValue) log drift per year", errors.mean[regime][coin], sample),
        ]
      }
      if errors.correlation.indices.contains(regime) {
        lines.append(
          Line(
            name, "correlation", errors.correlation[regime], byWeekday { $0.correlation(regime) }))
      }
      guard model.count > 1 else { return lines }
      lines.append(
        Line(
          name, "stays a week", errors.transition[regime][regime],
          byWeekday { $0.transition[regime][regime] } + written { $0.weekly[regime][regime] }))
      lines.append(
        Line(
          name, "share of time", Fitted(shares[regime], nil),
          sample + written { $0.shares[regime] }))
      return lines
    }
  }

  /// Least and greatest of a figure over the seven weekdays.
  private static func spread(
    _ models: [RegimeModel], _ figure: (RegimeModel) -> Double?
  ) -> String {
    let values = models.compactMap(figure)
    return RoundedNumber.text(values.min() ?? 0, 2) + "–"
      + RoundedNumber.text(values.max() ?? 0, 2)
  }

  private var reversionLines: [Line] {
    [("computeRent", rent), ("powerPrice", power)].flatMap { name, fit -> [Line] in
      guard let fit else { return [] }
      let sample = "\(fit.count) steps"
      return [
        Line(name, "trend per year", fit.trend, sample),
        Line(name, "mean reversion per year", fit.speed, sample),
        Line(name, "volatility around trend", fit.volatility, sample),
      ] + (fit.level.map { [Line(name, "level at the end", $0.exponential, sample)] } ?? [])
    }
  }

  private var hashrateLines: [Line] {
    guard let fit = hashrate else { return [] }
    let inside = halvings.filter { $0 > fit.days.lowerBound && $0 <= fit.days.upperBound }
    let sample =
      "\(fit.count) months, " + (fit.averaged > 1 ? "means of \(fit.averaged) days, " : "")
      + (inside.isEmpty
        ? "no halving" : "halving " + inside.map(SeriesCheck.date).joined(separator: ", "))
    return [
      Line("networkHashrate", "revenue elasticity", fit.elasticity, sample),
      Line("networkHashrate", "mean reversion per year", fit.speed, sample),
      Line("networkHashrate", "growth per year", fit.growth, sample),
      Line("networkHashrate", "volatility around revenue", fit.volatility, sample),
    ]
  }
}
