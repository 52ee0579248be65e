import CreditBasics
import Foundation

/// One tranche as it stands.
struct LoanState {
  var outstanding: Double
  /// What may still be drawn.
  var undrawn: Double
  /// Outstanding and undrawn when the step began.
  var opening = 0.0
  var openingUndrawn = 0.0
  /// Whether it was repaid early in full, which ends its commitment.
  var hasEnded = false
  /// Dollars in its reserve account.
  var reserve: Double
  var pledged: PerCoin<Double>
  /// Coupon, or margin of floating debt, as extensions have raised it.
  var coupon: Double
  var maturity: Double
  /// The step in which maturity falls.
  var maturityStep: Int
  /// The step of its last extension.
  var extendedIn: Int?
  var schedule: PaymentSchedule
  /// Interest accrued and not charged.
  var accrued = 0.0
  /// Service and balloons charged since cash was last ≥ 0.
  var charged = 0.0
  /// Whether these charges include a balloon or put that its reserve has not paid.
  var owesBalloon = false
  /// Consecutive failed covenant tests.
  var breaches = 0
  /// Number of equity cures that owners have paid for it.
  var equityCures = 0
  var account = TrancheAccount()
}

/// One GPU lot as it stands.
struct LotState {
  /// Date of entry into service, delay included.
  let start: Double
  /// The tranches it is pledged to, in rank order.
  var liens: [Int]
  var hasTenant: Bool
  /// Cumulative default intensity of the tenant, and the level at which it defaults.
  var hazard = 0.0
  let threshold: Double
}

/// One lot of rigs as it stands.
struct RigState {
  /// Date of entry into service, delay included.
  let start: Double
  var liens: [Int]
}

/// One lease as it stands.
struct LeaseState {
  let start: Double
  var liens: [Int]
  /// Revenue as a share of the original.
  var share = 1.0
  /// First step of the present tenant.
  var letFrom = 0
  /// Time in years from which it is let again after a tenant's default; −∞ before any.
  var letAt = -Double.infinity
  /// Whether it is let to its named tenant, whose contract is unbroken.
  var hasNamedTenant: Bool
  /// Number of the present tenant, from 0.
  var tenant = 0
  var hazard = 0.0
  var threshold: Double
}

/// A miner's state on one path (model §3); the stages of a step are in extensions.
struct MinerBooks {
  let terms: MinerTerms
  let draws: PathDraws
  /// The market at the end of the step under way.
  var market: MarketSnapshot
  /// Short rate at the start of the step under way.
  private(set) var openingShortRate: Double
  var cash: Double
  var free: PerCoin<Double>
  var loans: [LoanState]
  var lots: [LotState]
  var rigs: [RigState]
  var leases: [LeaseState]
  var orders: [OrderState]
  /// Idiosyncratic factor `Z`.
  var factor = 1.0
  private var factorStream: DrawStream
  var shares = 1.0
  /// Equity per share at the as-of date.
  var equityAtStart = 0.0
  /// CFADS and scheduled service of each step so far.
  var cfads: [Double] = []
  var service: [Double] = []
  /// Steps in a row that ended in arrears.
  var arrearsSteps = 0
  /// Whether a balloon or put fell due in this step.
  var balloonFellDue = false
  /// Coins sold in this step before resolution, in dollars at mark.
  var sold = PerCoin(btc: 0.0, eth: 0.0)
  /// Named tenants whose contracts are broken by the end of the step.
  private(set) var brokenTenants: [Bool] = []
  /// What it exchanges with its parent and its children.
  var group = GroupBooks()
  /// Dollars distributed to the parent or to owners in this step.
  var distributed = 0.0
  var defaultStep: Int?
  /// The step in which it failed owing nothing.
  var closedStep: Int?
  var cause: DefaultCause?
  var log: LedgerLog

  init(_ terms: MinerTerms, draws: PathDraws, market: MarketSnapshot, isRecording: Bool) {
    let (miner, grid) = (terms.miner, terms.grid)
    (self.terms, self.draws, self.market) = (terms, draws, market)
    openingShortRate = market.shortRate
    log = LedgerLog(isRecording: isRecording, miner: terms.index)
    factorStream = draws.stream("idiosyncratic/\(miner.name)")
    cash = miner.cashUSD
    free = miner.treasury.holdings
    for tranche in miner.tranches {
      free.btc -= tranche.pledge.btc
      free.eth -= tranche.pledge.eth
    }
    loans = zip(miner.tranches, terms.schedules).map { tranche, schedule in
      LoanState(
        outstanding: tranche.principalUSD, undrawn: tranche.commitment?.amountUSD ?? 0,
        reserve: tranche.reserve?.initialUSD ?? 0, pledged: tranche.pledge,
        coupon: tranche.floating?.margin ?? tranche.coupon, maturity: tranche.maturity,
        maturityStep: grid.step(reaching: tranche.maturity), schedule: schedule)
    }
    let draw = { (purpose: String, name: String) in
      draws.exponential("\(purpose)/\(miner.name)/\(name)")
    }
    let tilt = terms.law.tilt
    lots = miner.gpuLots.enumerated().map { at, lot in
      let delay = lot.meanDelayYears * draw("lot-delay", lot.name)
      let factor = tilt?.factor(ofLot: at, miner: terms.index) ?? 1
      return LotState(
        start: terms.start((lot.inService ?? 0) + delay, lot.order), liens: lot.liens,
        hasTenant: lot.contract != nil, threshold: draw("tenant", lot.name) / factor)
    }
    leases = miner.leases.enumerated().map { at, lease in
      LeaseState(
        start: terms.start(
          (lease.from ?? 0) + lease.meanDelayYears * draw("lease-delay", lease.name), lease.order),
        liens: lease.liens, hasNamedTenant: lease.tenant != nil,
        threshold: draw("lease-tenant", lease.name)
          / (tilt?.factor(ofLease: at, miner: terms.index) ?? 1))
    }
    rigs = terms.rigLots.map { lot in
      let delay = lot.meanDelayYears * draw("rig-delay", lot.name)
      return RigState(
        start: terms.start((lot.inService ?? 0) + delay, lot.order), liens: lot.liens)
    }
    orders = miner.orders.map { _ in OrderState() }
    openEquity()
  }

  /// Opens a step, given the market at the step's end.
  ///
  /// - Parameters:
  ///   - market: The market at the step's end.
  ///   - brokenTenants: For each named tenant, whether contracts with it are broken by then.
  mutating func begin(_ market: MarketSnapshot, brokenTenants: [Bool]) {
    self.brokenTenants = brokenTenants
    openingShortRate = self.market.shortRate
    self.market = market
    log.step = market.step
    sold = PerCoin(btc: 0, eth: 0)
    balloonFellDue = false
    distributed = 0
    group.begin()
    let grid = terms.grid
    let sigma = terms.miner.idiosyncraticVolatility
    if sigma > 0 {
      let shift = terms.law.tilt?.shift(ofMiner: terms.index, in: step) ?? 0
      let shock = factorStream.nextNormal() + shift
      factor *= exp(
        -sigma * sigma / 2 * grid.stepYears + sigma * grid.stepYears.squareRoot() * shock)
    }
    let discount = exp(-terms.riskFreeRate * grid.time(step + 1))
    for loan in loans.indices {
      loans[loan].opening = loans[loan].outstanding
      loans[loan].openingUndrawn = canDraw(loan, by: step) ? loans[loan].undrawn : 0
      loans[loan].account.discountedExposure +=
        grid.stepYears * discount * loans[loan].outstanding
    }
  }

  /// The stages of a step in order: the first that ends in default ends the step.
  mutating func run() -> DefaultCause? {
    operate()
    payOrders()
    serviceDebt()
    return answerMarginCalls() ?? testCovenants() ?? settleMaturities() ?? raiseLiquidity()
      ?? testInsolvency()
  }

  /// Whether it is neither in default nor closed.
  var isAlive: Bool { defaultStep == nil && closedStep == nil }

  /// The step under way.
  var step: Int { market.step }

  /// The terms of the regime of the step.
  var regime: Regime { terms.law.market.regimes[market.regime] }

  /// Whether what is dated `date` has happened at the end of the step.
  func hasHappened(_ date: Double) -> Bool { terms.grid.hasHappened(date, by: step + 1) }

  func name(_ loan: Int) -> String { terms.miner.tranches[loan].name }

  /// What entries about coins pledged to a tranche call them, as `PathStories` reads it.
  func name(_ coin: Coin, pledgedTo loan: Int) -> String { "\(name(loan)): \(coin.key)" }

  /// Charges a tranche's due amount: what cash cannot pay is arrears.
  mutating func charge(_ loan: Int, _ amount: Double) {
    cash -= amount
    loans[loan].charged += amount
  }
}
