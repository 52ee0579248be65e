import CreditBasics
import Questions
import RiskMeasures
import StressEngine

/// When a run has enough paths: the half-width of a measure's 95 % interval is below a limit.
package struct UntilCondition: Sendable {
  package let measure: Measure
  /// Upper limit of the half-width, in the measure's unit or as a share of its value.
  package let limit: Double
  package let isRelative: Bool

  /// Fewest paths with a loss for which the error of a mean loss is believed.
  package static let fewestEvents = 50.0

  /// Paths at which the condition is looked at first; then at every doubling.
  static let firstPaths = 16_384

  /// Reads `MEASURE<LIMIT`, relative with a percent sign.
  ///
  /// - Throws: `CommandFailure` of usage.
  package init(_ text: String, book: BookShape) throws {
    guard let cut = text.lastIndex(of: "<") else {
      throw CommandFailure.usage(
        "--until: expected a measure and a limit such as 'pd(any,2)<1%', found \"\(text)\"")
    }
    var number = text[text.index(after: cut)...].filter { $0 != " " }
    isRelative = number.hasSuffix("%")
    if isRelative { number.removeLast() }
    guard let value = Double(number), value > 0, value.isFinite else {
      throw CommandFailure.usage(
        "--until: expected a limit above 0 such as 1% or 0.001, found \"\(number)\"")
    }
    limit = isRelative ? value / 100 : value
    do {
      measure = try Measure(parsing: String(text[..<cut]), book: book)
    } catch {
      throw CommandFailure.usage("--until: \(error)")
    }
    // No interval of a share is wider: the condition would be met before anything is known.
    guard isRelative || measure.unit != .share || value < Self.widestHalf else {
      throw CommandFailure.usage(
        "--until: expected a half-width of a share below \(Self.widestHalf), found \"\(number)\"; "
          + "write \(number)% for \(number) % of the estimate")
    }
  }

  /// Half of the widest interval of a share.
  private static let widestHalf = 0.5

  /// Numbers of paths at which to look, up to the greatest allowed.
  package static func stages(upTo most: Int) -> [Int] {
    var stages: [Int] = []
    var paths = firstPaths
    while paths < most {
      stages.append(paths)
      paths *= 2
    }
    return stages + [most]
  }

  /// Whether the paths so far are enough.
  package func isMet(by tally: StressTally) -> Bool {
    let result = result(of: tally)
    guard let estimate = measure.estimate(in: result, book: tally.book),
      let error = estimate.standardError
    else { return false }
    let allowed = isRelative ? limit * estimate.value.magnitude : limit
    // With few defaults, or nothing but defaults, the binomial error vanishes; Wilson's interval
    // does not.
    if measure.unit == .share {
      let interval = Wilson.interval(share: estimate.value, of: Double(result.paths))
      return (interval.upperBound - interval.lowerBound) / 2 < allowed
    }
    // Losses on a handful of paths are more alike than losses in general, and their error is too
    // small.
    guard events(in: result, book: tally.book) >= Self.fewestEvents else { return false }
    return Confidence.half(error) < allowed
  }

  /// The result so far, at the measure's level, which its table may not have.
  private func result(of tally: StressTally) -> StressResult {
    var result = tally.result()
    switch measure {
    case .valueAtRisk(let level), .expectedShortfall(let level):
      result.lossQuantiles = [tally.lossQuantile(thousandths: level)]
    case .defaultProbability, .expectedLoss, .breakEvenSpread: break
    }
    return result
  }

  /// Why the condition is not met however narrow the interval is; nil unless too few paths have a
  /// loss, or the limit is a share of nothing.
  package func shortage(in tally: StressTally) -> String? {
    let result = result(of: tally)
    if isRelative, measure.estimate(in: result, book: tally.book)?.value == 0 {
      return
        "\(measure.text(in: tally.book)) is 0 there, and no interval is narrower than a share of 0"
    }
    let events = events(in: result, book: tally.book)
    guard measure.unit != .share, events < Self.fewestEvents else { return nil }
    return
      "\(measure.text(in: tally.book)) rests on \(Thousands.grouped(Int(events))) paths with a "
      + "loss, and its error is believed from \(Int(Self.fewestEvents)) on"
  }

  /// Paths whose losses make the estimate: those on which the book loses, beyond the level if there is one, or
  /// the tranche; of a miner those of the held tranche that loses most often, so at least so many.
  package func events(in result: StressResult, book: BookShape) -> Double {
    switch measure {
    case .valueAtRisk(let level), .expectedShortfall(let level):
      min(Double(result.paths) * Double(1000 - level) / 1000, losses(ofBook: result))
    case .expectedLoss(let miner?):
      book.miners[miner].tranches.filter { book.tranches[$0].heldShare > 0 }
        .map { losses(of: $0, result, book) }.max() ?? 0
    case .breakEvenSpread(let tranche): losses(of: tranche, result, book)
    case .expectedLoss(nil), .defaultProbability: losses(ofBook: result)
    }
  }

  private func losses(ofBook result: StressResult) -> Double {
    Double(result.lossDistribution.filter { $0.high > 0 }.reduce(0) { $0 + $1.paths.count })
  }

  private func losses(of tranche: Int, _ result: StressResult, _ book: BookShape) -> Double {
    let shape = book.tranches[tranche]
    let rows = result.lossGivenDefault.filter {
      $0.miner == book.miners[shape.miner].name && $0.tranche == shape.name && $0.high > 0
    }
    return Double(rows.reduce(0) { $0 + $1.paths })
  }

  /// Doubles the paths of a run until the condition is met.
  ///
  /// - Returns: The paths reached, whether they are enough, and why not where that is not plain; nil
  ///   when told to stop before.
  func simulate(
    _ job: RunJob, _ keeper: WorkKeeper
  ) -> (paths: Int, isMet: Bool, shortage: String?)? {
    for paths in Self.stages(upTo: job.read.scenario.simulation.paths) {
      let blocks = BlockSet(0..<RunPlan.blockCount(paths: paths))
      job.simulate(keeper, blocks)
      guard blocks.isSubset(of: keeper.blocks), let tally = keeper.tally else { return nil }
      // A checkpoint holds more than this stage if the program was killed between two stages.
      if tally.pathCount > paths { continue }
      if isMet(by: tally) { return (paths, true, nil) }
    }
    return (job.read.scenario.simulation.paths, false, keeper.tally.flatMap(shortage))
  }
}
