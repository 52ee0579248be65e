import Testing

@testable import Verification

/// Closed forms against digits from other methods, computed with mpmath (30 digits) and SciPy unless
/// another source is named.
@Suite struct ClosedFormReferenceTests {
  private func expectEqual(
    _ value: Double, _ reference: Double, within tolerance: Double = 1e-12,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      abs(value - reference) <= tolerance * max(1, abs(reference)), "\(value) is not \(reference)",
      sourceLocation: location)
  }

  @Test func normalLaw() {
    expectEqual(NormalLaw.distribution(-3.7) / 1.07799733477388336937e-4, 1)
    // Abramowitz and Stegun (1964), tables 26.1 and 26.5.
    expectEqual(NormalLaw.distribution(1), 0.841344746068543)
    expectEqual(NormalLaw.quantile(0.975), 1.959963984540054)
    expectEqual(NormalLaw.bivariate(-1, 0.5, correlation: 0.6), 0.1514396309584323)
    expectEqual(NormalLaw.bivariate(-2, -2.5, correlation: -0.4), 2.16485432222562e-6)
    // Sheppard: a quarter plus the angle.
    expectEqual(NormalLaw.bivariate(0, 0, correlation: 0.5), 1.0 / 3)
  }

  @Test func quadratureIsExactForPolynomials() {
    let value = Quadrature.legendre(5).reduce(0.0) { sum, point in
      let square = point.node * point.node
      return sum + point.weight * square * square * square * square
    }
    expectEqual(value, 2.0 / 9)
  }

  /// Against quadrature of the lognormal density.
  @Test func merton() {
    let firm = MertonFirm(assets: 1000, debt: 700, drift: 0.05, volatility: 0.6, years: 1)
    expectEqual(firm.defaultProbability, 0.352792717100701574)
    expectEqual(firm.expectedLoss, 74.4531840935642750)
    expectEqual(firm.valueAtRisk(0.95), 372.711153767107985)
    expectEqual(firm.expectedShortfall(0.95), 439.520980605932793)
  }

  /// Hull, *Options, Futures and Other Derivatives*, example 15.6: S 42, K 40, r 10 %, σ 20 %, half a
  /// year: a put of 0.81; Merton's loss is that put, undiscounted.
  @Test func mertonIsAPut() {
    let firm = MertonFirm(assets: 42, debt: 40, drift: 0.1, volatility: 0.2, years: 0.5)
    expectEqual(firm.expectedLoss * 0.951229424500714, 0.81, within: 0.002)
  }

  /// Against quadrature of the density of first passage times.
  @Test func firstPassage() {
    let problem = FirstPassage(
      barrier: -0.51082562376599068, logDrift: 0.08 - 0.15125, volatility: 0.55)
    expectEqual(problem.probability(by: 2), 0.572923310064682565)
  }

  /// What a case takes for exact, against a quadrature in numpy: one panel of 1,300 nodes from the
  /// barrier to 4.5.
  @Test func dailyPassage() throws {
    let item = try #require(Verification.cases.first { $0.name == "black-cox-daily" })
    let rows = try #require(item.run(paths: 64, threads: 1))
    try #require(rows.count == 2)
    expectEqual(rows[0].exact, 0.236202336457, within: 1e-10)
    expectEqual(rows[1].exact, 0.423414406933, within: 1e-10)
  }

  /// Watched once, a passage is Merton's default; watched often, it nears the shifted barrier.
  @Test func discretePassage() {
    let problem = FirstPassage(barrier: -0.4, logDrift: -0.05, volatility: 0.5)
    let once = DiscretePassage(problem, interval: 1, dates: 1)
    expectEqual(once.probabilities[0], NormalLaw.distribution((-0.4 + 0.05) / 0.5))
    let twice = DiscretePassage(problem, interval: 0.5, dates: 2)
    let step = 0.5 * 0.5.squareRoot()
    let neither = NormalLaw.bivariate(
      (0.4 - 0.025) / step, (0.4 - 0.05) / 0.5, correlation: 0.5.squareRoot())
    expectEqual(1 - twice.probabilities.reduce(0, +), neither, within: 1e-10)
    let weekly = DiscretePassage(problem, interval: 1.0 / 52, dates: 52)
    let shifted = problem.approximation(by: 1, watchedEvery: 1.0 / 52)
    #expect(abs(weekly.probability(by: 52) - shifted) < 0.0025)
    #expect(problem.probability(by: 1) - shifted > 0.02)
  }

  /// Merton's series against inversion of the characteristic function.
  @Test func normalJumps() {
    let jumps = MertonJumps(intensity: 1.4, mean: -0.15, deviation: 0.12)
    let firm = MertonFirm(
      assets: 1000, debt: 650, drift: 0.1 - 1.4 * jumps.meanRelativeJump, volatility: 0.4,
      years: 1)
    expectEqual(
      jumps.expectation(firm, \.defaultProbability), 0.174235402060906366, within: 1e-10)
  }

  /// Inversion against a double series: gamma laws of the sums of jumps up and down.
  @Test func doubleExponentialJumps() {
    let jumps = KouJumps(intensity: 4, upProbability: 0.4, up: 0.08, down: 0.15)
    let firm = MertonFirm(
      assets: 1000, debt: 700, drift: 0.12 - 4 * jumps.meanRelativeJump, volatility: 0.35,
      years: 1.5)
    let law = jumps.terminalLaw(firm)
    expectEqual(law.distribution(6.551080335043404), 0.265624886036, within: 1e-10)
    expectEqual(jumps.moment(1) - 1, jumps.meanRelativeJump)
  }

  /// Uniformisation against Padé's approximation; probabilities against enumeration of all
  /// occupation times of three regimes.
  @Test func regimes() {
    let switching = [[0.0, 3.0, 1.0], [9.0, 0.0, 4.0], [2.0, 1.5, 0.0]]
    let chain = RegimeChain(
      initial: [0.6, 0.1, 0.3], switching: switching, interval: 1.0 / 12)
    expectEqual(chain.transition[0][1], 0.134392472268451222)
    expectEqual(chain.transition[1][0], 0.410302907430889415)
    expectEqual(chain.transition[2][2], 0.766864239937019130)
    let (drifts, volatilities) = ([0.25, -0.8, -0.2], [0.4, 0.8, 0.55])
    let law = CharacteristicLaw(lastFrequency: 20) { u in
      chain.expectation(steps: 24) { _, regime in
        let variance = volatilities[regime] * volatilities[regime]
        return .exponential(
          Complex(-u * u * variance / 24, u * (drifts[regime] - variance / 2) / 12))
      }
    }
    expectEqual(law.distribution(-0.43078291609245423), 0.470871124243, within: 1e-10)
    let moments = chain.lognormalMoments(steps: 24) { _, regime in
      let variance = volatilities[regime] * volatilities[regime]
      return ((drifts[regime] - variance / 2) / 12, variance / 12)
    }
    expectEqual(moments.mean, 0.915776823893)
  }

  @Test func occupationTimesAddUp() {
    let chain = RegimeChain(
      initial: [0.8, 0.2], switching: [[0, 5], [14, 0]], interval: 1.0 / 24)
    let law = chain.occupation(steps: 24)
    expectEqual(law.reduce(0, +), 1)
    let mean = law.enumerated().reduce(0.0) { $0 + Double($1.offset) * $1.element }
    let direct = (0..<24).reduce(0.0) { sum, step in
      sum
        + chain.expectation(steps: step + 1) { at, regime in
          Complex(at == step && regime == 0 ? 0 : 1)
        }.real
    }
    expectEqual(mean, direct)
  }

  /// The mixture against direct quadrature, and its limit against Vasicek's distribution.
  @Test func homogeneousBook() {
    let firm = MertonFirm(
      assets: 1000, debt: 450, drift: 0.02, volatility: 0.3725.squareRoot(), years: 1)
    let book = HomogeneousBook(
      borrowers: 30, defaultProbability: firm.defaultProbability, correlation: 0.1225 / 0.3725)
    expectEqual(firm.defaultProbability, 0.150117079892201031)
    expectEqual(book.counts[0], 0.181925500957811909, within: 1e-10)
    expectEqual(book.counts[5], 0.0651643256690603465, within: 1e-10)
    expectEqual(book.counts[15], 0.0102945941527042095, within: 1e-10)
    var large = book
    large.borrowers = 600
    let up = large.counts[...120].reduce(0, +)
    // Infinitely many borrowers default in a share up to x with Φ((√(1−ρ) Φ⁻¹(x) − Φ⁻¹(PD)) / √ρ).
    let limit = NormalLaw.distribution(
      ((1 - book.correlation).squareRoot() * NormalLaw.quantile(0.2)
        - NormalLaw.quantile(book.defaultProbability)) / book.correlation.squareRoot())
    #expect(abs(up - limit) < 0.002)
  }

  /// Two dates are a bivariate normal; many dates come near what is seen without pause, from below.
  @Test func reversionPassage() {
    let passage = ReversionPassage(
      reversion: MeanReversion(speed: 0.5, volatility: 0.01), start: -0.015)
    let dates = passage.probabilities(watchedEvery: 0.25, dates: 2)
    let (one, two) = (passage.reversion.variance(0.25), passage.reversion.variance(0.5))
    func below(_ years: Double, _ variance: Double) -> Double {
      0.015 * passage.reversion.decay(years) / variance.squareRoot()
    }
    // Cov(x₁, x₂) = e^{−κΔ} Var x₁.
    let correlation = passage.reversion.decay(0.25) * (one / two).squareRoot()
    expectEqual(
      1 - dates[0] - dates[1],
      NormalLaw.bivariate(below(0.25, one), below(0.5, two), correlation: correlation))
    let fifty = passage.probabilities(watchedEvery: 1.0 / 50, dates: 50).reduce(0, +)
    let often = passage.probabilities(watchedEvery: 1.0 / 200, dates: 200).reduce(0, +)
    expectEqual(fifty, 0.2175892320181021, within: 1e-10)
    // What is missed falls with √Δ.
    let always = passage.probability(by: 1)
    let ratio = (always - fifty) / (always - often)
    #expect(often < always && ratio > 1.8 && ratio < 2)
  }

  /// Moments of a halving and of a network at rest.
  @Test func network() {
    let law = NetworkLaw(
      coin: (0.0, 0.1), reversion: MeanReversion(speed: 1e6, volatility: 0), growth: 0,
      elasticity: 1, correlation: 0, interval: 1
    ) { $0 >= 2 ? -0.6931471805599453 : 0 }
    // An instant network of elasticity 1 follows revenue one step behind.
    expectEqual(law.hashprice(after: 1).mean, FourMoments(logMean: 0, logVariance: 0.01).mean)
    expectEqual(law.hashrate(after: 3).mean, 0.5 * FourMoments(logMean: 0, logVariance: 0.02).mean)
  }

  /// Hull's example 15.6 again, the call of 4.76; a floor by quadrature of the normal density; a draw that is
  /// known, and a floor that is never reached.
  @Test func options() {
    let call = OptionValues.exchange(42, for: 40 * 0.951229424500714, variance: 0.02)
    expectEqual(call, 4.76, within: 0.0005)
    expectEqual(
      OptionValues.greater(of: 0.02, mean: 0.015, deviation: 0.01), 0.021977965573984)
    expectEqual(OptionValues.greater(of: 0.02, mean: 0.015, deviation: 0), 0.02)
    expectEqual(OptionValues.greater(of: -1, mean: 0.015, deviation: 0.01), 0.015)
  }

  /// A loan of 100 at an intensity of ln 2 a year, in years, that grows to 200 in the second: it fails with 1/2
  /// and 1/4; 60 come back.
  @Test func reducedForm() {
    let form = ReducedForm(
      intensity: 0.6931471805599453, rate: 0, stepsPerYear: 1, outstanding: [100, 200],
      claims: [100, 200], recoveries: [60, 60])
    expectEqual(form.defaultProbability(0..<2), 0.75)
    expectEqual(form.expectedLoss(0..<2), 0.5 * 40 + 0.25 * 140)
    expectEqual(form.claim.mean, 400.0 / 3)
    expectEqual(form.lossGivenDefault.mean, (2 * 0.4 + 0.7) / 3)
    expectEqual(form.lossGivenDefaultByExposure.mean, (2 * 40.0 + 140) / 400)
    expectEqual(form.breakEvenSpread, 55.0 / 200)
  }

  /// Half of all paths begin in the second state, half of the others enter it in each step.
  @Test func entries() {
    let log2 = 0.6931471805599453
    let chain = RegimeChain(
      initial: [0.5, 0.5], switching: [[0, log2], [0, 0]], interval: 1)
    let entries = chain.firstEntry(into: [1], steps: 3)
    for (found, exact) in zip(entries, [0.5, 0.25, 0.125]) { expectEqual(found, exact) }
    expectEqual(chain.timeShare(of: [1], steps: 3), (0.5 + 0.75 + 0.875) / 3)
  }
}

extension FirstPassage {
  /// The probability for a barrier watched every `interval` years, by the closed form with the barrier
  /// moved away by `−ζ(½)/√(2π) σ√Δ`.
  ///
  /// Source: Broadie, Glasserman and Kou, "A Continuity Correction for Discrete Barrier Options",
  /// *Mathematical Finance* 7 (1997). The error is `o(√Δ)`.
  fileprivate func approximation(by years: Double, watchedEvery interval: Double) -> Double {
    var moved = self
    moved.barrier -= 0.582597157939010 * volatility * interval.squareRoot()
    return moved.probability(by: years)
  }
}
