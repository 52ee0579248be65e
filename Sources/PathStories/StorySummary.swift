import CreditBasics
import PathLedger
import Reporting

extension PathStory {
  /// What happened to each miner, and what each tranche lost.
  func summary(_ miners: [Int]) -> [String] {
    var lines = ["What happened"]
    for miner in miners {
      lines.append("  " + verdict(miner))
      if account.miners[miner].defaultStep != nil { lines += losses(miner) }
    }
    lines.append(
      "  Portfolio loss, held shares discounted to \(scenario.asOf): "
        + amounts.dollars(portfolioLossUSD))
    return lines
  }

  private func verdict(_ miner: Int) -> String {
    let name = scenario.miners[miner].name
    if let step = account.miners[miner].closedStep {
      return "\(name): closed on \(calendar.date(step)) "
        + "(year \(StoryAmounts.grouped(calendar.year(step), 2))), owing nothing"
    }
    guard let step = account.miners[miner].defaultStep, let cause = account.miners[miner].cause
    else { return "\(name): no default by \(calendar.date(scenario.grid.stepCount - 1))" }
    return "\(name): default on \(calendar.date(step)) "
      + "(year \(StoryAmounts.grouped(calendar.year(step), 2))), cause \(cause.key)"
  }

  /// Claims, recoveries and losses of a miner in default, tranches that are owed nothing left out.
  private func losses(_ miner: Int) -> [String] {
    let header = Self.row(
      "tranche", ["rank", "held", "claim", "recovered", "LGD", "disc. loss"])
    let rows = owed(miner).map { terms, values in
      Self.row(
        terms.name,
        [
          String(terms.seniority), StoryAmounts.percent(terms.heldShare, 0),
          amounts.dollars(values.claimUSD), amounts.dollars(values.recoveryUSD),
          StoryAmounts.percent(1 - values.recoveryUSD / values.claimUSD),
          amounts.dollars(values.discountedLossUSD),
        ])
    }
    return rows.isEmpty ? ["    nothing is owed"] : ([header] + rows).map { "    " + $0 }
  }

  /// The tranches of a miner with a claim, and their accounts.
  func owed(_ miner: Int) -> [(terms: Tranche, account: TrancheAccount)] {
    zip(scenario.miners[miner].tranches, account.miners[miner].tranches)
      .filter { $0.1.claimUSD > leastClaimUSD }.map { (terms: $0.0, account: $0.1) }
  }

  /// A row of a table of tranches: 6 columns, 96 characters.
  private static func row(_ name: String, _ cells: [String]) -> String {
    let widths = [4, 6, 15, 15, 7, 15]
    return zip(cells, widths).reduce(name.shortened(22).padded(22)) {
      $0 + "  " + $1.0.aligned($1.1)
    }
  }
}
