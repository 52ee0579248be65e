/// The secondary market of a GPU class.
public struct GPUDepth: Sendable, Equatable {
  /// Number of GPUs `D_c` whose sale divides the price by e.
  public var units: Double
  /// Rate `ψ` per year at which dumped GPUs are absorbed.
  public var absorptionPerYear: Double

  /// Creates a GPU class's depth.
  public init(units: Double, absorptionPerYear: Double = 0) {
    self.units = units
    self.absorptionPerYear = absorptionPerYear
  }
}

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
  public var depth: GPUDepth?

  /// Creates a GPU class.
  public init(
    name: String, rentPerHour: Double = 0, newPriceUSD: Double = 0, resalePriceUSD: Double = 0,
    resaleDecline: Double = 0, rentSensitivity: Double = 0, kilowatts: Double = 0,
    opexPerHour: Double = 0, depth: GPUDepth? = nil
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

/// What a launch takes off one GPU class.
public struct LaunchImpact: Sendable, Equatable {
  /// Index of the class in the market's list.
  public var gpu: Int
  /// Share taken off its rent.
  public var rentHaircut: Double
  /// Share taken off its resale price.
  public var resaleHaircut: Double

  /// Creates a launch's impact on one class.
  public init(gpu: Int, rentHaircut: Double = 0, resaleHaircut: Double = 0) {
    self.gpu = gpu
    self.rentHaircut = rentHaircut
    self.resaleHaircut = resaleHaircut
  }
}

/// The launch of a new GPU generation.
public struct Launch: Sendable, Equatable {
  /// The launch's name.
  public var name: String
  /// Announced date in years since the as-of date.
  public var date: Double
  /// Mean of the exponential delay after that date in years; 0 means no delay.
  public var meanDelayYears: Double
  /// Haircuts, in the order of the classes' names.
  public var impacts: [LaunchImpact]

  /// Creates a launch.
  public init(
    name: String, date: Double, meanDelayYears: Double = 0, impacts: [LaunchImpact] = []
  ) {
    self.name = name
    self.date = date
    self.meanDelayYears = meanDelayYears
    self.impacts = impacts
  }
}
