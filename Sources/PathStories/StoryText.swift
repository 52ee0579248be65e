import CreditBasics
import Foundation
import PathLedger

extension PathStory {
  /// The story for a terminal of 100 columns: header, summary, market pressure, each miner by date.
  public func text(_ selection: StorySelection = StorySelection()) -> String {
    let shown = scenario.miners.indices.filter { selection.contains(miner: $0) }
    var parts = [header, regimeTimeline(selection), summary(shown)]
    parts.append(pressure(selection))
    parts += shown.map { chapter($0, selection) }
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private var header: [String] {
    let grid = scenario.grid
    let days = TimeGrid.daysPerYear * grid.stepYears
    let title = [scenario.name, title, world.title].joined(separator: " · ")
    let end = calendar.date(grid.stepCount - 1)
    return [
      title, String(repeating: "=", count: title.count),
      "\(scenario.asOf) to \(end), \(grid.stepCount) steps of "
        + "\(StoryAmounts.grouped(days, 2)) days. Dates are ends of steps; cash flows in dollars.",
    ]
  }

  private func regimeTimeline(_ selection: StorySelection) -> [String] {
    let steps = account.market.filter { selection.contains(year: calendar.year($0.step)) }
    let pieces = steps.chunked(by: \.regime).map { sojourn in
      "\(calendar.date(sojourn[0].step - 1)) \(scenario.market.regimes[sojourn[0].regime].name)"
    }
    return ["Regimes from"] + flowed(pieces, indent: "  ")
  }

  private func pressure(_ selection: StorySelection) -> [String] {
    let entries = account.entries.filter {
      $0.miner == nil && $0.stage == .closing && selection.contains(year: calendar.year($0.step))
    }
    let lines = entries.compactMap { entry -> String? in
      let date = "  \(calendar.date(entry.step))  "
      switch entry.item {
      case .gpusDumped where entry.amount > 0:
        return date + "\(StoryAmounts.grouped(entry.amount, 0)) \(entry.subject) sold by defaulters"
      case .permanentImpact where entry.amount < -5e-5:
        // The impact is a change of the price's logarithm.
        return date + "\(entry.subject.uppercased()) sales lower its next price by "
          + StoryAmounts.percent(-expm1(entry.amount), 2)
      default: return nil
      }
    }
    return lines.isEmpty ? [] : ["Pressure on the market"] + lines
  }

  /// One miner's blocks.
  private func chapter(_ miner: Int, _ selection: StorySelection) -> [String] {
    let name = scenario.miners[miner].name
    var lines = [name, String(repeating: "-", count: name.count)]
    let blocks = blocks(of: miner, selection)
    if blocks.isEmpty { lines.append("nothing in these years") }
    for (number, block) in blocks.enumerated() {
      if number > 0 { lines.append("") }
      lines += tell(block, miner: miner, everyStep: selection.everyStep)
    }
    return lines
  }
}

extension World {
  /// The world's name in a title.
  var title: String {
    switch self {
    case .full: "full model"
    case .bottomless: "bottomless markets"
    case .lender: "lender's view"
    }
  }
}
