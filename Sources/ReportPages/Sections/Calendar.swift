import CreditBasics
import Reporting
import ResultReading

extension FinishedResult {
  /// The calendar of the run, over those of its dated events that a chart shows.
  func timeline(showing isShown: (DatedEvent) -> Bool) -> Timeline {
    Timeline(start: asOf, horizon: horizonYears, events: events.filter(isShown))
  }

  /// The calendar under a chart about one miner: its own dates, and the market's that reach it.
  func timeline(of miner: String) -> Timeline {
    let own = borrower(miner)
    let classes = own.flatMap { scenario?.classes(of: $0) } ?? []
    return timeline(showing: { event in
      switch event.kind {
      case .launch: return !classes.isDisjoint(with: event.classes)
      case .halving: return own?.mines ?? false
      case .maturity, .put, .contractEnd: return event.miner == miner
      }
    })
  }

  /// How long defaults are counted: `within 3 years`, or `by the horizon` where its years are not known.
  var withinHorizon: String {
    knownHorizon.map { "within \(NumberWords.years($0))" } ?? "by the horizon"
  }

  /// What the year `y` from the as-of date is called: `year to 2026-12-31`, or `year 1` without a date; a
  /// last year that the horizon cuts short has `months to` its end.
  func yearName(_ year: Int) -> String {
    let isPart = knownHorizon.map { Double(year) > $0 + 1e-9 } ?? false
    guard let asOf else { return isPart ? "part of year \(year)" : "year \(year)" }
    if isPart, let end = horizonDate { return "months to \(end)" }
    return "year to \(Self.anniversary(year, of: asOf))"
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
