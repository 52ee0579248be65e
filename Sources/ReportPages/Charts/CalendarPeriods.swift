import CreditBasics

/// Years or quarters of the calendar on an axis: ticks where they begin, labels in their middle.
package struct CalendarPeriods {
  /// A boundary of two periods, in years from the start.
  package struct Mark: Equatable {
    package var year: Double
    /// Years begin with a long tick, quarters with a short one.
    package var isLong: Bool
  }

  /// A period's name, and the part of it that the axis shows.
  package struct Label: Equatable {
    package var from: Double
    package var to: Double
    package var text: String
  }

  package private(set) var ticks: [Mark] = []
  package private(set) var labels: [Label] = []

  /// Periods of an axis of `years` years from a day, `width` pixels wide.
  ///
  /// Quarters have ticks where they are 7 px wide, and names where those fit; otherwise years have
  /// names, every second, third … where they are narrow. A period cut off by an end of the axis is
  /// named if its name fits into what is left of it.
  package init(from start: CalendarDate, years: Double, width: Double) {
    let perYear = width / max(years, 1e-9)
    let hasQuarters = perYear / 4 >= 7
    let firstYear = start.year
    let lastYear = start.adding(years: years)?.year ?? firstYear + Int(years) + 1
    var bounds: [(year: Double, quarter: Int, of: Int)] = []
    for year in firstYear...max(firstYear, lastYear + 1) {
      guard let first = CalendarDate(firstOf: year) else { continue }
      let at = first.years(since: start)
      // Every quarter is drawn a quarter of a year long: a day more or less cannot be seen.
      for quarter in hasQuarters ? 0..<4 : 0..<1 {
        bounds.append((at + Double(quarter) / 4, quarter, year))
      }
    }
    ticks = bounds.filter { 0...years ~= $0.year }
      .map { Mark(year: $0.year, isLong: $0.quarter == 0) }
    let namesQuarters = hasQuarters && perYear / 4 >= Lettering.width("Q4 2026") + 6
    let named = namesQuarters ? bounds : bounds.filter { $0.quarter == 0 }
    let length = namesQuarters ? 0.25 : 1
    let room = Lettering.width("2026") + 6
    let every = namesQuarters ? 1 : max(1, Int((room / perYear).rounded(.up)))
    for bound in named where namesQuarters || bound.of % every == 0 {
      let text = namesQuarters ? "Q\(bound.quarter + 1) \(bound.of)" : "\(bound.of)"
      let (from, to) = (max(0, bound.year), min(years, bound.year + length))
      let shown = every == 1 ? (to - from) * perYear : (to - from) * perYear * Double(every)
      guard to > from, shown >= Lettering.width(text) + 2 else { continue }
      labels.append(Label(from: from, to: to, text: text))
    }
  }
}
