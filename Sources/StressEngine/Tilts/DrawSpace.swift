import CreditBasics
import MarketPaths
import NumericCore

/// The draws that a tilted run adds up on each path: enough to weigh the path under any tilt of them.
///
/// Laws of normals, Poisson counts, chains and waiting times are exponential families: the log ratio of
/// a tilted to the plain law is linear in a few totals of the path, whatever else has happened on it.
package struct DrawSpace: Sendable {
  /// A tenant whose failure may be tilted.
  package struct Site: Sendable {
    /// Which contract or tenant it is.
    package enum Place: Sendable, Equatable {
      case named(Int)
      case lot(Int, miner: Int)
      case lease(Int, miner: Int)
    }

    package let place: Place
    let purpose: Purpose
    /// Multiple of the regime's intensity.
    let risk: Double
  }

  private(set) var scenario: Scenario
  /// The market's own probabilities of a step from regime to regime.
  package let transition: [[Double]]
  /// Steps that are simulated.
  package let steps: Int
  /// Ends of the periods of constant shift.
  package let periodEnds: [Int]
  /// Drivers whose normals are drawn; indices of the miners whose own factors are added up.
  package let drivers: [Driver], owns: [Int]
  package let sites: [Site]
  /// For each step, whether its regime is drawn rather than given by a table.
  let drawsRegime: [Bool]

  /// The space of a scenario.
  ///
  /// - Parameters:
  ///   - steps: Steps that are simulated.
  ///   - periods: Number of periods of constant shift, as equal as steps allow.
  ///   - miners: Indices of the miners whose own factors and anonymous tenants may be tilted; named
  ///     tenants always may.
  package init(_ scenario: Scenario, steps: Int, periods: Int, miners: [Int]) {
    self.scenario = scenario
    self.steps = steps
    let count = max(1, min(periods, steps))
    periodEnds = (1...count).map { steps * $0 / count }
    drivers = MarketPlan(scenario).drawnDrivers
    transition = MarketPlan.stepTransition(scenario)
    owns = miners.filter { scenario.miners[$0].idiosyncraticVolatility > 0 }
    sites = Self.sites(scenario, miners).filter { $0.risk > 0 }
    drawsRegime = (0..<steps).map {
      scenario.market.given?.regime(in: $0, of: scenario.grid) == nil
    }
  }

  private static func sites(_ scenario: Scenario, _ miners: [Int]) -> [Site] {
    let named = scenario.tenants.enumerated().map {
      Site(
        place: .named($0.offset), purpose: Purpose("named-tenant/\($0.element.name)"),
        risk: $0.element.risk)
    }
    return named
      + miners.flatMap { index -> [Site] in
        let miner = scenario.miners[index]
        let lots = miner.gpuLots.enumerated().compactMap { at, lot -> Site? in
          guard let contract = lot.contract, contract.tenant == nil else { return nil }
          return Site(
            place: .lot(at, miner: index), purpose: Purpose("tenant/\(miner.name)/\(lot.name)"),
            risk: contract.tenantRisk)
        }
        let leases = miner.leases.enumerated().compactMap { at, lease -> Site? in
          guard lease.tenant == nil else { return nil }
          return Site(
            place: .lease(at, miner: index),
            purpose: Purpose("lease-tenant/\(miner.name)/\(lease.name)"), risk: lease.tenantRisk)
        }
        return lots + leases
      }
  }

  /// Normals that may be shifted: drivers', then own factors'.
  package var sources: Int { drivers.count + owns.count }
  package var periods: Int { periodEnds.count }
  package var regimes: Int { scenario.market.regimes.count > 1 ? scenario.market.regimes.count : 0 }
  package var jumps: Int { scenario.market.jumps.count }

  /// Steps of a period.
  package func length(ofPeriod period: Int) -> Int {
    periodEnds[period] - (period > 0 ? periodEnds[period - 1] : 0)
  }

  /// Where each kind of total begins: sums of normals by source and period, first regimes, changes of
  /// regime `[from][to]`, then a count and a hazard for each jump event and tenant.
  package var firstInitial: Int { sources * periods }
  package var firstTransition: Int { firstInitial + regimes }
  package var firstJump: Int { firstTransition + regimes * regimes }
  package var firstSite: Int { firstJump + 2 * jumps }
  /// Number of totals of a path.
  package var count: Int { firstSite + 2 * sites.count }

  /// The market's own probabilities of the first regime.
  package var initialRegime: [Double] { scenario.market.initialRegime }

  /// Mean number of jumps of an event over the steps simulated, if the first regime lasted
  /// throughout.
  package func expectedJumps(_ event: Int) -> Double {
    mean(of: scenario.market.jumps[event].intensityPerYear)
  }

  /// Mean number of jumps of an event over the steps simulated, if the regime in which it is most
  /// frequent lasted throughout.
  package func mostJumps(_ event: Int) -> Double {
    (scenario.market.jumps[event].intensityPerYear.max() ?? 0) * scenario.grid.time(steps)
  }

  /// Mean number of times that each regime begins, as the first one or after another, over the steps that are
  /// simulated.
  package var expectedVisits: [Double] {
    var now = initialRegime
    var visits = now
    for _ in 1..<max(1, steps) {
      let next = now.indices.map { to in
        now.indices.reduce(0) { $0 + now[$1] * transition[$1][to] }
      }
      for regime in now.indices {
        visits[regime] += next[regime] - now[regime] * transition[regime][regime]
      }
      now = next
    }
    return visits
  }

  /// Mean hazard of a tenant over the steps simulated, if the first regime lasted throughout.
  package func expectedHazard(_ site: Site) -> Double {
    site.risk * mean(of: scenario.market.regimes.map(\.tenantDefaultPerYear))
  }

  /// A yearly figure of the regimes, weighted by the probabilities of the first regime, times the
  /// years simulated.
  private func mean(of perYear: [Double]) -> Double {
    zip(perYear, scenario.market.initialRegime).reduce(0) { $0 + $1.0 * $1.1 }
      * scenario.grid.time(steps)
  }

  /// The space of the same scenario under a tilt.
  func tilted(by scenario: Scenario) -> DrawSpace {
    var space = self
    space.scenario = scenario
    return space
  }
}

/// The log ratio of a tilt's law to the plain one, as a linear function of a path's totals.
package struct TiltWeights: Sendable {
  package let coefficients: [Double]
  package let constant: Double

  /// The log ratio of the laws on a path.
  package func logRatio(_ totals: ArraySlice<Double>) -> Double {
    let first = totals.startIndex
    var sum = constant
    for index in coefficients.indices where coefficients[index] != 0 {
      // Totals of 0 are skipped: an event that cannot happen under the tilt has a coefficient of
      // minus infinity.
      let total = totals[first + index]
      if total != 0 { sum += coefficients[index] * total }
    }
    return sum
  }
}

extension DrawSpace {
  /// The log ratio of a tilt's law to the plain one, as a linear function of a path's totals.
  package func weights(of tilt: DrawTilt) -> TiltWeights {
    var coefficients = Array(repeating: 0.0, count: count)
    var constant = 0.0
    for source in 0..<sources {
      for period in 0..<periods {
        let step = periodEnds[period] - 1
        let shift =
          source < drivers.count
          ? tilt.shift(of: drivers[source], in: step)
          : tilt.shift(ofMiner: owns[source - drivers.count], in: step)
        coefficients[source * periods + period] = shift
        constant -= Double(length(ofPeriod: period)) * shift * shift / 2
      }
    }
    addRegimes(of: tilt, to: &coefficients)
    for event in 0..<jumps {
      let factor = tilt.factor(ofJump: event)
      coefficients[firstJump + 2 * event] = log(factor)
      coefficients[firstJump + 2 * event + 1] = 1 - factor
    }
    for site in sites.indices {
      let factor = tilt.factor(of: sites[site])
      coefficients[firstSite + 2 * site] = log(factor)
      coefficients[firstSite + 2 * site + 1] = 1 - factor
    }
    return TiltWeights(coefficients: coefficients, constant: constant)
  }

  private func addRegimes(of tilt: DrawTilt, to coefficients: inout [Double]) {
    guard regimes > 0 else { return }
    let plain = transition
    for from in 0..<regimes {
      if !tilt.initialRegime.isEmpty, initialRegime[from] > 0 {
        coefficients[firstInitial + from] = log(
          tilt.initialRegime[from] / initialRegime[from])
      }
      guard !tilt.transition.isEmpty else { continue }
      for to in 0..<regimes where plain[from][to] > 0 {
        coefficients[firstTransition + from * regimes + to] = log(
          tilt.transition[from][to] / plain[from][to])
      }
    }
  }
}

extension DrawTilt {
  func factor(of site: DrawSpace.Site) -> Double {
    switch site.place {
    case .named(let tenant): factor(ofTenant: tenant)
    case .lot(let lot, let miner): factor(ofLot: lot, miner: miner)
    case .lease(let lease, let miner): factor(ofLease: lease, miner: miner)
    }
  }
}
