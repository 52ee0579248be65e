/// Everything that a history tells about the market.
package struct CalibrationReport: Sendable {
  package let history: PriceHistory
  package let diffusions: [(factor: HistoryFactor, fit: DiffusionFit)]
  package let correlations: [CorrelationFit]
  package let weekly: WeeklyReturns?
  /// The coin whose short column leaves few weeks in common with the other; nil for none.
  let shortColumn: ShortColumn?
  package let regimes: RegimeModel?
  package let errors: RegimeErrors?
  /// Intensities between the regimes.
  package let switching: SwitchingFit?
  /// A warning that fewer regimes would do; nil where they would not.
  let support: String?
  package let rent: ReversionFit?
  package let power: ReversionFit?
  package let hashrate: HashrateFit?
  package let backTest: BackTest?
  /// Days on which bitcoin's subsidy was taken to halve.
  package let halvings: [Int]
  /// What the regimes are called, from the calmest.
  package let names: [String]
  private let regimeCount: Int

  /// Fits everything that the history has enough observations for.
  ///
  /// - Parameters:
  ///   - weekday: The day on which weeks end, Monday 0 to Sunday 6.
  ///   - halvings: Days on which the subsidy halves.
  ///   - names: Names of the regimes, from the calmest.
  package init(
    _ history: PriceHistory, regimes count: Int, weekday: Int = WeeklyReturns.friday,
    halvings: [Int] = Halvings.chain, names: [String]? = nil
  ) {
    self.history = history
    self.halvings = halvings
    self.names = names ?? Self.names(count)
    regimeCount = count
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
    shortColumn = ShortColumn(history, weekly, weekday: weekday)
    regimes = weekly.flatMap { RegimeModel.fit($0, regimes: count) }
    let switching = regimes.map { SwitchingFit($0.transition) }
    self.switching = switching
    support = weekly.flatMap { [regimes] weekly in regimes.flatMap { Self.support($0, weekly) } }
    errors = weekly.flatMap { [regimes] weekly in
      regimes.map { RegimeErrors($0, weekly.rows) }
    }
    rent = history.series[.computeRent].flatMap { ReversionFit($0) }
    power = history.series[.powerPrice].flatMap { ReversionFit($0) }
    hashrate = HashrateFit(history, halvings: halvings)
    backTest = weekly.flatMap { [regimes] weekly in
      regimes.map { model in
        var written = model
        // The back-test uses the intensities that are written, not the fitted matrix.
        if let switching, !switching.isExact { written.transition = switching.weekly }
        return BackTest(written, weekly)
      }
    }
  }

  /// Names of regimes, from the calmest.
  package static func names(_ count: Int) -> [String] {
    switch count {
    case 1: ["all"]
    case 2: ["calm", "stress"]
    default: ["calm", "middle", "stress"]
    }
  }

  /// What was not estimated though the history has a column for it, and why, one line each.
  package var missing: [String] {
    var lines: [String] = []
    let coins = history.factors.filter { $0 == .btc || $0 == .eth }
    if !coins.isEmpty, weekly == nil {
      lines.append(shortColumn?.refusal ?? weeksRefusal)
    } else if let weekly, regimes == nil {
      lines.append(
        RegimeModel.starts(weekly, regimes: regimeCount).isEmpty
          ? "no regimes: weekly returns take too few values to tell \(regimeCount) regimes apart"
          : "no regimes: from every start one of \(regimeCount) is left with fewer than "
            + "\(RegimeModel.fewestHeld) weeks; try --regimes \(max(1, regimeCount - 1))")
    }
    for (factor, fit) in [(HistoryFactor.computeRent, rent), (.powerPrice, power)] {
      guard let count = history.series[factor]?.days.count, fit == nil else { continue }
      lines.append(
        "no mean reversion of \(factor.rawValue): expected \(ReversionFit.fewest) values that move, and not on "
          + "a straight line, found \(count)")
    }
    if history.series[.networkHashrate] != nil, hashrate == nil {
      lines.append(
        "no elasticity of hashrate: expected bitcoin and hashrate over \(HashrateFit.fewest) common months, "
          + "and not on a straight line"
      )
    }
    return lines
  }

  /// Why there are too few weeks, where no coin's column alone is to blame.
  private var weeksRefusal: String {
    let sparse = [HistoryFactor.btc, .eth].compactMap { coin in
      history.series[coin]?.usualGap.map { (coin: coin, days: $0) }
    }.first { $0.days > WeeklyReturns.spans.upperBound }
    return "no regimes: expected 52 weeks with a price near the end of each"
      + (sparse.map { "; prices of \($0.coin.rawValue) are \($0.days) days apart" } ?? "")
  }
}
