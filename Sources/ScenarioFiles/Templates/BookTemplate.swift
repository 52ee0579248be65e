/// A book in tables: a market, borrowers and loans.
enum BookTemplate {
  /// The scenario that the tables are merged over.
  static let market =
    TemplateMarket.head(
      name: "book",
      comment: """
        // The market of a book that is kept in tables: borrowers.csv has a row for each borrower, loans.csv
        // one for each loan. Their columns are keys of this format, joined by dots; an empty field says
        // nothing. Columns of your own are called `tags.NAME`. More: docs/formats/book.md.
        """) + #"""

        // How often these tenants fail, compared with `tenantDefaultPerYear` above.
        tenants: { "AI lab": { risk: 2.0 }, "software group": { risk: 0.1 } },
        miners: {},                                      // all in the tables
      }

      """#

  /// A row for each borrower.
  static let borrowers = #"""
    miner,tags.sector,tags.rating,cash,minimumCash,graceDays,overheadPerYear,treasury.btc,treasury.hodl,treasury.maxSaleSharePerWeek,asics.petahash,asics.joulesPerTerahash,asics.uptime,asics.resalePerTerahash,power.fixedPrice,power.fixedShare,gpuLots.hall.gpu,gpuLots.hall.count,gpuLots.hall.pledgedTo,gpuLots.hall.contract.share,gpuLots.hall.contract.ratePerHour,gpuLots.hall.contract.until,gpuLots.hall.contract.tenant
    north miner,miner,B,2.0e7,5.0e6,14,8.0e6,900,0.2,0.25,6000,18,0.95,13,42,0.8,,,,,,,
    south miner,miner,B-,1.2e7,4.0e6,14,6.0e6,300,0,0.25,4500,21,0.94,9,48,0.6,,,,,,,
    coin fund,treasury,BB,1.5e7,2.0e6,14,3.0e6,2500,1,0.1,,,,,,,,,,,,,
    cloud one,AI cloud,BB-,6.0e7,1.0e7,28,2.0e7,,,,,,,,48,0.9,GB300,4000,equipment loan,0.95,4.1,2030-06-30,AI lab
    cloud two,AI cloud,BB,4.0e7,8.0e6,28,1.2e7,,,,,,,,48,0.9,H200,5000,equipment loan,0.7,2.9,2027-12-31,software group

    """#

  /// A row for each loan.
  static let loans = #"""
    miner,tranche,kind,principal,coupon,floating.margin,maturity,heldShare,pledge.btc,margin.initialLTV,margin.restoreLTV,margin.callLTV,margin.liquidationLTV,covenant.minDSCR,covenant.breachesToDefault,refinance.termYears,refinance.minDSCR
    north miner,coin loan,bitcoinLoan,2.2e7,0.085,,2027-06-30,1,500,0.52,0.62,0.74,0.85,,,1,
    north miner,rig loan,abl,2.4e7,0.12,,2028-12-31,0.5,,,,,,1.0,2,,
    south miner,rig loan,abl,2.2e7,0.13,,2028-06-30,1,,,,,,1.0,2,,
    coin fund,coin loan,bitcoinLoan,8.0e7,0.08,,2026-12-30,0.25,1800,0.52,0.62,0.74,0.85,,,1,-100
    cloud one,equipment loan,abl,2.3e8,,0.05,2030-06-30,0.2,,,,,,1.1,2,,
    cloud two,equipment loan,abl,1.0e8,0.105,,2028-12-31,0.5,,,,,,1.05,2,,
    cloud two,notes,highYield,6.0e7,0.095,,2029-12-15,0.1,,,,,,,,3,

    """#
}
