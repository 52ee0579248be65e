import CreditBasics
import Foundation

/// Assets that jump.
enum JumpCases {
  static var all: [VerificationCase] { [merton, kou, rent] }

  private static let rate = 0.03

  /// Normal jumps that hit two coins at once, compensated in their drifts.
  private static var merton: VerificationCase {
    let (years, lambda) = (1.0, 1.4)
    let btcJumps = MertonJumps(intensity: lambda, mean: -0.15, deviation: 0.12)
    let ethJumps = MertonJumps(intensity: lambda, mean: -0.2, deviation: 0.18)
    let (btcDrift, ethDrift, rho) = (0.1, 0.05, 0.7)
    let btc = MertonFirm(
      assets: 1000, debt: 650, drift: btcDrift - lambda * btcJumps.meanRelativeJump,
      volatility: 0.4, years: years)
    let eth = MertonFirm(
      assets: 1000, debt: 600, drift: ethDrift - lambda * ethJumps.meanRelativeJump,
      volatility: 0.55, years: years)
    let both = btcJumps.counts(in: years).enumerated().reduce(0.0) { sum, count in
      let n = Double(count.offset)
      let a = btcJumps.firm(btc, jumps: count.offset)
      let b = ethJumps.firm(eth, jumps: count.offset)
      let covariance =
        rho * btc.volatility * eth.volatility * years
        + n * btcJumps.deviation * ethJumps.deviation
      return sum + count.element
        * NormalLaw.bivariate(
          -a.distanceToDefault, -b.distanceToDefault,
          correlation: covariance / (a.volatility * b.volatility * years))
    }
    var market = ScenarioParts.market([
      ScenarioParts.regime(
        btc: CoinDynamics(drift: btcDrift, volatility: btc.volatility),
        eth: CoinDynamics(drift: ethDrift, volatility: eth.volatility),
        correlation: [(.btc, .eth, rho)])
    ])
    market.compensateJumps = true
    market.jumps = [
      JumpEvent(
        name: "crash", intensityPerYear: [lambda],
        shape: .normal(
          mean: [btcJumps.mean, ethJumps.mean, 0],
          sd: [btcJumps.deviation, ethJumps.deviation, 0]))
    ]
    let scenario = ScenarioParts.scenario(
      "merton-1976", market,
      [
        ScenarioParts.coinFirm("btc firm", debt: btc.debt),
        ScenarioParts.coinFirm("eth firm", .eth, debt: eth.debt),
      ], years: years, stepsPerYear: 12, rate: rate, seed: 19_760)
    return VerificationCase(
      source: "Merton (1976)", scenario: scenario,
      checks: [
        .defaultProbability(
          "btc firm", exact: btcJumps.expectation(btc, \.defaultProbability)),
        .defaultProbability(
          "eth firm", exact: ethJumps.expectation(eth, \.defaultProbability)),
        .jointDefault("btc firm", "eth firm", exact: both),
        .expectedLoss(
          "btc firm", exact: exp(-rate) * btcJumps.expectation(btc, \.expectedLoss)),
      ] + compensated("btc", drift: btcDrift, btc, btcJumps))
  }

  /// With the compensator the mean grows at the coin's own drift.
  private static func compensated(
    _ factor: String, drift: Double, _ firm: MertonFirm, _ jumps: MertonJumps
  ) -> [Check] {
    let moments = FourMoments(
      raw: (1...4).map { power in
        let p = Double(power)
        let jump = exp(p * jumps.mean + p * p * jumps.deviation * jumps.deviation / 2)
        let variance = firm.volatility * firm.volatility
        return exp(
          p * (firm.drift - variance / 2) + p * p * variance / 2 + jumps.intensity * (jump - 1))
      })
    precondition(abs(moments.mean - exp(drift)) < 1e-12)
    return Check.factor(factor, year: 1, scale: ScenarioParts.spot, moments)
  }

  /// Double exponential jumps.
  private static var kou: VerificationCase {
    let jumps = KouJumps(intensity: 4, upProbability: 0.4, up: 0.08, down: 0.15)
    let (drift, years) = (0.12, 1.5)
    let firm = MertonFirm(
      assets: 1000, debt: 700, drift: drift - jumps.intensity * jumps.meanRelativeJump,
      volatility: 0.35, years: years)
    var market = ScenarioParts.market(btc: CoinDynamics(drift: drift, volatility: firm.volatility))
    market.compensateJumps = true
    market.jumps = [
      JumpEvent(
        name: "crash", intensityPerYear: [jumps.intensity],
        shape: .doubleExponential(
          upProbability: jumps.upProbability, up: [jumps.up, 0, 0], down: [jumps.down, 0, 0]))
    ]
    let law = jumps.terminalLaw(firm)
    let loss = law.expectedShortfall(below: firm.debt, range: 7)
    let moments = FourMoments(
      raw: (1...4).map { power in
        let p = Double(power)
        let variance = firm.volatility * firm.volatility
        let diffusion = p * (firm.drift - variance / 2) + p * p * variance / 2
        return exp(years * (diffusion + jumps.intensity * (jumps.moment(p) - 1)))
      })
    return VerificationCase(
      source: "Kou (2002); Gil-Pelaez (1951)",
      scenario: ScenarioParts.scenario(
        "kou-2002", market, [ScenarioParts.coinFirm("firm", debt: firm.debt)], years: years,
        stepsPerYear: 12, rate: rate, seed: 2002),
      checks: [
        .defaultProbability("firm", exact: law.distribution(log(firm.debt))),
        .expectedLoss("firm", exact: exp(-rate * years) * loss),
      ] + Check.factor("btc", year: years, scale: ScenarioParts.spot, moments))
  }

  /// A shock to rent fades with the reversion of its deviation: a shot-noise process.
  private static var rent: VerificationCase {
    let jumps = MertonJumps(intensity: 2, mean: -0.25, deviation: 0.1)
    let process = MeanReversion(speed: 1.2, volatility: 0.3)
    var regime = ScenarioParts.regime()
    regime.rentVolatility = process.volatility
    regime.rentAnnualDecline = 0.25
    var market = ScenarioParts.market([regime])
    market.rentMeanReversion = process.speed
    market.jumps = [
      JumpEvent(
        name: "glut", intensityPerYear: [jumps.intensity],
        shape: .normal(mean: [0, 0, jumps.mean], sd: [0, 0, jumps.deviation]))
    ]
    market.gpus = [GPUClass(name: "GPU", rentPerHour: 2)]
    let scenario = ScenarioParts.scenario(
      "rent-shocks", market, [ScenarioParts.coinFirm("firm", debt: 1)], years: 2,
      stepsPerYear: 12, seed: 1909)
    let checks = [1.0, 2.0].flatMap { year in
      let moments = shotNoise(jumps, process, scenario.grid, years: year, trend: log(0.75))
      return Check.factor("computeRent", year: year, moments)
    }
    return VerificationCase(
      source: "Campbell (1909), shot noise", scenario: scenario, checks: checks)
  }

  /// `E[ρ^p]` is the product over steps of `exp(λΔ (E[e^{p d J}] − 1))`, `d` what is left of a jump
  /// of that step, times the lognormal part.
  private static func shotNoise(
    _ jumps: MertonJumps, _ process: MeanReversion, _ grid: TimeGrid, years: Double, trend: Double
  ) -> FourMoments {
    let steps = Int((years / grid.stepYears).rounded())
    return FourMoments(
      raw: (1...4).map { power in
        let p = Double(power)
        let shocks = (0..<steps).reduce(0.0) { sum, step in
          let left = p * process.decay(Double(steps - 1 - step) * grid.stepYears)
          let moment = exp(left * jumps.mean + left * left * jumps.deviation * jumps.deviation / 2)
          return sum + jumps.intensity * grid.stepYears * (moment - 1)
        }
        return exp(p * trend * years + p * p * process.variance(years) / 2 + shocks)
      })
  }
}
