import ScenarioFiles
import ScenarioWarnings
import Testing

/// Figures of another unit, and terms that flatter, are valid and warned of.
@Suite struct PlausibilityTests {
  private func warnings(_ overrides: [String]) throws -> [String] {
    try ScenarioReader.read(text: Self.text, name: "f.json5", overrides: overrides).warnings
      .map { "\($0.path): \($0.message)" }
  }

  /// A borrower of which nothing is to be said.
  private static let text = """
    {
      name: "desk", asOf: "2025-12-31", horizonYears: 2,
      market: {
        regimes: { calm: { btc: { volatility: 0.5 } } }, btc: { spot: 87500 },
        network: { hashrate: 1.05e6, blockSubsidy: 3.125, feeShare: 0.01 }, power: { spotPerMWh: 45 },
        gpus: { H100: { rentPerHour: 2.2, resalePrice: 20000, resaleDecline: 0.26 } },
      },
      miners: { a: {
        cash: 2e7, treasury: { btc: 600 }, power: { fixedPrice: 42, fixedShare: 0.8 },
        asics: { petahash: 5000, joulesPerTerahash: 19, resalePerTerahash: 13 },
        gpuLots: { hall: { gpu: "H100", count: 100, pledgedTo: "loan" } },
        tranches: { loan: { kind: "abl", principal: 1.8e7, coupon: 0.09, maturity: "2027-06-30" } },
      } },
    }
    """

  @Test func anOrdinaryScenarioHasNone() throws { #expect(try warnings([]) == []) }

  static let slips = [
    ("miners.a.asics.petahash=23.6", "the usual 50 to 1e6 PH/s: EH/s? then write 23600"),
    ("miners.a.power.fixedPrice=0.045", "the usual 5 to 400 $/MWh: $/kWh? then write 45"),
    (
      "miners.a.tranches.loan.coupon=1.75",
      "the usual 0 to 0.3 per year: per cent? then write 0.0175"
    ),
    ("market.network.hashrate=1050", "the usual 20000 to 3e7 PH/s: EH/s? then write 1050000"),
    (
      "miners.a.tranches.loan.principal=172.5",
      "the usual 10000 to 5e10 dollars: millions? then write 172500000"
    ),
    ("market.network.growth=10", "the usual -1 to 2 per year: per cent? then write 0.1"),
    (
      "market.network.meanReversion=68", "the usual 0 to 50 per year: per cent? then write 0.68"
    ),
    ("market.network.feeShare=1", "the usual 0 to 0.5: per cent? then write 0.01"),
    (
      "miners.a.tranches.loan.conversion={premium: 30}",
      "the usual -0.5 to 5: per cent? then write 0.3"
    ),
  ]

  @Test(arguments: slips) func theLikelyUnitIsNamed(override: String, says: String) throws {
    let found = try warnings([override])
    #expect(found.contains { $0.contains(says) }, "\(found)")
  }

  /// Sizes are in logs: what nobody has seen is warned of, and a coin whose mean price is infinite.
  @Test func jumpsThatNobodyHasSeenAreWarnedOf() throws {
    let says = { (jump: String, rate: Int) in
      try ScenarioReader.read(
        text: Self.text.replacing(
          "network: {", with: "jumps: { j: { intensity: { calm: \(rate) }, \(jump) } }, network: {"),
        name: "f.json5"
      ).warnings.map { "\($0.path): \($0.message)" }
    }
    let kou = "shape: 'doubleExponential', btc: "
    #expect(try says("btc: { mean: -0.3, sd: 0.2 }, computeRent: { mean: -1, sd: 0.7 }", 50) == [])
    #expect(try says(kou + "{ up: 0.5, down: 0.5 }", 1) == [])
    #expect(
      try says(kou + "{ up: 9, down: 0.1 }", 1) == [
        "market.jumps.j.btc.up: 9 is outside the usual 0 to 0.5: per cent? then write 0.09",
        "market.jumps.j.btc.up: 9 gives the price an infinite mean, and paths no average: expected below 1",
      ])
    #expect(try says("btc: { mean: -1.5, sd: 1 }", 5000).count == 3)
  }

  @Test func unusualFiguresWeighMostAndHaveAPlace() throws {
    let read = try ScenarioReader.read(
      text: Self.text.replacing("petahash: 5000", with: "petahash: 5"), name: "f.json5",
      overrides: ["horizonYears=1"])
    #expect(
      read.warnings.map(\.description) == [
        "f.json5:10:24: miners.a.asics.petahash: 5 is outside the usual 50 to 1e6 PH/s: EH/s? then "
          + "write 5000",
        "f.json5:12:80: miners.a.tranches.loan.maturity: principal falls due 0.49 years after the "
          + "horizon of 1: what is lost then is not counted; horizonYears 1.5 counts it",
      ])
  }

  /// 365 days of 365.25 a year beyond the horizon are 1 year in two digits.
  @Test func oneYearIsSingular() throws {
    let found = try warnings(["miners.a.tranches.loan.maturity=2028-12-30"])
    #expect(found.contains { $0.contains(" principal falls due 1 year after the horizon of 2:") })
  }

  /// 144 · 3.125 · 1.01 · 87,500 / 515.5 = $77,146 per PH/s and day.
  @Test func aHashpriceThatNoDeskWouldBelieve() throws {
    #expect(
      try warnings(["market.network.hashrate=515.5"]).contains {
        $0.hasPrefix("market.network.hashrate: hashprice today is $77,150/PH/day")
      })
  }

  @Test func aBorrowerThatOwesNothing() throws {
    #expect(
      try warnings(["miners.a.gpuLots=null", "miners.a.tranches=null"])
        == ["miners.a: owes nothing: it can cost no lender anything"])
  }

  @Test func placeholdersThatFlatter() throws {
    #expect(
      try warnings(["market.gpus.H100.resaleDecline=0"]).map { $0.prefix(38) }
        == ["market.gpus.H100.resaleDecline: is 0: "])
    let depth = try warnings(["market.coinDepth.btc={usdPerDay: 3e9}"])
    #expect(depth.map { $0.prefix(34) } == ["market.gpus.H100.depth: is absent:"])
    let rigs = try warnings(["market.rigDepth={petahash: 40000, absorptionPerYear: 4}"])
    #expect(
      rigs.map { $0.prefix(33) }
        == ["market.coinDepth.btc: is absent: ", "market.gpus.H100.depth: is absent"])
    #expect(
      try warnings(["miners.a.gpuLots.hall.inService=2026-06-30"]) == [
        "miners.a.gpuLots.hall.inService: counts as collateral from the as-of date on, though it is "
          + "delivered later"
      ])
  }

  @Test func pledgedRigsThatFlatter() throws {
    func warned(_ terms: String, _ overrides: [String] = []) throws -> [String] {
      let rigs = """
        rigLots: { s21: { petahash: 1000, joulesPerTerahash: 17, resalePerTerahash: 10, pledgedTo: "loan"\(terms) } },
        gpuLots: {
        """
      return try ScenarioReader.read(
        text: Self.text.replacing("gpuLots: {", with: rigs), name: "f.json5", overrides: overrides
      ).warnings.map { "\($0.path): \($0.message)" }
    }
    let later =
      "miners.a.rigLots.s21.inService: counts as collateral from the as-of date on, though it is "
      + "delivered later"
    #expect(try warned("") == [])
    #expect(try warned(", inService: '2026-06-30'") == [later])
    #expect(try warned(", meanDelayYears: 0.5") == [later])
    let depth = try warned(
      "", ["market.gpus.H100.depth={units: 23000}", "market.coinDepth.btc={usdPerDay: 3e9}"])
    #expect(
      depth == [
        "market.rigDepth: is absent: any number sells at the full price, in a scenario whose other "
          + "markets have a bottom"
      ])
  }

  @Test func valuesWithoutAnEnd() throws {
    let contract = "miners.a.gpuLots.hall.contract={ratePerHour: 2.4, assignable: true"
    #expect(
      try warnings([contract + "}"]) == [
        "miners.a.gpuLots.hall.contract.until: is absent: the contract is assignable, and a buyer is "
          + "taken to pay for today's margin for ever; give its end"
      ])
    #expect(try warnings([contract + ", until: '2028-12-31'}"]) == [])
    #expect(try warnings([contract.replacing("true", with: "false") + "}"]) == [])
    func leased(_ terms: String) throws -> [String] {
      let lease = "leases: { hall: { revenuePerYear: 1e6\(terms) } }, gpuLots: {"
      return try ScenarioReader.read(
        text: Self.text.replacing("gpuLots: {", with: lease), name: "f.json5"
      ).warnings.map { "\($0.path): \($0.message.prefix(17))" }
    }
    #expect(
      try leased(", discountRate: 0.1") == ["miners.a.leases.hall.until: is absent: the le"])
    #expect(try leased(", discountRate: 0.1, until: '2036-06-30'") == [])
    #expect(try leased("") == [])
  }

  /// A schedule of equal parts begins late and leaves a balloon; others have neither.
  @Test func termsThatAScheduleDoesNotLookAt() throws {
    let loan = "miners.a.tranches.loan"
    let late = "\(loan).amortisationFrom='2026-12-31'"
    let custom = "\(loan).amortisation={'2026-06-30': 0.5}"
    #expect(try warnings([late, "\(loan).balloonShare=0.2"]) == [])
    let dated = "changes nothing: dated shares say themselves what is paid when"
    #expect(try warnings([late, custom]) == ["\(loan).amortisationFrom: \(dated)"])
    #expect(
      try warnings(["\(loan).balloonShare=0.2", custom]) == ["\(loan).balloonShare: \(dated)"])
    #expect(
      try warnings([late, "\(loan).amortisation='bullet'"]) == [
        "\(loan).amortisationFrom: changes nothing: all principal of a bullet falls due at maturity"
      ])
  }

  @Test func leverageOfAnotherUnit() throws {
    let found = try warnings(["miners.a.tranches.loan.principal=4e10"])
    #expect(found.contains { $0.hasPrefix("miners.a: LTV today is ") })
  }

  @Test func inputsOfDifferentQuarters() throws {
    let found = try warnings([
      "market.calibratedOn={btc: '2025-12-26', 'network hashrate': '2024-04-30'}"
    ])
    #expect(
      found == [
        "market.calibratedOn.\"network hashrate\": 2024-04-30 is more than a quarter before asOf "
          + "(2025-12-31): prices of different dates in one market"
      ])
    #expect(try warnings(["market.calibratedOn={btc: '2025-10-01'}"]) == [])
  }

  @Test func regimesThatAreNeverReached() throws {
    let text = Self.text.replacing("regimes: {", with: "regimes: { spare: {},")
      .replacing("btc: { spot", with: "initialRegime: { calm: 1 }, btc: { spot")
    let read = try ScenarioReader.read(text: text, name: "f")
    #expect(read.warnings.map(\.path) == ["market.regimes.spare"])
  }
}
