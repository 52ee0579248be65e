import CreditBasics
import Reporting
import RiskMeasures

/// What a tail question has found, measure by measure.
package struct TailAnswer: Sendable {
  /// One measure.
  package struct Row: Sendable {
    package let measure: Measure
    /// nil where a diagnosis forbids it.
    package let estimate: Estimate?
    package let low: Double?, high: Double?
    /// Plain paths that would have the same standard error.
    package let plainPaths: Double?
    /// Number of equal contributions that would be as uncertain, and the greatest one's share of all.
    package let effectiveSample: Double?, largestShare: Double?
    /// Plain paths of pilot and estimate, and the estimated probability of the event; 0 where there is no estimate.
    package let plainSeen: Int, eventProbability: Double
    /// Why there is no estimate, or why it is not as exact as asked; nil where all is well.
    package let problem: String?
  }

  package let rows: [Row]
  /// Paths of the estimate and of the pilot.
  package let paths: Int, pilotPaths: Int
  /// Mean weight of the estimate's paths, which is 1 but for its error.
  package let meanWeight: Estimate?
  /// Tilts of the final mixture, the plain one included.
  package let tilts: Int

  /// The first measure that has an estimate; nil where none has.
  package var first: Row? { rows.first { $0.estimate != nil } }
  /// Paths of the estimate and of the pilot together.
  package var spent: Int { paths + pilotPaths }

  /// Whether everything asked for is there, as exact as asked.
  package var isDelivered: Bool { rows.allSatisfy { $0.problem == nil } }

  /// The measures whose event is less likely than all that plain paths may have missed.
  package var belowUnmet: [Row] {
    rows.filter { row in row.estimate != nil && row.eventProbability < (row.unmet ?? 0) }
  }

  init(_ question: TailQuestion, pilot: TailPilot, sample: TailSample?) {
    pilotPaths = pilot.paths
    paths = sample?.pathCount ?? 0
    tilts = pilot.mixture.tilts.count
    let mean = sample.map { sample in
      let error = TailError(Array(repeating: 1, count: sample.pathCount), sample)
      return Estimate(value: error.mean, standardError: error.standardError)
    }
    meanWeight = mean
    rows = question.measures.indices.map { index in
      guard let sample, let mean, pilot.problems[index] == nil else {
        return Row(
          question.measures[index], problem: pilot.problems[index] ?? "nothing was simulated")
      }
      return Row(question, index, sample, mean, pilot)
    }
  }
}

extension TailAnswer.Row {
  /// The greatest probability, at 95 %, of all ways to the event that no plain path has taken: the
  /// rule of three.
  package var unmet: Double? { plainSeen > 0 ? Unseen.bound(in: plainSeen) : nil }

  fileprivate init(_ measure: Measure, problem: String) {
    self.init(
      measure: measure, estimate: nil, low: nil, high: nil, plainPaths: nil, effectiveSample: nil,
      largestShare: nil, plainSeen: 0, eventProbability: 0, problem: problem)
  }

  fileprivate init(
    _ question: TailQuestion, _ index: Int, _ sample: TailSample, _ meanWeight: Estimate,
    _ pilot: TailPilot
  ) {
    let measure = question.measures[index]
    guard let found = TailEstimate(measure, sample, foretold: pilot.needs[index])
    else {
      self.init(measure, problem: "undefined: nothing is exposed")
      return
    }
    var plain = pilot.plain[index]
    plain.add(found.influence, sample)
    let failure = TailDiagnosis.failure(
      found, sample, meanWeight: meanWeight, plain: plain, foretold: pilot.needs[index])
    let shown = failure == nil
    let error = found.standardError
    let precision =
      error > question.error * abs(found.value)
      ? Self.tooCoarse(error / abs(found.value), question, paths: sample.pathCount) : nil
    self.init(
      measure: measure,
      estimate: shown ? Estimate(value: found.value, standardError: error) : nil,
      low: shown ? found.interval.low : nil, high: shown ? found.interval.high : nil,
      plainPaths: shown ? found.plainPaths(sample) : nil,
      effectiveSample: found.event.effective,
      largestShare: found.event.largestShare, plainSeen: shown ? plain.paths : 0,
      eventProbability: found.probability(sample), problem: failure ?? precision)
  }

  private static func tooCoarse(_ found: Double, _ question: TailQuestion, paths: Int) -> String {
    let needed = Double(paths) * found * found / (question.error * question.error)
    let asked = RoundedNumber.text(100 * question.error, 2)
    return
      "relative error \(RoundedNumber.text(100 * found, 2)) % instead of \(asked) %; "
      + "some \(RoundedNumber.text(1.2 * needed, 2)) paths would do (--paths)"
  }
}
