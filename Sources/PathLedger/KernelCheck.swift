import CreditBasics

/// A comparison of the scalar twin's account of a path with what the kernels computed on it.
public struct KernelCheck: Sendable, Equatable {
  /// One line for each thing on which the two do not agree.
  public private(set) var disagreements: [String] = []
  /// Number of values compared.
  public private(set) var comparisons = 0

  /// Relative difference up to which two amounts agree.
  public static let tolerance = 1e-9
  /// Dollars (or dollar-years) up to which two amounts agree whatever their size.
  public static let slack = 1e-6

  private let slack: Double

  /// Compares the path at a position of a block that was run in the world of the account.
  public init(
    _ account: PathAccount, of scenario: Scenario, with block: BlockOutcomes,
    at position: Int = 0, slack: Double = Self.slack
  ) {
    self.slack = slack
    var tranche = 0
    for (index, miner) in account.miners.enumerated() {
      let terms = scenario.miners[index]
      compare(miner, block, row: index * block.pathCount + position, name: terms.name)
      for (number, values) in miner.tranches.enumerated() {
        compare(
          values, block, row: tranche * block.pathCount + position,
          name: "\(terms.name), \(terms.tranches[number].name)")
        tranche += 1
      }
    }
  }

  private mutating func compare(
    _ miner: MinerAccount, _ block: BlockOutcomes, row: Int, name: String
  ) {
    let step = Int(block.defaultStep[row])
    note(
      step == miner.defaultStep ?? -1, name, "default step", "\(miner.defaultStep ?? -1)",
      "\(step)")
    let closed = Int(block.closedStep[row])
    note(
      closed == miner.closedStep ?? -1, name, "closing step", "\(miner.closedStep ?? -1)",
      "\(closed)")
    guard let cause = miner.cause, step >= 0 else { return }
    let kernel = DefaultCause(rawValue: Int(block.cause[row]))
    note(kernel == cause, name, "cause", cause.key, kernel?.key ?? "none")
  }

  private mutating func compare(
    _ values: TrancheAccount, _ block: BlockOutcomes, row: Int, name: String
  ) {
    let pairs = [
      ("claim", values.claimUSD, block.claimUSD[row]),
      ("recovery", values.recoveryUSD, block.recoveryUSD[row]),
      ("exposure", values.discountedExposure, block.discountedExposure[row]),
      ("owed at the end", values.owedAtEndUSD, block.owedAtEndUSD[row]),
    ]
    for (what, twin, kernel) in pairs {
      let allowed = Self.tolerance * max(twin.magnitude, kernel.magnitude) + slack
      note((twin - kernel).magnitude <= allowed, name, what, "\(twin)", "\(kernel)")
    }
  }

  private mutating func note(
    _ agrees: Bool, _ name: String, _ what: String, _ twin: String, _ kernel: String
  ) {
    comparisons += 1
    if !agrees {
      disagreements.append("\(name): \(what) \(twin) in the ledger, \(kernel) in the run")
    }
  }
}
