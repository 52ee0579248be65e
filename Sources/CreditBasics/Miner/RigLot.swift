/// A lot of mining rigs with dates and liens of its own.
public struct RigLot: Sendable, Equatable {
  /// The lot's name.
  public var name: String
  /// Its hashrate, efficiency and resale price.
  public var fleet: ASICFleet
  /// Date of entry into service in years since the as-of date; nil is in service already.
  public var inService: Double?
  /// Mean of the exponential delay of that entry in years.
  public var meanDelayYears: Double
  /// Indices of the tranches it is pledged to, in rank order.
  public var liens: [Int]
  /// Index of the order it waits for in the miner's list; nil for none.
  public var order: Int?

  /// Creates a rig lot.
  public init(
    name: String, fleet: ASICFleet, inService: Double? = nil, meanDelayYears: Double = 0,
    liens: [Int] = [], order: Int? = nil
  ) {
    self.name = name
    self.fleet = fleet
    self.inService = inService
    self.meanDelayYears = meanDelayYears
    self.liens = liens
    self.order = order
  }
}
