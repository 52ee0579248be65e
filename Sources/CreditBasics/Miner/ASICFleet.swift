/// Mining rigs of one kind: a miner's whole fleet, or one lot of it.
public struct ASICFleet: Sendable, Equatable {
  /// Hashrate of the fleet in PH/s.
  public var petahash: Double
  /// Efficiency in J/TH.
  public var joulesPerTerahash: Double
  /// Share of time the fleet runs.
  public var uptime: Double
  /// Resale price in $/TH at today's hashprice.
  public var resalePerTerahash: Double

  /// Creates a fleet.
  public init(
    petahash: Double, joulesPerTerahash: Double = 0, uptime: Double = 1,
    resalePerTerahash: Double = 0
  ) {
    self.petahash = petahash
    self.joulesPerTerahash = joulesPerTerahash
    self.uptime = uptime
    self.resalePerTerahash = resalePerTerahash
  }

  /// Average power draw in MW, `PH · J/TH · uptime / 1000`.
  public var megawatts: Double { petahash * joulesPerTerahash * uptime / 1000 }
}
