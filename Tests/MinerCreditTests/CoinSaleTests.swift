import CreditBasics
import Foundation
import NumericCore
import TestSupport
import Testing

/// Selling coins for what is missing to the minimum cash, through a market of depth `D` in a step.
@Suite struct CoinSaleTests {
  /// A month of $100 a day.
  private static let depth = 100 * 365.25 / 12

  /// A miner that owes $100 and needs $1,000 of cash, with so many bitcoin at $100.
  private func market(btc: Double, depth: CoinDepth?, _ change: (inout Miner) -> Void = { _ in })
    -> HandMarket
  {
    var miner = Miner(
      name: "M", minimumCashUSD: 1000,
      treasury: Treasury(holdings: PerCoin(btc: btc, eth: 0), saleOrder: [.btc]),
      tranches: [SmallScenarios.loan(principal: 100)])
    change(&miner)
    return HandMarket(
      SmallScenarios.scenario([miner], market: SmallScenarios.market(depth: depth)))
  }

  /// `D (1 − e^{−A/D}) = 1000` gives `A = −D ln(1 − 1000/D)` at any price; cash ends at 1000.
  @Test func aSaleRaisesExactlyWhatIsNeeded() {
    let market = market(btc: 100, depth: CoinDepth(usdPerDay: 100))
    for lane in HandMarket.lanes { market.view.prices.btc[lane: lane] = 100 + Double(lane) }
    market.advance()
    let marked = -Self.depth * log(1 - 1000 / Self.depth)
    let ratios = market.loanToValue()
    for lane in HandMarket.lanes {
      expectEqual(market.impact.btcSoldUSD[lane: lane], marked, "lane \(lane)")
      expectEqual(ratios[lane], 100 / (1000 + 100 * (100 + Double(lane)) - marked), "lane \(lane)")
    }
  }

  /// Without depth a dollar marked is a dollar paid: 10 of 100 coins go.
  @Test func withoutDepthTheMarkIsPaid() {
    let market = market(btc: 100, depth: nil)
    market.advance()
    expectEqual(market.impact.btcSoldUSD[lane: 0], 1000)
    expectEqual(market.loanToValue()[0], 100 / (1000 + 9000.0))
  }

  /// Five coins at $100 bring `D (1 − e^{−500/D})`, less than is needed, and all are sold.
  @Test func aHoldingThatIsTooSmallIsSoldWhole() {
    let market = market(btc: 5, depth: CoinDepth(usdPerDay: 100))
    market.advance()
    expectEqual(market.impact.btcSoldUSD[lane: 31], 500)
    expectEqual(market.loanToValue()[31], 100 / (Self.depth * (1 - exp(-500 / Self.depth))))
  }

  /// No more dollars than `D` can come out of a market: a need above it takes the whole holding.
  @Test func aNeedBeyondTheDepthTakesTheWholeHolding() {
    let market = market(btc: 100, depth: CoinDepth(usdPerDay: 10))
    market.advance()
    let depth = 10 * 365.25 / 12
    expectEqual(market.impact.btcSoldUSD[lane: 9], 10_000)
    expectEqual(market.loanToValue()[9], 100 / (depth * (1 - exp(-10_000 / depth))))
  }

  /// A balloon of $1,000 first sells the five coins pledged to it; free coins then meet a market in
  /// which $500 has been sold, so that both together bring 1000: `A = −D ln(1 − 1000/D)` in all.
  @Test func theSecondSaleOfAStepStartsWhereTheFirstEnded() {
    let market = market(btc: 100, depth: CoinDepth(usdPerDay: 100)) {
      $0.minimumCashUSD = 0
      $0.tranches = [
        SmallScenarios.loan("balloon", principal: 1000, maturity: 1.0 / 12),
        SmallScenarios.loan("rest", principal: 100),
      ]
      $0.tranches[0].pledge = PerCoin(btc: 5, eth: 0)
    }
    market.advance()
    let marked = -Self.depth * log(1 - 1000 / Self.depth)
    expectEqual(market.impact.btcSoldUSD[lane: 3], marked)
    expectEqual(market.loanToValue()[3], 100 / (10_000 - marked))
  }

  /// A step of `w` weeks sells at most `1 − (1 − x)^w` of the holding of before.
  @Test func salesAreLimitedByTheWeek() {
    let market = market(btc: 10, depth: nil) { $0.treasury.maxSaleSharePerWeek = 0.25 }
    let share = 1 - pow(0.75, 365.25 / 12 / 7)
    market.advance()
    expectEqual(market.impact.btcSoldUSD[lane: 0], 1000 * share)
    market.advance()
    expectEqual(market.impact.btcSoldUSD[lane: 0], 1000 * (1 - share) * share)
  }

  /// Coins go in the order given: ether first, and bitcoin only for the rest.
  @Test func coinsAreSoldInTheirOrder() {
    let market = market(btc: 100, depth: nil) {
      $0.treasury.holdings.eth = 4
      $0.treasury.saleOrder = [.eth, .btc]
    }
    market.advance()
    expectEqual(market.impact.ethSoldUSD[lane: 0], 400)
    expectEqual(market.impact.btcSoldUSD[lane: 0], 600)
  }

  /// A coin that the order omits is not sold for liquidity.
  @Test func aCoinOutsideTheOrderIsKept() {
    let market = market(btc: 100, depth: nil) { $0.treasury.saleOrder = [.eth] }
    market.advance()
    #expect(market.impact.btcSoldUSD[lane: 0] == 0)
    expectEqual(market.loanToValue()[0], 100 / 10_000.0)
  }
}
