import CreditBasics
import Foundation

/// What all defaulters of one step sell together.
struct DefaultPool {
  /// Coins in dollars at mark.
  var coins = PerCoin(btc: 0.0, eth: 0.0)
  /// GPUs of each class.
  var gpus: [Double]
  /// PH/s of rigs.
  var rigs = 0.0

  /// Everything that a set of defaulters dumps; lots sold with their contracts are left out.
  init(_ defaulters: [MinerBooks], gpuClasses: Int) {
    gpus = Array(repeating: 0, count: gpuClasses)
    for books in defaulters {
      for coin in Coin.allCases { coins[coin] += books.held(coin) * books.mark(coin) }
      for (index, lot) in books.terms.miner.gpuLots.enumerated()
      where books.contractProceeds(index) == nil {
        gpus[lot.gpu] += lot.count * books.paidShare(lot.order)
      }
      for lot in books.terms.rigLots { rigs += lot.fleet.petahash * books.paidShare(lot.order) }
    }
  }
}

/// The average share of the price at which `quantity` is sold: `(D/q)(1 − e^{−q/D})`.
func averageShare(selling quantity: Double, depth: Double?) -> Double {
  guard let depth, quantity > 0 else { return 1 }
  return -expm1(-quantity / depth) * depth / quantity
}

/// Section 4: what a defaulted miner's assets fetch, and who gets it.
extension MinerBooks {
  /// Closes the books of a miner in default.
  mutating func resolve(_ cause: DefaultCause, in pool: DefaultPool) -> MinerAccount {
    (defaultStep, self.cause) = (step, cause)
    noteDefault(cause)
    let claims = self.claims
    let fromPledge = takings(
      claims, first: claims.indices.map { pledgedCoinProceeds($0, in: pool) + loans[$0].reserve },
      worth: { thingProceeds($0, in: pool) })
    let proceeds = totalProceeds(in: pool)
    var account = self.account
    account.proceedsUSD = proceeds
    let available = proceeds - fromPledge.reduce(0, +)
    let fromPool = distribute(available, zip(claims, fromPledge).map { $0 - $1 })
    let discount = exp(-terms.riskFreeRate * terms.grid.time(step + 1))
    for loan in claims.indices {
      let recovery = min(claims[loan], fromPledge[loan] + fromPool[loan])
      account.tranches[loan].claimUSD = claims[loan]
      account.tranches[loan].recoveryUSD = recovery
      account.tranches[loan].discountedLossUSD = (claims[loan] - recovery) * discount
      log.note(.resolution, .claim, claims[loan], of: name(loan))
      log.note(.resolution, .fromPledge, fromPledge[loan], of: name(loan))
      log.note(.resolution, .fromPool, fromPool[loan], of: name(loan))
      log.note(.resolution, .recovery, recovery, of: name(loan))
    }
    account.residualUSD = max(0, available - fromPool.reduce(0, +))
    log.note(.resolution, .proceeds, proceeds)
    log.note(.resolution, .residual, account.residualUSD)
    return account
  }

  /// Whether any tranche has a claim: a miner that fails without one is closed, not in default.
  var owesAnything: Bool { claims.contains { $0 > leastClaimUSD } }

  /// Closes a miner that fails owing nothing: it stops, and its assets stay with its owners.
  mutating func closeDown() -> MinerAccount {
    closedStep = step
    log.note(.closing, .closed, markedAssets)
    return account
  }

  /// The miner's account as it stands.
  var account: MinerAccount {
    MinerAccount(
      defaultStep: defaultStep, closedStep: closedStep, cause: cause,
      tranches: loans.map(\.account))
  }

  /// Outstanding, accrued interest and the share of arrears of each tranche.
  private var claims: [Double] {
    let charges = loans.reduce(0) { $0 + $1.charged }
    let arrears = max(0, min(-cash, charges))
    return loans.map {
      $0.outstanding + $0.accrued + (charges > 0 ? arrears * $0.charged / charges : 0)
    }
  }

  /// Shares out the pool by rank, pari passu within a rank.
  private func distribute(_ available: Double, _ unpaid: [Double]) -> [Double] {
    var left = available
    var paid = unpaid.map { _ in 0.0 }
    let ranks = terms.miner.tranches.map(\.seniority)
    for rank in Set(ranks).sorted() {
      let members = ranks.indices.filter { ranks[$0] == rank }
      let owed = members.reduce(0) { $0 + unpaid[$1] }
      guard owed > 0 else { continue }
      let share = min(1, max(0, left) / owed)
      for member in members { paid[member] = share * unpaid[member] }
      left -= share * owed
    }
    return paid
  }

  private mutating func noteDefault(_ cause: DefaultCause) {
    switch cause {
    case .margin: log.note(.margin, .marginDefault, outstanding)
    case .covenant: log.note(.covenant, .covenantDefault, outstanding)
    case .maturity: log.note(.liquidity, .maturityDefault, outstanding)
    case .payment: log.note(.liquidity, .paymentDefault, outstanding)
    case .insolvency: log.note(.insolvency, .insolvencyDefault, outstanding)
    }
  }
}

// MARK: - Proceeds

extension MinerBooks {
  private func coinProceeds(_ coin: Coin, _ coins: Double, in pool: DefaultPool) -> Double {
    coins * mark(coin)
      * averageShare(selling: pool.coins[coin], depth: terms.law.coinDepth(coin))
      * (1 - terms.resolution.coinCostRate)
  }

  private func lotProceeds(_ lot: Int, in pool: DefaultPool) -> Double {
    if let proceeds = contractProceeds(lot) { return proceeds }
    let rules = terms.resolution
    let gpu = terms.miner.gpuLots[lot].gpu
    let average = averageShare(selling: pool.gpus[gpu], depth: terms.law.gpuDepth(gpu)?.units)
    let decline = terms.law.market.gpus[gpu].resaleDecline + terms.riskFreeRate
    return lotMark(lot) * max((1 - rules.relocationHaircut) * average, rules.scrapShare)
      * exp(-decline * rules.lagYears) * (1 - rules.costRate)
  }

  private func rigProceeds(_ rig: Int, in pool: DefaultPool) -> Double {
    let rules = terms.resolution
    let average = averageShare(selling: pool.rigs, depth: terms.law.rigDepth?.units)
    return rigMark(rig) * max((1 - rules.relocationHaircut) * average, rules.scrapShare)
      * (1 - rules.costRate)
      * exp(-terms.riskFreeRate * rules.lagYears)
  }

  /// Proceeds of a lot or lease in dollars.
  private func thingProceeds(_ thing: PledgedThing, in pool: DefaultPool) -> Double {
    switch thing {
    case .lot(let lot): lotProceeds(lot, in: pool)
    case .rigs(let rig): rigProceeds(rig, in: pool)
    case .lease(let lease): leaseProceeds(lease)
    }
  }

  private func pledgedCoinProceeds(_ loan: Int, in pool: DefaultPool) -> Double {
    Coin.allCases.reduce(0) { $0 + coinProceeds($1, loans[loan].pledged[$1], in: pool) }
  }

  /// Proceeds of what is pledged to a tranche, net of what its seniors are owed, in dollars.
  func pledgeProceeds(_ loan: Int, in pool: DefaultPool) -> Double {
    lienValue(loan, from: pledgedCoinProceeds(loan, in: pool)) {
      thingProceeds($0, in: pool)
    }
  }

  func totalProceeds(in pool: DefaultPool) -> Double {
    let coins = Coin.allCases.reduce(0) { $0 + coinProceeds($1, held($1), in: pool) }
    let rigs = rigs.indices.reduce(0) { $0 + rigProceeds($1, in: pool) }
    let leases = leases.indices.reduce(0) { $0 + leaseProceeds($1) }
    let stakes = group.stakes * (1 - terms.resolution.subsidiaryHaircut)
    return lots.indices.reduce(max(0, cash) + leases + reserves + coins + rigs + stakes) {
      $0 + lotProceeds($1, in: pool)
    }
  }
}
