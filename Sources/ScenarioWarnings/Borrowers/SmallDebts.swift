import CreditBasics
import ScenarioFiles

/// Loans to people: small figures that were not typed in millions, because their collateral is as
/// small.
extension Plausibility {
  /// The warnings without those about dollars or fleets that look too small, for borrowers whose
  /// coins and machines are of the size of their debt.
  ///
  /// - Parameter marks: What every borrower owns today, in the order of the scenario's miners.
  func excusingSmall(_ warnings: [Warning], _ marks: [MarksToday]) -> [Warning] {
    guard warnings.contains(where: { $0.path.hasPrefix("miners.") }) else { return warnings }
    let sizes = Dictionary(
      uniqueKeysWithValues: zip(scenario.miners, marks).map { miner, marks in
        (miner.name, BorrowerSize(miner, marks))
      })
    return warnings.filter { warning in
      guard warning.path.hasPrefix("miners."), let path = warning.way,
        let value = root.node(at: path)?.double
      else { return true }
      let keys = path.names
      guard let size = sizes[keys[1]], let range = NumberRange(of: keys),
        let usual = range.usual, value < usual.lowerBound
      else { return true }
      return !size.fits(value, range)
    }
  }
}

/// What a borrower owes, and what its coins and machines are worth, in dollars.
private struct BorrowerSize {
  let debt: Double
  let coins: Double
  let rigs: Double
  let gpus: Double

  init(_ miner: Miner, _ marks: MarksToday) {
    debt = miner.tranches.reduce(0) { $0 + $1.principalUSD + ($1.commitment?.amountUSD ?? 0) }
    coins = marks.coins.btc + marks.coins.eth
    (rigs, gpus) = (marks.asics, marks.gpus)
  }

  /// Whether a small figure fits the size of the borrower.
  func fits(_ value: Double, _ range: NumberRange) -> Bool {
    if range.unit.hasPrefix("dollars") {
      // Debt typed in millions would be a millionth of its collateral.
      return (0.01...100).contains((coins + rigs + gpus) / debt) && value >= debt / 1000
    }
    return range.unit == NumberRange.fleet.unit && rigs >= debt / 10
  }
}
