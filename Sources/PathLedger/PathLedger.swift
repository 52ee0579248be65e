import CreditBasics

/// The scalar twin of the engine: the whole model, one path at a time, written like a textbook.
///
/// It shares only the draw protocol with the vectorised kernels, no code, so that agreement path by
/// path is evidence. It also keeps the books that explain a path line by line.
public struct PathLedger: Sendable {
  /// The scenario.
  public let scenario: Scenario
  private let law: MarketLaw
  private let terms: [MinerTerms]
  /// Miners in the order of a step.
  private let order: [Int]

  /// Resolves a valid scenario to steps.
  public init(scenario: Scenario, world: World = .full) {
    self.scenario = scenario
    let law = MarketLaw(scenario, world: world)
    self.law = law
    order = scenario.stepOrder
    terms = scenario.miners.indices.map { MinerTerms(scenario, index: $0, law: law) }
  }

  /// Runs one path.
  ///
  /// - Parameters:
  ///   - path: The path's number, below 2⁴⁸.
  ///   - recording: Whether market, marks and ledger are kept.
  public func run(path: UInt64, recording: Bool = false) -> PathAccount {
    var run = begin(path, isRecording: recording)
    for _ in 0..<law.grid.stepCount { run.step() }
    return run.finish()
  }

  /// The market at the end of some steps of one path, as a recording of the path has it.
  ///
  /// Keeps no books, and so takes less time than a recording.
  ///
  /// - Parameters:
  ///   - path: The path's number, below 2⁴⁸.
  ///   - steps: The number of steps, at most the scenario's.
  public func market(path: UInt64, after steps: Int) -> MarketSnapshot {
    var run = begin(path, isRecording: false)
    for _ in 0..<steps { run.step() }
    return run.now
  }

  private func begin(_ path: UInt64, isRecording: Bool) -> PathRun {
    PathRun(
      law, terms, order, draws: PathDraws(seed: scenario.simulation.seed, path: path),
      isRecording: isRecording)
  }

  /// Equity of each miner at the as-of date on one path, at the marks of time 0.
  public func equityAtStart(path: UInt64) -> [Double] {
    begin(path, isRecording: false).equityAtStart
  }
}

/// One path under way: the market, the miners alive and what has been recorded.
private struct PathRun {
  private var market: MarketPath
  private var books: [MinerBooks]
  private var log: LedgerLog
  private var account: PathAccount
  private let order: [Int]
  private var tenants: TenantPath

  init(
    _ law: MarketLaw, _ terms: [MinerTerms], _ order: [Int], draws: PathDraws, isRecording: Bool
  ) {
    self.order = order
    tenants = TenantPath(law.tenants, draws: draws, tilt: law.tilt)
    let market = MarketPath(law, draws: draws)
    self.market = market
    books = terms.map {
      MinerBooks($0, draws: draws, market: market.now, isRecording: isRecording)
    }
    log = LedgerLog(isRecording: isRecording, miner: nil)
    account = PathAccount(path: draws.path, miners: books.map(\.account))
    for miner in order {
      books[miner].openEquity()
      addStake(in: miner)
    }
  }

  var equityAtStart: [Double] { books.map(\.equityAtStart) }
  var now: MarketSnapshot { market.now }

  /// Adds a child's positive equity to its parent's stakes.
  private mutating func addStake(in child: Int) {
    guard let parent = books[child].terms.miner.parent else { return }
    books[parent].group.stakes += max(0, books[child].equity)
  }

  /// Runs one step: market, miners, resolution, and what their sales do to the market.
  mutating func step() {
    market.advance()
    log.step = market.now.step
    if log.isRecording { recordMarket() }

    var sold = PerCoin(btc: 0.0, eth: 0.0)
    var causes: [(miner: Int, cause: DefaultCause)] = []
    var closing: Set<Int> = []
    let openingCash = books.map(\.cash)
    let regime = market.law.market.regimes[market.now.regime]
    tenants.advance(regime.tenantDefaultPerYear * market.law.grid.stepYears)
    let broken = tenants.isBroken
    for miner in books.indices where books[miner].isAlive {
      books[miner].begin(market.now, brokenTenants: broken)
    }
    for miner in order where books[miner].isAlive {
      if let parent = books[miner].terms.miner.parent, books[parent].isAlive {
        books[miner].group.parentCash = openingCash[parent] - books[parent].group.given
      }
      let cause = books[miner].run()
      settleWithParent(of: miner, survived: cause == nil)
      if let cause {
        if books[miner].owesAnything {
          causes.append((miner, cause))
        } else {
          closing.insert(miner)
        }
      }
      for coin in Coin.allCases { sold[coin] += books[miner].sold[coin] }
    }
    let pool = DefaultPool(
      causes.map { books[$0.miner] }, gpuClasses: market.law.market.gpus.count)
    for coin in Coin.allCases { sold[coin] += pool.coins[coin] }
    if log.isRecording { recordCollateral(of: causes.map(\.miner), besides: closing) }
    for miner in books.indices
    where books[miner].isAlive && books[miner].log.step == market.now.step {
      let cause = causes.first { $0.miner == miner }?.cause
      close(miner, cause, pool, withoutDebt: closing.contains(miner))
    }
    let impact = market.absorb(sold: sold, dumped: pool.gpus, rigs: pool.rigs)
    if log.isRecording { recordPressure(sold, impact, pool) }
  }

  /// Passes on support, distributions and equity of a child to its parent, whose turn comes later
  /// in the same step.
  private mutating func settleWithParent(of child: Int, survived: Bool) {
    guard let parent = books[child].terms.miner.parent else { return }
    books[parent].group.given += books[child].group.support
    books[parent].group.received += books[child].distributed
    if survived { addStake(in: child) }
  }

  /// Ends a miner's step: with resolution after a default, closure without debt, or closing
  /// balances.
  private mutating func close(
    _ miner: Int, _ cause: DefaultCause?, _ pool: DefaultPool, withoutDebt: Bool
  ) {
    var marks = account.miners[miner].marks
    let collateral = account.miners[miner].collateral
    if log.isRecording { marks.append(books[miner].marks) }
    if let cause {
      account.miners[miner] = books[miner].resolve(cause, in: pool)
    } else if withoutDebt {
      account.miners[miner] = books[miner].closeDown()
    } else if log.isRecording {
      books[miner].recordClosing()
    }
    account.miners[miner].marks = marks
    account.miners[miner].collateral = collateral
    account.entries += books[miner].log.flush()
  }

  /// The account of the path, survivors included.
  mutating func finish() -> PathAccount {
    for miner in books.indices where books[miner].defaultStep == nil {
      account.miners[miner].tranches = books[miner].account.tranches
      guard books[miner].isAlive else { continue }
      for loan in books[miner].loans.indices {
        account.miners[miner].tranches[loan].owedAtEndUSD = books[miner].loans[loan].outstanding
      }
    }
    return account
  }
}

// MARK: - Recording

extension PathRun {
  /// Values what defaulters have pledged, alone and in the pool of all miners that began the step
  /// alive and do not close in it.
  private mutating func recordCollateral(of defaulters: [Int], besides closing: Set<Int>) {
    guard !defaulters.isEmpty else { return }
    let everyone = DefaultPool(
      books.indices.filter { books[$0].isAlive && !closing.contains($0) }.map { books[$0] },
      gpuClasses: market.law.market.gpus.count)
    for miner in defaulters {
      account.miners[miner].collateral = books[miner].collateral(everyone)
    }
  }

  private mutating func recordMarket() {
    let now = market.now
    account.market.append(now)
    let terms = market.law.market
    log.note(.market, .regime, Double(now.regime), of: terms.regimes[now.regime].name)
    for coin in Coin.allCases where terms.coins[coin].spotUSD != nil {
      log.note(.market, .coinPrice, now.coinUSD[coin], of: coin.key)
    }
    log.note(.market, .hashrate, now.hashratePH)
    log.note(.market, .hashprice, now.hashprice)
    log.note(.market, .rentIndex, now.rentIndex)
    log.note(.market, .power, now.powerPerMWh)
    if terms.shortRate != nil { log.note(.market, .shortRate, now.shortRate) }
    for (gpu, kind) in terms.gpus.enumerated() {
      log.note(.market, .rent, now.rentPerHour[gpu], of: kind.name)
      log.note(.market, .resale, now.resaleUSD[gpu], of: kind.name)
    }
    account.entries += log.flush()
  }

  private mutating func recordPressure(
    _ sold: PerCoin<Double>, _ impact: PerCoin<Double>, _ pool: DefaultPool
  ) {
    for coin in Coin.allCases where sold[coin] > 0 {
      log.note(.closing, .coinsSoldByAll, sold[coin], of: coin.key)
      log.note(.closing, .permanentImpact, impact[coin], of: coin.key)
    }
    for (gpu, kind) in market.law.market.gpus.enumerated() where market.overhang[gpu] > 0 {
      log.note(.closing, .gpusDumped, pool.gpus[gpu], of: kind.name)
      log.note(.closing, .overhang, market.overhang[gpu], of: kind.name)
    }
    if market.rigOverhang > 0 {
      log.note(.closing, .rigsDumped, pool.rigs)
      log.note(.closing, .rigOverhang, market.rigOverhang)
    }
    account.entries += log.flush()
  }
}

extension MinerBooks {
  /// The marks of the books as they stand.
  fileprivate var marks: MinerMarks {
    MinerMarks(
      markedAssetsUSD: markedAssets, outstandingUSD: outstanding,
      debtServiceCoverage: debtServiceCoverage,
      liquidationUSD: totalProceeds(in: ownPool) + min(0, cash))
  }

  /// Writes the closing balances of the step.
  fileprivate mutating func recordClosing() {
    let marks = self.marks
    log.note(.closing, .cash, cash)
    for coin in Coin.allCases {
      log.note(.closing, .freeCoins, free[coin], of: coin.key)
      for loan in loans.indices where loans[loan].pledged[coin] > 0 {
        log.note(.closing, .pledged, loans[loan].pledged[coin], of: name(coin, pledgedTo: loan))
      }
    }
    for loan in loans.indices {
      if terms.miner.tranches[loan].reserve != nil {
        log.note(.closing, .reserve, loans[loan].reserve, of: name(loan))
      }
      log.note(.closing, .outstanding, loans[loan].outstanding, of: name(loan))
      if canDraw(loan, by: step + 1) {
        log.note(.closing, .undrawn, loans[loan].undrawn, of: name(loan))
      }
    }
    if group.stakes > 0 { log.note(.closing, .stakes, group.stakes) }
    log.note(.closing, .markedAssets, marks.markedAssetsUSD)
    log.note(.closing, .ltv, marks.loanToValue)
    if let dscr = marks.debtServiceCoverage { log.note(.closing, .trailingDSCR, dscr) }
  }
}
