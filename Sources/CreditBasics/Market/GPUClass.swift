/// A class of GPU: what it rents, costs and resells for (model §2, GPU generations).
public struct GPUClass: Sendable, Equatable {
  /// The class's name.
  public var name: String
  /// Spot rent at the as-of date in $/GPU-hour.
  public var rentPerHour: Double
  /// Price of a new GPU, installed, in dollars.
  public var newPriceUSD: Double
  /// Resale price at the as-of date in dollars.
  public var resalePriceUSD: Double
  /// Decline rate `d_c` of log resale price per year.
  public var resaleDecline: Double
  /// Sensitivity `β_c` of log resale price to a surprise in log rent.
  public var rentSensitivity: Double
  /// All-in power in kW per GPU.
  public var kilowatts: Double
  /// Operating cost in dollars per hour run.
  public var opexPerHour: Double
  /// Depth of the secondary market; nil is bottomless.
  public var depth: HardwareDepth?

  /// Creates a GPU class.
  public init(
    name: String, rentPerHour: Double = 0, newPriceUSD: Double = 0, resalePriceUSD: Double = 0,
    resaleDecline: Double = 0, rentSensitivity: Double = 0, kilowatts: Double = 0,
    opexPerHour: Double = 0, depth: HardwareDepth? = nil
  ) {
    self.name = name
    self.rentPerHour = rentPerHour
    self.newPriceUSD = newPriceUSD
    self.resalePriceUSD = resalePriceUSD
    self.resaleDecline = resaleDecline
    self.rentSensitivity = rentSensitivity
    self.kilowatts = kilowatts
    self.opexPerHour = opexPerHour
    self.depth = depth
  }
}
