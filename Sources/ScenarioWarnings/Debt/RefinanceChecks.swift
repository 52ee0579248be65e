import CreditBasics
import ScenarioFiles

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
    for (index, miner) in scenario.miners.enumerated()
    where !owners.contains(index) && miner.tranches.contains(where: { $0.refinance != nil }) {
      // Few extensions fail at twice the prices, so that what holds today is rarely asked for.
      let grid = scenario.grid
      lazy var today = CoverageAhead(miner, prices, on: grid)
      var ratio = OncePerDate { today.ratio(by: $0) }
      var lowestRatio = OncePerDate { today.lowestRatio(by: $0) }
      let best = CoverageAhead(miner, better, on: grid)
      var bestRatio = OncePerDate { best.ratio(by: $0) }
      for (loan, tranche) in miner.tranches.enumerated()
      where tranche.principalUSD > 0 || miner.draws(on: loan) {
        guard let terms = tranche.refinance else { continue }
        let dates = tranche.extensionDates(by: grid.endYears)
        // A fifth is allowed for: contracts do not tell income to the last per cent.
        let least = terms.minDSCR > 0 ? 0.8 * terms.minDSCR : Limit.least(terms.minDSCR)
        guard dates.allSatisfy({ date in bestRatio(date).map { $0 < least } ?? false }),
          let coverage = dates.compactMap({ ratio($0) }).max(),
          let lowest = dates.compactMap({ lowestRatio($0) }).min()
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

/// What is found once for each date: where loans are many, many fall due on the same day.
private struct OncePerDate {
  private let find: (Double) -> Double?
  private var known: [Double: Double?] = [:]

  init(_ find: @escaping (Double) -> Double?) { self.find = find }

  mutating func callAsFunction(_ date: Double) -> Double? {
    if let value = known[date] { return value }
    let value = find(date)
    known[date] = .some(value)
    return value
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
