import CreditBasics

extension CrossChecks {
  mutating func checkMiner(_ miner: Node, _ path: NodePath) {
    for (name, lease) in miner.named("leases") {
      guard let until = lease["until"], let end = until.text, let start = lease["from"]?.text,
        end < start
      else { continue }
      note(
        until, path.key("leases").key(name).key("until"),
        "expected a date on or after from (\(start)), found \(until.found)")
    }
    checkContracts(miner, path.key("gpuLots"))
    for (name, tranche) in miner.named("tranches") {
      let path = path.key("tranches").key(name)
      checkRate(tranche, path)
      checkCommitment(tranche, path)
      checkMargin(tranche, path.key("margin"))
      checkCovenant(tranche, path.key("covenant"))
      checkAmortisation(tranche, path.key("amortisation"))
      checkDates(tranche, path)
    }
    for coin in Coin.allCases { checkPledges(of: coin, miner, path) }
    checkValues(miner, path)
    checkOrders(miner, path.key("orders"))
    checkShares(miner["equity"], path.key("equity"))
  }

  /// Notes contracts that end before their lot starts: they would never earn.
  private mutating func checkContracts(_ miner: Node, _ path: NodePath) {
    for (name, lot) in miner.named("gpuLots") {
      guard let until = lot["contract"]?["until"], let end = until.text else { continue }
      let order = lot["order"]?.text.flatMap { miner["orders"]?[$0] }
      let starts = [
        ("inService", lot["inService"]?.text),
        ("the first payment of its order", order?["payments"]?.block?.names.first),
      ]
      for case (let what, let start?) in starts where end < start {
        note(
          until, path.key(name).key("contract").key("until"),
          "expected a date on or after \(what) (\(start)), found \(until.found)")
        break
      }
    }
  }

  private mutating func checkPledges(of coin: Coin, _ miner: Node, _ path: NodePath) {
    guard let held = miner["treasury"]?[coin.key]?.double else { return }
    var pledged = 0.0
    for (name, tranche) in miner.named("tranches") {
      guard let pledge = tranche["pledge"]?[coin.key], let amount = pledge.double else { continue }
      pledged += amount
      // An excess over the holding from rounding alone is accepted.
      guard amount > 0, pledged > held * (1 + 1e-12) else { continue }
      note(
        pledge, path.key("tranches").key(name).key("pledge").key(coin.key),
        "expected pledges up to the holding of \(JSONScalar.shortest(held)) \(coin.key), found "
          + "\(JSONScalar.shortest(pledged)) in all tranches up to this one")
      return
    }
  }

  private mutating func checkMargin(_ tranche: Node, _ path: NodePath) {
    let restored = tranche["margin"]?["restoreLTV"] == nil ? "initialLTV" : "restoreLTV"
    let pairs = [
      ("initialLTV", "callLTV"), ("callLTV", "liquidationLTV"), ("releaseLTV", restored),
      ("restoreLTV", "callLTV"),
    ]
    for (lower, upper) in pairs {
      guard let margin = tranche["margin"], let low = margin[lower]?.double,
        let node = margin[upper], let high = node.double, high < low
      else { continue }
      note(
        node, path.key(upper),
        "expected at least \(lower) (\(JSONScalar.shortest(low))), found \(node.found)")
    }
  }

  private mutating func checkAmortisation(_ tranche: Node, _ path: NodePath) {
    guard let node = tranche["amortisation"], let shares = node.block else { return }
    let sum = shares.names.reduce(0) { $0 + (shares[$1]?.double ?? 0) }
    if sum > 1 + 1e-9 {
      note(
        node, path,
        "expected shares of principal that sum to at most 1, found \(JSONScalar.shortest(sum))")
    }
  }
}
