/// The numbers that kernels can take for one term: finite, and at least all that files accept.
///
/// Files have narrower ranges, which help users; these keep a scenario made in code from traps,
/// endless loops and results that mean nothing.
struct Bounds: Sendable {
  /// Least and greatest number.
  let range: ClosedRange<Double>
  /// Whether the least itself is excluded.
  var isAbove = false
  /// Whether the greatest itself is excluded.
  var isBelow = false
  /// Whether infinity is allowed too, because it means that there is no limit or no end.
  var hasNone = false

  init(_ range: ClosedRange<Double>) { self.range = range }

  /// The same bounds, the least number excluded.
  var above: Bounds { changed { $0.isAbove = true } }
  /// The same bounds, the greatest number excluded.
  var below: Bounds { changed { $0.isBelow = true } }
  /// The same bounds, infinity allowed.
  var orNone: Bounds { changed { $0.hasNone = true } }

  private func changed(_ change: (inout Bounds) -> Void) -> Bounds {
    var copy = self
    change(&copy)
    return copy
  }

  /// Whether a number is allowed; NaN never is.
  func contains(_ value: Double) -> Bool {
    range.contains(value) && !(isAbove && value == range.lowerBound)
      && !(isBelow && value == range.upperBound) || hasNone && value == .infinity
  }

  /// What is allowed, in words.
  var words: String {
    let (low, high) = (JSONScalar.shortest(range.lowerBound), JSONScalar.shortest(range.upperBound))
    return (isAbove ? "more than \(low), " : "\(low) ")
      + (isBelow ? "to below \(high)" : isAbove ? "up to \(high)" : "to \(high)")
      + (hasNone ? ", or infinity" : "")
  }
}

extension Bounds {
  static let share = Bounds(0...1)
  static let dollars = Bounds(0...1e15)
  /// Dollars that may also be owed or received.
  static let anyDollars = Bounds(-1e15...1e15)
  static let price = Bounds(0...1e15).above
  static let coins = Bounds(0...1e12)
  static let units = Bounds(0...1e15)
  /// Rates, yields and margins: fractions per year.
  static let rate = Bounds(-10...10)
  /// Drifts of logarithms per year.
  static let drift = Bounds(-10...10)
  /// Volatilities per √year.
  static let volatility = Bounds(0...10)
  /// Speeds of reversion per year.
  static let speed = Bounds(0...1000)
  /// Intensities of events per year.
  static let intensity = Bounds(0...10_000)
  static let multiple = Bounds(0...1000)
  /// Multiples of intensities; a very large one means failure at once.
  static let risk = Bounds(0...1e12)
  static let elasticity = Bounds(-100...100)
  /// Debt service coverage; a limit far below 0 is never breached.
  static let coverage = Bounds(-1e6...1e6)
  static let loanToValue = Bounds(0...1e6).above
  /// Years since the as-of date.
  static let date = Bounds(-1000...1000)
  /// Lengths of time in years.
  static let years = Bounds(0...1000)
  static let perYear = Bounds(1...366)
  static let count = Bounds(0...1e6)
  static let rank = Bounds(1...1e6)
}

/// The numbers of one part of a scenario, grouped by their bounds: each with its key in files and
/// the property that holds it.
struct Figures<Subject>: Sendable, ExpressibleByDictionaryLiteral {
  /// Reads a number from the part; nil where an optional one is not given.
  typealias Place = @Sendable (Subject) -> Double?

  let groups: [(bounds: Bounds, places: KeyValuePairs<String, Place>)]

  init(dictionaryLiteral groups: (Bounds, KeyValuePairs<String, Place>)...) { self.groups = groups }
}

/// Throws where a number is outside its bounds.
func check(
  _ path: @autoclosure () -> String, _ value: Double, _ bounds: Bounds
) throws(ScenarioFault) {
  try check(
    path(), bounds.contains(value),
    "expected \(bounds.words), found \(value.isFinite ? JSONScalar.shortest(value) : "\(value)")")
}

/// Throws where a number of a part is outside its bounds.
func check<Subject>(
  _ path: @autoclosure () -> String, _ subject: Subject, _ figures: Figures<Subject>
) throws(ScenarioFault) {
  for (bounds, places) in figures.groups {
    for (key, place) in places {
      guard let value = place(subject) else { continue }
      try check("\(path()).\(key)", value, bounds)
    }
  }
}

/// Checks an optional part, if it is there.
func check<Subject>(
  _ path: @autoclosure () -> String, optional subject: Subject?, _ figures: Figures<Subject>
) throws(ScenarioFault) {
  if let subject { try check(path(), subject, figures) }
}
