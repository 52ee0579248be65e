import CreditBasics
import ScenarioFiles

/// Warns of terms of debt that have no effect, or for which steps are too long.
extension Plausibility {
  mutating func checkTerms(of miner: Miner) {
    for (index, tranche) in miner.tranches.enumerated() {
      let keys = ["miners", miner.name, "tranches", tranche.name]
      if let until = tranche.pikUntil, until > tranche.maturity + TimeGrid.dateTolerance {
        warn(
          keys + ["pikUntil"],
          "is after maturity: no interest is ever paid in cash; the same as pikUntil at maturity",
          .grave)
      }
      if let commitment = tranche.commitment {
        if commitment.amountUSD > 0, !miner.draws(on: index) {
          warn(
            keys + ["commitment"],
            "no order names it in fundedBy, so nothing is ever drawn: it costs its fee, and locks up "
              + "distributions while it lasts", .grave)
        }
        checkAvailability(commitment, of: index, miner, keys)
      }
    }
  }

  /// Warns of steps longer than a month where lenders call: a coin can halve within a quarter.
  mutating func checkSteps() {
    guard scenario.grid.stepsPerYear < 12,
      scenario.miners.contains(where: { $0.tranches.contains { $0.margin != nil } })
    else { return }
    warn(
      ["stepsPerYear"],
      "\(scenario.grid.stepsPerYear) looks at margins \(scenario.grid.stepsPerYear) times a year, "
        + "and calls are made within days; 52 are weeks", .grave)
  }

  private mutating func checkAvailability(
    _ commitment: Commitment, of tranche: Int, _ miner: Miner, _ keys: [String]
  ) {
    let funded = miner.orders.filter { $0.fundedBy == tranche }.flatMap(\.payments)
    let all = funded.reduce(0) { $0 + $1.amountUSD }
    guard let until = commitment.availableUntil else { return }
    let late = funded.filter { $0.date > until + TimeGrid.dateTolerance }
      .reduce(0) { $0 + $1.amountUSD }
    guard all > 0, late > 0.5 * all else { return }
    warn(
      keys + ["commitment", "availableUntil"],
      "is before \(NumberText.digits(100 * late / all, 2)) % of what the orders that it funds are paid",
      .grave)
  }
}

extension Miner {
  /// Whether an order can draw on the commitment of a tranche: nothing else ever does.
  func draws(on tranche: Int) -> Bool {
    (tranches[tranche].commitment?.amountUSD ?? 0) > 0 && orders.contains { $0.fundedBy == tranche }
  }
}
