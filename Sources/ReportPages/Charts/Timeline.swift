import CreditBasics
import Reporting
import ResultReading

/// The calendar under a chart over time, and below it what the scenario has on fixed dates.
struct Timeline {
  /// The as-of date; without one the axis counts years.
  let start: CalendarDate?
  /// Years from the start to the right end.
  let horizon: Double
  /// What happens by the horizon.
  let events: [DatedEvent]
  private let lanes: EventLanes

  /// A calendar with the events that happen by the horizon, in the order of dates.
  init(start: CalendarDate?, horizon: Double, events: [DatedEvent] = []) {
    self.start = start
    self.horizon = max(horizon, 1.0 / 12)
    self.events = events.filter { 0...horizon ~= $0.year }
    lanes = EventLanes(events: self.events)
  }

  /// Room below the frame.
  var depth: Double { (start == nil ? 40 : 24) + lanes.height }

  /// Room for the names of the lanes left of the frame.
  var leftMargin: Double { lanes.leftMargin }

  /// Where the frame has a time.
  func scale(_ frame: ChartFrame) -> Scale {
    Scale(0...horizon, from: frame.left, to: frame.right)
  }

  /// Lines up from the great maturities; they belong under the chart's own marks.
  func guides(_ frame: ChartFrame) -> Markup { lanes.guides(frame, scale(frame)) }

  /// Axis and lanes, below the frame or below `y`.
  func marks(_ frame: ChartFrame, y: Double? = nil) -> Markup {
    let x = scale(frame)
    let base = y ?? frame.bottom
    return "\(axis(frame, x, base))\(lanes.marks(frame, x, top: base + depth - lanes.height))"
  }

  /// A time in words: `Jun 2028`, or `year 2.50` without a date.
  func words(_ year: Double) -> String {
    guard let start else { return "year \(NumberWords.signed(year, 2))" }
    let months = (year * 12).rounded()
    if abs(year * 12 - months) < 0.05 { return CalendarWords.month(Int(months), after: start) }
    return start.adding(years: year).map(CalendarWords.month) ?? NumberWords.signed(year, 2)
  }

  /// The column of a table that has `words`.
  var column: DataTable.Column { start == nil ? .number("time") : .text("month") }

  /// What lies below the axis, to end a description.
  var description: String { lanes.description }

  private func axis(_ frame: ChartFrame, _ x: Scale, _ base: Double) -> Markup {
    guard let start else {
      let ticks = x.ticks(about: frame.right - frame.left > 500 ? 9 : 5)
        .map { Tick(value: $0, label: NumberWords.plain($0)) }
      return frame.horizontalAxis(x, ticks: ticks, title: "years from the as-of date", y: base)
    }
    let periods = CalendarPeriods(from: start, years: horizon, width: frame.right - frame.left)
    var markup: Markup = ""
    for tick in periods.ticks {
      markup += "<path class=\"axis\" d=\"M\(x(tick.year)) \(base)v\(tick.isLong ? 7 : 4)\"/>"
    }
    for label in periods.labels {
      let half = Lettering.width(label.text) / 2
      let middle = min((x(label.from) + x(label.to)) / 2, frame.width - half - 1)
      markup += "<text class=\"t\" x=\"\(middle)\" y=\"\(base + 17)\">\(label.text)</text>"
    }
    markup += "<path class=\"axis\" d=\"M\(frame.left) \(base)H\(frame.right)\"/>"
    return markup
  }
}
