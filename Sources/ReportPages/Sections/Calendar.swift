import CreditBasics
import ResultReading

extension FinishedResult {
  /// The as-of date; nil for a result that knows none.
  var asOf: CalendarDate? { scenario?.asOf.flatMap { CalendarDate($0) } }

  /// The calendar of the run, over those of its dated events that a chart shows.
  func timeline(showing isShown: (DatedEvent) -> Bool) -> Timeline {
    Timeline(
      start: asOf, horizon: horizonYears, events: (scenario?.events ?? []).filter(isShown))
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

  /// What the year `y` from the as-of date is called: `year to 2026-12-31`, or `year 1` without a date.
  func yearName(_ year: Int) -> String {
    asOf.map { "year to \(Self.anniversary(year, of: $0))" } ?? "year \(year)"
  }

  /// The day on which the simulation ends; nil without an as-of date.
  var horizonDate: String? {
    guard let asOf else { return nil }
    if let whole = Int(exactly: horizonYears) { return Self.anniversary(whole, of: asOf) }
    return asOf.adding(years: horizonYears)?.text
  }

  /// The same day of a later year.
  private static func anniversary(_ year: Int, of date: CalendarDate) -> String {
    let day = date.text.hasSuffix("-02-29") ? "-02-28" : String(date.text.dropFirst(4))
    return "\(date.year + year)\(day)"
  }
}
