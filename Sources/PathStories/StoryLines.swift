import CreditBasics
import PathLedger

/// One line of a block: what it is, and dollars when cash moves.
package struct StoryLine: Equatable {
  package var label: String
  package var amount: Double?
}

/// A coin's sales in one stage of a block.
private struct SaleTotal {
  var coins = 0.0
  var markedUSD = 0.0
}

/// Writes a block's entries as lines, in the order of the stages.
package struct StoryLines {
  private let story: PathStory
  private let amounts: StoryAmounts
  private let everyStep: Bool
  package private(set) var lines: [StoryLine] = []
  /// Index in `lines` of the flow of a stage, subject and item.
  private var places: [String: Int] = [:]
  private var sales: [String: SaleTotal] = [:]
  private var factor = 1.0
  /// What was measured in the covenant tests of the step, by tranche.
  private var measured: [String: [LedgerItem: Double]] = [:]

  /// Tells a block of a story.
  package init(_ block: StoryBlock, of story: PathStory, amounts: StoryAmounts, everyStep: Bool) {
    (self.story, self.amounts, self.everyStep) = (story, amounts, everyStep)
    let isOperation = { (entry: LedgerEntry) in entry.stage == .operations && entry.item.movesCash }
    block.entries.filter(isOperation).forEach { add($0) }
    for entry in block.entries where !isOperation(entry) {
      if entry.item == .idiosyncraticFactor { factor = entry.amount }
      if entry.item.movesCash || entry.item == .coinsSold {
        add(entry)
      } else if entry.step == block.last, let text = note(entry) {
        lines += text.split(separator: "\n").map { StoryLine(label: String($0)) }
      }
    }
    lines.removeAll { $0.amount == 0 }
  }

  /// Adds a flow to its line.
  private mutating func add(_ entry: LedgerEntry) {
    let key = "\(entry.stage)/\(entry.subject)/"
    if entry.item == .coinsSold {
      let coin: Coin = entry.subject == Coin.eth.key ? .eth : .btc
      sales[key, default: SaleTotal()].coins += entry.amount
      sales[key]?.markedUSD += entry.amount * story.mark(coin, step: entry.step, factor: factor)
      return
    }
    let place = places[key + entry.item.rawValue] ?? lines.count
    if place == lines.count {
      places[key + entry.item.rawValue] = place
      lines.append(StoryLine(label: label(entry), amount: 0))
    }
    let total = (lines[place].amount ?? 0) + entry.amount
    lines[place].amount = total
    if entry.item == .saleProceeds, let sale = sales[key] {
      lines[place].label = saleText(entry.subject, sale, proceeds: total)
    }
    if entry.item == .cure || entry.item == .seizure { endSales(in: entry.stage) }
  }

  /// What a stage sells after a tranche is repaid is sold for the next tranche, and told beside
  /// that one.
  private mutating func endSales(in stage: LedgerStage) {
    for coin in Coin.allCases {
      let key = "\(stage)/\(coin.key)/"
      sales[key] = nil
      places[key + LedgerItem.saleProceeds.rawValue] = nil
    }
  }

  private func saleText(_ coin: String, _ sale: SaleTotal, proceeds: Double) -> String {
    let below = sale.markedUSD > 0 ? max(0, 1 - proceeds / sale.markedUSD) : 0
    let shown = StoryAmounts.percent(below, below < 0.0995 ? 2 : 1)
    let marks = amounts.dollars(sale.markedUSD)
    return "sold \(StoryAmounts.coins(sale.coins)) \(coin.uppercased()) at \(shown) below marks"
      + " of \(marks)"
  }

  /// Whether a tranche's interest may include a commitment fee, which accrues and is charged with it: whether something
  /// could still be drawn since the previous payment date.
  private func mayHaveFee(_ entry: LedgerEntry) -> Bool {
    guard let tranche = story.tranche(entry), let end = tranche.endOfDraws else { return false }
    let before = story.calendar.year(entry.step) - 1 / Double(tranche.paymentsPerYear)
    return tranche.commitment?.feePerYear != 0 && before < end
  }

  private func label(_ entry: LedgerEntry) -> String {
    let of = entry.subject
    return switch entry.item {
    case .mining: "mining, net of power"
    case .keptCoins: "mined coins kept"
    case .powerResale: "power bought ahead, resold at spot"
    case .lot: "GPU lot \(of)"
    case .lease: "lease \(of)"
    case .cashInterest: "interest on cash"
    case .overhead: "overheads"
    case .payment: "payments that are neither costs nor debt"
    case .draw: "drawn, \(of)"
    case .orderPayment: "paid on order, \(of)"
    case .interest: "interest\(mayHaveFee(entry) ? " and any fee on what is undrawn" : ""), \(of)"
    case .principal: "scheduled principal, \(of)"
    case .paidDown: "margin call paid down, \(of)"
    case .seizure: "repaid from the seized pledge, \(of)"
    case .equityCure: "paid in by owners to cure the covenant, \(of)"
    case .cure: "covenant cured: repaid in full, \(of)"
    case .balloon: "balloon due, \(of)"
    case .put: "put by its holders, \(of)"
    case .equityIssued: "equity issued"
    case .fromChildren: "distributed by \(story.children(of: entry))"
    case .supportGiven: "support given to \(story.children(of: entry))"
    case .parentSupport: "support from \(story.parent(of: entry) ?? "the parent")"
    case .reserveDrawn: "drawn from the reserve, \(of)"
    case .reserveFunded: "into the reserve, \(of)"
    case .reserveReleased: "out of the reserve, \(of)"
    case .swept: "swept to prepay, \(of)"
    case .distributed: "distributed to \(story.parent(of: entry) ?? "owners")"
    default: of.isEmpty ? entry.item.rawValue : "\(entry.item.rawValue), \(of)"
    }
  }
}

// MARK: - What happened

extension StoryLines {
  /// The sentence for an entry that moves no cash; nil when it is told elsewhere or not worth
  /// telling.
  private mutating func note(_ entry: LedgerEntry) -> String? {
    let of = entry.subject
    switch entry.item {
    case .tenantLeft: return "* the tenant of \(of) walks away: spot rent is below its limit"
    case .tenantDefault: return "* the tenant of \(of) defaults"
    case .pledgedLTV: return marginTest(entry)
    case .pledgedCoins: return "* call met with " + Self.pledgeText(entry, "pledged to")
    case .releasedCoins: return "* " + Self.pledgeText(entry, "released from")
    case .pledgeReturned: return "* " + Self.pledgeText(entry, "returned from")
    case .shortfall:
      return "* the seized pledge falls short by \(amounts.dollars(entry.amount)), \(of)"
    case .dscr, .covenantLTV, .liquidity:
      measured[of, default: [:]][entry.item] = entry.amount
      return nil
    case .lockedUp: return lockUp(entry)
    case .breaches: return covenantTest(entry)
    case .orderCancelled:
      return "* order \(of) is cancelled: \(amounts.dollars(entry.amount)) unpaid"
    case .capitalised:
      return "* \(of): interest of \(amounts.dollars(entry.amount)) added to what is owed"
    case .converted: return "* \(of): \(amounts.dollars(entry.amount)) converted into shares"
    case .kept: return "* \(of): holders keep what converts and do not put"
    case .extended:
      return "* \(of): extended to \(story.calendar.date(years: entry.amount))"
    case .arrearsSteps: return "* cash is negative: step \(Int(entry.amount)) in arrears"
    case .insolvency:
      return "* marked assets are \(amounts.dollars(entry.amount)) below the barrier"
    case .closed: return "* closed: it cannot go on and owes nothing; what is left is its owners'"
    default: return defaultText(entry)
    }
  }

  private func marginTest(_ entry: LedgerEntry) -> String? {
    guard let margin = story.tranche(entry)?.margin else { return nil }
    let isCall = story.isAboveCall(entry)
    guard isCall || everyStep else { return nil }
    return "\(isCall ? "* margin call" : "margin test"), \(entry.subject): LTV "
      + "\(StoryAmounts.ratio(entry.amount)) against call at \(StoryAmounts.ratio(margin.callLTV)), "
      + "liquidation at \(StoryAmounts.ratio(margin.liquidationLTV))"
  }

  private func covenantTest(_ entry: LedgerEntry) -> String? {
    guard let covenant = story.tranche(entry)?.covenant else { return nil }
    let failed = entry.amount > 0
    var pieces = tests(of: covenant, measured[entry.subject] ?? [:])
    pieces.append(
      failed ? "failure \(Int(entry.amount)) of \(covenant.breachesToDefault)" : "passed")
    let head = "\(failed ? "* covenant breach" : "covenant test"), \(entry.subject): "
    let lines = pieces.dropFirst().reduce(into: [head + pieces[0]]) { lines, piece in
      let joined = lines[lines.count - 1] + ", " + piece
      if joined.count <= 92 {
        lines[lines.count - 1] = joined
      } else {
        lines[lines.count - 1] += ","
        lines.append("    " + piece)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The measured values of a covenant's tests against their limits; limits that it does not give
  /// are left out.
  private func tests(of covenant: CovenantTerms, _ values: [LedgerItem: Double]) -> [String] {
    var pieces: [String] = []
    if let least = covenant.minDSCR {
      pieces.append(
        values[.dscr].map {
          "DSCR \(StoryAmounts.ratio($0)) against \(StoryAmounts.ratio(least)) required"
        } ?? "no service in the window")
    }
    if let most = covenant.maxLTV, let value = values[.covenantLTV] {
      pieces.append("LTV \(StoryAmounts.ratio(value)) against \(StoryAmounts.ratio(most)) at most")
    }
    if let least = covenant.minLiquidityUSD, let value = values[.liquidity] {
      pieces.append(
        "liquidity \(amounts.dollars(value)) against \(amounts.dollars(least)) required")
    }
    return pieces
  }

  /// The sentence that says why a distribution was locked up.
  private func lockUp(_ entry: LedgerEntry) -> String {
    let kept = "* distributions of \(amounts.dollars(entry.amount)) locked up: "
    guard entry.subject == "coverage" else { return kept + entry.subject }
    let least = entry.miner.flatMap { story.scenario.miners[$0].distributions?.minDSCR } ?? 0
    return kept + "trailing DSCR is below \(StoryAmounts.ratio(least))"
  }

  /// `123.4 BTC pledged to GPU loan` from a subject of the form `GPU loan: btc`.
  static func pledgeText(_ entry: LedgerEntry, _ verb: String) -> String {
    let coin = entry.subject.suffix(3).uppercased()
    return "\(StoryAmounts.coins(entry.amount)) \(coin) \(verb) \(entry.subject.dropLast(5))"
  }

  private func defaultText(_ entry: LedgerEntry) -> String? {
    let cause: DefaultCause? =
      switch entry.item {
      case .marginDefault: .margin
      case .covenantDefault: .covenant
      case .maturityDefault: .maturity
      case .paymentDefault: .payment
      case .insolvencyDefault: .insolvency
      default: nil
      }
    return cause.map { "* DEFAULT, cause \($0.key): \($0.meaning)" }
  }
}

extension DefaultCause {
  /// What the cause means, in a few words.
  var meaning: String {
    switch self {
    case .margin: "the call could not be met"
    case .covenant: "the breach could not be cured"
    case .maturity: "a balloon or put is unpaid beyond the grace period"
    case .payment: "debt service or costs are unpaid beyond the grace period"
    case .insolvency: "marked assets are below the barrier"
    }
  }
}
