import CreditBasics
import ScenarioFiles

/// Hints at extensions that would outlast the run.
extension Plausibility {
  /// One hint for a scenario, about the tranche whose extension would end last.
  mutating func checkExtensions() {
    let end = scenario.grid.endYears
    let late = scenario.miners.flatMap { miner in
      miner.tranches.compactMap { tranche -> (keys: [String], end: Double, term: Double)? in
        let promised = tranche.principalUSD + (tranche.commitment?.amountUSD ?? 0)
        guard promised > 0, let terms = tranche.refinance, let extended = tranche.extendedMaturity,
          extended > end + TimeGrid.dateTolerance
        else { return nil }
        let keys = ["miners", miner.name, "tranches", tranche.name, "refinance"]
        return (keys, extended, terms.termYears)
      }
    }
    guard let last = late.max(by: { $0.end < $1.end }) else { return }
    let horizon = scenario.grid.tenths(counting: last.end)
    let way =
      horizon > 100
      ? "" : "; horizonYears \(NumberText.digits(horizon, 4)) counts one extension"
    let others =
      late.count > 1 ? "; so would those of \(late.count - 1) more, which end no later" : ""
    warn(
      last.keys,
      "an extension by \(NumberText.years(last.term, 3)) would outlast the run by "
        + "\(NumberText.years(last.end - end, 2))\(others): what is lost then is not counted, and "
        + "owed_at_end_share says how much is still owed\(way)", .hint)
  }
}
