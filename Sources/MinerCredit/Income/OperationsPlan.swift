import CreditBasics
import NumericCore

/// What a miner earns and pays before debt service, resolved to one step (model §3, stage 1).
struct OperationsPlan: Sendable {
  let seed: UInt64
  let grid: TimeGrid

  // Lots and leases.
  let lots: FixedArray<LotPlan>
  /// The classes of GPU among the lots, by their place in `CreditPlan.runningCosts`.
  let classes: FixedArray<Int>
  /// The bits of these classes in `IdleGroups`.
  let idleMask: UInt64
  /// The same classes by their index in the market; empty where rents are flat.
  let gpus: FixedArray<Int>
  /// Classes of which some tenant may walk away when rents fall, as positions in `classes`.
  let walks: FixedArray<Int>
  let leases: FixedArray<LeasePlan>
  let concerns: GoingConcernPlan

  // Mining.
  /// Lots of rigs that each run or idle; empty if there is only one, in service from the as-of
  /// date, that resells its power in full.
  let rigs: FixedArray<RigLotPlan>
  /// Whether `rigs` is one lot that is in service from the as-of date on.
  let isOneLot: Bool
  /// Whether `rigs` are several lots, or one that starts later or waits for an order.
  let minesInLots: Bool
  /// Gross mining revenue of the fleet in dollars per $/PH/day of hashprice: PH · uptime · days; 0 where
  /// `rigs` earn it.
  let petahashDays: Double
  /// Energy of the fleet in MWh.
  let fleetMWh: Double

  // Costs that do not depend on what runs.
  let overheadPerStep: Double
  let power: PowerPlan
  /// Power bought ahead and resold at spot, in MWh.
  let fixedMWh: Double

  /// Number of orders that can have a bit of their own: a lane holds whole numbers of that many
  /// bits exactly.
  static let mostOrdersTold = 52

  /// Whether the orders that anything waits for have bits of their own in `IncomeTerms.cancelled`.
  var tellsOrdersApart: Bool {
    let most = Self.mostOrdersTold
    return lots.indices.allSatisfy { lots[$0].order < most }
      && rigs.indices.allSatisfy { rigs[$0].order < most }
      && leases.indices.allSatisfy { leases[$0].order < most }
  }

  /// Whether there is anything that can start or end.
  let hasEvents: Bool

  init(
    _ miner: Miner, gpus: [GPUClass], held: [Int], grid: TimeGrid, seed: UInt64,
    rentsAreFlat: Bool, concerns: GoingConcernPlan, firstTenants: FirstTenantFactors,
    in storage: Storage
  ) {
    self.seed = seed
    self.concerns = concerns
    self.grid = grid
    let hours = TimeGrid.hoursPerYear * grid.stepYears
    let power = PowerPlan(miner.power, grid: grid)
    self.power = power
    let rigLots = miner.allRigLots.map { RigLotPlan($0, of: miner, grid: grid) }
    let isPlain =
      rigLots.count <= 1 && rigLots.allSatisfy { $0.start.isImmediate && $0.order < 0 }
      && power.isSoldInFull
    rigs = FixedArray(isPlain ? [] : rigLots, in: storage)
    isOneLot =
      !isPlain && rigLots.count == 1 && rigLots[0].start.isImmediate && rigLots[0].order < 0
    minesInLots = !rigs.isEmpty && !isOneLot
    let fleet = isPlain ? miner.allRigLots.first?.fleet : nil
    petahashDays = fleet.map { $0.petahash * $0.uptime * hours / 24 } ?? 0
    fleetMWh = (fleet?.megawatts ?? 0) * hours
    fixedMWh = miner.power.fixedShare * fleetMWh
    let classes = Set(miner.gpuLots.map(\.gpu)).sorted()
    let places = classes.map { held.firstIndex(of: $0)! }
    self.classes = FixedArray(places, in: storage)
    idleMask = IdleGroups.mask(of: places)
    self.gpus = FixedArray(rentsAreFlat ? [] : classes, in: storage)
    lots = FixedArray(
      miner.gpuLots.indices.map { index in
        let lot = miner.gpuLots[index]
        return LotPlan(
          lot, of: miner, class: gpus[lot.gpu], position: classes.firstIndex(of: lot.gpu)!,
          rentIsFlat: rentsAreFlat, grid: grid, riskFactor: firstTenants.lots[index])
      }, in: storage)
    leases = FixedArray(
      miner.leases.indices.map {
        LeasePlan(
          miner.leases[$0], of: miner, grid: grid, riskFactor: firstTenants.leases[$0])
      }, in: storage)
    let walkers = miner.gpuLots.filter { $0.contract.map { $0.walkAwayBelow > 0 } ?? false }
    walks = FixedArray(
      rentsAreFlat
        ? [] : Set(walkers.map(\.gpu)).sorted().compactMap { classes.firstIndex(of: $0) },
      in: storage)
    overheadPerStep = miner.overheadPerYear * grid.stepYears
    hasEvents =
      !miner.gpuLots.isEmpty || !miner.leases.isEmpty || !isPlain || power.end.isFinite
  }
}

/// When something starts: a date and an exponential delay.
struct StartPlan: Sendable {
  let date: Double
  let meanDelayYears: Double
  let purpose: Purpose
  /// Last payment of its order, before which it cannot start.
  var paid = -Double.infinity

  /// Whether it runs from the as-of date in every lane.
  var isImmediate: Bool {
    max(date, paid) <= TimeGrid.dateTolerance && meanDelayYears == 0
  }

  /// The step in which it starts on each of eight paths.
  func steps(seed: UInt64, paths: LaneBits, grid: TimeGrid) -> Lanes {
    guard meanDelayYears > 0 else {
      return Lanes(repeating: Double(grid.step(reaching: max(date, paid))))
    }
    let bits = Philox.words(seed: seed, paths: paths, purpose: purpose, index: 0).0
    let dates = LaneMath.log(uniform(bits)) * -meanDelayYears + date
    var steps = Lanes(repeating: 0)
    for lane in 0..<laneCount { steps[lane] = Double(grid.step(reaching: max(dates[lane], paid))) }
    return steps
  }
}

/// A GPU lot resolved to one step.
struct LotPlan: Sendable {
  let gpu: Int
  /// Rent of an hour where it never changes; else nil.
  let flatRent: Double?
  /// Position of its class among the miner's classes.
  let position: Int
  /// GPU-hours in a step.
  let gpuHours: Double
  private let opexPerHour: Double
  private let megawatts: Double
  let start: StartPlan
  /// Whether it is in service on the as-of date in every lane: what waits for an order that has yet to be paid
  /// enters in the first step at the earliest.
  let runsToday: Bool
  /// Index of the order that it waits for; −1 for none.
  let order: Int
  let contract: RentalContract?
  /// Dollars of a contracted GPU-hour that are not prepaid.
  let earnedPerHour: Double
  /// Index of a named tenant; −1 for an anonymous one.
  let namedTenant: Int
  /// First step in which the contract earns nothing.
  let contractEnd: Double
  /// Spot rent below which the tenant walks away.
  let walkRent: Double
  let tenant: Purpose
  /// Risk of an anonymous tenant, times the factor of a tilted run.
  let tenantRisk: Double

  init(
    _ lot: GPULot, of miner: Miner, class gpuClass: GPUClass, position: Int, rentIsFlat: Bool,
    grid: TimeGrid, riskFactor: Double
  ) {
    gpu = lot.gpu
    self.position = position
    flatRent = rentIsFlat ? gpuClass.rentPerHour : nil
    opexPerHour = gpuClass.opexPerHour
    megawatts = gpuClass.kilowatts / 1000
    gpuHours = lot.count * TimeGrid.hoursPerYear * grid.stepYears
    start = StartPlan(
      date: lot.inService ?? 0, meanDelayYears: lot.meanDelayYears,
      purpose: Purpose("lot-delay/\(miner.name)/\(lot.name)"), paid: miner.paid(lot.order))
    runsToday = start.isImmediate && miner.isPaid(lot.order)
    order = lot.order ?? -1
    contract = lot.contract
    earnedPerHour = lot.contract?.earnedPerHour ?? 0
    namedTenant = lot.contract?.tenant ?? -1
    contractEnd = endStep(lot.contract?.until ?? .infinity, grid)
    walkRent = lot.contract?.walkAwayRent ?? 0
    tenant = Purpose("tenant/\(miner.name)/\(lot.name)")
    tenantRisk = (lot.contract?.tenantRisk ?? 0) * riskFactor
  }

  /// Dollars that a GPU-hour costs for operation and power bought ahead.
  func costPerHour(_ power: PowerPlan, step: Double) -> Double {
    opexPerHour + megawatts * power.boughtShare(in: step) * power.price
  }

  /// MWh that a GPU-hour buys at spot.
  func powerPerHour(_ power: PowerPlan, step: Double) -> Double {
    megawatts * (1 - power.boughtShare(in: step))
  }
}

/// A lease resolved to one step.
struct LeasePlan: Sendable {
  let incomePerStep: Double
  let start: StartPlan
  /// Index of the order that it waits for; −1 for none.
  let order: Int
  let end: Double
  let tenantRisk: Double
  /// Risk of the first anonymous tenant, times the factor of a tilted run.
  let firstTenantRisk: Double
  /// Steps without income after a default, 0 when re-let in the same step.
  let reletSteps: Double
  let reletShare: Double
  let reletYears: Double
  let tenant: Purpose
  /// Index of the named tenant that comes first; −1 for an anonymous one.
  let namedTenant: Int
  /// Whether the lease has a value.
  let isValued: Bool

  init(_ lease: Lease, of miner: Miner, grid: TimeGrid, riskFactor: Double) {
    incomePerStep = lease.incomePerYear * grid.stepYears
    start = StartPlan(
      date: lease.from ?? 0, meanDelayYears: lease.meanDelayYears,
      purpose: Purpose("lease-delay/\(miner.name)/\(lease.name)"), paid: miner.paid(lease.order))
    order = lease.order ?? -1
    end = endStep(lease.until, grid)
    tenantRisk = lease.tenantRisk
    firstTenantRisk = lease.tenantRisk * riskFactor
    reletSteps = Double(grid.step(reaching: lease.reletYears)) + (lease.reletYears > 1e-9 ? 1 : 0)
    reletShare = lease.reletShare
    reletYears = lease.reletYears
    namedTenant = lease.tenant ?? -1
    isValued = lease.discountRate != nil
    tenant = Purpose("lease-tenant/\(miner.name)/\(lease.name)")
  }
}

/// The step that reaches an end date, as a number to compare lanes with; infinite for no end.
func endStep(_ date: Double, _ grid: TimeGrid) -> Double {
  date.isFinite ? Double(grid.step(reaching: date)) : .infinity
}
