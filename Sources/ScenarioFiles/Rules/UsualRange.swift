/// Another unit in which a figure is often typed by mistake.
struct Slip: Sendable {
  /// What was probably meant, as in "EH/s".
  var meant: String
  /// What a figure typed so is to be multiplied by.
  var factor: Double

  static let percent = Slip(meant: "per cent", factor: 0.01)
  static let millions = Slip(meant: "millions", factor: 1e6)
  static let thousands = Slip(meant: "thousands", factor: 1e3)
  static let billions = Slip(meant: "billions", factor: 1e9)
  static let exahash = Slip(meant: "EH/s", factor: 1e3)
  static let terahash = Slip(meant: "TH/s", factor: 1e-3)
  static let perKilowattHour = Slip(meant: "$/kWh", factor: 1e3)
  static let centsPerKilowattHour = Slip(meant: "cents/kWh", factor: 10)
  static let perMonth = Slip(meant: "dollars a month", factor: 12 / 8766.0)
  static let watts = Slip(meant: "W", factor: 1e-3)
}

extension NumberRange {
  /// The same range with what is usual in it; figures outside, 0 but for, are accepted with a warning.
  func usually(_ usual: ClosedRange<Double>, or slips: Slip...) -> NumberRange {
    var copy = self
    copy.usual = usual
    copy.slips = slips + (percent ? [.percent] : [])
    return copy
  }

  /// What is unusual about an accepted figure, with the likely mistake; nil when nothing is.
  func doubt(about value: Double) -> (message: String, weight: Warning.Weight)? {
    guard let usual, value != 0, !usual.contains(value) else { return nil }
    let typed = NumberText.shortest(value)
    let words = "\(typed) is outside the usual \(usualWords)"
    guard let slip = slips.first(where: { usual.contains(value * $0.factor) }) else {
      return (words, .grave)
    }
    return ("\(words): \(slip.meant)? then write \(Self.rounded(value * slip.factor))", .mistake)
  }

  /// The usual range in words, with its unit.
  var usualWords: String {
    guard let usual else { return "" }
    let bounds = "\(Self.short(usual.lowerBound)) to \(Self.short(usual.upperBound))"
    return unit.isEmpty ? bounds : "\(bounds) \(unit)"
  }

  /// Six digits, without what binary fractions add.
  private static func rounded(_ value: Double) -> String {
    var scale = 1.0
    while abs(value) * scale < 1e5, scale < 1e12 { scale *= 10 }
    return NumberText.shortest((value * scale).rounded() / scale)
  }
}

extension NumberRange {
  static let money = dollars.usually(1e3...1e11, or: .millions, .thousands)
  static let principal = dollars.usually(1e4...5e10, or: .millions, .thousands)
  static let moneyPerYear = NumberRange(0...1e15, "dollars per year")
    .usually(1e4...1e11, or: .millions, .thousands)
  static let pricePerMWh = NumberRange(0...1e6, "$/MWh")
    .usually(5...400, or: .perKilowattHour, .centsPerKilowattHour)
  static let perGPUHour = NumberRange(0...1e6, "$/GPU-hour").usually(0.02...30, or: .perMonth)
  static let pricePerGPU = dollars.usually(50...2e7, or: .thousands)
  static let fleet = NumberRange(0...1e15, "PH/s").usually(50...1e6, or: .exahash, .terahash)
  static let interest = NumberRange(0...2, "per year", percent: true).usually(0...0.3)
  static let shortRate = yield.usually(-0.02...0.2)
  static let margin = interest.usually(0...0.2)
  static let stepUp = rate.usually(-0.05...0.1)
  static let elasticity = NumberRange(-20...20).usually(-5...5)
  static let volatilityOfPrices = volatility.usually(0...2.5)
  static let drifts = drift.usually(-3...3)
  static let loanToValue = ratio.above.usually(0.1...2)
  static let coverage = NumberRange(0...100, percent: true).usually(0.3...5).asMultiple
}
