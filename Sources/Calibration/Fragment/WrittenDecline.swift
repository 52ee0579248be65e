import CreditBasics

/// The share by which rent's trend falls in a year, as a scenario takes it.
struct WrittenDecline {
  /// A share, negative where the trend rises.
  let share: Double
  /// A note where the share is cut to what the format takes; nil where it is the fitted one.
  let note: String?

  /// Shares of three digits within what the format takes of `annualDecline`, above -10 and below 1.
  private static let taken = -9.99...0.999
  /// Values that round to such a share.
  private static let rounded = -9.995...0.9995

  /// - Parameter trend: Slope of rent's log per year.
  init(_ trend: Fitted) {
    let fitted = 1 - Real.exp(trend.value)
    share = min(max(fitted, Self.taken.lowerBound), Self.taken.upperBound)
    guard !Self.rounded.contains(fitted) else {
      note = nil
      return
    }
    let number = { RoundedNumber.text($0, 3) }
    note =
      "annualDecline is cut to \(number(share)), the nearest that a scenario takes: a trend of "
      + "\(number(Real.log(1 - share))) a year instead of the fitted \(number(trend.value))"
  }
}
