/// How many paths are drawn, and from which seed.
public struct Simulation: Sendable, Equatable {
  /// Most paths of a run: their numbers have 32 bits.
  public static let mostPaths = 4_294_967_295

  /// Number of paths, at least 1.
  public var paths: Int
  /// Seed of every random stream.
  public var seed: UInt64
  /// How draws depart from their law; nil for plain sampling.
  package var tilt: DrawTilt?

  /// Creates the simulation's size.
  public init(paths: Int = 100_000, seed: UInt64 = 1) {
    self.paths = paths
    self.seed = seed
  }
}
