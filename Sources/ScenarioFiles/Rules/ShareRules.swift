import CreditBasics

extension FieldRules {
  /// Market capitalisation: a value, and elasticities that count only together with it.
  static let marketCap: [Term<Miner>] = [
    Term(
      FieldRule(
        "marketCap", .number(.money.above), .nothing("shares are worth marked equity"),
        "Market value of all shares at `asOf`."),
      fill: { miner, part in
        miner.marketCap = part.optionalNumber("marketCap").map {
          MarketCapitalisation(initialUSD: $0)
        }
      }),
    Term(
      FieldRule(
        "beta", .block(beta.section), .empty,
        "How the market value follows prices, as elasticities."),
      fill: { miner, part in
        guard var cap = miner.marketCap, let given = part.optionalPart("beta") else { return }
        beta.fill(&cap, given)
        miner.marketCap = cap
      }),
  ]

  private static let beta = Terms<MarketCapitalisation>(
    "miners.NAME.equity.beta", "Elasticities of the market value.",
    blank: MarketCapitalisation(initialUSD: 0),
    [
      Term("btc", .number(.elasticity), .zero, "To the price of Bitcoin.", \.beta.btc),
      Term("eth", .number(.elasticity), .zero, "To the price of Ether.", \.beta.eth),
      Term("computeRent", .number(.elasticity), .zero, "To the rent of compute.", \.rentBeta),
    ])
}
