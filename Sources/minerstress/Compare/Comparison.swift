import CreditBasics
import QuestionPages
import Questions
import ReportPages
import Reporting
import RunFiles

/// Results compared with the first of them: which can be paired, their runs repeated to pair them,
/// and what differs in their inputs.
struct Comparison {
  let runs: [ComparedRun]
  /// For each result but the first why it is not paired; nil for those that are.
  private let obstacles: [String?]
  /// Results that are simulated again: those to be paired whose scenario is not the first's own.
  private let repeated: [Int]
  private let paired: PairedDifferences

  /// Finds the results that have draws in common with the first.
  ///
  /// - Parameter reason: Why no run is to be made again for pairs; nil where they may be.
  init(_ runs: [ComparedRun], unpairedBecause reason: String?) {
    self.runs = runs
    let obstacles = runs.dropFirst().map { run -> String? in
      if let reason { return reason }
      guard let first = runs[0].scenario, let other = run.scenario else {
        return "its scenario cannot be read again"
      }
      return PairedDifferences.obstacle(first, other)
    }
    let repeated = runs.indices.dropFirst().filter {
      obstacles[$0 - 1] == nil && runs[$0].scenario != runs[0].scenario
    }
    self.obstacles = obstacles
    self.repeated = repeated
    paired = PairedDifferences(([0] + repeated).compactMap { runs[$0].scenario })
  }

  /// Paths that pairing takes.
  var pathCount: Int { repeated.isEmpty ? 0 : paired.pathCount }

  /// Why pairs do not fit in memory; nil where they do.
  var excess: String? {
    guard !repeated.isEmpty, let paths = runs[0].scenario?.simulation.paths else { return nil }
    return FreeMemory.shortage(of: paired.bytesPerPath * Double(paths)).map {
      "pairing \(paths) paths takes \($0)"
    }
  }

  private var inputs: [RunIdentity] { runs.map(\.identity.withoutOutputs) }

  /// How the inputs of each result differ from the first's.
  var differences: [[InputDifference]] {
    let inputs = inputs
    return inputs.map { $0.everyDifference(from: inputs[0]) }
  }

  /// The differences as pages show them: keys in words, figures in their units.
  var inputChanges: [[InputChange]] {
    differences.map { own in
      own.map { difference in
        guard difference.isOfScenario else {
          return InputChange(
            words: difference.what, first: difference.there, own: difference.here)
        }
        let words = InputWords(path: difference.what)
        let said = { $0 == "absent" ? "" : words.value($0) }
        return InputChange(
          words: AxisWords.subject(difference.what), key: difference.what,
          first: said(difference.there), own: said(difference.here),
          block: difference.missing.map(AxisWords.subject))
      }
    }
  }

  /// Pairs what can be paired; nil when told to stop.
  func compared(_ pairing: PairedRuns) -> ComparedResults? {
    var found: [Int: PairedDifferences.Differences] = [:]
    if !repeated.isEmpty {
      guard let differences = paired.run(pairing) else { return nil }
      found = Dictionary(uniqueKeysWithValues: zip(repeated, differences))
    }
    let pairings = runs.indices.dropFirst().map { place -> ComparedResults.Pairing in
      if let reason = obstacles[place - 1] { return .independent(reason) }
      // Results of one scenario are identical.
      return found[place].map { .paired($0) } ?? .identical
    }
    return ComparedResults(
      runs.map(\.result), names: runs.map(\.name), pairings: Array(pairings))
  }
}
