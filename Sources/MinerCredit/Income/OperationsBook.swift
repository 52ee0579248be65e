import CreditBasics
import NumericCore

/// The state of a miner's lots and leases in one tile, shared by worlds with the same rents.
///
/// The formula of what lots and leases earn changes only at an event: one starts, a tenant leaves,
/// a contract ends. Between such events a miner's income is a formula of power, utilisation and
/// rents whose terms do not change, however many lots and leases there are (`IncomeTerms`); a step
/// costs a few comparisons for the events and that formula.
public struct OperationsBook: Sendable {
  private let pinnedPlan: Pinned<OperationsPlan>
  private let block: LaneBlock

  /// The columns of each contract that can be sold with its GPUs.
  private enum ContractName: Int, ColumnNames {
    case income, hardwareAfter, end
  }

  static func columnCount(_ plan: OperationsPlan) -> Int {
    IncomeTerms.columnCount(plan) + LotColumns.count * plan.lots.count
      + LeaseColumns.count * plan.leases.count + plan.rigs.count
      + plan.concerns.leases.count
      + LaneRecords<ContractName>.columnCount(plan.concerns.lots.count)
  }

  init(plan: OperationsPlan, table: LaneTable) {
    pinnedPlan = Pinned(plan, in: table)
    block = table.block(columns: Self.columnCount(plan))
  }

  var plan: OperationsPlan {
    @inline(__always) unsafeAddress { pinnedPlan.address }
  }

  var terms: IncomeTerms { @inline(__always) get { IncomeTerms(block: block) } }

  private var states: LaneBlock {
    @inline(__always) get { block.from(IncomeTerms.columnCount(plan)) }
  }

  /// Income of the step from lots, leases and resold power less overheads, in dollars.
  var income: LaneColumn { @inline(__always) get { terms.income } }

  @inline(__always)
  func state(ofLot index: Int) -> LotColumns {
    LotColumns(block: states.from(LotColumns.count * index))
  }

  @inline(__always)
  func state(ofLease index: Int) -> LeaseColumns {
    LeaseColumns(
      block: states.from(LotColumns.count * plan.lots.count + LeaseColumns.count * index))
  }

  /// First step in service of each lot of rigs.
  var rigStarts: LaneColumns {
    let first = LotColumns.count * plan.lots.count + LeaseColumns.count * plan.leases.count
    return LaneColumns(block: states.from(first), count: plan.rigs.count)
  }

  private var firstConcern: Int {
    LotColumns.count * plan.lots.count + LeaseColumns.count * plan.leases.count + plan.rigs.count
  }

  /// Value of a lease, by its place among the leases that have a value, as if its order were paid.
  func value(ofLease place: Int) -> LaneColumn { states[firstConcern + place] }

  /// What a buyer pays for the income of an assignable contract, by its place among those.
  func contractIncome(_ place: Int) -> LaneColumn { contracts[place, .income] }

  /// Multiple of one GPU's resale price that a buyer pays for the lot's hardware after the
  /// contract.
  func hardwareAfter(_ place: Int) -> LaneColumn { contracts[place, .hardwareAfter] }

  private var contracts: LaneRecords<ContractName> {
    LaneRecords(block: states.from(firstConcern + plan.concerns.leases.count))
  }

  /// Draws the delays and the first tenants of eight paths; `brokenAt` are the cumulative hazards
  /// at which contracts with named tenants are broken.
  func begin(group: Int, paths: LaneBits, brokenAt: LaneColumns) {
    for index in plan.rigs.indices {
      rigStarts[index][group] = plan.rigs[index].start.steps(
        seed: plan.seed, paths: paths, grid: plan.grid)
    }
    for index in plan.lots.indices {
      beginLot(index, group: group, paths: paths, brokenAt: brokenAt)
    }
    for index in plan.leases.indices {
      beginLease(index, group: group, paths: paths, brokenAt: brokenAt)
    }
    terms.awaitFirstStep(plan, group: group)
  }

  /// Cumulative hazard of a tenant of risk 1 at which this tenant defaults: `E / tenantRisk`.
  func threshold(_ purpose: Purpose, risk: Double, paths: LaneBits) -> Lanes {
    guard risk > 0 else { return Lanes(repeating: .infinity) }
    let bits = Philox.words(seed: plan.seed, paths: paths, purpose: purpose, index: 0).0
    return LaneMath.log(uniform(bits)) * (-1 / risk)
  }

  /// Stage 1 without mining: lots, leases, resold power and overheads of eight paths in one step.
  func operate(step: Int, group: Int, paths: LaneBits, market: MarketView) {
    // Without lots and leases nothing happens after the terms are first set.
    if plan.hasEvents || step == 0,
      terms.hasEvent(step: step, plan, group: group, market: market)
    {
      changeTerms(step: step, group: group, paths: paths, market: market)
    }
    terms.earn(plan, group: group, market: market)
  }

  /// Applies the events of this step, then sums the terms anew.
  private func changeTerms(step: Int, group: Int, paths: LaneBits, market: MarketView) {
    terms.changedIn[group] = Lanes(repeating: Double(step))
    for index in plan.lots.indices {
      changeLot(index, step: Double(step), group: group, market: market)
    }
    for index in plan.leases.indices {
      changeLease(index, step: step, group: group, paths: paths, market: market)
    }
    terms.clear(plan, step: Double(step), group: group)
    for index in plan.rigs.indices {
      terms.add(
        plan.rigs[index], start: rigStarts[index][group], plan.power, step: Double(step),
        group: group)
    }
    for index in plan.lots.indices {
      terms.add(
        plan.lots[index], state(ofLot: index), plan.power, step: Double(step), group: group)
    }
    for index in plan.leases.indices {
      terms.add(plan.leases[index], state(ofLease: index), step: Double(step), group: group)
    }
  }

  /// Hazard that had accumulated before this step.
  @inline(__always)
  func hazardBefore(group: Int, market: MarketView) -> Lanes {
    market.cumulativeTenantHazard[group] - market.tenantHazard[group]
  }

  /// Whether the cancelled orders differ from those of another world, in some lane of a group.
  func hasCancelled(otherThan other: OperationsBook, group: Int) -> Bool {
    anyLane(terms.cancelled[group] .!= other.terms.cancelled[group])
  }

  /// Copies what a step has changed from a world in which the same orders are cancelled and which
  /// has made the step.
  @inline(__always)
  func follow(_ other: OperationsBook, step: Int, group: Int) {
    if other.terms.changedIn[lane: group * laneCount] == Double(step) {
      return copy(other, group: group)
    }
    income[group] = other.income[group]
    if plan.concerns.leases.isEmpty { return }
    for place in plan.concerns.leases.indices {
      value(ofLease: place)[group] = other.value(ofLease: place)[group]
    }
  }

  @inline(never)
  private func copy(_ other: OperationsBook, group: Int) {
    for column in 0..<Self.columnCount(plan) {
      block[column][group] = other.block[column][group]
    }
  }
}
