import CreditBasics

extension RegimeModel {
  /// Bayes's information criterion `k ln n − 2 ln L` of a fit to `n` weeks; the smaller, the better.
  ///
  /// `k` counts means, variances, covariances and free transition probabilities. Source: Schwarz, "Estimating the
  /// Dimension of a Model", *Annals of Statistics* 6 (1978); for numbers of regimes, Psaradakis and Spagnolo, "On the
  /// Determination of the Number of States in Markov-Switching Autoregressive Models", *Journal of Time Series
  /// Analysis* 24 (2003).
  package func bic(weeks: Int) -> Double {
    let coins = means[0].count
    let free = count * (coins + coins * (coins + 1) / 2) + count * (count - 1)
    return Double(free) * Real.log(Double(weeks)) - 2 * logLikelihood
  }
}

extension CalibrationReport {
  /// Warnings about the fitted regimes, rent's decline and levels, one line each.
  package var doubts: [String] {
    let short = regimes == nil ? nil : shortColumn?.warning(common: weekly?.count ?? 0)
    // Without fitted regimes the decline stands in a comment, which says so.
    let decline = regimes == nil ? nil : rent.map { WrittenDecline($0.trend) }
    let cut = decline?.note.map { "computeRent: \($0)" }
    return [short, support, switchingDoubt, cut].compactMap { $0 } + levelDoubts
  }

  private static func words(_ count: Int) -> String {
    count == 1 ? "one regime" : count == 2 ? "two regimes" : "three regimes"
  }

  /// A warning that one regime fewer explains the weeks as well; nil where it does not.
  static func support(_ model: RegimeModel, _ weekly: WeeklyReturns) -> String? {
    guard model.count > 1, let fewer = RegimeModel.fit(weekly, regimes: model.count - 1) else {
      return nil
    }
    let weeks = weekly.count
    let (one, other) = (model.bic(weeks: weeks), fewer.bic(weeks: weeks))
    guard other <= one else { return nil }
    let number = { (value: Double) in RoundedNumber.text((value * 10).rounded() / 10, 9) }
    return "\(words(model.count)) are not supported by these data: BIC \(number(one)), with "
      + "\(words(fewer.count)) \(number(other)), and the smaller is the better; fit "
      + "\(words(fewer.count)) with --regimes \(fewer.count)"
  }

  /// A warning that the written intensities do not give the fitted weekly probabilities; nil where
  /// they do.
  private var switchingDoubt: String? {
    guard let model = regimes, let switching, switching.isDoubtful else { return nil }
    let number = { (value: Double) in RoundedNumber.text(value < 1e-4 ? 0 : value, 3) }
    func pairs(_ given: [Double], _ fitted: [Double]) -> String {
      zip(names, zip(given, fitted)).map { name, pair in
        "\(name) \(number(pair.0)) (fitted \(number(pair.1)))"
      }.joined(separator: ", ")
    }
    let states = model.transition.indices
    return
      "no switching in continuous time gives these weekly probabilities. The nearest, which is written, stays a "
      + "week with probability "
      + pairs(states.map { switching.weekly[$0][$0] }, states.map { model.transition[$0][$0] })
      + ", and its long-run shares are " + pairs(switching.shares, model.stationary)
      + (switching.isFar
        ? "; that is far: these data do not support \(Self.words(model.count)) that last. Try --regimes "
          + "\(model.count - 1), or another day with --week-ends" : "")
  }
}
