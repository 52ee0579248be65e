import NumericCore

/// Which version of the world is simulated; all see the same draws (model §4 and §5).
public enum World: Int, Sendable, CaseIterable {
  /// The whole model.
  case full
  /// The same with infinite depth: what would have happened without fire sales.
  case bottomless
  /// The lender's spreadsheet: flat rent, no jumps, GPUs at book value, infinite depth.
  case lender
}

/// What miners see of the market in one step, lane by lane: prices at the step's end, `t_{k+1}`.
///
/// A value handed from the market to the miners; the columns are overwritten at every step.
public struct MarketView: Sendable {
  /// Bitcoin in dollars.
  public let btc: LaneColumn
  /// Ether in dollars.
  public let eth: LaneColumn
  /// Mining revenue in $/PH/day.
  public let hashprice: LaneColumn
  /// Spot power in $/MWh.
  public let power: LaneColumn
  /// Spot rent per GPU class in $/GPU-hour.
  public let rents: FixedArray<LaneColumn>
  /// Value of a GPU per class in dollars: resale price, or book value in the lender's view.
  public let resale: FixedArray<LaneColumn>
  /// Share of uncontracted GPU hours that find a customer.
  public let utilisation: LaneColumn
  /// Tenants' default hazard `λ_r Δ` of this step, for a tenant of risk 1.
  public let tenantHazard: LaneColumn
  /// The same summed over all steps up to and including this one.
  public let cumulativeTenantHazard: LaneColumn
  /// 1 where debt can be refinanced, else 0.
  public let refinancingOpen: LaneColumn
  /// 1 where equity can be issued, else 0.
  public let equityOpen: LaneColumn

  /// Creates a view of a market's columns.
  public init(
    btc: LaneColumn, eth: LaneColumn, hashprice: LaneColumn, power: LaneColumn,
    rents: FixedArray<LaneColumn>, resale: FixedArray<LaneColumn>, utilisation: LaneColumn,
    tenantHazard: LaneColumn, cumulativeTenantHazard: LaneColumn, refinancingOpen: LaneColumn,
    equityOpen: LaneColumn
  ) {
    self.btc = btc
    self.eth = eth
    self.hashprice = hashprice
    self.power = power
    self.rents = rents
    self.resale = resale
    self.utilisation = utilisation
    self.tenantHazard = tenantHazard
    self.cumulativeTenantHazard = cumulativeTenantHazard
    self.refinancingOpen = refinancingOpen
    self.equityOpen = equityOpen
  }

  /// The price column of one coin.
  @inlinable @inline(__always)
  public func price(of coin: Coin) -> LaneColumn { coin == .btc ? btc : eth }
}

/// What the miners' sales of one step do to prices from the next step on.
public struct MarketImpact: Sendable {
  /// Marked dollars of each coin sold in the step by all miners.
  public let btcSoldUSD: LaneColumn
  /// Marked dollars of Ether sold in the step by all miners.
  public let ethSoldUSD: LaneColumn
  /// GPUs of each class dumped in the step.
  public let dumped: FixedArray<LaneColumn>
  /// Whether anything was sold in a group of lanes in the step.
  public let touched: FixedArray<Bool>

  /// Creates the record of a step's sales.
  public init(
    btcSoldUSD: LaneColumn, ethSoldUSD: LaneColumn, dumped: FixedArray<LaneColumn>,
    touched: FixedArray<Bool>
  ) {
    self.btcSoldUSD = btcSoldUSD
    self.ethSoldUSD = ethSoldUSD
    self.dumped = dumped
    self.touched = touched
  }

  /// The column of one coin's sales.
  @inlinable @inline(__always)
  public func soldUSD(of coin: Coin) -> LaneColumn { coin == .btc ? btcSoldUSD : ethSoldUSD }
}
