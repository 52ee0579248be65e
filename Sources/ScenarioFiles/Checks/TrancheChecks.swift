import CreditBasics

extension CrossChecks {
  /// Interest must be either fixed or floating, and floating interest needs a short rate.
  mutating func checkRate(_ tranche: Node, _ path: NodePath) {
    guard let floating = tranche["floating"] else {
      if tranche["coupon"] == nil, !wasWrong(path.key("coupon")), !wasWrong(path.key("floating")) {
        noteAbsence(
          of: path.key("coupon"),
          "expected \(NumberRange.interest.words), or floating in its place, found nothing")
      }
      return
    }
    if let coupon = tranche["coupon"] {
      note(
        coupon, path.key("coupon"),
        "expected coupon or floating, found both; remove one, or write null for the one inherited")
    }
    let rate = NodePath([.key("market"), .key("shortRate")])
    if root["market"]?["shortRate"] == nil, !wasWrong(rate) {
      note(
        floating, path.key("floating"),
        "expected market.shortRate, which it follows, found nothing; "
          + "write shortRate: { initial: 0.04 } under market")
    }
  }

  /// Principal may be 0 only with a commitment.
  mutating func checkCommitment(_ tranche: Node, _ path: NodePath) {
    guard tranche["commitment"] == nil, let principal = tranche["principal"],
      principal.double == 0, !wasWrong(path.key("commitment"))
    else { return }
    note(
      principal, path.key("principal"),
      "expected more than 0, or a commitment beside it, found \(principal.found)")
  }

  /// A tranche that funds an order must have a commitment.
  mutating func checkOrders(_ miner: Node, _ path: NodePath) {
    for (name, order) in miner.named("orders") {
      guard let funding = order["fundedBy"], let loan = funding.text,
        let tranche = miner["tranches"]?[loan], tranche["commitment"] == nil
      else { continue }
      note(
        funding, path.key(name).key("fundedBy"),
        "expected a tranche with a commitment, found \(Excerpt.quoted(loan)), which has none")
    }
  }

  mutating func checkCovenant(_ tranche: Node, _ path: NodePath) {
    guard let covenant = tranche["covenant"], covenant.block != nil, !wasWrong(path) else { return }
    let tests = ["minDSCR", "maxLTV", "minLiquidity"]
    if tests.allSatisfy({ covenant[$0] == nil }) {
      note(covenant, path, "expected at least one of minDSCR, maxLTV and minLiquidity, found none")
    }
  }

  /// The dates of a tranche's terms must not be after its maturity.
  mutating func checkDates(_ tranche: Node, _ path: NodePath) {
    guard let maturity = tranche["maturity"]?.text else { return }
    var dates = [
      (
        tranche["commitment"]?["availableUntil"],
        path.key("commitment").key("availableUntil")
      ),
      (tranche["amortisationFrom"], path.key("amortisationFrom")),
    ]
    for (date, share) in tranche["amortisation"]?.block?.inOrder ?? [] {
      let place = path.key("amortisation").key(date)
      dates.append((Node(.text(date), at: share.keyPosition), place))
    }
    for put in tranche["puts"]?.list ?? [] { dates.append((put, path.key("puts"))) }
    for case (let node?, let place) in dates {
      guard let date = node.text, date > maturity else { continue }
      note(node, place, "expected a date up to maturity (\(maturity)), found \(node.found)")
    }
  }

  /// Elasticities of market capitalisation need a `marketCap`.
  mutating func checkShares(_ equity: Node?, _ path: NodePath) {
    guard let equity, equity["marketCap"] == nil, !wasWrong(path.key("marketCap")),
      let beta = equity["beta"],
      beta.block?.members.values.contains(where: { $0.node.double ?? 0 != 0 }) == true
    else { return }
    note(beta, path.key("beta"), "expected marketCap, which they move, beside it, found nothing")
  }
}
