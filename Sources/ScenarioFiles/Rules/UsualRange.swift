import CreditBasics

/// Another unit in which a figure is often typed by mistake.
package struct Slip: Sendable {
  /// What was probably meant, as in "EH/s".
  var meant: String
  /// The factor from this unit to the key's own.
  package var factor: Double
  /// Range of results in which this unit is likelier than the next one; nil for the whole usual
  /// range.
  var likely: ClosedRange<Double>?

  package init(meant: String, factor: Double, likely: ClosedRange<Double>? = nil) {
    (self.meant, self.factor, self.likely) = (meant, factor, likely)
  }

  static let percent = Slip(meant: "per cent", factor: 0.01)
  static let basisPoints = Slip(meant: "basis points", factor: 1e-4)
  package static let millions = Slip(meant: "millions", factor: 1e6)
  package static let thousands = Slip(meant: "thousands", factor: 1e3)
  static let billions = Slip(meant: "billions", factor: 1e9)
  package static let exahash = Slip(meant: "EH/s", factor: 1e3)
  static let terahash = Slip(meant: "TH/s", factor: 1e-3)
  static let perKilowattHour = Slip(meant: "$/kWh", factor: 1e3)
  static let centsPerKilowattHour = Slip(meant: "cents/kWh", factor: 10)
  package static let monthlyRate = Slip(meant: "a month's rate", factor: 12)
  static let perMonth = Slip(meant: "dollars a month", factor: 12 / TimeGrid.hoursPerYear)
  /// Limited, because a month of a cheap GPU costs as many dollars as an hour of the dearest costs
  /// cents.
  static let cents = Slip(meant: "cents", factor: 0.01, likely: 0.3...8)
  static let months = Slip(meant: "months", factor: 1 / 12.0)
  static let days = Slip(meant: "days", factor: 1 / TimeGrid.daysPerYear)
  static let satoshi = Slip(meant: "satoshi", factor: 1e-8)
  static let watts = Slip(meant: "W", factor: 1e-3)
}

extension NumberRange {
  /// The same range with a usual part; accepted figures outside that part, except 0, get a warning.
  func usually(_ usual: ClosedRange<Double>, or slips: Slip...) -> NumberRange {
    var copy = self
    copy.usual = usual
    copy.slips = (percent ? [.percent] : []) + slips
    return copy
  }

  /// What is unusual about an accepted figure, with the likely mistake; nil when nothing is.
  package func doubt(about value: Double) -> (message: String, weight: Warning.Weight)? {
    guard let usual, value != 0, !usual.contains(value) else { return nil }
    let typed = JSONScalar.shortest(value)
    let words = "\(typed) is outside the usual \(usualWords)"
    guard let slip = slip(of: value) else { return (words, .grave) }
    return ("\(words): \(slip.question(value))", .mistake)
  }

  /// The unit in which a figure was probably typed; nil when none makes it usual.
  private func slip(of value: Double) -> Slip? {
    value == 0
      ? nil
      : slips.first { slip in
        let meant = value * slip.factor
        return usual?.contains(meant) == true && slip.likely?.contains(meant) != false
      }
  }

  /// A hint for a number outside the range that is probably in another unit; empty if none is.
  func hint(for value: Double) -> String {
    if let slip = slip(of: value), slip.factor != Slip.percent.factor || !percent {
      return "; \(slip.question(value))"
    }
    guard percent, value > upper || slip(of: value) != nil, contains(value / 100) else { return "" }
    return "; write \(Slip.percent.text(value)) for \(JSONScalar.shortest(value)) %"
  }

  /// The usual range in words, with its unit.
  var usualWords: String {
    guard let usual else { return "" }
    let bounds = "\(Self.short(usual.lowerBound)) to \(Self.short(usual.upperBound))"
    return unit.isEmpty ? bounds : "\(bounds) \(unit)"
  }
}

extension Slip {
  /// The question whether a figure is in this unit, and how to write it then.
  package func question(_ value: Double) -> String { "\(meant)? then write \(text(value))" }

  /// A figure in the unit of its key, without what binary fractions add: as many digits as were typed where
  /// only the point moves, else six.
  func text(_ value: Double) -> String {
    let meant = value * factor
    let movesPoint = [factor, 1 / factor].contains {
      [1e1, 1e2, 1e3, 1e4, 1e6, 1e8, 1e9].contains($0)
    }
    let least = movesPoint ? 1e11 : 1e5
    var scale = 1.0
    while abs(meant) * scale < least, scale < 1e18 { scale *= 10 }
    return JSONScalar.shortest((meant * scale).rounded() / scale)
  }
}

extension NumberRange {
  package static let money = dollars.usually(1e3...1e11, or: .millions, .thousands)
  static let principal = dollars.usually(1e4...5e10, or: .millions, .thousands)
  static let moneyPerYear = NumberRange(0...1e15, "dollars per year")
    .usually(1e4...1e11, or: .millions, .thousands)
  static let pricePerMWh = NumberRange(0...1e6, "$/MWh")
    .usually(5...400, or: .perKilowattHour, .centsPerKilowattHour)
  package static let perGPUHour = NumberRange(0...1e6, "$/GPU-hour")
    .usually(0.02...30, or: .cents, .perMonth)
  package static let pricePerGPU = dollars.usually(500...2e7, or: .thousands)
  static let priceOfBitcoin = NumberRange(0...1e12, "dollars").above
    .usually(1000...2e6, or: .thousands)
  static let priceOfEther = NumberRange(0...1e12, "dollars").above
    .usually(50...2e5, or: .thousands)
  static let wholeNetwork = NumberRange(0...1e15, "PH/s").above
    .usually(2e4...3e7, or: .exahash, .terahash)
  package static let fleet = NumberRange(0...1e15, "PH/s")
    .usually(50...1e6, or: .exahash, .terahash)
  static let interest = NumberRange(0...2, "per year", percent: true)
    .usually(0...0.3, or: .basisPoints)
  static let shortRate = yield.usually(-0.02...0.2, or: .basisPoints)
  static let margin = interest.usually(0...0.2, or: .basisPoints)
  static let stepUp = rate.usually(-0.05...0.1, or: .basisPoints)
  /// Times of months to a few years, such as from default to a sale.
  static let lag = delay.usually(0...3, or: .months, .days)
  static let wait = delay.usually(0...5, or: .months, .days)
  static let tenantRisk = multiple.usually(0...20)
  static let elasticity = NumberRange(-20...20).usually(-5...5)
  static let volatilityOfPrices = volatility.usually(0...2.5)
  static let meanJump = NumberRange(0...10).usually(0...0.5, or: .percent)
  /// Reversion of hashrate and rent, whose deviations last months.
  static let slowReversion = reversion.usually(0...50, or: .percent)
  static let drifts = drift.usually(-3...3)
  static let loanToValue = ratio.above.usually(0.1...2)
  static let coverage = NumberRange(0...100, percent: true).usually(0.3...5).asMultiple
  /// Coverage from which on an extension is possible; a limit so negative that no income fails it
  /// means no test.
  static let extensionCoverage = NumberRange(-1000...100, percent: true).usually(-1000...5)
    .asMultiple
}
