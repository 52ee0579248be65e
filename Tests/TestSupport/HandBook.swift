import CreditBasics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A book of two miners and four paths whose every estimate can be worked out by hand.
///
/// One year of quarterly steps, `r = 0.1`. Miner `A` has `convertible` (principal 50) and `loan` (principal 100, half held);
/// miner `B` has `note` (principal 200).
public enum HandBook {
  /// The scenario; its market is never simulated.
  public static var scenario: Scenario {
    Scenario(
      unchecked: "by hand", asOf: "2025-12-31", grid: TimeGrid(horizonYears: 1, stepsPerYear: 4),
      riskFreeRate: 0.1, simulation: Simulation(paths: 4, seed: 3),
      lenderView: LenderView(regime: 0),
      market: Market(
        regimes: [Regime(name: "calm", rentVolatility: 0.3)], initialRegime: [1], switching: [[0]],
        coins: PerCoin(btc: CoinMarket(spotUSD: 1000), eth: CoinMarket())),
      resolution: ResolutionTerms(),
      miners: [
        Miner(
          name: "A",
          tranches: [
            tranche("convertible", .convertible, 50, 0),
            tranche("loan", .abl, 100, 0.15, heldShare: 0.5),
          ]),
        Miner(name: "B", tranches: [tranche("note", .highYield, 200, 0.12)]),
      ])
  }

  private static func tranche(
    _ name: String, _ kind: TrancheKind, _ principal: Double, _ coupon: Double,
    heldShare: Double = 1
  ) -> Tranche {
    Tranche(
      name: name, kind: kind, principalUSD: principal, coupon: coupon, maturity: 1,
      paymentsPerYear: 1, amortisation: .bullet, seniority: 1, heldShare: heldShare)
  }

  /// What happens on the four paths.
  ///
  /// 0: nothing. 1: A fails to pay in step 0, in a cascade. 2: A does not refinance in step 3, B fails a margin call in
  /// step 1, in a cascade. 3: B breaks a covenant in step 1, owing nothing.
  public static var outcomes: BlockOutcomes {
    var block = BlockOutcomes(pathCount: 4, minerCount: 2, trancheCount: 3)
    let cause = { (cause: DefaultCause) in UInt8(cause.rawValue) }
    block.defaultStep = [-1, 0, 3, -1] + [-1, -1, 1, 1]
    block.bottomlessDefaultStep = [-1, -1, 3, -1] + [-1, -1, -1, 2]
    block.cause =
      [0, cause(.payment), cause(.maturity), 0] + [0, 0, cause(.margin), cause(.covenant)]
    block.claimUSD = [0, 50, 50, 0] + [0, 100, 80, 0] + [0, 0, 200, 0]
    block.recoveryUSD = [0, 0, 25, 0] + [0, 60, 80, 0] + [0, 0, 100, 0]
    block.discountedExposure = [50, 10, 50, 50] + [100, 20, 90, 100] + [200, 200, 80, 80]
    block.discountLosses()
    // In bottomless markets both tranches of A on path 1 and the note on path 2 would have lost
    // nothing.
    block.bottomlessLossUSD = block.lossUSD
    block.bottomlessLossUSD[1] = 0
    block.bottomlessLossUSD[5] = 0
    block.bottomlessLossUSD[10] = 0
    return block
  }

  /// Random outcomes of some paths of this book.
  public static func randomOutcomes(
    paths: Int, _ numbers: inout SeededNumbers
  ) -> BlockOutcomes {
    var block = BlockOutcomes(pathCount: paths, minerCount: 2, trancheCount: 3)
    let miners = [0, 0, 1]
    for path in 0..<paths {
      for miner in 0..<2 where numbers.chance(0.4) {
        block.defaultStep[miner * paths + path] = Int32(numbers.next() % 4)
        block.cause[miner * paths + path] = UInt8(numbers.next() % 5)
        if numbers.chance(0.7) { block.bottomlessDefaultStep[miner * paths + path] = 3 }
      }
      for tranche in 0..<3 {
        let at = tranche * paths + path
        block.discountedExposure[at] = numbers.number(0...300)
        guard block.defaultStep[miners[tranche] * paths + path] >= 0 else { continue }
        block.claimUSD[at] = numbers.number(0...1e9)
        block.recoveryUSD[at] = numbers.chance(0.2) ? 0 : numbers.number(0...block.claimUSD[at])
      }
    }
    block.discountLosses()
    for at in block.lossUSD.indices where numbers.chance(0.7) {
      block.bottomlessLossUSD[at] = block.lossUSD[at] * numbers.number(0...1)
    }
    for at in block.owedAtEndUSD.indices where block.claimUSD[at] == 0 && numbers.chance(0.5) {
      block.owedAtEndUSD[at] = numbers.number(0...300)
    }
    return block
  }
}

extension BlockOutcomes {
  /// Works out the discounted losses of `HandBook` from claims and recoveries, as the engine does.
  public mutating func discountLosses() {
    let (grid, rate) = (HandBook.scenario.grid, HandBook.scenario.riskFreeRate)
    for (tranche, miner) in [0, 0, 1].enumerated() {
      for path in 0..<pathCount {
        let at = tranche * pathCount + path
        let step = Int(defaultStep[miner * pathCount + path])
        lossUSD[at] =
          step < 0
          ? 0 : max(0, claimUSD[at] - recoveryUSD[at]) * exp(-rate * grid.time(step + 1))
      }
    }
  }
}
