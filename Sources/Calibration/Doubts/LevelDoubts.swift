import CreditBasics

extension CalibrationReport {
  /// Long-run standard deviations from its level beyond which a newest value is unusual.
  private static let farAway = 2.0

  /// The price that is written as today's for power, and where it comes from; nil where power was
  /// not fitted.
  ///
  /// A scenario's power price reverts to today's. Where deviations fade within a year, the level to which history
  /// reverts is written as today's: otherwise a scarcity on the last day would last for the whole horizon.
  var powerSpot: (value: Double, words: String)? {
    guard let fit = power, let series = history.series[.powerPrice], let log = series.logs.last,
      let day = series.newestDay
    else { return nil }
    let last = "\(RoundedNumber.text(Real.exp(log), 5)) on \(SeriesCheck.date(day))"
    guard let level = fit.level else { return (Real.exp(log), last) }
    let shown = MarketFragment.shown(level.exponential)
    return fit.fadesInAYear
      ? (Real.exp(level.value), "the level to which it reverts, \(shown); \(last)")
      : (Real.exp(log), "\(last); the level to which it reverts is \(shown)")
  }

  /// Newest values far from the level to which they revert, one line each.
  var levelDoubts: [String] {
    let powerEnd =
      power?.fadesInAYear == true
      ? "the level is written as spotPerMWh, and not that value"
      : "that value is written as spotPerMWh, and a scenario never returns to the level"
    return [
      levelDoubt(.powerPrice, power, powerEnd),
      levelDoubt(
        .computeRent, rent,
        "a scenario begins on its line, and rents of gpus that are as far from it stay there"),
    ].compactMap { $0 }
  }

  private func levelDoubt(
    _ factor: HistoryFactor, _ fit: ReversionFit?, _ end: String
  ) -> String? {
    guard let fit, let level = fit.level, let excess = fit.excess, abs(excess) > Self.farAway,
      let series = history.series[factor], let log = series.logs.last, let day = series.newestDay
    else { return nil }
    let number = { (log: Double) in RoundedNumber.text(Real.exp(log), 3) }
    return "\(factor.rawValue): \(number(log)) on \(SeriesCheck.date(day)) lies "
      + "\(RoundedNumber.text(abs(excess), 2)) deviations of the long run "
      + (excess > 0 ? "above" : "below") + " \(number(level.value)), to which it reverts: \(end)"
  }
}

extension Fitted {
  /// The estimate of the number whose log this one estimates.
  var exponential: Fitted {
    Fitted(Real.exp(value), low: low.map(Real.exp), high: high.map(Real.exp), note: note)
  }
}
