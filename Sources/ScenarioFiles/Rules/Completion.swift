import CreditBasics

/// Placeholders that depend on other fields.
enum Completion {
  /// Fills them into what the rules have read, where the fields that they depend on are there.
  static func complete(_ root: Node) -> Node {
    var root = root
    if let market = root["market"], market["initialRegime"] == nil,
      let first = market["regimes"]?.block?.names.first
    {
      let certain = Node([first: Node(.number("1"), at: market.position)], at: market.position)
      root["market"]?["initialRegime"] = certain
    }
    // A launch without a date is only delayed, from the as-of date.
    if let asOf = root["asOf"], var launches = root["market"]?["launches"] {
      for (name, launch) in root["market"]?.named("launches") ?? [] where launch["date"] == nil {
        launches[name]?["date"] = Node(asOf.value, at: launch.position)
      }
      root["market"]?["launches"] = launches
    }
    if let view = root["lenderView"], view["regime"] == nil,
      let likely = likeliestRegime(root["market"])
    {
      root["lenderView"]?["regime"] = Node(.text(likely), at: view.position)
    }
    if root["horizonYears"] == nil, let grid = grid(reachingTheEndOf: root) {
      let years = JSONScalar.shortest(grid.horizonYears)
      root["horizonYears"] = Node(.number(years), at: root["miners"]?.position ?? root.position)
    }
    return root
  }

  /// The clock that runs until everything owed today has fallen due: the latest maturity of any tranche
  /// and then the longest grace of any miner.
  private static func grid(reachingTheEndOf root: Node) -> TimeGrid? {
    guard let asOf = root["asOf"]?.text.flatMap({ CalendarDate($0) }),
      let perYear = root["stepsPerYear"]?.double.flatMap({ Int(exactly: $0) }), perYear > 0
    else { return nil }
    let miners = (root["miners"]?.block?.members.values.map(\.node)) ?? []
    let maturities = miners.flatMap { miner in
      (miner["tranches"]?.block?.members.values.map(\.node) ?? [])
        .compactMap { $0["maturity"]?.text.flatMap { CalendarDate($0)?.years(since: asOf) } }
    }
    guard let last = maturities.max() else { return nil }
    let grace = miners.compactMap { $0["graceDays"]?.double }.max() ?? 0
    return TimeGrid(reaching: last + grace / TimeGrid.daysPerYear, stepsPerYear: perYear)
  }

  /// The initially most probable regime, the first in name order on a tie.
  private static func likeliestRegime(_ market: Node?) -> String? {
    guard let initial = market?["initialRegime"]?.block else { return nil }
    var best: (name: String, probability: Double)?
    for name in initial.names {
      let probability = initial[name]?.double ?? 0
      if probability > best?.probability ?? -1 { best = (name, probability) }
    }
    return best?.name
  }
}
