/// How a defaulted miner's assets turn into money (model §4).
public struct ResolutionTerms: Sendable, Equatable {
  /// Share of GPU and ASIC proceeds lost to costs.
  public var costRate: Double
  /// Share of coin proceeds lost to costs.
  public var coinCostRate: Double
  /// Years between default and the sale of hardware.
  public var lagYears: Double
  /// Share of hardware value lost because racks do not move.
  public var relocationHaircut: Double
  /// Floor of the sale price of GPUs and rigs, as a share of their resale price.
  public var scrapShare: Double
  /// Share of a lease's value, or of a contract's, lost in a sale.
  public var leaseHaircut: Double
  /// Years between default and the sale of a lease.
  public var leaseLagYears: Double
  /// Rate per year at which buyers discount a contract that is sold with its GPUs.
  public var contractYield: Double
  /// Share of a child's positive equity lost when a stake in it is sold.
  public var subsidiaryHaircut: Double

  /// Creates resolution terms.
  public init(
    costRate: Double = 0, coinCostRate: Double = 0, lagYears: Double = 0,
    relocationHaircut: Double = 0, scrapShare: Double = 0,
    leaseHaircut: Double = 0, leaseLagYears: Double = 0, contractYield: Double = 0.12,
    subsidiaryHaircut: Double = 1
  ) {
    self.costRate = costRate
    self.coinCostRate = coinCostRate
    self.lagYears = lagYears
    self.relocationHaircut = relocationHaircut
    self.scrapShare = scrapShare
    self.leaseHaircut = leaseHaircut
    self.leaseLagYears = leaseLagYears
    self.contractYield = contractYield
    self.subsidiaryHaircut = subsidiaryHaircut
  }
}
