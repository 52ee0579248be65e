import CreditBasics
import Foundation
import PathLedger
import StressEngine

/// The log ratio of two laws on one path of the scalar twin, density by density and step by step.
struct DrawDensities {
  /// The scenario with the tilt under which its paths are drawn.
  let scenario: Scenario
  let space: DrawSpace

  private var drawn: DrawTilt { scenario.simulation.tilt! }

  /// `ln q(x)/p(x)` of a path, `q` the law under `tilt` and `p` the plain one.
  func logRatio(path: UInt64, under tilt: DrawTilt) -> Double {
    let draws = PathDraws(seed: scenario.simulation.seed, path: path)
    let market = PathLedger(scenario: scenario).run(path: path, recording: true).market
    let regimes = (0..<space.steps).map { market[$0].regime }
    return normals(draws, tilt) + chain(regimes, tilt) + jumps(draws, regimes, tilt)
      + tenants(draws, regimes, tilt)
  }

  /// `ln φ(x − θ) − ln φ(x)` of every normal.
  private func normals(_ draws: PathDraws, _ tilt: DrawTilt) -> Double {
    var sum = 0.0
    func add(_ purpose: String, shift: (DrawTilt, _ step: Int) -> Double) {
      var stream = draws.stream(purpose)
      for step in 0..<space.steps {
        let x = stream.nextNormal() + shift(drawn, step)
        let theta = shift(tilt, step)
        sum += x * x / 2 - (x - theta) * (x - theta) / 2
      }
    }
    for driver in space.drivers {
      add("driver/\(driver.key)") { $0.shift(of: driver, in: $1) }
    }
    for miner in space.owns {
      add("idiosyncratic/\(scenario.miners[miner].name)") { $0.shift(ofMiner: miner, in: $1) }
    }
    return sum
  }

  private func chain(_ regimes: [Int], _ tilt: DrawTilt) -> Double {
    guard scenario.market.regimes.count > 1 else { return 0 }
    let first = regimes[0]
    return zip(regimes, regimes.dropFirst()).reduce(
      log(tilt.initialRegime[first] / scenario.market.initialRegime[first])
    ) { $0 + log(tilt.transition[$1.0][$1.1] / space.transition[$1.0][$1.1]) }
  }

  /// `ln` of Poisson probabilities of the number of jumps in each step.
  private func jumps(_ draws: PathDraws, _ regimes: [Int], _ tilt: DrawTilt) -> Double {
    var sum = 0.0
    for (event, jump) in scenario.market.jumps.enumerated() {
      var stream = draws.stream("jump/\(jump.name)")
      var next = -log(stream.nextUniform())
      var elapsed = 0.0
      for regime in regimes {
        let mean = jump.intensityPerYear[regime] * scenario.grid.stepYears
        elapsed += mean * drawn.factor(ofJump: event)
        var count = 0.0
        while elapsed >= next {
          count += 1
          _ = (stream.nextWord(), stream.nextWord())
          next -= log(stream.nextUniform())
        }
        let factor = tilt.factor(ofJump: event)
        sum += count * log(factor) - (factor - 1) * mean
      }
    }
    return sum
  }

  /// `ln` of exponential densities, or of the chance to have lasted.
  private func tenants(_ draws: PathDraws, _ regimes: [Int], _ tilt: DrawTilt) -> Double {
    let hazard = regimes.reduce(0) {
      $0 + scenario.market.regimes[$1].tenantDefaultPerYear * scenario.grid.stepYears
    }
    let term = { (purpose: String, risk: Double, drawn: Double, factor: Double) -> Double in
      let waiting = draws.exponential(purpose) / drawn
      let fails = waiting <= risk * hazard
      return (fails ? log(factor) : 0) - (factor - 1) * min(waiting, risk * hazard)
    }
    var sum = 0.0
    for (index, tenant) in scenario.tenants.enumerated() where tenant.risk > 0 {
      sum += term(
        "named-tenant/\(tenant.name)", tenant.risk, drawn.factor(ofTenant: index),
        tilt.factor(ofTenant: index))
    }
    for (miner, terms) in scenario.miners.enumerated() {
      for (at, lot) in terms.gpuLots.enumerated() {
        guard let contract = lot.contract, contract.tenant == nil, contract.tenantRisk > 0
        else { continue }
        sum += term(
          "tenant/\(terms.name)/\(lot.name)", contract.tenantRisk,
          drawn.factor(ofLot: at, miner: miner), tilt.factor(ofLot: at, miner: miner))
      }
      for (at, lease) in terms.leases.enumerated() where lease.tenant == nil && lease.tenantRisk > 0
      {
        sum += term(
          "lease-tenant/\(terms.name)/\(lease.name)", lease.tenantRisk,
          drawn.factor(ofLease: at, miner: miner), tilt.factor(ofLease: at, miner: miner))
      }
    }
    return sum
  }
}
