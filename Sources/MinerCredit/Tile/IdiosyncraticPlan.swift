import CreditBasics
import NumericCore

/// The constants of a miner's own factor `Z`.
struct IdiosyncraticPlan {
  let drift: Double
  let scale: Double
  let purpose: Purpose
  /// Whether `ln Z` can never leave the range of an exponential: no normal drawn exceeds 9.
  let isBounded: Bool
  /// What a tilted run adds to `ln Z` in each step; empty without.
  let shifts: FixedArray<Double>

  init?(_ miner: Miner, _ scenario: Scenario, index: Int, in storage: Storage) {
    let volatility = miner.idiosyncraticVolatility
    guard volatility > 0 else { return nil }
    let (grid, tilt) = (scenario.grid, scenario.simulation.tilt)
    let scale = volatility * grid.stepYears.squareRoot()
    drift = -volatility * volatility * grid.stepYears / 2
    self.scale = scale
    purpose = Purpose("idiosyncratic/" + miner.name)
    let tilted = tilt.flatMap { $0.shiftsFactor(ofMiner: index) ? $0 : nil }
    let added =
      tilted.map { tilt in
        (0..<grid.stepCount).map { scale * tilt.shift(ofMiner: index, in: $0) }
      } ?? []
    shifts = FixedArray(added, in: storage)
    let most = added.reduce(0) { max($0, abs($1)) }
    isBounded = Double(grid.stepCount) * (9 * scale + most - drift) < 350
  }
}

/// Factors on the risk of first anonymous tenants in a tilted run, 1 otherwise.
struct FirstTenantFactors {
  let lots: [Double]
  let leases: [Double]

  init(_ miner: Miner, index: Int, _ tilt: DrawTilt?) {
    lots = miner.gpuLots.indices.map { tilt?.factor(ofLot: $0, miner: index) ?? 1 }
    leases = miner.leases.indices.map { tilt?.factor(ofLease: $0, miner: index) ?? 1 }
  }
}

extension SharedTile {
  /// Shifts the miners' own factors of a tilted run, before the step in which they move.
  public func shiftFactors(step: Int) {
    guard drawsFactors else { return }
    for index in plans.indices {
      guard let own = plans[index].idiosyncratic, !own.shifts.isEmpty else { continue }
      for group in 0..<tileGroups { logFactors[index][group] += own.shifts[step] }
    }
  }

  /// `ln Z` of a miner in a lane.
  public func logFactor(of miner: Int, lane: Int) -> Double { logFactors[miner][lane: lane] }
}
