import CreditBasics
import PathLedger
import Reporting

extension PathStory {
  private static let labelWidth = 72
  private static let amountWidth = 18

  /// A block: date and prices, cash from before to after, what happened, balances or resolution.
  func tell(_ block: StoryBlock, miner: Int, everyStep: Bool) -> [String] {
    let told = StoryLines(block, of: self, amounts: amounts, everyStep: everyStep)
    let before = block.entries.first { $0.item == .openingCash }?.amount ?? 0
    let after = told.lines.reduce(before) { $0 + ($1.amount ?? 0) }
    let opening =
      block.first == block.last
      ? "cash before" : "cash before (\(block.last - block.first + 1) steps told together)"
    var lines = heading(block.last, miner)
    lines.append(line(StoryLine(label: opening, amount: before)))
    lines += told.lines.map(line)
    lines.append(line(StoryLine(label: "cash after", amount: closingCash(block) ?? after)))
    lines +=
      account.miners[miner].defaultStep == block.last
      ? resolution(block, miner) : balance(block, miner)
    return lines
  }

  /// Cash as the books have it; nil in the step of a default or closure.
  package func closingCash(_ block: StoryBlock) -> Double? {
    block.lastEntries.first { $0.stage == .closing && $0.item == .cash }?.amount
  }

  private func line(_ line: StoryLine) -> String {
    guard let amount = line.amount else { return "  " + line.label }
    return "  " + line.label.shortened(Self.labelWidth).padded(Self.labelWidth)
      + amounts.dollars(amount).aligned(Self.amountWidth)
  }

  /// Date, regime and the prices that matter to the miner.
  private func heading(_ step: Int, _ miner: Int) -> [String] {
    let now = account.market[step]
    let market = scenario.market
    var pieces = [
      "year \(StoryAmounts.grouped(calendar.year(step), 2)), step \(step)",
      market.regimes[now.regime].name,
    ]
    for coin in Coin.allCases where market.coins[coin].spotUSD != nil {
      pieces.append("\(coin.symbol) \(StoryAmounts.price(now.coinUSD[coin]))")
    }
    if market.network != nil {
      pieces.append("hashprice \(StoryAmounts.price(now.hashprice))/PH/day")
    }
    if market.power != nil { pieces.append("power \(StoryAmounts.price(now.powerPerMWh))/MWh") }
    for gpu in Set(scenario.miners[miner].gpuLots.map(\.gpu)).sorted() {
      let isRented = market.gpus[gpu].rentPerHour > 0
      pieces.append(
        market.gpus[gpu].name
          + (isRented ? " rent \(StoryAmounts.price(now.rentPerHour[gpu]))/h," : "")
          + " resale \(StoryAmounts.price(now.resaleUSD[gpu]))")
    }
    return flowed(
      pieces, indent: String(repeating: " ", count: 12), first: calendar.date(step) + "  ")
  }

  /// Coins held, debt outstanding, leverage and coverage at the end of a step.
  private func balance(_ block: StoryBlock, _ miner: Int) -> [String] {
    let closing = block.lastEntries.filter { $0.stage == .closing }
    let holdings = closing.compactMap { entry -> String? in
      guard entry.amount > 0 else { return nil }
      switch entry.item {
      case .freeCoins:
        return "\(StoryAmounts.coins(entry.amount)) \(entry.subject.uppercased()) free"
      case .pledged: return StoryLines.pledgeText(entry, "pledged to")
      default: return nil
      }
    }
    let saved = closing.filter { $0.item == .reserve && $0.amount > 0 }.map {
      "\(amounts.dollars($0.amount)) in the reserve of \($0.subject)"
    }
    let debts = closing.filter { $0.item == .outstanding && $0.amount > 0 }.map {
      "\($0.subject) \(amounts.dollars($0.amount))"
    }
    let undrawn = closing.filter { $0.item == .undrawn && $0.amount > 0 }.map {
      "\(amounts.dollars($0.amount)) of \($0.subject) undrawn"
    }
    let marks = account.miners[miner].marks[block.last]
    var measures = ["marked assets \(amounts.dollars(marks.markedAssetsUSD))"]
    if let stakes = closing.first(where: { $0.item == .stakes })?.amount {
      measures.append("of them children \(amounts.dollars(stakes))")
    }
    measures.append("debt \(amounts.dollars(marks.outstandingUSD))")
    // A balloon that cannot be paid is no longer debt, but negative cash while grace lasts.
    if let cash = closingCash(block), cash < Limit.arrearsUSD {
      measures.append("arrears \(amounts.positive(-cash))")
    }
    if marks.outstandingUSD > 0 { measures.append("LTV \(StoryAmounts.ratio(marks.loanToValue))") }
    if let coverage = marks.debtServiceCoverage {
      measures.append("trailing DSCR \(StoryAmounts.ratio(coverage))")
    }
    let rows = [
      ("coins", holdings), ("saved", saved), ("owed", debts + undrawn), ("books", measures),
    ]
    return rows.flatMap {
      name, pieces in
      pieces.isEmpty
        ? [] : flowed(pieces, indent: "          ", first: "  " + name.padded(8))
    }
  }

  /// How the proceeds of resolution are shared out.
  private func resolution(_ block: StoryBlock, _ miner: Int) -> [String] {
    let result = account.miners[miner]
    let marked = result.marks.last?.markedAssetsUSD ?? 0
    var shares: [LedgerItem: [String: Double]] = [:]
    for entry in block.lastEntries where entry.stage == .resolution {
      if shares[entry.item]?[entry.subject] == nil {
        shares[entry.item, default: [:]][entry.subject] = entry.amount
      }
    }
    let rows = owed(miner).map { terms, values in
      let amount = { (item: LedgerItem) in shares[item]?[terms.name] ?? 0 }
      return Self.waterfallRow(
        terms.name,
        [
          String(terms.seniority), amounts.dollars(amount(.claim)),
          amounts.dollars(amount(.fromPledge)), amounts.dollars(amount(.fromPool)),
          amounts.dollars(amount(.claim) - amount(.recovery)),
        ])
    }
    let header = Self.waterfallRow(
      "tranche", ["rank", "claim", "from pledge", "from pool", "unpaid"])
    return [
      "  resolution: assets marked at \(amounts.dollars(marked)) fetch "
        + "\(amounts.dollars(result.proceedsUSD)) after depth, haircuts and costs"
    ] + ([header] + rows).map { "    " + $0 }
      + ["    left to shareholders: \(amounts.dollars(result.residualUSD))"]
  }

  private static func waterfallRow(_ name: String, _ cells: [String]) -> String {
    let widths = [4, 14, 14, 14, 14]
    return zip(cells, widths).reduce(name.shortened(22).padded(22)) {
      $0 + " " + $1.0.aligned($1.1)
    }
  }
}
