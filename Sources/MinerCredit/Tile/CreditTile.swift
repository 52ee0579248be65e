import CreditBasics
import NumericCore

/// All miners of one world over one tile of paths.
///
/// Holds the tile's memory; `step` runs a step's eight stages and the resolution for every group.
public final class CreditTile: @unchecked Sendable {
  let plans: FixedArray<MinerPlan>
  let desks: FixedArray<MinerDesk>
  /// Miners in the order of a step: children before parents.
  private let order: FixedArray<Int>
  private let hasKin: Bool
  private let logs: PriceLogs
  /// Miners with contracts that can be sold with their GPUs.
  private let assigning: FixedArray<Int>
  private let pinnedResolver: Pinned<Resolver>
  /// For each group, whether some miner fails in this step.
  private let defaults: FixedArray<Bool>
  let table: LaneTable
  /// `e^{−r t_{k+1}}` by step.
  let discounts: FixedArray<Double>
  /// Values the collateral of defaulters before it is sold; nil unless asked for.
  public let probe: CollateralProbe?

  /// Allocates the books of one world.
  ///
  /// `shared` holds what does not depend on what miners sell: lots, leases and own factors.
  public init(
    plan: CreditPlan, shared: SharedTile, market: MarketView, impact: MarketImpact?,
    probesCollateral: Bool = false
  ) {
    plans = plan.miners
    discounts = plan.discounts
    let ranked = plan.miners.indices.reduce(0) {
      max($0, plan.miners[$1].rankedThings.isEmpty ? 0 : plan.miners[$1].tranches.count)
    }
    let laws = plan.miners.indices.reduce(0) {
      max($0, (plan.miners[$1].marketCap?.law ?? -1) + 1)
    }
    let columns =
      plan.miners.indices.reduce(0) { $0 + MinerBook.columnCount(plan.miners[$1]) }
      + plan.gpuCount + ranked + plan.kinColumns
      + PriceLogs.columnCount(laws: laws) + MinedColumns.count
    table = LaneTable(columns: columns)
    let table = table
    table.keep(plan.storage)
    hasKin = plan.kinColumns > 0
    let owed = table.columns(ranked)
    let kin = table.block(columns: plan.kinColumns)
    let mined = MinedColumns(block: table.block(columns: MinedColumns.count))
    let relatives = FixedArray<MinerDesk?>(
      Array(repeating: nil, count: plan.kinColumns > 0 ? plan.miners.count : 0), in: table)
    let logs = PriceLogs(laws: laws, in: table)
    self.logs = logs
    let books = FixedArray(count: plan.miners.count, in: table) {
      MinerBook(plan: plan.miners[$0], table: table)
    }
    order = plan.order
    assigning = FixedArray(
      plan.miners.indices.filter { !plan.miners[$0].contracts.isEmpty }, in: table)
    let defaults = FixedArray(Array(repeating: false, count: tileGroups), in: table)
    self.defaults = defaults
    desks = FixedArray(count: plan.miners.count, in: table) { index in
      MinerDesk(
        plan: plan.miners[index], book: books[index],
        seat: DeskSeat(
          number: index, kin: kin, parentBook: plan.miners[index].kin.parent.map { books[$0] },
          relatives: relatives, operatingIncome: shared.operations[index].income,
          rigStarts: shared.operations[index].rigStarts, operations: shared.operations[index],
          owed: owed, mined: mined, market: market, logs: logs, impact: impact,
          btcDepth: plan.resolution.btcDepth, ethDepth: plan.resolution.ethDepth,
          ownFactor: shared.factors[index], defaults: defaults), in: table)
    }
    for index in relatives.indices { relatives[index] = desks[index] }
    pinnedResolver = Pinned(
      Resolver(
        plan: plan.resolution, desks: desks, market: market, impact: impact,
        gpuCount: plan.gpuCount, table: table), in: table)
    probe =
      probesCollateral
      ? CollateralProbe(
        plan: plan.resolution, desks: desks, market: market, gpuCount: plan.gpuCount) : nil
  }

  var resolver: Resolver {
    @inline(__always) unsafeAddress { pinnedResolver.address }
  }

  /// Puts every path back to the as-of date.
  public func begin() {
    for index in desks.indices {
      for group in 0..<tileGroups {
        desks[index].book.begin(plan: plans[index], group: group)
        if hasKin { desks[index].beginKin(group: group) }
      }
      desks[index].markOrdered()
    }
    if probe != nil { valueContracts(step: -1) }
  }

  /// Values contracts that can be sold with their GPUs, of all miners in all groups.
  private func valueContracts(step: Int) {
    for group in 0..<tileGroups { valueContracts(desks.indices, step: step, group: group) }
  }

  private func valueContracts(_ miners: Range<Int>, step: Int, group: Int) {
    for position in assigning.indices where miners.contains(assigning[position]) {
      let desk = desks[assigning[position]]
      desk.operations.valueContracts(
        step: step, group: group, power: desk.market.prices.power)
    }
  }

  /// Runs one step of every miner, then resolves the step's defaulters together.
  public func step(_ step: Int) {
    logs.begin()
    // Miners are stepped one by one, so that all of a tile's groups use the same terms and branches
    // in turn.
    for position in order.indices { desks[order[position]].step(step) }
    resolve(step, miners: desks.indices)
  }

  /// Runs one step of some miners only, while others may be at other steps.
  ///
  /// Requires that they have no relatives and that nobody's sales move prices.
  public func step(_ step: Int, miners: Range<Int>) {
    logs.begin()
    for index in miners { desks[index].step(step) }
    resolve(step, miners: miners)
  }

  private func resolve(_ step: Int, miners: Range<Int>) {
    if probe != nil, !assigning.isEmpty { valueContracts(step: step) }
    for group in 0..<tileGroups where defaults[group] {
      defaults[group] = false
      guard closeWithoutClaims(miners, step: step, group: group) else { continue }
      valueContracts(miners, step: step, group: group)
      probe?.inspectDefaults(group: group)
      resolver.resolve(miners, step: step, group: group)
    }
  }

  /// Sets the claims of failing miners, and closes those that owe nothing; returns whether a
  /// defaulter is left to be resolved.
  private func closeWithoutClaims(_ miners: Range<Int>, step: Int, group: Int) -> Bool {
    var anyDefaults = false
    for index in miners where desks[index].book.state[group].hasDefaulting {
      desks[index].setClaims(step: step, group: group)
      desks[index].closeWithoutClaims(step: step, group: group)
      if desks[index].book.state[group].hasDefaulting { anyDefaults = true }
    }
    return anyDefaults
  }

  /// Ends the paths: exposures are accrued to the horizon.
  public func finish(steps: Int) {
    for index in desks.indices {
      for tranche in plans[index].tranches.indices {
        for group in 0..<tileGroups {
          desks[index].accrue(
            tranche, through: steps - 1, where: LaneMask(repeating: true), group: group)
        }
      }
    }
  }
}

/// The book of one world resolved to plans.
public struct CreditPlan: Sendable {
  /// Owns what the arrays below point at.
  let storage: Storage
  /// Plans in the scenario's order of miners.
  public let miners: FixedArray<MinerPlan>
  /// How defaulters' assets are sold.
  public let resolution: ResolutionPlan
  let gpuCount: Int
  /// Whether lots and leases differ between worlds: cancelled orders take some out of service.
  public let worldsOperateApart: Bool
  /// Miners in the order of a step: children before parents, else by name.
  let order: FixedArray<Int>
  /// Number of columns for what relatives exchange.
  let kinColumns: Int
  let runningCosts: FixedArray<RunningCost>
  let tenants: FixedArray<NamedTenantPlan>
  /// `e^{−r t_{k+1}}` by step.
  let discounts: FixedArray<Double>

  /// Resolves a valid scenario for one world.
  public init(_ scenario: Scenario, world: World, monitored: Set<Int> = []) {
    let storage = Storage()
    self.storage = storage
    let discounts = (0..<scenario.grid.stepCount).map {
      discount(scenario.riskFreeRate, scenario.grid.time($0 + 1))
    }
    self.discounts = FixedArray(discounts, in: storage)
    var sum = 0.0
    var annuity = [0.0]
    for factor in discounts {
      sum += scenario.grid.stepYears * factor
      annuity.append(sum)
    }
    let book = BookTerms(
      scenario, world: world, monitored: monitored, annuity: FixedArray(annuity, in: storage),
      in: storage)
    miners = FixedArray(
      scenario.miners.indices.map { MinerPlan($0, of: scenario, book: book) }, in: storage)
    resolution = ResolutionPlan(scenario, world: world, in: storage)
    gpuCount = scenario.market.gpus.count
    let miners = miners
    worldsOperateApart = miners.indices.contains { miners[$0].orders.endsOperations }
    order = FixedArray(book.order, in: storage)
    tenants = FixedArray(
      scenario.tenants.enumerated().map {
        NamedTenantPlan(
          $0.element, factor: scenario.simulation.tilt?.factor(ofTenant: $0.offset) ?? 1)
      }, in: storage)
    kinColumns = KinColumns.count(scenario)
    runningCosts = FixedArray(
      book.gpusHeld.map { RunningCost(scenario.market.gpus, $0) }, in: storage)
  }
}

/// Facts about the whole book that the plan of every miner needs, found once.
struct BookTerms {
  /// `Σ_{j<k} Δ e^{−r t_{j+1}}` for `k` in 0...N.
  let annuity: FixedArray<Double>
  /// Indices of each miner's children, by index of the parent.
  let children: [Int: [Int]]
  /// Miners in the order of a step.
  let order: [Int]
  /// Marked assets less debt of each miner at the as-of date.
  let startingEquity: [Double]
  /// Indices of the distinct laws of market values.
  let shareLaws: [ShareLaw: Int]
  /// Classes of which some miner has a lot.
  let gpusHeld: [Int]
  let world: World
  /// Steps in which the trailing coverage of every miner is read.
  let monitored: Set<Int>
  /// Owns the memory of all plans of the book.
  let storage: Storage

  init(
    _ scenario: Scenario, world: World, monitored: Set<Int>, annuity: FixedArray<Double>,
    in storage: Storage
  ) {
    self.storage = storage
    self.world = world
    self.monitored = monitored
    self.annuity = annuity
    children = scenario.children
    order = scenario.stepOrder
    startingEquity = startingEquities(scenario, order: order, children: children, world: world)
    shareLaws = scenario.shareLaws
    gpusHeld = scenario.market.gpusHeld(by: scenario.miners)
  }
}
