import CreditBasics

/// Placeholders that depend on other fields.
enum Completion {
  /// Fills them into what the rules have read, where the fields that they depend on are there.
  static func complete(_ root: Node) -> Node {
    guard var top = root.block else { return root }
    if var market = top["market"]?.block, let place = top["market"]?.position {
      if market["initialRegime"] == nil, let first = market["regimes"]?.block?.names.first {
        var initial = Block()
        initial.set(first, Node(.number("1"), at: place))
        market.set("initialRegime", Node(.block(initial), at: place))
      }
      if let asOf = top["asOf"] { market = launchesDated(market, asOf) }
      top.set("market", Node(.block(market), at: place))
    }
    if var view = top["lenderView"]?.block, view["regime"] == nil,
      let place = top["lenderView"]?.position, let likely = likeliestRegime(top["market"])
    {
      view.set("regime", Node(.text(likely), at: place))
      top.set("lenderView", Node(.block(view), at: place))
    }
    if top["horizonYears"] == nil, let grid = Self.grid(reachingTheEndOf: root) {
      let years = JSONScalar.shortest(grid.horizonYears)
      top.set("horizonYears", Node(.number(years), at: top["miners"]?.position ?? root.position))
    }
    return Node(.block(top), at: root.position)
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

  /// A launch without a date is only delayed, from the as-of date.
  private static func launchesDated(_ market: Block, _ asOf: Node) -> Block {
    guard let launches = market["launches"], var named = launches.block else { return market }
    var market = market
    for name in named.names {
      guard let node = named[name], var launch = node.block, launch["date"] == nil else { continue }
      launch.set("date", Node(asOf.value, at: node.position))
      named.set(name, Node(.block(launch), at: node.position))
    }
    market.set("launches", Node(.block(named), at: launches.position))
    return market
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
