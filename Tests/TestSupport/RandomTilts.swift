import CreditBasics

/// Random tilts of every draw that can be tilted.
public enum RandomTilts {
  /// A tilt of a scenario's draws, strong enough that outcomes move.
  package static func tilt(_ scenario: Scenario, periodEnds: [Int], seed: UInt64) -> DrawTilt {
    var numbers = SeededNumbers(seed: seed)
    var tilt = DrawTilt(periodEnds: periodEnds)
    let shifts = { (numbers: inout SeededNumbers) in
      periodEnds.map { _ in numbers.number(-0.4...0.4) }
    }
    tilt.drivers = Driver.allCases.map { _ in shifts(&numbers) }
    tilt.ownFactors = scenario.miners.map { _ in numbers.chance(0.7) ? shifts(&numbers) : [] }
    tilt.jumps = scenario.market.jumps.map { _ in numbers.number(0.3...4) }
    tilt.tenants = scenario.tenants.map { _ in numbers.number(0.5...10) }
    tilt.lots = scenario.miners.map { $0.gpuLots.map { _ in numbers.number(0.5...10) } }
    tilt.leases = scenario.miners.map { $0.leases.map { _ in numbers.number(0.5...10) } }
    return tilt
  }

  /// The same with the chain of regimes tilted too: `transition` is the plain one.
  package static func tilt(
    _ scenario: Scenario, periodEnds: [Int], transition: [[Double]], seed: UInt64
  ) -> DrawTilt {
    var numbers = SeededNumbers(seed: seed &+ 1)
    var tilt = tilt(scenario, periodEnds: periodEnds, seed: seed)
    let liking = scenario.market.regimes.map { _ in numbers.number(0.5...2) }
    let preferred = { (row: [Double]) -> [Double] in
      let raw = zip(row, liking).map { $0 * $1 }
      return raw.map { $0 / raw.reduce(0, +) }
    }
    tilt.initialRegime = preferred(scenario.market.initialRegime)
    tilt.transition = transition.map(preferred)
    return tilt
  }
}
