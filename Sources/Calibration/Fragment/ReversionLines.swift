import CreditBasics

/// What a fragment says of hashrate, rent and power: a law in the market, its volatility in every regime.
///
/// The fit knows no regimes. Its speed is written for the market, so its volatility has to be
/// written for every regime, those of a base too: a speed beside a volatility that was not fitted
/// gives deviations that nobody has seen. Rent's decline is treated as the coins' drifts: the whole
/// sample's in fitted regimes, their own in others.
struct ReversionLines {
  private let report: CalibrationReport
  /// Regimes of the base that are not fitted.
  private let kept: [String]
  private let factors: [(factor: HistoryFactor, fit: (speed: Fitted, volatility: Fitted))]

  init(_ report: CalibrationReport, kept: [String]) {
    self.report = report
    self.kept = kept
    factors = [
      (.networkHashrate, report.hashrate.map { ($0.speed, $0.volatility) }),
      (.computeRent, report.rent.map { ($0.speed, $0.volatility) }),
      (.powerPrice, report.power.map { ($0.speed, $0.volatility) }),
    ].compactMap { factor, fit in fit.map { (factor, $0) } }
  }

  /// Whether the regimes are known, so that volatilities can be written.
  private var hasRegimes: Bool { report.regimes != nil || !kept.isEmpty }

  /// Members of a regime's block.
  func lines(inFitted isFitted: Bool) -> [String] {
    factors.map { factor, fit in
      let decline = isFitted && factor == .computeRent ? "annualDecline: \(decline), " : ""
      let volatility = Self.number(WrittenReversion(fit.speed, fit.volatility).volatility)
      return "        \(factor.rawValue): { \(decline)volatility: \(volatility) },"
    }
  }

  /// Members of the market.
  var marketLines: [String] { factors.flatMap { factor, _ in lines(of: factor) } }

  /// Notes on what the base's regimes had of their own, and on figures at the bound of the format.
  func notes(over base: MarketFragment.Base?) -> [String] {
    factors.flatMap { factor, fit -> [String] in
      let written = WrittenReversion(fit.speed, fit.volatility)
      let bound = written.note.map { ["\(factor.rawValue): \($0)"] } ?? []
      guard let base else { return bound }
      let regimes = base.market.regimes
      let own = regimes.map { $0.volatility(of: factor) }
      guard Set(own).count > 1 else { return bound }
      let had = zip(regimes, own).map { "\($0.name) \(Self.number($1))" }.joined(separator: ", ")
      return bound + [
        "\(factor.rawValue) has the one volatility that was fitted with its speed, "
          + "\(Self.number(written.volatility)), in every regime; \(base.file) had \(had)"
      ]
    } + jumpNotes(base) + declineNotes(base)
  }

  /// Notes on regimes of the base that are not fitted and whose rent falls at another rate.
  private func declineNotes(_ base: MarketFragment.Base?) -> [String] {
    guard let base, report.rent != nil, report.regimes != nil else { return [] }
    return base.market.regimes.filter {
      kept.contains($0.name) && abs($0.rentAnnualDecline - written.share) > 0.05
    }.map {
      "\($0.name) of \(base.file) keeps its annualDecline \(Self.number($0.rentAnnualDecline)) beside "
        + "\(decline): rents spread more widely than in the history"
    }
  }

  /// A note on jumps of rent that the base keeps beside the fitted volatility.
  private func jumpNotes(_ base: MarketFragment.Base?) -> [String] {
    let jumps = (base?.market.jumps ?? []).filter {
      $0.shape.moves(.computeRent) && $0.intensityPerYear.contains { $0 > 0 }
    }
    guard let base, report.rent != nil, !jumps.isEmpty else { return [] }
    return [
      "jumps of \(base.file) move computeRent beside its fitted volatility: "
        + jumps.map(\.name).joined(separator: ", ")
        + ". If the history has such jumps, take them out of rent"
    ]
  }

  private var written: WrittenDecline { WrittenDecline(report.rent?.trend ?? Fitted(0, nil)) }
  private var decline: String { Self.number(written.share) }

  private func lines(of factor: HistoryFactor) -> [String] {
    let last = report.history.series[factor]?.logs.last.map(Real.exp) ?? 0
    switch factor {
    case .networkHashrate:
      guard let fit = report.hashrate else { return [] }
      return lines(
        "network", of: factor, today: ["hashrate: \(Self.number(last, 6))"],
        law: [
          "growth: \(Self.number(fit.growth.value))",
          "revenueElasticity: \(Self.number(fit.elasticity.value))",
        ], "elasticity \(MarketFragment.shown(fit.elasticity))")
    case .computeRent:
      guard let fit = report.rent else { return [] }
      let kept = hasRegimes && report.regimes == nil ? " is not written: regimes keep theirs" : ""
      return lines(
        "computeRent", of: factor, today: [], law: [],
        "annualDecline \(decline), from the trend \(MarketFragment.shown(fit.trend))\(kept)"
          + (kept.isEmpty ? written.note.map { "; \($0)" } ?? "" : ""))
    case .powerPrice:
      guard let spot = report.powerSpot else { return [] }
      return lines(
        "power", of: factor, today: ["spotPerMWh: \(Self.number(spot.value, 5))"], law: [],
        spot.words)
    case .btc, .eth: return []
    }
  }

  /// A market's members on a line: its law only where its volatility is written too, else in a comment with it.
  private func lines(
    _ key: String, of factor: HistoryFactor, today: [String], law: [String], _ words: String
  ) -> [String] {
    guard let fit = factors.first(where: { $0.factor == factor })?.fit else { return [] }
    let written = WrittenReversion(fit.speed, fit.volatility)
    let law = law + ["meanReversion: \(Self.number(written.speed))"]
    let about =
      "\(words); speed \(MarketFragment.shown(fit.speed)), volatility "
      + MarketFragment.shown(fit.volatility)
    if hasRegimes {
      return ["    \(key): { \((today + law).joined(separator: ", ")) },  // \(about)"]
    }
    return (today.isEmpty ? [] : ["    \(key): { \(today.joined(separator: ", ")) },"]) + [
      "    // \(key): \(law.joined(separator: ", ")), only with \(factor.rawValue) volatility "
        + "\(Self.number(written.volatility)) in every regime: \(about)"
    ]
  }

  private static func number(_ value: Double, _ digits: Int = 3) -> String {
    RoundedNumber.text(value, digits)
  }
}

extension Regime {
  /// Volatility of a factor that reverts; 0 for coins.
  fileprivate func volatility(of factor: HistoryFactor) -> Double {
    switch factor {
    case .networkHashrate: hashrateVolatility
    case .computeRent: rentVolatility
    case .powerPrice: powerVolatility
    case .btc, .eth: 0
    }
  }
}
