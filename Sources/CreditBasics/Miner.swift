/// Coins held, kept and sold.
public struct Treasury: Sendable, Equatable {
  /// Coins held at the as-of date, pledged ones included.
  public var holdings: PerCoin<Double>
  /// Yield per year on ETH held, paid in free ETH.
  public var ethStakingYield: Double
  /// Share of gross mining revenue kept as free BTC while the fleet runs.
  public var hodl: Double
  /// Coins that may be pledged on a call and sold, in that order.
  public var saleOrder: [Coin]
  /// Largest share of a free holding sold in a week.
  public var maxSaleSharePerWeek: Double

  /// Creates a treasury.
  public init(
    holdings: PerCoin<Double> = PerCoin(btc: 0, eth: 0), ethStakingYield: Double = 0,
    hodl: Double = 0, saleOrder: [Coin] = [.eth, .btc], maxSaleSharePerWeek: Double = 1
  ) {
    self.holdings = holdings
    self.ethStakingYield = ethStakingYield
    self.hodl = hodl
    self.saleOrder = saleOrder
    self.maxSaleSharePerWeek = maxSaleSharePerWeek
  }
}

/// The mining fleet.
public struct ASICFleet: Sendable, Equatable {
  /// Hashrate of the fleet in PH/s.
  public var petahash: Double
  /// Efficiency in J/TH.
  public var joulesPerTerahash: Double
  /// Share of time the fleet runs.
  public var uptime: Double
  /// Resale price in $/TH at today's hashprice.
  public var resalePerTerahash: Double

  /// Creates a fleet.
  public init(
    petahash: Double, joulesPerTerahash: Double = 0, uptime: Double = 1,
    resalePerTerahash: Double = 0
  ) {
    self.petahash = petahash
    self.joulesPerTerahash = joulesPerTerahash
    self.uptime = uptime
    self.resalePerTerahash = resalePerTerahash
  }

  /// Average power draw in MW, `PH · J/TH · uptime / 1000`.
  public var megawatts: Double { petahash * joulesPerTerahash * uptime / 1000 }
}

/// How the miner buys power.
public struct PowerContract: Sendable, Equatable {
  /// Price of the power bought ahead in $/MWh.
  public var fixedPrice: Double
  /// Share of consumption bought ahead, take-or-pay.
  public var fixedShare: Double
  /// End in years since the as-of date, after which all power is at spot; infinite for none.
  public var until: Double
  /// Share of a gain on power bought ahead that idling earns.
  public var resaleShare: Double

  /// Creates a power contract.
  public init(
    fixedPrice: Double = 0, fixedShare: Double = 0, until: Double = .infinity,
    resaleShare: Double = 1
  ) {
    self.fixedPrice = fixedPrice
    self.fixedShare = fixedShare
    self.until = until
    self.resaleShare = resaleShare
  }
}

/// A take-or-pay contract on a GPU lot.
public struct RentalContract: Sendable, Equatable {
  /// Share of the lot under contract.
  public var share: Double
  /// Contract rate in $/GPU-hour.
  public var ratePerHour: Double
  /// End in years since the as-of date; infinite when it never ends.
  public var until: Double
  /// The tenant leaves when spot rent falls below this share of the contract rate.
  public var walkAwayBelow: Double
  /// Multiple of the regime's tenant default intensity.
  public var tenantRisk: Double
  /// Index of a named tenant in the scenario's list; nil is one of its own, of `tenantRisk`.
  public var tenant: Int?
  /// Whether it goes with the lot to a buyer.
  public var isAssignable: Bool
  /// Share of revenue received before the as-of date.
  public var prepaid: Double

  /// Creates a rental contract.
  public init(
    share: Double = 1, ratePerHour: Double, until: Double = .infinity, walkAwayBelow: Double = 0,
    tenantRisk: Double = 1, tenant: Int? = nil, isAssignable: Bool = false, prepaid: Double = 0
  ) {
    self.share = share
    self.ratePerHour = ratePerHour
    self.until = until
    self.walkAwayBelow = walkAwayBelow
    self.tenantRisk = tenantRisk
    self.tenant = tenant
    self.isAssignable = isAssignable
    self.prepaid = prepaid
  }
}

/// A lot of equal GPUs.
public struct GPULot: Sendable, Equatable {
  /// The lot's name.
  public var name: String
  /// Index of the GPU class in the market's list.
  public var gpu: Int
  /// Number of GPUs.
  public var count: Double
  /// Date of entry into service in years since the as-of date; nil is in service already.
  public var inService: Double?
  /// Mean of the exponential delay of that entry in years.
  public var meanDelayYears: Double
  /// Indices of the tranches it is pledged to in the miner's list, in rank order.
  public var liens: [Int]
  /// Index of the order it waits for in the miner's list; nil for none.
  public var order: Int?
  /// The contract, if any.
  public var contract: RentalContract?

  /// Creates a GPU lot.
  public init(
    name: String, gpu: Int, count: Double, inService: Double? = nil, meanDelayYears: Double = 0,
    pledgedTo: Int? = nil, liens: [Int] = [], order: Int? = nil, contract: RentalContract? = nil
  ) {
    self.name = name
    self.gpu = gpu
    self.count = count
    self.inService = inService
    self.meanDelayYears = meanDelayYears
    self.liens = pledgedTo.map { [$0] } ?? liens
    self.order = order
    self.contract = contract
  }
}

extension GPULot {
  /// Index of the tranche with the first lien.
  public var pledgedTo: Int? {
    get { liens.first }
    set { liens = newValue.map { [$0] } ?? [] }
  }
}

/// A colocation lease to a tenant.
public struct Lease: Sendable, Equatable {
  /// The lease's name.
  public var name: String
  /// Revenue per year while let, in dollars.
  public var revenuePerYear: Double
  /// Share of revenue lost to costs.
  public var costShare: Double
  /// Start in years since the as-of date; nil is running already.
  public var from: Double?
  /// End in years since the as-of date; infinite when it never ends.
  public var until: Double
  /// Mean of the exponential delay of the start in years.
  public var meanDelayYears: Double
  /// Multiple of the regime's tenant default intensity.
  public var tenantRisk: Double
  /// Index of a named tenant in the scenario's list; nil is one of its own, of `tenantRisk`.
  public var tenant: Int?
  /// Rate per year at which it is valued; nil has no value.
  public var discountRate: Double?
  /// Years without a tenant after one defaults.
  public var reletYears: Double
  /// Revenue after re-letting as a share of before.
  public var reletShare: Double
  /// Indices of the tranches it is pledged to, in rank order.
  public var liens: [Int]
  /// Index of the order it waits for in the miner's list; nil for none.
  public var order: Int?

  /// Creates a lease.
  public init(
    name: String, revenuePerYear: Double, costShare: Double = 0, from: Double? = nil,
    until: Double = .infinity, meanDelayYears: Double = 0, tenantRisk: Double = 1,
    tenant: Int? = nil, discountRate: Double? = nil,
    reletYears: Double = 0, reletShare: Double = 1, liens: [Int] = [],
    order: Int? = nil
  ) {
    self.name = name
    self.revenuePerYear = revenuePerYear
    self.costShare = costShare
    self.from = from
    self.until = until
    self.meanDelayYears = meanDelayYears
    self.tenantRisk = tenantRisk
    self.tenant = tenant
    self.discountRate = discountRate
    self.reletYears = reletYears
    self.reletShare = reletShare
    self.liens = liens
    self.order = order
  }
}

/// A borrower: its assets, operations and debt (model §3).
public struct Miner: Sendable, Equatable {
  /// The miner's name.
  public var name: String
  /// Index of its parent in the book; nil for none.
  public var parent: Int?
  /// What the parent adds when cash is negative; nil for nothing.
  public var support: ParentSupport?
  /// Cash at the as-of date in dollars.
  public var cashUSD: Double
  /// Simple yield per year on positive cash; a fee when negative.
  public var cashYield: Double
  /// Cash below which the treasurer raises money, in dollars.
  public var minimumCashUSD: Double
  /// Days in arrears that lenders tolerate.
  public var graceDays: Double
  /// Overheads in dollars per year.
  public var overheadPerYear: Double
  /// Volatility `s` of the miner's own factor `Z` per √year; 0 for none.
  public var idiosyncraticVolatility: Double
  /// Coins.
  public var treasury: Treasury
  /// Mining fleet, if any.
  public var asics: ASICFleet?
  /// Further rigs in name order.
  public var rigLots: [RigLot]
  /// Power purchases.
  public var power: PowerContract
  /// Share of equity that can be issued in a week; 0 for no issuance.
  public var equityIssuancePerWeek: Double
  /// Weeks ahead whose payments may be funded by issuing what a step's limit leaves; 0 for none.
  public var prefundWeeks: Double
  /// What leaves to the parent or to owners, if anything.
  public var distributions: DistributionTerms?
  /// Market value of the shares; nil is marked equity.
  public var marketCap: MarketCapitalisation?
  /// Hardware on order, in name order.
  public var orders: [Order]
  /// Payments that are neither operations nor debt, by date, ascending.
  public var payments: [DatedPayment]
  /// GPU lots in name order.
  public var gpuLots: [GPULot]
  /// Leases in name order.
  public var leases: [Lease]
  /// Debt in name order.
  public var tranches: [Tranche]
  /// The balance-sheet test, if any.
  public var insolvency: InsolvencyTest?
  /// Free text by free names; nothing is computed from it.
  public var tags: [String: String]

  /// Creates a miner.
  public init(
    name: String, parent: Int? = nil, support: ParentSupport? = nil, cashUSD: Double = 0,
    cashYield: Double = 0, minimumCashUSD: Double = 0,
    graceDays: Double = 0, overheadPerYear: Double = 0, idiosyncraticVolatility: Double = 0,
    treasury: Treasury = Treasury(), asics: ASICFleet? = nil, rigLots: [RigLot] = [],
    power: PowerContract = PowerContract(),
    equityIssuancePerWeek: Double = 0, prefundWeeks: Double = 0,
    distributions: DistributionTerms? = nil, marketCap: MarketCapitalisation? = nil,
    orders: [Order] = [], payments: [DatedPayment] = [], gpuLots: [GPULot] = [],
    leases: [Lease] = [], tranches: [Tranche] = [],
    insolvency: InsolvencyTest? = nil, tags: [String: String] = [:]
  ) {
    self.name = name
    self.parent = parent
    self.support = support
    self.cashUSD = cashUSD
    self.cashYield = cashYield
    self.minimumCashUSD = minimumCashUSD
    self.graceDays = graceDays
    self.overheadPerYear = overheadPerYear
    self.idiosyncraticVolatility = idiosyncraticVolatility
    self.treasury = treasury
    self.asics = asics
    self.rigLots = rigLots
    self.power = power
    self.equityIssuancePerWeek = equityIssuancePerWeek
    self.prefundWeeks = prefundWeeks
    self.distributions = distributions
    self.marketCap = marketCap
    self.orders = orders
    self.payments = payments
    self.gpuLots = gpuLots
    self.leases = leases
    self.tranches = tranches
    self.insolvency = insolvency
    self.tags = tags
  }
}
