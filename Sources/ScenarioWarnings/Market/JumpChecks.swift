import CreditBasics
import ScenarioFiles

extension Plausibility {
  /// Warns of upward jumps so large on average that the mean of the price is infinite: `E[e^J] =
  /// 1/(1 − up)`.
  mutating func checkJumps() {
    for event in scenario.market.jumps {
      guard case .doubleExponential(let upProbability, let up, _) = event.shape, upProbability > 0,
        event.intensityPerYear.contains(where: { $0 > 0 })
      else { continue }
      for factor in JumpFactor.allCases where factor != .computeRent && up[factor.rawValue] >= 1 {
        warn(
          ["market", "jumps", event.name, factor.key, "up"],
          "\(JSONScalar.shortest(up[factor.rawValue])) gives the price an infinite mean, and paths no average: "
            + "expected below 1", .grave)
      }
    }
  }
}
