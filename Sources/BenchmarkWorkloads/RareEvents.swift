import Foundation
import NumericCore

/// Regime changes and jumps of W2 by waiting times, one path at a time.
///
/// A step in which nothing happens costs one comparison for eight paths. A waiting time is redrawn
/// when the regime changes, which the geometric law, without memory, allows.
struct RareEvents {
  var stream: PathStream
  var regime = 0
  var switchStep: Int
  var jumpStep: Int

  /// A path in the calm regime before its first step.
  init(seed: UInt64, path: UInt64) {
    stream = PathStream(seed: seed, path: path, purpose: Self.purpose)
    switchStep = stream.wait(Self.leaving[0])
    jumpStep = stream.wait(Self.jumping[0]) - 1
  }

  /// The step at which something happens next: a jump in it, or a regime that begins with it.
  var nextStep: Int { min(switchStep, jumpStep) }

  /// Handles what happens in `step`; returns the normal of a jump, nil when none falls in the step.
  mutating func happen(in step: Int) -> Double? {
    if switchStep == step {
      regime = 1 - regime
      switchStep = step + stream.wait(Self.leaving[regime])
      jumpStep = step + stream.wait(Self.jumping[regime]) - 1
    }
    guard jumpStep == step else { return nil }
    jumpStep = step + stream.wait(Self.jumping[regime])
    let radius = (-2 * log(stream.nextUniform())).squareRoot()
    return radius * cos(2 * Double.pi * stream.nextUniform())
  }

  private static let purpose = Purpose("benchmark/events")
  private static let leaving = FixedArray(BooksLaw.leaving.map { 1 / log(1 - $0) })
  private static let jumping = FixedArray(BooksLaw.jumpProbability.map { 1 / log(1 - $0) })
}

extension PathStream {
  /// Steps until an event, at least one, given `1 / ln(1 − p)`.
  mutating func wait(_ inverseLog: Double) -> Int { Int(log(nextUniform()) * inverseLog) + 1 }
}
