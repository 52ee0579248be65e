/// What importance sampling changes in the draws of a run.
///
/// A tilted run draws from the same streams as a plain one; whatever the lists below leave out is
/// drawn by its own law. Outcomes of such a run describe the model only once each path is weighted
/// by the ratio of the two laws (`docs/methods/tail.md`).
package struct DrawTilt: Sendable, Equatable {
  /// The first step after each period of constant shift, ascending; nothing is shifted after the
  /// last.
  package var periodEnds: [Int]
  /// What is added to each driver's own standard normal in a step, in standard deviations, by `Driver`
  /// and period; an empty list adds nothing.
  package var drivers: [[Double]]
  /// What is added to the normals of the miners' own factors, by miner and period.
  package var ownFactors: [[Double]]
  /// Probabilities of the first regime; empty for those of the market.
  package var initialRegime: [Double]
  /// Transition probabilities of one step, `[from][to]`; empty for those of the market.
  package var transition: [[Double]]
  /// Factors on the intensities of jump events; empty for 1.
  package var jumps: [Double]
  /// Factors on the intensities of named tenants' failures; empty for 1.
  package var tenants: [Double]
  /// Factors on the intensity of the first anonymous tenant's failure, by miner and GPU lot.
  package var lots: [[Double]]
  /// Factors on the intensity of the first anonymous tenant's failure, by miner and lease; later
  /// tenants are drawn by their own law.
  package var leases: [[Double]]

  /// A tilt that changes nothing.
  package init(periodEnds: [Int] = []) {
    self.periodEnds = periodEnds
    (drivers, ownFactors, transition, lots, leases) = ([], [], [], [], [])
    (initialRegime, jumps, tenants) = ([], [], [])
  }
}

extension DrawTilt {
  /// Index of the period of a step; nil after the last.
  package func period(of step: Int) -> Int? { periodEnds.firstIndex { step < $0 } }

  /// What is added to a driver's normal in a step.
  package func shift(of driver: Driver, in step: Int) -> Double {
    Self.value(drivers, driver.rawValue, period(of: step))
  }

  /// What is added to the normal of a miner's own factor in a step.
  package func shift(ofMiner miner: Int, in step: Int) -> Double {
    Self.value(ownFactors, miner, period(of: step))
  }

  /// Whether the normals of a miner's own factor are shifted at all.
  package func shiftsFactor(ofMiner miner: Int) -> Bool {
    ownFactors.indices.contains(miner) && ownFactors[miner].contains { $0 != 0 }
  }

  /// The factor on the intensity of a jump event.
  package func factor(ofJump event: Int) -> Double {
    jumps.indices.contains(event) ? jumps[event] : 1
  }

  /// The factor on a named tenant's intensity.
  package func factor(ofTenant tenant: Int) -> Double {
    tenants.indices.contains(tenant) ? tenants[tenant] : 1
  }

  /// The factor on the intensity of the first anonymous tenant of a lot.
  package func factor(ofLot lot: Int, miner: Int) -> Double {
    Self.value(lots, miner, lot, else: 1)
  }

  /// The factor on the intensity of the first anonymous tenant of a lease.
  package func factor(ofLease lease: Int, miner: Int) -> Double {
    Self.value(leases, miner, lease, else: 1)
  }

  private static func value(
    _ table: [[Double]], _ row: Int, _ column: Int?, else usual: Double = 0
  ) -> Double {
    guard let column, table.indices.contains(row), table[row].indices.contains(column) else {
      return usual
    }
    return table[row][column]
  }
}
