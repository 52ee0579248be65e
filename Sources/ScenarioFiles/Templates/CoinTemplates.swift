/// Borrowers against coins.
enum CoinTemplates {
  /// A miner with a margin loan.
  static let coinLoan =
    TemplateMarket.head(
      name: "coin-loan",
      comment: """
        // A loan against bitcoin, with margin calls: one miner who pledges half of his coins.
        // Look first at `principal`, `pledge` and the five levels of `margin`.
        """) + #"""

        miners: {
          borrower: {
            cash: 1.2e7, minimumCash: 4.0e6,             // $; below the minimum, coins are sold
            graceDays: 14,                               // unpaid for longer than this is a default
            overheadPerYear: 8.0e6,
            // 1,000 of the 2,000 coins are pledged below; a fifth of what is mined is kept.
            treasury: { btc: 2000, hodl: 0.2, maxSaleSharePerWeek: 0.25 },
            rigLots: {
              fleet: { petahash: 6000, joulesPerTerahash: 18, uptime: 0.95, resalePerTerahash: 13 },
            },
            power: { fixedPrice: 42, fixedShare: 0.8, until: "2028-12-31" },
            tranches: {
              // $45m on 1,000 bitcoin ($87.5m): LTV 51 %.
              "coin loan": {
                kind: "bitcoinLoan", principal: 4.5e7, coupon: 0.085, maturity: "2027-12-30",
                pledge: { btc: 1000 },
                margin: {
                  initialLTV: 0.52,                      // at signing
                  releaseLTV: 0.45,                      // below it coins go back to the borrower
                  restoreLTV: 0.62,                      // where a call brings it
                  callLTV: 0.74,                         // above it the lender calls
                  liquidationLTV: 0.85,                  // above it, call unmet, he sells
                },
                refinance: { termYears: 1 },             // rolled over while lenders lend
                heldShare: 1.0,                          // the part that is ours
              },
            },
            tags: { sector: "miner" },                   // free text; groups in groups.csv
          },
        },
      }

      """#

  /// A company that holds bitcoin, with convertibles.
  static let treasury =
    TemplateMarket.head(
      name: "treasury",
      comment: """
        // A company that holds bitcoin and owes convertibles: what it can sell are coins and shares.
        // Look first at `treasury`, `equity` and the puts.
        """) + #"""

        miners: {
          "treasury company": {
            cash: 6.0e7, minimumCash: 1.0e7, graceDays: 28, overheadPerYear: 1.2e7,
            treasury: { btc: 9000, maxSaleSharePerWeek: 0.1 },
            // Shares sold each week while equity markets are open, of a value that follows bitcoin.
            equity: { perWeek: 0.003, marketCap: 9.0e8, beta: { btc: 1.5 }, prefundWeeks: 26 },
            tranches: {
              "2029 convertible": {
                kind: "convertible", principal: 2.5e8, coupon: 0.005, maturity: "2029-06-15",
                conversion: { premium: 0.35 },           // converts above 1.35 times today's share price
                puts: ["2027-06-15"],                    // holders may ask for their money back
                // On coverage by assets alone: income is negative, and even minDSCR 0 would ask for some.
                refinance: { windowYears: 0.75, maxLTV: 0.6, minDSCR: -100, termYears: 3, stepUp: 0.03 },
              },
              "2031 convertible": {
                kind: "convertible", principal: 1.5e8, coupon: 0.0, maturity: "2031-03-01",
                conversion: { premium: 0.4 }, puts: ["2029-03-01"],
              },
              "coin line": {
                kind: "bitcoinLoan", principal: 5.0e7, coupon: 0.09, maturity: "2026-12-30",
                pledge: { btc: 1100 },
                margin: { initialLTV: 0.55, restoreLTV: 0.62, callLTV: 0.74, liquidationLTV: 0.85 },
                refinance: { minDSCR: -100, termYears: 1 },
              },
            },
            tags: { sector: "treasury" },
          },
        },
      }

      """#
}
