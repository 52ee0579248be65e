import CreditBasics
import NumericCore

/// The state of a miner's lots and leases in one tile, shared by worlds with the same rents.
///
/// What a lot or a lease earns changes its form only when something happens: it starts, its tenant
/// leaves, its contract ends. Columns hold what is true between such events; a step costs a
/// comparison for the events and a few operations for the income.
public struct OperationsBook: Sendable {
  let plan: OperationsPlan
  let seed: UInt64
  let grid: TimeGrid
  private let block: LaneBlock

  static func columnCount(_ plan: OperationsPlan) -> Int {
    1 + LotColumns.count * plan.lots.count + LeaseColumns.count * plan.leases.count
  }

  init(plan: OperationsPlan, seed: UInt64, grid: TimeGrid, table: LaneTable) {
    self.plan = plan
    self.seed = seed
    self.grid = grid
    block = table.block(columns: Self.columnCount(plan))
  }

  /// Income of the step from lots, leases and resold power less overheads, in dollars.
  var income: LaneColumn { @inline(__always) get { block[0] } }

  @inline(__always)
  func state(ofLot index: Int) -> LotColumns {
    LotColumns(block: block.from(1 + LotColumns.count * index))
  }

  @inline(__always)
  func state(ofLease index: Int) -> LeaseColumns {
    LeaseColumns(
      block: block.from(1 + LotColumns.count * plan.lots.count + LeaseColumns.count * index))
  }

  /// Draws the delays and the first tenants of eight paths.
  func begin(group: Int, paths: LaneBits) {
    for index in plan.lots.indices { beginLot(index, group: group, paths: paths) }
    for index in plan.leases.indices { beginLease(index, group: group, paths: paths) }
  }

  /// Cumulative hazard of a tenant of risk 1 at which this tenant defaults: `E / tenantRisk`.
  func threshold(_ purpose: Purpose, risk: Double, paths: LaneBits) -> Lanes {
    guard risk > 0 else { return Lanes(repeating: .infinity) }
    let bits = Philox.words(seed: seed, paths: paths, purpose: purpose, index: 0).0
    return LaneMath.log(uniform(bits)) * (-1 / risk)
  }

  /// Stage 1 without mining: lots, leases, resold power and overheads of eight paths in one step.
  func operate(step: Int, group: Int, paths: LaneBits, market: MarketView) {
    var total = Lanes(repeating: -plan.overheadPerStep)
    let power = market.prices.power[group]
    if plan.fixedMWh > 0 { total += (power - plan.fixedPrice) * plan.fixedMWh }
    if !plan.lots.isEmpty {
      let powerCost = (power * (1 - plan.fixedShare) + plan.fixedShare * plan.fixedPrice) * 0.001
      for index in plan.lots.indices {
        total = lotIncome(
          index, step: Double(step), group: group, powerPerKWh: powerCost, market: market,
          plus: total)
      }
    }
    for index in plan.leases.indices where Double(step) < plan.leases[index].end {
      total += leaseIncome(index, step: step, group: group, paths: paths, market: market)
    }
    income[group] = total
  }

  /// Hazard that had accumulated before this step.
  @inline(__always)
  func hazardBefore(group: Int, market: MarketView) -> Lanes {
    market.cumulativeTenantHazard[group] - market.tenantHazard[group]
  }
}
