/// Errors of the moments of weekly returns, whatever the law of the weeks; those of means are of independent weeks.
///
/// A single regime stands for weeks whose volatility comes in spells and whose tails are fat. A model of independent
/// Gaussian weeks would give its volatility an error half as wide as blocks of real weeks show.
struct WholeSampleErrors {
  let volatility: [Fitted], mean: [Fitted]
  /// The correlation of the first two coins; nil with one.
  let correlation: Fitted?

  /// Most batches of weeks; where there are more than five, each has forty weeks or more, ten spells of stress.
  private static let batches = 8

  /// Batches the weeks that were seen.
  ///
  /// - Parameter seen: Returns by week and coin, nil where there is none.
  init(_ model: RegimeModel, _ seen: [[Double]?]) {
    let rows = seen.compactMap { $0 }
    let (count, years) = (Double(rows.count), WeeklyReturns.years)
    let coins = model.means[0].indices
    let deviations = coins.map { coin in rows.map { $0[coin] - model.means[0][coin] } }
    mean = coins.map { coin in
      let (value, spread) = (model.means[0][coin], SampleMoments.of(deviations[coin]).deviation)
      let wide = Fitted.student(count - 1) * spread / count.squareRoot()
      return Fitted(value / years, low: (value - wide) / years, high: (value + wide) / years)
    }
    volatility = coins.map { coin in
      let squares = deviations[coin].map { $0 * $0 }
      let second = squares.reduce(0, +) / count
      let spread = BatchMeans.error(of: squares, most: Self.batches)
      // Tails of a short sample look thin, so the error is never less than that of normal returns.
      let error = max(spread.error, second * (2 / (count - 1)).squareRoot())
      // The error of ln σ is half that of ln σ².
      let factor = Real.exp(second > 0 ? spread.factor * error / (2 * second) : 0)
      let value = model.volatility(0, coin)
      return Fitted(value, low: value / factor, high: value * factor)
    }
    correlation = model.correlation(0).map { rho in
      CorrelationFit.fitted(rho, deviations[0], deviations[1], batches: Self.batches)
    }
  }
}
