import CreditBasics
import NumericCore

/// A number of GPUs of one class.
struct ClassCount {
  let gpu: Int
  var count: Double
}

/// One miner of a scenario resolved to steps, indices and per-step constants (model §3).
public struct MinerPlan: Sendable {
  let grid: TimeGrid
  let dt: Double
  let cash: Double
  let interestPerStep: Double
  let minimumCash: Double
  let graceSteps: Double
  /// Equity that can be issued in a step, as a share of marked equity or of market capitalisation.
  let issuanceShare: Double
  let operations: OperationsPlan
  let treasury: TreasuryPlan
  let gpus: FixedArray<ClassCount>
  let rigs: RigHolding
  /// Lots on order; `gpus` and `rigs` are those that are not.
  let ordered: FixedArray<OrderedAsset>
  let orders: OrderAgenda
  let accounts: AccountPlan
  let commitments: FixedArray<CommitmentPlan>
  let duties: FixedArray<StepDuties>
  /// Whether its steps need more than stages of plain debt: orders, accounts, coins that return,
  /// interest or fees that accrue step by step, several lots of rigs, relatives.
  let isExtended: Bool
  /// Whether it has more than cash, coins and hardware in place: reserves, lots on order, valued
  /// leases, children.
  let hasOtherAssets: Bool
  /// Leases that have a value.
  let valuedLeases: FixedArray<ValuedLease>
  /// Places of GPU lots that can be sold with their contracts.
  let contracts: FixedArray<Int>
  /// Whether there are valued leases or such contracts.
  let hasConcerns: Bool
  /// Whether what it would sell differs by path: it has things on order or going concerns.
  var sellsByPath: Bool { hasConcerns || !ordered.isEmpty }
  /// Whether interest or fees accrue step by step.
  let accruesBySteps: Bool
  let tranches: FixedArray<TranchePlan>
  /// As-of values of the columns that not all books have.
  let optionalStarts: FixedArray<Double>
  /// Tranches whose interest follows the short rate.
  let floatingDebt: FixedArray<FloatingPlan>
  /// Tranches that can call for margin, in name order.
  let marginTests: FixedArray<MarginTest>
  /// Tranches that give coins back, in name order.
  let coinReleases: FixedArray<CoinRelease>
  let collateralTranches: FixedArray<Int>
  /// Those of `collateralTranches` that hold coins, or may.
  let coinTranches: FixedArray<Int>
  /// All that is pledged, if some of it is to several tranches: lots, rigs, leases, each in name order.
  let rankedThings: FixedArray<PledgedThing>
  /// Tranche indices by rank, most senior first: ranks are `rankStart[i]..<rankStart[i + 1]`.
  let bySeniority: FixedArray<Int>
  let rankStart: FixedArray<Int>
  let agenda: DebtAgenda
  let coverage: CoveragePlan
  /// The miner is insolvent with marked assets below this multiple of its debt.
  let insolvencyBarrier: Double
  let insolvencyFirstStep: Int
  let kin: KinPlan
  let hasChildren: Bool
  let hasParent: Bool
  /// Market value of the shares; nil where they are worth marked equity.
  let marketCap: MarketCapPlan?
  let hasMarketCap: Bool
  /// Value of a share at the as-of date; shares worth nothing then never convert.
  let sharePriceAtStart: Double
  /// Marked assets less debt at the as-of date.
  let equityAtStart: Double
  let idiosyncratic: IdiosyncraticPlan?
  /// `Σ_{j<k} Δ e^{−r t_{j+1}}` for `k` in 0...N.
  let annuity: FixedArray<Double>

  /// Resolves miner `index` of a valid scenario.
  ///
  /// The book's world decides how GPUs are marked at the start. Trailing coverage is available in
  /// the book's monitored steps and where a contract asks for it.
  init(_ index: Int, of scenario: Scenario, book: BookTerms) {
    let storage = book.storage
    let (miner, grid) = (scenario.miners[index], scenario.grid)
    self.grid = grid
    annuity = book.annuity
    dt = grid.stepYears
    cash = miner.cashUSD
    interestPerStep = miner.cashYield * dt
    minimumCash = miner.minimumCashUSD
    graceSteps = Double(grid.steps(inDays: miner.graceDays))
    issuanceShare = miner.equityIssuancePerWeek * grid.stepWeeks
    operations = OperationsPlan(miner: index, of: scenario, book: book)
    treasury = TreasuryPlan(miner, scenario.market, grid: grid, in: storage)
    var columns = OptionalColumns(first: MinerBook.firstOptional(tranches: miner.tranches.count))
    let orders = OrderAgenda(miner, grid: grid, &columns, in: storage)
    self.orders = orders
    let pledges = PledgeIndex(miner, scenario.market, orders, in: storage)
    ordered = FixedArray(pledges.allOrdered, in: storage)
    gpus = FixedArray(classCounts(miner.gpuLots.filter { $0.order == nil }), in: storage)
    rigs = RigHolding(miner.allRigLots.filter { $0.order == nil }, scenario.market)
    valuedLeases = FixedArray(pledges.allLeases, in: storage)
    contracts = FixedArray(Array(operations.concerns.lots.indices), in: storage)
    hasConcerns = !operations.concerns.isEmpty
    rankedThings = FixedArray(pledges.rankedThings, in: storage)
    let plans = tranchePlans(miner, scenario, pledges, &columns, in: storage)
    tranches = FixedArray(plans, in: storage)
    let undrawn = commitmentPlans(miner, plans, grid: grid)
    commitments = FixedArray(undrawn, in: storage)
    accruesBySteps = plans.contains { $0.floating != nil } || undrawn.contains { $0.feePerStep > 0 }
    marginTests = FixedArray(plans.marginTests(takingETH: treasury.mayHold.eth), in: storage)
    coinReleases = FixedArray(plans.coinReleases(treasury), in: storage)
    var testSteps = book.monitored
    accounts = AccountPlan(miner, grid: grid, testSteps: &testSteps, &columns, in: storage)
    floatingDebt = FixedArray(accounts.floatingDebt(of: plans), in: storage)
    kin = KinPlan(scenario, miner: index, book: book)
    hasChildren = !kin.children.isEmpty
    hasParent = kin.parent != nil
    isExtended =
      accruesBySteps || !orders.isEmpty || !accounts.isEmpty || accounts.prefunds
      || !coinReleases.isEmpty || !operations.rigs.isEmpty || hasChildren || hasParent
    hasOtherAssets =
      hasChildren || !ordered.isEmpty || !accounts.reserves.isEmpty || !valuedLeases.isEmpty
    optionalStarts = FixedArray(columns.starts, in: storage)
    collateralTranches = FixedArray(plans.secured, in: storage)
    coinTranches = FixedArray(plans.holders(of: treasury.mayHold), in: storage)
    let ranked = seniorFirst(miner.tranches)
    bySeniority = FixedArray(ranked.order, in: storage)
    rankStart = FixedArray(ranked.starts, in: storage)
    agenda = DebtAgenda(miner, grid: grid, in: storage)
    coverage = CoveragePlan(
      agenda: agenda, miner: miner, grid: grid, monitored: testSteps, in: storage)
    duties = StepDuties.all(orders: orders, agenda, coverage, in: storage)
    insolvencyBarrier = Limit.least(miner.insolvency?.barrier ?? 0)
    insolvencyFirstStep = firstTest(miner.insolvency, grid: grid)
    marketCap = MarketCapPlan(miner, scenario.market, laws: book.shareLaws)
    hasMarketCap = miner.marketCap != nil
    equityAtStart = book.startingEquity[index]
    sharePriceAtStart = miner.marketCap?.initialUSD ?? equityAtStart
    idiosyncratic = IdiosyncraticPlan(miner, scenario, index: index, in: storage)
  }
}

extension OperationsPlan {
  fileprivate init(miner index: Int, of scenario: Scenario, book: BookTerms) {
    let miner = scenario.miners[index]
    self.init(
      miner, gpus: scenario.market.gpus, held: book.gpusHeld,
      grid: scenario.grid, seed: scenario.simulation.seed, rentsAreFlat: book.world == .lender,
      concerns: GoingConcernPlan(miner, scenario, in: book.storage),
      firstTenants: FirstTenantFactors(miner, index: index, scenario.simulation.tilt),
      in: book.storage)
  }
}

/// Tranches by rank, then name, and where each rank starts; the last start is the end of the list.
private func seniorFirst(_ tranches: [Tranche]) -> (order: [Int], starts: [Int]) {
  let order = tranches.indices.sorted {
    (tranches[$0].seniority, $0) < (tranches[$1].seniority, $1)
  }
  let starts = order.indices.filter {
    $0 == 0 || tranches[order[$0]].seniority != tranches[order[$0 - 1]].seniority
  }
  return (order, starts + [order.count])
}

private func tranchePlans(
  _ miner: Miner, _ scenario: Scenario, _ pledges: PledgeIndex, _ columns: inout OptionalColumns,
  in storage: Storage
) -> [TranchePlan] {
  let hasReserves = miner.tranches.contains { $0.reserve != nil }
  return miner.tranches.enumerated().map { index, tranche in
    TranchePlan(
      tranche, index, LienPlan(pledges, tranche: index, market: scenario.market, in: storage),
      hasReserves: hasReserves, grid: scenario.grid, &columns)
  }
}

private func commitmentPlans(
  _ miner: Miner, _ plans: [TranchePlan], grid: TimeGrid
) -> [CommitmentPlan] {
  plans.indices.compactMap {
    CommitmentPlan(miner.tranches[$0], $0, grid: grid, place: plans[$0].undrawn)
  }
}

extension [TranchePlan] {
  /// The tranches that give coins back; none if the miner never has any.
  fileprivate func coinReleases(_ treasury: TreasuryPlan) -> [CoinRelease] {
    let isCoinless =
      treasury.freeBTC <= 0 && treasury.freeETH <= 0 && treasury.hodl <= 0
      && allSatisfy { $0.pledgedBTC <= 0 && $0.pledgedETH <= 0 }
    if isCoinless { return [] }
    return indices.compactMap { tranche in
      self[tranche].margin?.releaseLTV.map { CoinRelease(tranche: tranche, releaseLTV: $0) }
    }
  }

  /// The margin tests of the tranches that can call; ether counts where it can be pledged.
  fileprivate func marginTests(takingETH: Bool) -> [MarginTest] {
    indices.compactMap { MarginTest(self, tranche: $0, takesETH: takingETH) }
  }

  /// Indices of the tranches that hold collateral, or may.
  fileprivate var secured: [Int] { indices.filter { self[$0].mayHoldCollateral } }

  /// Indices of the tranches that hold coins, or may call for coins that the miner has.
  fileprivate func holders(of coins: PerCoin<Bool>) -> [Int] {
    guard coins.btc || coins.eth else { return [] }
    return indices.filter {
      self[$0].pledgedBTC > 0 || self[$0].pledgedETH > 0 || self[$0].margin != nil
    }
  }
}

/// The first step that ends with the balance-sheet test.
private func firstTest(_ insolvency: InsolvencyTest?, grid: TimeGrid) -> Int {
  switch insolvency?.tested {
  case nil: Int.max
  case .everyStep: 0
  case .atHorizon: grid.stepCount - 1
  }
}

/// GPUs by class, classes in the market's order.
func classCounts(_ lots: [GPULot]) -> [ClassCount] {
  Dictionary(grouping: lots, by: \.gpu).sorted { $0.key < $1.key }
    .map { ClassCount(gpu: $0.key, count: $0.value.reduce(0) { $0 + $1.count }) }
}
