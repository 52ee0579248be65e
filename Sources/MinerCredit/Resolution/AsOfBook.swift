import CreditBasics
import NumericCore

/// The book on the as-of date: loans to value, and collateral at marks and in liquidation.
public struct AsOfBook: Sendable {
  /// Outstanding / marked assets of each miner.
  public let headlineLTV: [Double]
  /// Outstanding / what each miner alone would fetch.
  public let liquidationLTV: [Double]
  /// Collateral of each tranche of the book; zeros for unsecured ones.
  public let collateral: [CollateralValue]

  /// Values a scenario's book at the prices of time 0 and the full market's depth.
  public init(_ scenario: Scenario, plan: CreditPlan) {
    let market = StillMarket(scenario)
    let shared = SharedTile(
      plan: plan, seed: scenario.simulation.seed, market: market.view)
    shared.begin(
      paths: Array(repeating: LaneBits(repeating: 0), count: tileGroups))
    let tile = CreditTile(
      plan: plan, shared: shared, market: market.view, impact: nil,
      probesCollateral: true)
    tile.begin()
    let probe = tile.probe!
    probe.inspectAll(group: 0)
    let ratios = LaneTable(columns: 2)
    // Columns are bare pointers: the objects that own their memory must live until the columns are
    // last read.
    defer { withExtendedLifetime((market, shared, tile, ratios)) {} }
    let (headline, liquidation) = (ratios.column(), ratios.column())
    let loans = (0..<tile.minerCount).map { miner in
      tile.writeLoansToValue(of: miner, headline: headline, liquidation: liquidation)
      return (headline: headline[lane: 0], liquidation: liquidation[lane: 0])
    }
    headlineLTV = loans.map(\.headline)
    liquidationLTV = loans.map(\.liquidation)
    let tranches = scenario.miners.reduce(0) { $0 + $1.tranches.count }
    collateral = (0..<tranches).map { probe.collateral(of: $0, lane: 0) }
  }
}

/// The market at the as-of date, the same in every lane.
private struct StillMarket {
  let table: LaneTable
  let view: MarketView

  init(_ scenario: Scenario) {
    let market = scenario.market
    let gpus = market.gpus.count
    table = LaneTable(columns: MarketView.columnCount(gpus: gpus))
    view = MarketView(gpus: gpus, in: table)
    let (prices, rents) = (view.prices, view.rents)
    let set = { (column: LaneColumn, value: Double) in column.fill(value) }
    set(prices.btc, market.coins.btc.spotUSD ?? 0)
    set(prices.eth, market.coins.eth.spotUSD ?? 0)
    set(prices.hashprice, market.hashpriceToday ?? 0)
    set(prices.power, market.power?.spot ?? 0)
    set(prices.rigs, market.rigPriceAtStart)
    for gpu in market.gpus.indices {
      set(rents[gpu], market.gpus[gpu].rentPerHour)
      set(prices.resale(gpu), market.resaleAtStart(of: gpu))
    }
    set(view.shortRate, market.shortRate?.initial ?? 0)
    for column in [view.rentIndex, view.utilisation, view.refinancingOpen, view.equityOpen] {
      set(column, 1)
    }
  }
}
