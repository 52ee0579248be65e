/// A factor that jumps move.
public enum JumpFactor: Int, Sendable, CaseIterable {
  case btc, eth, computeRent

  /// The factor's key in scenario files.
  public var key: String { String(describing: self) }
}

/// How one event moves one factor's logarithm; zero for a factor it does not touch.
public enum JumpShape: Sendable, Equatable {
  /// Merton's normal jumps: factor `i` moves by `mean[i] + sd[i]·η`, `η` one standard normal shared
  /// by all factors of the jump. Indexed by `JumpFactor`.
  case normal(mean: [Double], sd: [Double])
  /// Kou's double exponential: with `upProbability` by `+up[i]·E`, else by `−down[i]·E`, `E ~ Exp(1)`
  /// shared by all factors. Indexed by `JumpFactor`.
  case doubleExponential(upProbability: Double, up: [Double], down: [Double])
}

extension JumpShape {
  /// Its two lists of sizes, each by factor.
  var lists: [[Double]] {
    switch self {
    case .normal(let mean, let sd): [mean, sd]
    case .doubleExponential(_, let up, let down): [up, down]
    }
  }

  /// Whether it moves a factor at all.
  public func moves(_ factor: JumpFactor) -> Bool {
    lists.contains { $0.indices.contains(factor.rawValue) && $0[factor.rawValue] != 0 }
  }
}

/// A named jump event (model §2, jumps).
public struct JumpEvent: Sendable, Equatable {
  /// The event's name.
  public var name: String
  /// Intensity `λ_{e,r}` per year in each regime.
  public var intensityPerYear: [Double]
  /// Severity of each jump.
  public var shape: JumpShape

  /// Creates a jump event.
  public init(name: String, intensityPerYear: [Double], shape: JumpShape) {
    self.name = name
    self.intensityPerYear = intensityPerYear
    self.shape = shape
  }
}
