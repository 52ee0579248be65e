import CreditBasics

extension CrossChecks {
  /// Notes miners that own themselves, directly or in a circle, and support without a parent.
  mutating func checkParents(_ miners: Block) {
    let circles = Circles(from: miners.names) { miners[$0]?["parent"]?.text }
    var told: Set<String> = []
    for name in miners.names {
      guard let miner = miners[name] else { continue }
      let path = NodePath([.key("miners"), .key(name)])
      if let support = miner["support"], miner["parent"] == nil, !wasWrong(path.key("parent")) {
        note(support, path.key("support"), "expected parent beside it, found nothing")
      }
      guard let parent = miner["parent"], circles.members.contains(name), !told.contains(name)
      else { continue }
      let circle = circles.circle(from: name)
      told.formUnion(circle)
      note(
        parent, path.key("parent"),
        "expected an owner that the miner does not own, found the circle "
          + (circle + [name]).map(Excerpt.oneLine).joined(separator: " → "))
    }
  }

  /// Notes tenants that are their own guarantor.
  mutating func checkGuarantors() {
    for (name, tenant) in root.named("tenants") {
      guard let guarantor = tenant["guarantor"], guarantor.text == name else { continue }
      note(
        guarantor, NodePath([.key("tenants"), .key(name), .key("guarantor")]),
        "expected another tenant, found \(guarantor.found), which would stand in for itself; leave it out"
      )
    }
  }
}

extension CrossChecks {
  /// Notes leases and assignable contracts that never end and are discounted at 0: their value
  /// would be infinite.
  mutating func checkValues(_ miner: Node, _ path: NodePath) {
    for (name, lease) in miner.named("leases") {
      guard let rate = lease["discountRate"], rate.double == 0, lease["until"] == nil else {
        continue
      }
      note(
        rate, path.key("leases").key(name).key("discountRate"),
        "expected more than 0 for a lease that never ends, found \(rate.found); give until")
    }
    guard root["resolution"]?["contractYield"]?.double == 0 else { return }
    for (name, lot) in miner.named("gpuLots") {
      guard let contract = lot["contract"], contract["assignable"]?.flag == true,
        contract["until"] == nil
      else { continue }
      noteAbsence(
        of: path.key("gpuLots").key(name).key("contract").key("until"),
        "expected the end of a contract that is discounted at a contractYield of 0, found nothing")
    }
  }
}

extension CrossChecks {
  /// Notes factors that a table gives and that have no value at `asOf`, from which they start.
  mutating func checkGiven(_ market: Node, _ path: NodePath) {
    let starts =
      [
        ("btc", "btc", "spot"), ("eth", "eth", "spot"), ("networkHashrate", "network", "hashrate"),
        ("shortRate", "shortRate", "initial"),
      ]
      + Driver.quoted.compactMap { driver in
        guard case .quote(let market, let spot) = driver.law else { return nil }
        return (driver.key, market, spot)
      }
    let rows = market["given"]?.block ?? Block()
    for (column, block, key) in starts {
      let place = path.key(block).key(key)
      guard let date = rows.names.first(where: { rows[$0]?[column] != nil }),
        let value = rows[date]?[column], market[block]?[key] == nil, !wasWrong(place)
      else { continue }
      note(
        value, path.key("given").key(date).key(column),
        "expected \(place), from which it goes on, found nothing")
    }
  }
}
