import CreditBasics
import PathLedger

/// One recorded path, asked what its ledger says about a group.
struct GroupPath: Sendable {
  let scenario: Scenario
  let account: PathAccount
  /// Sums of entries by item, miner and step; the market is miner −1.
  private var sums: [Key: [Int: Double]] = [:]
  private var flows: [Place: (net: Double, gross: Double)] = [:]

  private struct Key: Hashable {
    let item: LedgerItem
    let miner: Int
    let subject: String
  }

  private struct Place: Hashable {
    let miner: Int
    let step: Int
  }

  init(scenario: Scenario, account: PathAccount) {
    (self.scenario, self.account) = (scenario, account)
    for entry in account.entries {
      let miner = entry.miner ?? -1
      for subject in Set(["", entry.subject]) {
        sums[Key(item: entry.item, miner: miner, subject: subject), default: [:]][
          entry.step, default: 0] += entry.amount
      }
      let place = Place(miner: miner, step: entry.step)
      if entry.item.movesCash, !isInternal(entry) {
        flows[place, default: (0, 0)].net += entry.amount
        flows[place, default: (0, 0)].gross += abs(entry.amount)
      }
    }
  }

  /// Whether money stays within the group: between relatives, or a miner and its own reserves.
  ///
  /// What a child distributes after its parent's end leaves the group.
  private func isInternal(_ entry: LedgerEntry) -> Bool {
    switch entry.item {
    case .parentSupport, .supportGiven, .fromChildren, .reserveDrawn, .reserveFunded,
      .reserveReleased:
      true
    case .distributed:
      entry.miner.flatMap { scenario.miners[$0].parent }.map { begins($0, entry.step) } ?? false
    default: false
    }
  }
}

// MARK: - Who is who

extension GroupPath {
  func children(of parent: Int) -> [Int] { scenario.children[parent] ?? [] }

  /// Miners by the head of their group.
  var groups: [[Int]] {
    func head(_ miner: Int) -> Int { scenario.miners[miner].parent.map(head) ?? miner }
    return Dictionary(grouping: scenario.miners.indices, by: head).values.map { $0 }
  }

  /// Whether a miner is there when a step begins.
  func begins(_ miner: Int, _ step: Int) -> Bool {
    account.miners[miner].endStep.map { $0 >= step } ?? true
  }

  /// Whether it ends in the step, in default or closed.
  func ends(_ miner: Int, _ step: Int) -> Bool { account.miners[miner].endStep == step }

  /// Whether it is in default at the end of the step.
  func fails(_ miner: Int, _ step: Int) -> Bool { account.miners[miner].defaultStep == step }
}

// MARK: - Money

extension GroupPath {
  func amounts(_ item: LedgerItem, of miner: Int, _ subject: String = "") -> [Int: Double] {
    sums[Key(item: item, miner: miner, subject: subject)] ?? [:]
  }

  func marketAmounts(_ item: LedgerItem, of subject: String) -> [Int: Double] {
    amounts(item, of: -1, subject)
  }

  func sum(_ item: LedgerItem, of miners: [Int], at step: Int) -> Double {
    miners.reduce(0) { $0 + (amounts(item, of: $1)[step] ?? 0) }
  }

  /// Cash and reserves at the as-of date.
  func openingFunds(of miner: Int) -> Double {
    scenario.miners[miner].tranches.reduce(scenario.miners[miner].cashUSD) {
      $0 + ($1.reserve?.initialUSD ?? 0)
    }
  }

  func flowsWithOutsiders(of miner: Int, at step: Int) -> (net: Double, gross: Double) {
    flows[Place(miner: miner, step: step)] ?? (0, 0)
  }

  /// Cash and reserves after a step: of a miner that has ended, what it had then.
  func funds(of miner: Int, after step: Int) -> Double {
    let last = min(step, account.miners[miner].endStep ?? step)
    if let cash = amounts(.cash, of: miner)[last] {
      return cash + (amounts(.reserve, of: miner)[last] ?? 0)
    }
    // It ends in this step: no closing balance is written, but every movement is.
    let opening =
      last > 0 ? funds(of: miner, after: last - 1) : openingFunds(of: miner)
    let own = [LedgerItem.parentSupport, .supportGiven, .fromChildren, .distributed]
    let kept = own.filter { $0 != .distributed || isWithin(miner, last) }
    return kept.reduce(opening + flowsWithOutsiders(of: miner, at: last).net) {
      $0 + (amounts($1, of: miner)[last] ?? 0)
    }
  }

  private func isWithin(_ miner: Int, _ step: Int) -> Bool {
    scenario.miners[miner].parent.map { begins($0, step) } ?? false
  }
}

// MARK: - Units

extension GroupPath {
  /// Dollars of a coin to a miner: its own factor counts.
  func mark(_ coin: Coin, of miner: Int, at step: Int) -> Double {
    account.market[step].coinUSD[coin] * (amounts(.idiosyncraticFactor, of: miner)[step] ?? 1)
  }

  func coinsSold(_ coin: Coin, by miner: Int, at step: Int) -> Double {
    amounts(.coinsSold, of: miner, coin.key)[step] ?? 0
  }

  /// Free and pledged coins when a step has ended.
  func coins(_ coin: Coin, of miner: Int, after step: Int) -> Double {
    let pledged = scenario.miners[miner].tranches.map { "\($0.name): \(coin.key)" }
    return pledged.reduce(amounts(.freeCoins, of: miner, coin.key)[step] ?? 0) {
      $0 + (amounts(.pledged, of: miner, $1)[step] ?? 0)
    }
  }

  /// The same before its sales: what it had, kept of what it mined, and was paid for staking.
  func coins(_ coin: Coin, of miner: Int, before step: Int) -> Double {
    let held =
      step > 0
      ? coins(coin, of: miner, after: step - 1)
      : scenario.miners[miner].treasury.holdings[coin]
    let item = coin == .btc ? LedgerItem.keptCoins : .staking
    let earned = abs(amounts(item, of: miner)[step] ?? 0)
    return held + (earned > 0 ? earned / account.market[step].coinUSD[coin] : 0)
  }

  /// Share of an order's payments made by the end of a step, as its entries say; 0 once it is cancelled.
  func paidShare(of order: Int?, miner: Int, by step: Int) -> Double {
    guard let order else { return 1 }
    let terms = scenario.miners[miner].orders[order]
    let cancelled = amounts(.orderCancelled, of: miner, terms.name).keys
    if cancelled.contains(where: { $0 <= step }) { return 0 }
    let total = terms.payments.reduce(0) { $0 + $1.amountUSD }
    let paid = amounts(.orderPayment, of: miner, terms.name).filter { $0.key <= step }
    return total > 0 ? -paid.values.reduce(0, +) / total : 1
  }
}
