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
  /// Simple yield per year on positive cash; a negative yield is a fee.
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
  /// All rigs in name order: the mining fleet is one lot, called `asics`.
  public var allRigLots: [RigLot] {
    let fleet = asics.map { [RigLot(name: "asics", fleet: $0)] } ?? []
    return (fleet + rigLots).sorted { $0.name < $1.name }
  }
  /// Power purchases.
  public var power: PowerContract
  /// Share of equity that can be issued in a week; 0 for no issuance.
  public var equityIssuancePerWeek: Double
  /// Weeks ahead for whose payments equity may be issued early, within a step's limit; 0 for none.
  public var prefundWeeks: Double
  /// Distributions to the parent or to owners, if any.
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
