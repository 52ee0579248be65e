import CreditBasics
import ScenarioFiles

/// The calendar of Bitcoin's subsidy.
private enum Chain {
  static let halvings = MiningNetwork.knownHalvings
  /// Days from the expected next halving within which either subsidy is accepted.
  static let tolerance = 120

  /// Bitcoin per block on a day.
  static func subsidy(on day: CalendarDate) -> Double {
    halvings.filter { $0.day <= day.day }.reduce(50) { subsidy, _ in subsidy / 2 }
  }
}

extension Plausibility {
  /// Warns of a subsidy or halvings other than the chain's, in scenarios with rigs.
  mutating func checkChain() {
    guard let network = scenario.market.network, let asOf = CalendarDate(scenario.asOf),
      scenario.miners.contains(where: { !$0.allRigLots.isEmpty })
    else { return }
    checkSubsidy(network, asOf)
    checkHalvings(network.halvings, asOf)
  }

  /// Compares the subsidy after the halvings that are dated up to `asOf` with that of the chain.
  private mutating func checkSubsidy(_ network: MiningNetwork, _ asOf: CalendarDate) {
    let paid = Chain.subsidy(on: asOf)
    let passed = network.halvings.count { $0 <= TimeGrid.dateTolerance }
    let subsidy = (0..<passed).reduce(network.blockSubsidy) { subsidy, _ in subsidy / 2 }
    // Within a day of a halving the time zone decides on which side of it `asOf` lies, and the date
    // of the next halving is only expected.
    let isNear = Chain.halvings.contains { halving in
      let days = abs(halving.day - asOf.day)
      return halving.day == Chain.halvings.last?.day ? days <= Chain.tolerance : days == 1
    }
    let allowed = isNear ? [paid / 2, paid, 2 * paid] : [paid]
    guard asOf.day < (Chain.halvings.last?.day ?? 0) + 4 * 365,
      !allowed.contains(where: { abs(subsidy / $0 - 1) < 1e-6 })
    else { return }
    warn(
      ["market", "network", "blockSubsidy"],
      JSONScalar.shortest(subsidy)
        + (passed == 0 ? "" : ", after the halvings dated up to then,")
        + " is not what the chain pays on \(scenario.asOf): "
        + "\(JSONScalar.shortest(paid)) bitcoin a block since "
        + (Chain.halvings.last { $0.day <= asOf.day }?.text ?? "2009-01-03"), .mistake)
  }

  private mutating func checkHalvings(_ given: [Double], _ asOf: CalendarDate) {
    let keys = ["market", "network", "halvings"]
    let horizon = scenario.grid.endYears
    for halving in Chain.halvings {
      let due = halving.years(since: asOf)
      guard due > 0, due < horizon, !given.contains(where: { abs($0 - due) < 1 }) else { continue }
      warn(
        keys,
        "none is given about \(halving.text), when the chain's subsidy halves within the horizon",
        .grave)
    }
    guard let close = zip(given, given.dropFirst()).first(where: { $1 - $0 < 3 }) else { return }
    warn(
      keys,
      "two are \(NumberText.years(close.1 - close.0, 2)) apart; the chain halves its subsidy "
        + "every four", .grave)
  }
}
