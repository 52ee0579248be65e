/// The smallest valid scenario, with room for more.
enum SmallScenario {
  static func text(top: String = "", market: String = "", miner: String = "cash: 1e6") -> String {
    """
    {
      name: "small", asOf: "2025-12-31", horizonYears: 1, \(top)
      market: { \(market)
        regimes: { calm: {} },
      },
      miners: {
        a: { \(miner) },
      },
    }
    """
  }
}
