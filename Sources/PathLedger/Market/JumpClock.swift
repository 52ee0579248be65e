import CreditBasics
import Foundation

/// The clock of one jump event on one path: a jump happens each time cumulative intensity reaches
/// the next partial sum of unit exponentials, so that counts in a step are Poisson.
struct JumpClock {
  private let event: JumpEvent
  /// Factor on the event's intensity, 1 unless draws are tilted.
  private let factor: Double
  private var stream: DrawStream
  private var elapsed = 0.0
  private var nextJump: Double

  init(_ event: JumpEvent, factor: Double = 1, draws: PathDraws) {
    self.event = event
    self.factor = factor
    stream = draws.stream("jump/\(event.name)")
    nextJump = -log(stream.nextUniform())
  }

  /// Adds the jumps of one step to the log moves of the factors (indexed by `JumpFactor`).
  mutating func run(regime: Int, years: Double, moves: inout [Double]) {
    elapsed += factor * event.intensityPerYear[regime] * years
    while elapsed >= nextJump {
      let first = stream.nextWord()
      let second = stream.nextWord()
      for factor in JumpFactor.allCases {
        moves[factor.rawValue] += severity(factor.rawValue, first, second)
      }
      nextJump -= log(stream.nextUniform())
    }
  }

  private func severity(_ factor: Int, _ first: UInt64, _ second: UInt64) -> Double {
    switch event.shape {
    case .normal(let mean, let sd):
      mean[factor] + sd[factor] * normalPair(first, second).first
    case .doubleExponential(let upProbability, let up, let down):
      uniform(first) < upProbability
        ? up[factor] * -log(uniform(second)) : down[factor] * log(uniform(second))
    }
  }
}
