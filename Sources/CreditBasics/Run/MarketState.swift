import NumericCore

/// Which version of the world is simulated; all see the same draws (model §4 and §5).
public enum World: Int, Sendable, CaseIterable {
  /// The whole model.
  case full
  /// The same with infinite depth: what would have happened without fire sales.
  case bottomless
  /// The lender's spreadsheet: flat rent and short rate, no jumps, GPUs at book value, infinite depth.
  case lender
}

/// Prices of what miners hold and run, lane by lane: those of a step's end, `t_{k+1}`, in one world.
public struct MarketPrices: Sendable {
  /// The columns that lie between those of the drivers and those of the GPU classes.
  @usableFromInline
  enum Name: Int, ColumnNames {
    case hashprice, rigs, end
  }

  @usableFromInline let block: LaneBlock

  /// Number of columns for a market with `gpus` GPU classes.
  @inlinable @inline(__always)
  public static func columnCount(gpus: Int) -> Int { Driver.count + Name.count + gpus }

  /// Prices that begin at a block's first column.
  public init(block: LaneBlock) { self.block = block }

  /// The price of a driver: a quoted price in its unit, a coin in dollars; columns of other drivers
  /// are not used.
  @inlinable @inline(__always)
  public func quote(of driver: Driver) -> LaneColumn { block[driver.rawValue] }

  /// Bitcoin in dollars.
  public var btc: LaneColumn {
    @inlinable @inline(__always) get { quote(of: .btc) }
  }
  /// Ether in dollars.
  public var eth: LaneColumn {
    @inlinable @inline(__always) get { quote(of: .eth) }
  }
  /// Mining revenue in $/PH/day.
  public var hashprice: LaneColumn {
    @inlinable @inline(__always) get { rest[Name.hashprice] }
  }
  /// Spot power in $/MWh.
  public var power: LaneColumn {
    @inlinable @inline(__always) get { quote(of: .powerPrice) }
  }

  /// Price of rigs relative to the as-of date, filled only where it is not proportional to
  /// hashprice.
  public var rigs: LaneColumn {
    @inlinable @inline(__always) get { rest[Name.rigs] }
  }

  /// Value of a GPU of a class in dollars: resale price, or book value in the lender's view.
  @inlinable @inline(__always)
  public func resale(_ gpu: Int) -> LaneColumn { rest[Name.count + gpu] }

  @usableFromInline
  var rest: LaneBlock {
    @inlinable @inline(__always) get { block.from(Driver.count) }
  }

  /// The `index`-th list of columns behind the prices; each list has one column for each GPU class.
  @inlinable @inline(__always)
  public func list(_ index: Int, gpus: Int) -> LaneColumns {
    LaneColumns(block: block.from(Self.columnCount(gpus: gpus) + index * gpus), count: gpus)
  }

  /// The price column of one coin.
  @inlinable @inline(__always)
  public func price(of coin: Coin) -> LaneColumn { coin == .btc ? btc : eth }
}

/// The market of one step as miners see it, lane by lane.
///
/// A value handed from the market to the miners; the columns are overwritten at every step.
public struct MarketView: Sendable {
  /// Prices at the step's end.
  public let prices: MarketPrices
  /// Spot rent per GPU class in $/GPU-hour.
  public let rents: LaneColumns
  /// Compute rent over that of the as-of date, `ρ`.
  public let rentIndex: LaneColumn
  /// Share of uncontracted GPU hours that find a customer.
  public let utilisation: LaneColumn
  /// Tenants' default hazard `λ_r Δ` of this step, for a tenant of risk 1.
  public let tenantHazard: LaneColumn
  /// `tenantHazard` summed over all steps up to and including this one.
  public let cumulativeTenantHazard: LaneColumn
  /// Short rate at the step's start, a fraction per year; 0 without one.
  public let shortRate: LaneColumn
  /// 1 where debt can be refinanced, else 0.
  public let refinancingOpen: LaneColumn
  /// What the regime adds to the rate of debt that is extended, a fraction per year.
  public let refinancingPremium: LaneColumn
  /// 1 where equity can be issued, else 0.
  public let equityOpen: LaneColumn

  /// Creates a view of a market's columns.
  public init(
    prices: MarketPrices, rents: LaneColumns, rentIndex: LaneColumn, utilisation: LaneColumn,
    tenantHazard: LaneColumn, cumulativeTenantHazard: LaneColumn, shortRate: LaneColumn,
    refinancingOpen: LaneColumn, refinancingPremium: LaneColumn, equityOpen: LaneColumn
  ) {
    self.prices = prices
    self.rents = rents
    self.rentIndex = rentIndex
    self.utilisation = utilisation
    self.tenantHazard = tenantHazard
    self.cumulativeTenantHazard = cumulativeTenantHazard
    self.shortRate = shortRate
    self.refinancingOpen = refinancingOpen
    self.refinancingPremium = refinancingPremium
    self.equityOpen = equityOpen
  }
}

extension MarketView {
  /// Columns besides prices and rents.
  private enum Name: Int, ColumnNames {
    case rentIndex, utilisation, tenantHazard, cumulativeTenantHazard, shortRate
    case refinancingOpen, refinancingPremium, equityOpen, end
  }

  /// Number of columns of a view that shares none with a market tile.
  package static func columnCount(gpus: Int) -> Int {
    MarketPrices.columnCount(gpus: gpus) + gpus + Name.count
  }

  /// A view of the next columns of a table, for markets that are set by hand.
  package init(gpus: Int, in table: LaneTable) {
    let prices = table.block(columns: MarketPrices.columnCount(gpus: gpus))
    let rents = table.columns(gpus)
    let rest = table.block(columns: Name.count)
    self.init(
      prices: MarketPrices(block: prices), rents: rents, rentIndex: rest[Name.rentIndex],
      utilisation: rest[Name.utilisation], tenantHazard: rest[Name.tenantHazard],
      cumulativeTenantHazard: rest[Name.cumulativeTenantHazard], shortRate: rest[Name.shortRate],
      refinancingOpen: rest[Name.refinancingOpen],
      refinancingPremium: rest[Name.refinancingPremium], equityOpen: rest[Name.equityOpen])
  }
}

/// What miners sell in one step, which moves prices from the next step on.
public struct MarketImpact: Sendable {
  /// Marked dollars of Bitcoin sold in the step by all miners.
  public let btcSoldUSD: LaneColumn
  /// Marked dollars of Ether sold in the step by all miners.
  public let ethSoldUSD: LaneColumn
  /// GPUs of each class dumped in the step.
  public let dumped: LaneColumns
  /// PH/s of rigs dumped in the step.
  public let rigsDumped: LaneColumn
  /// Marks in dollars of the rigs dumped, before the miners' own factors `Z`.
  public let rigMarksDumped: LaneColumn
  /// Whether anything was sold in a group of lanes in the step.
  public let touched: FixedArray<Bool>

  /// Creates the record of a step's sales.
  public init(
    btcSoldUSD: LaneColumn, ethSoldUSD: LaneColumn, dumped: LaneColumns, rigsDumped: LaneColumn,
    rigMarksDumped: LaneColumn, touched: FixedArray<Bool>
  ) {
    self.btcSoldUSD = btcSoldUSD
    self.ethSoldUSD = ethSoldUSD
    self.dumped = dumped
    self.rigsDumped = rigsDumped
    self.rigMarksDumped = rigMarksDumped
    self.touched = touched
  }

  /// The column of one coin's sales.
  @inlinable @inline(__always)
  public func soldUSD(of coin: Coin) -> LaneColumn { coin == .btc ? btcSoldUSD : ethSoldUSD }
}
