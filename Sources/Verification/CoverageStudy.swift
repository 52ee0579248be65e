import CreditBasics
import Foundation
import RiskMeasures
import StressEngine

/// A test of error bars: many small runs of scenarios whose truth is known, and how often the 95 %
/// interval of each measure covers it.
public struct CoverageStudy: Sendable {
  /// How often one measure's interval covered the truth.
  public struct Row: Sendable, Equatable {
    /// The scenario.
    public var scenario: String
    /// The measure.
    public var measure: String
    /// The truth.
    public var truth: Double
    /// Runs whose interval covers it.
    public var covered: Int
    /// Runs that had an interval.
    public var intervals: Int

    /// Share of intervals that cover.
    public var share: Double { Double(covered) / Double(max(1, intervals)) }
  }

  /// Number of runs, under seeds 1, 2, ….
  public var runs: Int
  /// Paths of each run.
  public var paths: Int

  /// Whether the book of thirty firms is run beside the single loan.
  public var includesBook: Bool

  /// Creates a study.
  public init(runs: Int, paths: Int, includesBook: Bool = true) {
    self.runs = runs
    self.paths = paths
    self.includesBook = includesBook
  }

  /// Runs both scenarios; nil when told to stop.
  public func rows(threads: Int, progress: RunProgress = RunProgress()) -> [Row]? {
    var all: [Row] = []
    for item in [CoverageScenario.loan] + (includesBook ? [.book] : []) {
      var rows = item.measures.map {
        Row(
          scenario: item.scenario.name, measure: $0.name, truth: $0.truth, covered: 0, intervals: 0)
      }
      for seed in 1...runs {
        var scenario = item.scenario
        scenario.simulation = Simulation(paths: paths, seed: UInt64(seed))
        guard let tally = StressRun(scenario, threads: threads).run(progress) else { return nil }
        let result = tally.result()
        for (index, measure) in item.measures.enumerated() {
          guard let (low, high) = measure.interval(result) else { continue }
          rows[index].intervals += 1
          // A truth on an atom may differ from the atom by rounding.
          let slack = 1e-9 * abs(measure.truth)
          let covers = low <= measure.truth + slack && measure.truth - slack <= high
          rows[index].covered += covers ? 1 : 0
        }
      }
      all += rows
    }
    return all
  }
}

/// A scenario with the truth of its measures.
private struct CoverageScenario: Sendable {
  struct Measure: Sendable {
    var name: String
    var truth: Double
    var interval: @Sendable (StressResult) -> (Double, Double)?
  }

  var scenario: Scenario
  var measures: [Measure]

  /// The estimate and 1.96 standard errors on either side.
  private static func normal(_ estimate: Estimate?) -> (Double, Double)? {
    guard let estimate, let error = estimate.standardError else { return nil }
    let half = Confidence.half(error)
    return (estimate.value - half, estimate.value + half)
  }

  private static func tail(
    _ levels: [Int], valueAtRisk: (Double) -> Double, expectedShortfall: (Double) -> Double
  ) -> [Measure] {
    levels.flatMap { level in
      let find: @Sendable (StressResult) -> LossQuantile? = { result in
        result.lossQuantiles.first { $0.thousandths == level }
      }
      let name = level % 10 == 0 ? "\(level / 10) %" : "\(Double(level) / 10) %"
      return [
        Measure(name: "VaR \(name)", truth: valueAtRisk(Double(level) / 1000)) {
          guard let low = find($0)?.low, let high = find($0)?.high else { return nil }
          return (low, high)
        },
        Measure(name: "ES \(name)", truth: expectedShortfall(Double(level) / 1000)) {
          normal(find($0)?.expectedShortfallUSD)
        },
      ]
    }
  }

  /// One firm that defaults with a probability of about a tenth: its loss has an atom at 0 and a
  /// density above.
  static var loan: CoverageScenario {
    let firm = MertonFirm(assets: 1000, debt: 500, drift: 0.05, volatility: 0.5, years: 1)
    let discount = exp(-0.03)
    let scenario = ScenarioParts.scenario(
      "loan",
      ScenarioParts.market(btc: CoinDynamics(drift: firm.drift, volatility: firm.volatility)),
      [ScenarioParts.coinFirm("firm", debt: firm.debt)], years: 1, stepsPerYear: 2, rate: 0.03,
      seed: 1)
    let loss = discount * firm.expectedLoss
    let exposure = firm.debt * 0.5 * (exp(-0.015) + exp(-0.03))
    return CoverageScenario(
      scenario: scenario,
      measures: [
        Measure(name: "PD", truth: firm.defaultProbability) { result in
          let interval = result.miners[0].defaults.wilsonInterval
          return (interval.lowerBound, interval.upperBound)
        },
        Measure(name: "EL", truth: loss) { normal($0.miners[0].expectedLossUSD) },
        Measure(name: "break-even spread", truth: 1e4 * loss / exposure) {
          normal($0.tranches[0].breakEvenSpread)
        },
      ]
        + tail(
          LossQuantile.levels, valueAtRisk: { discount * firm.valueAtRisk($0) },
          expectedShortfall: { discount * firm.expectedShortfall($0) }))
  }

  /// Thirty firms with a common factor, losses in whole loans: a law of atoms.
  static var book: CoverageScenario {
    let item = PortfolioCases.vasicekBook
    let counts = item.book.counts
    let losses = DiscreteLoss(
      points: counts.enumerated().map { (Double($0.offset) * item.lossEach, $0.element) })
    let mean = Double(item.book.borrowers) * item.book.defaultProbability * item.lossEach
    var scenario = item.scenario
    scenario.name = "book"
    return CoverageScenario(
      scenario: scenario,
      measures: [
        Measure(name: "PD of any", truth: 1 - counts[0]) { result in
          let interval = result.portfolio.defaults.wilsonInterval
          return (interval.lowerBound, interval.upperBound)
        },
        Measure(name: "EL", truth: mean) { normal($0.portfolio.expectedLossUSD) },
      ]
        + tail(
          LossQuantile.levels, valueAtRisk: losses.valueAtRisk,
          expectedShortfall: losses.expectedShortfall))
  }
}
