import Foundation
import Testing

/// A book that moves no price may be cut into groups of loans (docs/performance.md).
@Suite struct LoanGroupTests {
  private static let market = """
    {
      extends: "SCENARIO", name: "retail", horizonYears: 1.5, tenants: null,
      market: {
        coinDepth: null, rigDepth: null,
        gpus: {
          H100: { depth: null }, H200: { depth: null }, B200: { depth: null }, GB300: { depth: null },
        },
      },
    }
    """

  /// Rows of `path_losses.csv` of the loans of some numbers, by a run of their own.
  private func defaults(_ loans: Range<Int>, _ name: String, in folder: TemporaryFolder) throws
    -> [Substring]
  {
    var borrowers = "miner,cash,treasury.btc\n"
    var tranches =
      "miner,tranche,kind,principal,coupon,maturity,paymentsPerYear,pledge.btc,margin.initialLTV,"
      + "margin.callLTV,margin.liquidationLTV\n"
    for loan in loans {
      let coins = 1 + loan % 7
      let principal = 87_500 * Double(coins) * (0.5 + 0.01 * Double(loan))
      borrowers += "loan-\(loan),\(principal / 10),\(1.25 * Double(coins))\n"
      tranches +=
        "loan-\(loan),line,bitcoinLoan,\(principal),0.1,2027-05-26,4,\(coins),0.6,0.74,0.85\n"
    }
    let (miners, debts) = (folder.path("miners-\(name).csv"), folder.path("loans-\(name).csv"))
    try borrowers.write(toFile: miners, atomically: true, encoding: .utf8)
    try tranches.write(toFile: debts, atomically: true, encoding: .utf8)
    let outcome = try Program.run(
      "run", folder.path("market.json5"), "--market-only", "--miners", miners, "--tranches", debts,
      "--paths", "2048", "--only", "summary", "--paths-csv", "--quiet", "--out", folder.path(name))
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try folder.text("\(name)/path_losses.csv").split(separator: "\r\n").dropFirst() + []
  }

  @Test func groupsOfLoansDefaultAsTheyDoInTheWholeBook() throws {
    let folder = try TemporaryFolder()
    let scenario = Program.root.appending(path: "scenarios/double-leverage.json5").path
    try Self.market.replacing("SCENARIO", with: scenario).write(
      toFile: folder.path("market.json5"), atomically: true, encoding: .utf8)
    let whole = try defaults(0..<12, "whole", in: folder)
    let parts = try [0..<5, 5..<12].enumerated().flatMap {
      try defaults($1, "part-\($0)", in: folder)
    }
    #expect(whole.count > 1000)
    #expect(whole.sorted() == parts.sorted())
  }
}
