import ScenarioFiles
import Testing

/// What numbers of the format count in, from the rules that read them.
@Suite struct InputUnitTests {
  @Test(arguments: [
    ("market.btc.spot", InputUnit.Form.dollars, ""),
    ("market.power.spotPerMWh", .dollars, "per MWh"),
    ("market.coinDepth.btc.usdPerDay", .dollars, "a day"),
    ("market.regimes.*.computeRent.annualDecline", .share, "a year"),
    ("market.regimes.calm.btc.volatility", .share, ""),
    ("miners.*.asics.petahash", .plain, "PH/s"),
    ("miners.*.payments.2026-06-30", .dollars, ""),
    ("market.launches.Rubin.date", .plain, "years"),
    ("miners.a.tranches.loan.amortisation.2027-06-30", .share, ""),
    ("miners.a.tranches.loan.covenant.minDSCR", .plain, "×"),
    ("miners.a.leases.hall.tenantRisk", .plain, "×"),
    ("miners.a.insolvency.barrier", .plain, "×"),
    ("market.gpus.H100.depth.units", .plain, "GPUs"),
  ])
  func pathsHaveUnits(path: String, form: InputUnit.Form, suffix: String) throws {
    let unit = try #require(InputUnit(of: path.split(separator: ".").map { String($0) }))
    #expect(unit.form == form && unit.suffix == suffix)
  }

  /// The format's own words are told from names.
  @Test func wordsAreToldFromNames() {
    let isWord = { (path: String) in
      InputUnit.isWord(at: path.split(separator: ".").map { String($0) })
    }
    #expect(isWord("miners.a.tranches.loan.kind") && isWord("miners.a.tranches.loan.amortisation"))
    #expect(!isWord("name") && !isWord("market.btc.spot") && !isWord("market.nowhere"))
  }

  @Test(arguments: ["market", "market.btc.spto", "miners.a.tranches.loan.kind", "name"])
  func whatIsNoNumberHasNone(path: String) {
    #expect(InputUnit(of: path.split(separator: ".").map { String($0) }) == nil)
  }
}
