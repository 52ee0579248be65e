import CreditBasics

/// Jumps of a base that fitted volatilities contain, and how a fragment takes them out.
///
/// A volatility of weekly returns contains the jumps of those weeks: jumps beside it would count
/// twice. Regimes of the base that are not fitted keep their jumps, which their volatilities do not
/// contain.
struct ContainedJumps {
  /// Names and whether they are fitted, in the base's order.
  private let regimes: [(name: String, isFitted: Bool)]
  /// Coins whose volatility is fitted.
  private let coins: [JumpFactor]
  /// Events that move a fitted coin in a fitted regime.
  private let events: [JumpEvent]
  /// Names of all events of the base.
  private let names: Set<String>

  init(in market: Market, fitted: [String], coins factors: [HistoryFactor]) {
    let regimes = market.regimes.map { ($0.name, fitted.contains($0.name)) }
    let coins = JumpFactor.allCases.filter { coin in factors.contains { $0.rawValue == coin.key } }
    self.regimes = regimes
    self.coins = coins
    names = Set(market.jumps.map(\.name))
    events = market.jumps.filter { event in
      coins.contains { event.shape.moves($0) }
        && zip(regimes, event.intensityPerYear).contains { $0.1 && $1 > 0 }
    }
  }

  /// Members of the fragment's `jumps`.
  var lines: [String] { events.flatMap(lines) }

  /// Notes on what is taken out and why, a line each; empty where nothing is.
  func notes(of file: String) -> [String] {
    guard !events.isEmpty else { return [] }
    let (inside, beside) = (named { $0.isFitted }, named { !$0.isFitted })
    let kept = events.filter(isKept).map(\.name)
    let whose =
      kept.count == events.count
      ? "they stay" : kept.joined(separator: ", ") + (kept.count == 1 ? " stays" : " stay")
    let rest = events.filter { !others($0).isEmpty }.map { event in
      "\(event.name) moves \(others(event).map(\.key).joined(separator: ", ")) alone there"
    }
    return [
      "jumps of \(file) are taken out of \(inside), whose fitted volatilities contain them: "
        + events.map(\.name).joined(separator: ", ")
        + rest.map { "; \($0)" }.joined()
        + (kept.isEmpty ? "" : "; \(whose) in \(beside)")
    ]
  }

  private func named(_ isMeant: ((name: String, isFitted: Bool)) -> Bool) -> String {
    regimes.filter(isMeant).map(\.name).joined(separator: ", ")
  }

  /// Factors that an event moves beside the fitted coins.
  private func others(_ event: JumpEvent) -> [JumpFactor] {
    JumpFactor.allCases.filter { event.shape.moves($0) && !coins.contains($0) }
  }

  /// What the fragment writes of an event: unchanged in regimes that are not fitted, without the
  /// fitted coins in the others.
  ///
  /// An event that needs both is written as two.
  private func lines(_ event: JumpEvent) -> [String] {
    let rates = zip(regimes, event.intensityPerYear)
    let name = MarketFragment.key(event.name)
    let others = others(event)
    guard isKept(event) else {
      let moved = coins.filter { event.shape.moves($0) }.map { "\($0.key): null" }
      return ["\(name): " + (others.isEmpty ? "null" : "{ \(moved.joined(separator: ", ")) }")]
    }
    let kept = intensity(rates.map { $0.isFitted ? 0 : $1 })
    guard !others.isEmpty else { return ["\(name): { \(kept) }"] }
    let left = intensity(rates.map { $0.isFitted ? $1 : 0 })
    let alone = MarketFragment.key(restName(of: event))
    return [
      "\(name): { \(kept) }", "\(alone): { \(left), \(event.shape.text(of: others)) }",
    ]
  }

  private func isKept(_ event: JumpEvent) -> Bool {
    zip(regimes, event.intensityPerYear).contains { !$0.isFitted && $1 > 0 }
  }

  /// A name that no event of the base has, short enough for the format.
  private func restName(of event: JumpEvent) -> String {
    let stem = event.name.prefix(70) + " without fitted coins"
    let numbered = (2...).lazy.map { "\(stem) \($0)" }
    return names.contains(String(stem)) ? numbered.first { !names.contains($0) }! : String(stem)
  }

  private func intensity(_ rates: [Double]) -> String {
    let members = zip(regimes, rates).map {
      "\(MarketFragment.key($0.name)): \(JSONScalar.shortest($1))"
    }
    return "intensity: { \(members.joined(separator: ", ")) }"
  }
}

extension JumpShape {
  /// The law and how it moves some factors, as members of an event.
  fileprivate func text(of factors: [JumpFactor]) -> String {
    let sizes: [(key: String, values: [Double])]
    var members: [String]
    switch self {
    case .normal(let mean, let sd):
      sizes = [("mean", mean), ("sd", sd)]
      members = ["shape: \"normal\""]
    case .doubleExponential(let upProbability, let up, let down):
      sizes = [("up", up), ("down", down)]
      members = [
        "shape: \"doubleExponential\"", "upProbability: \(JSONScalar.shortest(upProbability))",
      ]
    }
    members += factors.map { factor in
      let moves = sizes.map { "\($0.key): \(JSONScalar.shortest($0.values[factor.rawValue]))" }
      return "\(factor.key): { \(moves.joined(separator: ", ")) }"
    }
    return members.joined(separator: ", ")
  }
}
