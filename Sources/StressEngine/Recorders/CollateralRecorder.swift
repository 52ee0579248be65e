import CreditBasics
import MinerCredit
import RiskMeasures

/// Collects claims and collateral of the secured tranches that default in a block.
final class CollateralRecorder {
  private let probe: CollateralProbe
  /// Secured tranches of the book with their miners.
  private let secured: [(tranche: Int, miner: Int)]
  private var found: [(tranche: Int, claim: Double, value: CollateralValue)] = []

  init(_ plan: RunPlan, probe: CollateralProbe) {
    self.probe = probe
    secured = plan.book.tranches.indices.filter { plan.book.tranches[$0].isSecured }
      .map { ($0, plan.book.tranches[$0].miner) }
  }

  /// Reads a finished tile's `count` paths, from the block's path `first` on.
  func finish(_ outcomes: BlockOutcomes, first: Int, count: Int) {
    for (tranche, miner) in secured {
      for lane in 0..<count {
        guard outcomes.defaultStep[miner * outcomes.pathCount + first + lane] >= 0 else { continue }
        let claim = outcomes.claimUSD[tranche * outcomes.pathCount + first + lane]
        found.append((tranche, claim, probe.collateral(of: tranche, lane: lane)))
      }
    }
  }

  /// Hands what was recorded of a block to the tally.
  func flush(to tally: inout StressTally) {
    for item in found {
      tally.collateral.add(
        tranche: item.tranche, claim: item.claim, marked: item.value.markedUSD,
        alone: item.value.aloneUSD, together: item.value.togetherUSD)
    }
    found.removeAll(keepingCapacity: true)
  }
}
