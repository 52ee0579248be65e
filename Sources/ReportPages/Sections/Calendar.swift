import CreditBasics
import ResultReading

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
