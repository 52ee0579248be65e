import CreditBasics

extension Plausibility {
  /// Warns of extensions whose least DSCR is far away whenever the debt falls due: they hardly ever
  /// happen.
  mutating func checkRefinancing(_ prices: TodaysPrices) {
    // Where a figure is in a wrong unit, coverage is wrong too.
    guard !found.contains(where: { $0.weight == .mistake }),
      scenario.miners.contains(where: { $0.tranches.contains { $0.refinance != nil } })
    else { return }
    let better = TodaysPrices(scenario.market.withTwiceThePrices)
    // What children will distribute is unknown.
    let owners = Set(scenario.miners.filter { $0.distributions != nil }.compactMap(\.parent))
    for (index, miner) in scenario.miners.enumerated() where !owners.contains(index) {
      var today = AskedCoverage(CoverageAhead(miner, prices, on: scenario.grid))
      var best = AskedCoverage(CoverageAhead(miner, better, on: scenario.grid))
      for (loan, tranche) in miner.tranches.enumerated()
      where tranche.principalUSD > 0 || miner.draws(on: loan) {
        guard let terms = tranche.refinance else { continue }
        let dates = tranche.extensionDates(by: scenario.grid.endYears)
        // A fifth is allowed for: contracts do not tell income to the last per cent.
        let least = terms.minDSCR > 0 ? 0.8 * terms.minDSCR : Limit.least(terms.minDSCR)
        guard dates.allSatisfy({ date in best.ratio(by: date).map { $0 < least } ?? false }),
          let coverage = dates.compactMap({ today.ratio(by: $0) }).max(),
          let lowest = dates.compactMap({ today.lowestRatio(by: $0) }).min()
        else { continue }
        warn(
          ["miners", miner.name, "tranches", tranche.name, "refinance", "minDSCR"],
          "\(JSONScalar.shortest(terms.minDSCR)) is a test that fails: DSCR is "
            + "\(NumberText.digits(coverage, 3)) at today's prices when it falls due, so nothing is "
            + "extended; \(Self.noTest(above: min(coverage, lowest)))", .grave)
      }
    }
  }

  /// Which `minDSCR` lets a borrower pass whose DSCR may fall to `lowest`.
  private static func noTest(above lowest: Double) -> String {
    // Twice that, as service becomes less with what is prepaid and with lower rates.
    guard let value = [-100.0, -1000].first(where: { $0 <= 2 * lowest }) else {
      return "even the lowest that it takes, -1000, may be a test"
    }
    return "a negative one such as \(JSONScalar.shortest(value)) is no test"
  }
}

/// Coverage that is found once for each date: where loans are many, many fall due on the same day.
private struct AskedCoverage {
  private let ahead: CoverageAhead
  private var ratios: [Double: Double?] = [:]
  private var lowest: [Double: Double?] = [:]

  init(_ ahead: CoverageAhead) { self.ahead = ahead }

  mutating func ratio(by end: Double) -> Double? {
    if let known = ratios[end] { return known }
    let ratio = ahead.ratio(by: end)
    ratios[end] = .some(ratio)
    return ratio
  }

  mutating func lowestRatio(by end: Double) -> Double? {
    if let known = lowest[end] { return known }
    let ratio = ahead.lowestRatio(by: end)
    lowest[end] = .some(ratio)
    return ratio
  }
}

extension Tranche {
  /// Times up to the horizon at which an extension is looked at: puts, and a quarter apart maturity with
  /// its window.
  fileprivate func extensionDates(by horizon: Double) -> [Double] {
    let start = max(0, maturity - (refinance?.windowYears ?? 0))
    return (puts + Array(stride(from: start, to: maturity, by: 0.25)) + [maturity])
      .filter { $0 > 0 && $0 <= horizon }
  }
}

extension Market {
  /// The same market with coins at twice their price and GPUs at twice their rent.
  fileprivate var withTwiceThePrices: Market {
    var market = self
    market.coins.btc.spotUSD = coins.btc.spotUSD.map { 2 * $0 }
    market.coins.eth.spotUSD = coins.eth.spotUSD.map { 2 * $0 }
    for index in gpus.indices { market.gpus[index].rentPerHour *= 2 }
    return market
  }
}
