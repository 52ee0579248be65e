import QuestionPages
import Questions
import Testing

/// Values of inputs in the units of the scenario format.
@Suite struct InputWordsTests {
  @Test(arguments: [
    ("market.btc.spot=87500", "87500", "$87.5k"),
    ("miners.*.cash=38400000", "38400000", "$38.4m"),
    ("miners.*.cash=1e7", "1e7", "$10m"),
    ("market.regimes.*.computeRent.annualDecline=0.466", "0.466", "46.6 % a year"),
    ("market.regimes.{calm,stress}.btc.volatility=0.45", "0.45", "45 %"),
    ("market.regimes.*.btc.drift+=-0.2", "-0.2", "−20 points"),
    ("market.regimes.*.utilisation+=0", "0", "as it is"),
    ("market.gpus.*.resalePrice*=0.8", "0.8", "×0.8"),
    ("market.launches.Rubin.date=2026-06-30", "2026-06-30", "30 Jun 2026"),
    ("market.launches.*.date+=1", "1", "+1 year"),
    ("market.launches.*.date+=2", "2", "+2 years"),
    ("miners.a.treasury.btc=1", "1", "1 coin"),
    ("miners.a.tranches.loan.kind=bitcoinLoan", "bitcoinLoan", "coin loan"),
    ("miners.a.tranches.loan.amortisation=straightLine", "straightLine", "straight line"),
    ("miners.a.tranches.loan.refinance.minDSCR=1.3", "1.3", "1.3×"),
    ("miners.a.tranches.loan.refinance.minDSCR=0", "0", "0×"),
    ("market.power.spotPerMWh=45", "45", "$45 per MWh"),
    ("miners.a.asics.petahash=5000", "5000", "5,000 PH/s"),
    ("miners.a.tranches.\"GPU loan\".coupon=0.12", "0.12", "12 % a year"),
    ("market.regimes.*.refinancingOpen=true", "true", "yes"),
    ("market.regimes.*.equityOpen=0", "0", "no"),
    ("overlay=scenarios/vintages/2024.json5", "scenarios/vintages/2024.json5", "2024"),
    ("overlay=none", "none", "as it is"),
  ])
  func valuesHaveUnits(lever: String, value: String, words: String) throws {
    let inputs = try Lever(parsing: lever, form: .grid).inputs
    #expect(inputs.value(value).replacing("\u{A0}", with: " ") == words)
  }

  /// 1.96 · 230,000 = 450,800; a date's error is in days.
  @Test func whatWasFoundHasItsInterval() throws {
    let cash = try Lever(parsing: "miners.*.cash=1e7,4e7", form: .grid).inputs
    #expect(cash.found(3.84e7, standardError: 2.3e5, scale: .number) == "$38.40m ± $0.45m")
    #expect(cash.found(3.84e7, standardError: nil, scale: .number) == "$38.4m, no interval")
    let power = try Lever(parsing: "market.power.spotPerMWh=40,50", form: .grid).inputs
    #expect(power.found(45, standardError: nil, scale: .number) == "$45 per MWh, no interval")
    let factor = try Lever(parsing: "market.power.spotPerMWh*=0.5,2", form: .grid).inputs
    #expect(factor.found(0.8, standardError: 0.01, scale: .number) == "×0.800 ± 0.020")
    let date = try Lever(parsing: "market.launches.Rubin.date=2026-06-30", form: .grid).inputs
    #expect(date.found(20_819, standardError: 10, scale: .date) == "1 Jan 2027 ± 20 days")
  }
}
