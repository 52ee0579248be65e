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
  ])
  func pathsHaveUnits(path: String, form: InputUnit.Form, suffix: String) throws {
    let unit = try #require(InputUnit(of: path.split(separator: ".").map { String($0) }))
    #expect(unit.form == form && unit.suffix == suffix)
  }

  @Test(arguments: ["market", "market.btc.spto", "miners.a.tranches.loan.kind", "name"])
  func whatIsNoNumberHasNone(path: String) {
    #expect(InputUnit(of: path.split(separator: ".").map { String($0) }) == nil)
  }
}
