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
