import CreditBasics

extension CrossChecks {
  /// Prices of everything that is used must be given: a forgotten line must not make a coin free.
  mutating func checkUse() {
    guard let market = root["market"] else { return }
    let path = NodePath([.key("market")])
    for coin in Coin.allCases {
      guard market[coin.key]?["spot"] == nil, !wasWrong(path.key(coin.key)),
        let reason = use(of: coin, market)
      else { continue }
      noteAbsence(
        of: path.key(coin.key).key("spot"),
        "expected the spot price of what is used (\(reason)), found nothing")
    }
    if market["network"] == nil, !wasWrong(path.key("network")),
      let miner = first(hasRigs)
    {
      noteAbsence(
        of: path.key("network"),
        "expected the network that rigs mine in (\(miner)), found nothing")
    }
    if market["power"] == nil, !wasWrong(path.key("power")), let miner = first(buysPower) {
      noteAbsence(
        of: path.key("power").key("spotPerMWh"),
        "expected the spot price of what is used (\(miner)), found nothing")
    }
    checkClasses(market, path.key("gpus"))
  }

  private func use(of coin: Coin, _ market: Node) -> String? {
    if coin == .btc, market["network"] != nil { return "market.network" }
    return first { miner in
      let treasury = miner["treasury"]
      if miner["equity"]?["beta"]?[coin.key]?.double ?? 0 != 0 { return true }
      if treasury?[coin.key]?.double ?? 0 > 0 { return true }
      if coin == .btc, hasRigs(miner) || treasury?["hodl"]?.double ?? 0 > 0 { return true }
      let tranches = miner["tranches"]?.block?.members.values.map(\.node) ?? []
      return tranches.contains { $0["pledge"]?[coin.key]?.double ?? 0 > 0 }
    }
  }

  private func rigLots(_ miner: Node) -> [Node] {
    (miner["asics"].map { [$0] } ?? [])
      + (miner["rigLots"]?.block?.members.values.map(\.node) ?? [])
  }

  private func hasRigs(_ miner: Node) -> Bool { !rigLots(miner).isEmpty }

  /// Whether the miner's rigs, or GPU lots beyond the power bought ahead, use power at spot.
  private func buysPower(_ miner: Node) -> Bool {
    let meetsSpot = { (lot: Node) in
      lot["petahash"]?.double ?? 0 > 0 && lot["joulesPerTerahash"]?.double ?? 0 > 0
    }
    if rigLots(miner).contains(where: meetsSpot) { return true }
    let power = miner["power"]
    guard power?["fixedShare"]?.double ?? 0 < 1 || power?["until"] != nil else { return false }
    let lots = miner["gpuLots"]?.block?.members.values.map(\.node) ?? []
    return lots.contains { lot in
      let gpu = lot["gpu"]?.text.flatMap { root["market"]?["gpus"]?[$0] }
      return lot["count"]?.double ?? 0 > 0 && gpu?["kilowatts"]?.double ?? 0 > 0
    }
  }

  /// Path of the first miner of which something holds.
  private func first(_ holds: (Node) -> Bool) -> String? {
    root.named("miners").first { holds($0.node) }
      .map { NodePath([.key("miners"), .key($0.name)]).description }
  }

  private mutating func checkClasses(_ market: Node, _ path: NodePath) {
    let lots = root.named("miners").flatMap { $0.node.named("gpuLots") }
    let used = Set(lots.compactMap { $0.node["gpu"]?.text })
    for (name, node) in market.named("gpus") where used.contains(name) {
      for (key, what) in [("rentPerHour", "spot rent"), ("resalePrice", "resale price")]
      where node[key] == nil && !wasWrong(path.key(name).key(key)) {
        noteAbsence(
          of: path.key(name).key(key),
          "expected the \(what) of a class that lots use, found nothing")
      }
    }
  }
}
