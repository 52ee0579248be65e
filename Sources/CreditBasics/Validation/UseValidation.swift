extension Scenario {
  /// Throws where something is used whose price, network or rate is not given: a forgotten line
  /// must not make anything free.
  func checkUse() throws(ScenarioFault) {
    for coin in Coin.allCases where market.coins[coin].spotUSD == nil {
      try check(
        "market.\(coin.key).spot", coin != .btc || market.network == nil,
        "expected the spot price of what is used (market.network), found none")
      try require("market.\(coin.key).spot", "spot price of what is used") { $0.uses(coin) }
    }
    if market.network == nil {
      try require("market.network", "network that rigs mine in") {
        $0.asics != nil || !$0.rigLots.isEmpty
      }
    }
    if market.power == nil {
      try require("market.power.spotPerMWh", "spot price of what is used") {
        $0.buysPower(market.gpus)
      }
    }
    if market.shortRate == nil {
      try require("market.shortRate", "short rate that debt follows") {
        $0.tranches.contains { $0.floating != nil }
      }
    }
    if resolution.contractYield == 0 {
      for miner in miners {
        for lot in miner.gpuLots where lot.contract?.isAssignable == true {
          try check(
            "miners.\(miner.name).gpuLots.\(lot.name).contract.until",
            lot.contract?.until.isFinite == true,
            "expected the end of a contract that is discounted at a contractYield of 0, found none")
        }
      }
    }
  }

  /// Throws where a miner needs what the market lacks.
  private func require(
    _ path: String, _ what: String, _ needs: (Miner) -> Bool
  ) throws(ScenarioFault) {
    guard let miner = miners.first(where: needs) else { return }
    try check(path, false, "expected the \(what) (miners.\(miner.name)), found none")
  }
}

extension Miner {
  /// Whether the miner holds or keeps a coin, or its shares follow the price; pledges are holdings.
  fileprivate func uses(_ coin: Coin) -> Bool {
    treasury.holdings[coin] > 0 || marketCap.map { $0.beta[coin] != 0 } == true
      || coin == .btc && treasury.hodl > 0
  }

  /// Whether its rigs, or GPU lots beyond the power bought ahead, use power at spot.
  fileprivate func buysPower(_ gpus: [GPUClass]) -> Bool {
    if allRigLots.contains(where: { $0.fleet.petahash > 0 && $0.fleet.joulesPerTerahash > 0 }) {
      return true
    }
    guard power.fixedShare < 1 || power.until.isFinite else { return false }
    return gpuLots.contains { $0.count > 0 && gpus[$0.gpu].kilowatts > 0 }
  }
}
