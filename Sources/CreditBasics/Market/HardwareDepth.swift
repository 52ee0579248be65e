/// The secondary market of a GPU class, or of mining rigs.
public struct HardwareDepth: Sendable, Equatable {
  /// Number of GPUs, or of PH/s of rigs, whose sale divides the price by e.
  public var units: Double
  /// Rate `ψ` per year at which what was dumped is absorbed.
  public var absorptionPerYear: Double

  /// Creates the depth of a market.
  public init(units: Double, absorptionPerYear: Double = 0) {
    (self.units, self.absorptionPerYear) = (units, absorptionPerYear)
  }
}
