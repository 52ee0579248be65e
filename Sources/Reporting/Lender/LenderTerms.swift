import CreditBasics
import Foundation

/// What was read of each miner's debt, contracts and leases, and the placeholders that flatter.
struct LenderTerms {
  private let scenario: Scenario
  private let prices: TodaysPrices
  private let start: CalendarDate?

  init(_ scenario: Scenario, _ prices: TodaysPrices) {
    (self.scenario, self.prices) = (scenario, prices)
    start = CalendarDate(scenario.asOf)
  }

  /// Every tranche with its terms, and what may be drawn if anything may.
  func debt(_ miner: Miner) -> [[String]] {
    let liens = liens(miner)
    let commits = miner.tranches.contains { $0.commitment != nil }
    let rows = miner.tranches.indices.map { index -> [String] in
      let tranche = miner.tranches[index]
      let undrawn = tranche.commitment.map { ScreenFormat.dollars($0.amountUSD) }
      return [
        tranche.name.shortened(20), ScreenFormat.dollars(tranche.principalUSD),
      ] + (commits ? [undrawn ?? ScreenFormat.nothing] : []) + [
        ScreenFormat.percent(tranche.coupon, 2), date(tranche.maturity), "\(tranche.seniority)",
        lien(of: tranche, liens[index] ?? []),
      ]
    }
    let head = ["debt", "principal"] + (commits ? ["undrawn"] : [])
    return [head + ["coupon", "maturity", "rank", "lien"]] + rows
  }

  /// Lots and leases that each tranche has a lien on, with its rank behind others.
  private func liens(_ miner: Miner) -> [Int: [String]] {
    var liens: [Int: [String]] = [:]
    for thing in PledgedToday.all(miner, prices) {
      for (rank, index) in thing.liens.enumerated() {
        liens[index, default: []]
          .append(rank == 0 ? thing.name : "\(thing.name) (rank \(rank + 1))")
      }
    }
    return liens
  }

  /// Coins, lots and leases that a tranche has a lien on.
  private func lien(of tranche: Tranche, _ liens: [String]) -> String {
    let pledge = tranche.pledge
    var items: [String] = []
    if pledge.btc > 0 { items.append("\(ScreenFormat.count(pledge.btc)) BTC") }
    if pledge.eth > 0 { items.append("\(ScreenFormat.count(pledge.eth)) ETH") }
    items += liens.count > 1 ? ["\(liens.count) liens"] : liens
    return items.isEmpty
      ? "none" : items.joined(separator: ", ").shortened(24)
  }

  /// Lots with their contracts, and leases, from and until when.
  func contracts(_ miner: Miner) -> [[String]] {
    let lots = miner.gpuLots.map { lot -> [String] in
      let rate = lot.contract.map {
        "\(ScreenFormat.percent($0.share, 0)) at $\(ScreenFormat.decimals($0.ratePerHour, 2))/h"
      }
      return [
        lot.name.shortened(20),
        "\(ScreenFormat.count(lot.count)) \(scenario.market.gpus[lot.gpu].name)",
        rate ?? "at spot", start(lot.inService, lot.order, miner),
        lot.contract.map { date($0.until) } ?? ScreenFormat.nothing,
      ]
    }
    let leases = miner.leases.map { lease -> [String] in
      [
        lease.name.shortened(20), "lease",
        "\(ScreenFormat.dollars(lease.revenuePerYear)) a year",
        start(lease.from, lease.order, miner),
        date(lease.until),
      ]
    }
    return [["let", "what", "for", "from", "until"]] + lots + leases
  }

  /// The date of entry into service: not before the last payment of its order.
  private func start(_ from: Double?, _ order: Int?, _ miner: Miner) -> String {
    let start = max(from ?? -.infinity, miner.paid(order))
    return start > -.infinity ? date(start) : "now"
  }

  private func date(_ years: Double) -> String {
    guard years < .infinity else { return "for ever" }
    return start?.adding(years: years)?.text ?? ScreenFormat.decimals(years, 2)
  }
}

// MARK: - The market

extension LenderTerms {
  /// How values decline, and which placeholders flatter a lender; nothing for a plain scenario.
  static func conventions(_ scenario: Scenario) -> [String] {
    let used = Set(scenario.miners.flatMap(\.gpuLots).map(\.gpu)).sorted()
    var lines = used.map { declines(of: scenario.market.gpus[$0]) }
    if !used.isEmpty {
      lines += scenario.market.regimes.map {
        "rent in \($0.name): falls by \(ScreenFormat.percent($0.rentAnnualDecline, 0)) a year "
          + "(annualDecline, a share)"
      }
    }
    let flattering = placeholders(scenario, used)
    if !flattering.isEmpty {
      lines.append("placeholders in force that flatter:")
      lines += flattering.map { "  " + $0 }
    }
    return lines.isEmpty ? [] : [lines.joined(separator: "\n")]
  }

  private static func declines(of gpu: GPUClass) -> String {
    "resale of \(gpu.name): falls by \(ScreenFormat.percent(-expm1(-gpu.resaleDecline), 0)) in a year "
      + "(resaleDecline \(ScreenFormat.decimals(gpu.resaleDecline, 2)), a log rate)"
  }

  private static func placeholders(_ scenario: Scenario, _ used: [Int]) -> [String] {
    let market = scenario.market
    var lines: [String] = []
    for gpu in used.map({ market.gpus[$0] }) {
      if gpu.resaleDecline == 0 { lines.append("\(gpu.name) does not lose value by age") }
      if gpu.depth == nil { lines.append("any number of \(gpu.name) sells at the full price") }
    }
    for coin in Coin.allCases where market.coins[coin].depth == nil {
      let isHeld = scenario.miners.contains { $0.treasury.holdings[coin] > 0 }
      if isHeld { lines.append("any amount of \(coin.symbol) sells at the full price") }
    }
    let terms = scenario.resolution
    let hasRigs = scenario.miners.contains { !$0.allRigLots.isEmpty }
    if hasRigs, market.rigDepth == nil {
      lines.append("any number of rigs sells at the full price")
    }
    let sellsHardware = !used.isEmpty || hasRigs
    if sellsHardware, terms.relocationHaircut == 0 { lines.append("hardware moves free of charge") }
    if sellsHardware, terms.lagYears == 0 { lines.append("seized hardware sells at once") }
    if sellsHardware, terms.costRate == 0 { lines.append("sales of hardware cost nothing") }
    return lines + leases(scenario)
  }

  /// Placeholders of leases that flatter: a tenant who fails is replaced at once, and a sale costs nothing.
  private static func leases(_ scenario: Scenario) -> [String] {
    let leases = scenario.miners.flatMap(\.leases)
    var lines: [String] = []
    let relet = leases.filter {
      $0.reletYears == 0 && $0.reletShare == 1 && ($0.tenant != nil || $0.tenantRisk > 0)
    }
    if let lease = relet.first,
      scenario.market.regimes.contains(where: { $0.tenantDefaultPerYear > 0 })
    {
      lines.append(
        relet.count == 1
          ? "lease \(lease.name.shortened(20)) is let again at once at the same rent when its tenant fails"
          : "\(relet.count) leases are let again at once at the same rent when their tenants fail")
    }
    guard leases.contains(where: { $0.discountRate != nil }) else { return lines }
    if scenario.resolution.leaseHaircut == 0 { lines.append("leases are sold at their full value") }
    if scenario.resolution.leaseLagYears == 0 { lines.append("leases are sold at once") }
    return lines
  }
}
