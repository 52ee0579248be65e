import CreditBasics

extension Scenario {
  /// The time grid of a retail lender's book.
  static let coinLoanGrid = TimeGrid(horizonYears: 1.5, stepsPerYear: 52)

  /// The scenario's market with a book of a retail lender: `loans` against bitcoin over 78 weeks.
  ///
  /// Borrower `i` owns 5/4 of 1 + `i mod 7` bitcoin and pledges four fifths of them, at a loan to
  /// value from 0.30 to 0.58, rising with `i`; a call at 0.74 restores 0.60, liquidation is at
  /// 0.85; 10 % a year quarterly; due after 1.4 years. Cash is a tenth of the loan. Only bitcoin
  /// has depth, if `depthUSD` a day is given.
  func coinLoans(_ loans: Int, depthUSD: Double?) -> Scenario {
    var book = self
    let spot = market.coins.btc.spotUSD ?? 0
    book.market.coins.btc.depth = depthUSD.map { CoinDepth(usdPerDay: $0, permanentShare: 0.1) }
    book.market.coins.eth.depth = nil
    book.market.rigDepth = nil
    for gpu in book.market.gpus.indices { book.market.gpus[gpu].depth = nil }
    book.tenants = []
    book.grid = Self.coinLoanGrid
    let digits = String(loans).count
    book.miners = (0..<loans).map { index in
      let number = String(index)
      let name = "loan-" + String(repeating: "0", count: digits - number.count) + number
      return .coinLoan(
        name, bitcoin: Double(1 + index % 7), spotUSD: spot,
        loanToValue: 0.30 + 0.28 * Double(index) / Double(loans))
    }
    return book
  }
}

extension Miner {
  fileprivate static func coinLoan(
    _ name: String, bitcoin: Double, spotUSD: Double, loanToValue: Double
  ) -> Miner {
    let principal = bitcoin * spotUSD * loanToValue
    let loan = Tranche(
      name: "line", kind: .bitcoinLoan, principalUSD: principal, coupon: 0.10, maturity: 1.4,
      paymentsPerYear: 4, amortisation: .bullet, seniority: 1,
      pledge: PerCoin(btc: bitcoin, eth: 0),
      margin: MarginTerms(initialLTV: 0.60, callLTV: 0.74, liquidationLTV: 0.85))
    return Miner(
      name: name, cashUSD: principal / 10,
      treasury: Treasury(holdings: PerCoin(btc: bitcoin * 1.25, eth: 0)), tranches: [loan])
  }
}
