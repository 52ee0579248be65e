import CreditBasics
import Foundation

extension Scenario {
  /// The scenario in which risk that is traded is paid for: both coins grow at `r` with their jumps
  /// compensated, and rent's trend is lower by a price of risk times its volatility.
  ///
  /// `ln(1 − d′) = ln(1 − d) − λ σ` in every regime. What is given by a table stays given. Nil where a coin's
  /// jump has no mean to compensate.
  func riskAdjusted(rentPriceOfRisk price: Double) -> Scenario? {
    guard market.jumps.allSatisfy({ $0.shape.hasMeanOfCoins }) else { return nil }
    var scenario = self
    scenario.market.compensateJumps = true
    for number in market.regimes.indices {
      var regime = market.regimes[number]
      for coin in Coin.allCases { regime.coins[coin].drift = riskFreeRate }
      let lower = exp(-price * regime.rentVolatility)
      if lower < 1 { regime.rentAnnualDecline = 1 - (1 - regime.rentAnnualDecline) * lower }
      scenario.market.regimes[number] = regime
    }
    return scenario
  }
}

extension JumpShape {
  /// Whether `E[e^jump]` is finite for both coins.
  fileprivate var hasMeanOfCoins: Bool {
    guard case .doubleExponential(let share, let up, _) = self, share > 0 else { return true }
    return [JumpFactor.btc, .eth].allSatisfy { up[$0.rawValue] < 1 }
  }
}
