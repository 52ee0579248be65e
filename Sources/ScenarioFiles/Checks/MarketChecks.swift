import CreditBasics

extension CrossChecks {
  mutating func checkMarket() {
    guard let market = root["market"] else { return }
    let path = NodePath([.key("market")])
    checkInitialRegime(market, path.key("initialRegime"))
    for (name, rates) in market.named("switching") {
      guard let itself = rates[name] else { continue }
      note(
        itself, path.key("switching").key(name).key(name),
        "expected intensities of switching to other regimes; remove this one")
    }
    for (name, regime) in market.named("regimes") {
      guard let correlation = regime["correlation"] else { continue }
      checkCorrelation(correlation, name, path.key("regimes").key(name).key("correlation"))
    }
    checkGiven(market, path)
    if market["compensateJumps"]?.flag == true { checkCompensation(market, path.key("jumps")) }
  }

  private mutating func checkInitialRegime(_ market: Node, _ path: NodePath) {
    guard let initial = market["initialRegime"], let block = initial.block else { return }
    let known = market["regimes"]?.block?.members.count ?? 0
    guard known > 0, !wasWrong(path) else { return }
    let sum = block.names.reduce(0) { $0 + (block[$1]?.double ?? 0) }
    if abs(sum - 1) > 1e-9 {
      note(
        initial, path, "expected probabilities that sum to 1, found \(JSONScalar.shortest(sum))")
    }
  }

  /// Notes compensated jumps of a coin whose mean is infinite: `up` must be below 1.
  private mutating func checkCompensation(_ market: Node, _ path: NodePath) {
    for (name, jump) in market.named("jumps") {
      for coin in Coin.allCases {
        guard let up = jump[coin.key]?["up"], let size = up.double, size >= 1 else { continue }
        note(
          up, path.key(name).key(coin.key).key("up"),
          "expected below 1 when compensateJumps is true, found \(up.found)")
      }
    }
  }

  private mutating func checkCorrelation(_ node: Node, _ regime: String, _ path: NodePath) {
    if wasWrong(path) { return }
    var matrix = Regime.uncorrelated
    for row in Driver.allCases {
      for column in Driver.allCases {
        guard let entry = node[row.key]?[column.key], let value = entry.double else { continue }
        let path = path.key(row.key).key(column.key)
        if row == column, value != 1 {
          note(entry, path, "expected 1 for a driver with itself, found \(entry.found)")
        }
        if row.rawValue > column.rawValue, let twin = node[column.key]?[row.key]?.double,
          twin != value
        {
          let other = "\(column.key).\(row.key)"
          note(
            entry, path,
            "expected \(JSONScalar.shortest(twin)) as in \(other), found \(entry.found)")
        }
        guard row != column else { continue }
        matrix[row.rawValue][column.rawValue] = value
        matrix[column.rawValue][row.rawValue] = value
      }
    }
    if let (driver, pivot) = Regime.negativePivot(matrix) {
      note(
        node, path,
        "expected a positive semidefinite matrix in regime \(Excerpt.quoted(regime)), found a "
          + "pivot of \(rounded(pivot)) at \(driver.key); bring its correlations closer to 0")
    }
  }
}

/// A pivot rounded to four decimals, if it is not smaller than that.
private func rounded(_ value: Double) -> String {
  JSONScalar.shortest(abs(value) >= 1e-4 ? (value * 1e4).rounded() / 1e4 : value)
}
