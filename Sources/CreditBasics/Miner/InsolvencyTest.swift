/// The optional balance-sheet test of stage 7.
public struct InsolvencyTest: Sendable, Equatable {
  /// When the test is made.
  public enum Timing: String, Sendable, CaseIterable { case everyStep, atHorizon }

  /// The miner defaults when marked assets fall below `barrier · outstanding`.
  public var barrier: Double
  /// When the test is made.
  public var tested: Timing

  /// Creates an insolvency test.
  public init(barrier: Double = 1, tested: Timing = .everyStep) {
    self.barrier = barrier
    self.tested = tested
  }
}
