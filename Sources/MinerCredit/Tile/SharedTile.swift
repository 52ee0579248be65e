import CreditBasics
import NumericCore

/// `e^{−r t}`.
func discount(_ rate: Double, _ time: Double) -> Double { exp(-rate * time) }

/// State that all worlds with the same rents share: miners' own factors, lots and leases.
///
/// Lots and leases do not depend on what miners sell, so the full and the bottomless world compute them
/// once; the lender's view, whose rents are flat, has its own.
public final class SharedTile: @unchecked Sendable {
  let plans: FixedArray<MinerPlan>
  let market: MarketView
  let runningCosts: FixedArray<RunningCost>
  let table: LaneTable

  // Lots and leases.
  let operations: FixedArray<OperationsBook>
  private let named: NamedTenants
  /// Another world's tile, with the same lots and leases as long as the same orders are cancelled.
  private let original: SharedTile?
  /// For each miner, then group, whether lots and leases are still those of `original`.
  private let follows: FixedArray<Bool>
  /// Whether any miner has leases that have a value.
  private let hasLeaseValues: Bool

  // Paths and what they draw.
  let seed: UInt64
  let paths: FixedArray<LaneBits>
  let streams: FixedArray<LaneStream>
  /// Normals of each miner in this pair of steps.
  let normals: LaneRecords<StepParity>
  private let coefficients: StoredCoefficients
  /// `Z` of each miner.
  let factors: LaneColumns
  let logFactors: LaneColumns

  /// Allocates the shared state of a tile; `factors` come from another tile when given.
  ///
  /// A tile that follows another one must be advanced after it in every step, and differs from it
  /// only by cancelled orders.
  public init(
    plan: CreditPlan, seed: UInt64, market: MarketView,
    factorsOf other: SharedTile? = nil, following original: SharedTile? = nil
  ) {
    plans = plan.miners
    self.seed = seed
    self.market = market
    let count = plans.count
    // Own factors, their logarithms and their normals.
    let ofFactors = count + count + LaneRecords<StepParity>.columnCount(count)
    let isOwn = { original == nil || plan.miners[$0].orders.endsOperations }
    let columns = plans.indices.filter(isOwn).reduce(ofFactors) {
      $0 + OperationsBook.columnCount(plan.miners[$1].operations)
    }
    table = LaneTable(columns: columns + NamedTenants.columnCount(plan.tenants))
    let table = table
    table.keep(plan.storage)
    operations = FixedArray(
      plan.miners.indices.map { index in
        isOwn(index)
          ? OperationsBook(plan: plan.miners[index].operations, table: table)
          : original!.operations[index]
      }, in: table)
    coefficients = StoredCoefficients(in: table)
    named = NamedTenants(plan.tenants, table: table)
    hasLeaseValues = plan.miners.indices.contains { !plan.miners[$0].valuedLeases.isEmpty }
    drawsFactors = other == nil
    self.original = original
    follows = FixedArray(
      Array(repeating: false, count: original == nil ? 0 : count * tileGroups), in: table)
    factors = other?.factors ?? table.columns(count)
    runningCosts = plan.runningCosts
    logFactors = table.columns(count)
    normals = LaneRecords(count, in: table)
    let unseeded = LaneStream(seed: 0, paths: LaneBits(repeating: 0), purpose: Purpose(""))
    streams = FixedArray(Array(repeating: unseeded, count: count * tileGroups), in: table)
    paths = FixedArray(Array(repeating: LaneBits(repeating: 0), count: tileGroups), in: table)
  }

  /// Cumulative hazard of a tenant of risk 1 at which each named tenant fails, on every path.
  public var tenantsFailAt: LaneColumns { named.failsAt }

  /// Whether this tile moves the miners' own factors; a second tile of the same paths reads them.
  let drawsFactors: Bool

  /// Starts new paths.
  public func begin(paths numbers: [LaneBits]) {
    for group in 0..<tileGroups {
      paths[group] = numbers[group]
      named.begin(seed: seed, group: group, paths: numbers[group])
      for index in plans.indices {
        operations[index].begin(
          group: group, paths: numbers[group], brokenAt: named.brokenAt)
        guard drawsFactors else { continue }
        factors[index][group] = Lanes(repeating: 1)
        logFactors[index][group] = .zero
        if let own = plans[index].idiosyncratic {
          streams[index * tileGroups + group] = LaneStream(
            seed: seed, paths: numbers[group], purpose: own.purpose)
        }
      }
    }
    for place in follows.indices {
      follows[place] = plans[place / tileGroups].operations.tellsOrdersApart
    }
    if hasLeaseValues { valueLeases(step: -1, of: plans.indices) }
  }

  /// Values leases at the end of a step; −1 is the as-of date.
  private func valueLeases(step: Int, of miners: Range<Int>) {
    for index in miners where !plans[index].valuedLeases.isEmpty {
      for group in 0..<tileGroups { operations[index].valueLeases(step: step, group: group) }
    }
  }

  /// Moves own factors, lots and leases through one step.
  public func advance(step: Int) { advance(step: step, miners: plans.indices) }

  /// Moves own factors, lots and leases of some miners through one step.
  public func advance(step: Int, miners: Range<Int>) {
    if let original { return follow(original, step: step, miners: miners) }
    let idling = groupsThatIdle()
    for index in miners {
      if drawsFactors, let own = plans[index].idiosyncratic {
        moveFactor(index, own, step: step)
      }
      for group in 0..<tileGroups {
        operations[index].operate(
          step: step, group: group, paths: paths[group], market: market)
      }
      if idling.isAny(of: plans[index].operations.idleMask) {
        idle(index, in: idling, step: step)
      }
    }
    if hasLeaseValues { valueLeases(step: step, of: miners) }
  }

  /// Copies lots and leases from another world, and itself advances those that differ.
  @inline(never)
  private func follow(_ original: SharedTile, step: Int, miners: Range<Int>) {
    // Lots and leases that no cancelled order can end are the same objects in both worlds.
    for index in miners where plans[index].orders.endsOperations {
      let (own, other) = (operations[index], original.operations[index])
      let mayPart = step > 0 && !plans[index].orders.events.range(in: step - 1).isEmpty
      for group in 0..<tileGroups {
        let place = index * tileGroups + group
        if mayPart, follows[place], own.hasCancelled(otherThan: other, group: group) {
          follows[place] = false
        }
        if follows[place] {
          own.follow(other, step: step, group: group)
        } else {
          operateApart(index, step: step, group: group)
        }
      }
    }
  }

  /// Advances the lots and leases of a miner that differ from those of the other world.
  @inline(never)
  private func operateApart(_ index: Int, step: Int, group: Int) {
    let own = operations[index]
    own.operate(step: step, group: group, paths: paths[group], market: market)
    let idling = groupsThatIdle(in: group..<group + 1)
    for position in own.plan.classes.indices {
      idle(index, position, in: idling, step: step, group: group)
    }
    own.valueLeases(step: step, group: group)
  }

  /// `ln Z ← ln Z − s²Δ/2 + s√Δ ζ`.
  @inline(__always)
  private func moveFactor(_ index: Int, _ own: IdiosyncraticPlan, step: Int) {
    for group in 0..<tileGroups {
      if step & 1 == 0 {
        let pair = streams[index * tileGroups + group].normalPair(coefficients)
        normals[index, .even][group] = pair.0
        normals[index, .odd][group] = pair.1
      }
      let normal = normals[index, .of(step)][group]
      let moved = normal.times(own.scale, plus: logFactors[index][group] + own.drift)
      logFactors[index][group] = moved
      factors[index][group] =
        own.isBounded
        ? LaneMath.boundedExp(moved, coefficients) : LaneMath.exp(moved, coefficients)
    }
  }
}
