import CreditBasics

extension FinishedResult {
  /// The calendar of the run, over those of its dated events that a chart shows.
  func timeline(showing isShown: (DatedEvent) -> Bool) -> Timeline {
    Timeline(
      start: scenario?.asOf.flatMap { CalendarDate($0) }, horizon: horizonYears,
      events: (scenario?.events ?? []).filter(isShown))
  }

  /// The calendar under a chart about one miner: its own dates, and the market's that reach it.
  func timeline(of miner: String) -> Timeline {
    let reach = scenario?.reach[miner]
    return timeline(showing: { event in
      switch event.kind {
      case .launch: return event.classes.contains { reach?.classes.contains($0) ?? false }
      case .halving: return reach?.mines ?? false
      case .maturity, .put, .contractEnd: return event.miner == miner
      }
    })
  }
}

/// What of the market reaches a miner.
struct MarketReach {
  /// GPU classes of its lots.
  var classes: Set<String>
  /// Whether it owns machines that mine.
  var mines: Bool

  /// Reads a miner of `scenario.json`.
  init(_ miner: JSONNode) {
    classes = Set(miner["gpuLots"].members.compactMap { $0.value["gpu"].text })
    mines = (miner["asics"]["petahash"].number ?? 0) > 0 || !miner["rigLots"].members.isEmpty
  }
}
