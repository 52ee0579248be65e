import ScenarioFiles
import ScenarioWarnings
import Testing

/// Mistakes that no single figure shows.
@Suite struct LikelyMistakeTests {
  /// A borrower with rigs, GPUs, an order and a loan for it, of which nothing is to be said.
  private static let text = """
    {
      name: "desk", asOf: "2025-12-31", horizonYears: 5,
      market: {
        regimes: { calm: { btc: { volatility: 0.5 } } }, btc: { spot: 87500 },
        network: { hashrate: 1.05e6, blockSubsidy: 3.125, feeShare: 0.01, halvings: ["2028-04-15"] },
        power: { spotPerMWh: 45 },
        gpus: { H100: { rentPerHour: 2.2, newPrice: 42000, resalePrice: 20000, resaleDecline: 0.26 } },
      },
      miners: { a: {
        cash: 2e7, treasury: { btc: 600 },
        asics: { petahash: 5000, joulesPerTerahash: 19, resalePerTerahash: 13 },
        orders: { racks: { payments: { "2026-03-31": 4e6, "2026-09-30": 4e6 }, fundedBy: "draw" } },
        gpuLots: { hall: { gpu: "H100", count: 400, order: "racks", pledgedTo: "draw",
          contract: { ratePerHour: 2.4, until: "2028-12-31" } } },
        tranches: {
          draw: { kind: "abl", principal: 0, commitment: { amount: 8e6 }, coupon: 0.09, maturity: "2029-06-30" },
          loan: { kind: "bitcoinLoan", principal: 1.8e7, coupon: 0.09, maturity: "2027-06-30", pledge: { btc: 350 },
            margin: { initialLTV: 0.6, callLTV: 0.74, liquidationLTV: 0.85 } },
        },
      } },
    }
    """

  private func says(_ overrides: String...) -> [String] {
    do {
      return try ScenarioReader.read(text: Self.text, name: "f", overrides: overrides).warnings
        .map { "\($0.path): \($0.message)" }
    } catch {
      return error.issues.map { "\($0.path): \($0.message)" }
    }
  }

  @Test func anOrdinaryBorrowerHasNone() { #expect(says() == []) }

  static let network = "market.network."
  static let lot = "miners.a.gpuLots.hall."
  static let gpu = "market.gpus.H100."

  static let mistakes = [
    (
      "miners.a.asics.joulesPerTerahash=0",
      "miners.a.asics.joulesPerTerahash: is 0: the rigs run without power; usually 5 to 150 J/TH"
    ),
    (
      network + "blockSubsidy=6.25",
      network
        + "blockSubsidy: 6.25 is not what the chain pays on 2025-12-31: 3.125 bitcoin a block "
        + "since 2024-04-20"
    ),
    (
      network + "halvings=[]",
      network
        + "halvings: none is given about 2028-04-15, when the chain's subsidy halves within the "
        + "horizon"
    ),
    (
      network + "halvings=['2028-04-15', '2030-04-15']",
      network + "halvings: two are 2 years apart; the chain halves its subsidy every four"
    ),
    (
      "stepsPerYear=1",
      "stepsPerYear: 1 looks at margins 1 times a year, and calls are made within days; 52 are weeks"
    ),
    (
      gpu + "resalePrice=70000",
      gpu + "resalePrice: 70000 is 1.7 times newPrice, 42000: are both in dollars?"
    ),
    (
      gpu + "rentPerHour=0.1",
      gpu
        + "resalePrice: 20000 is 23 times a year's rent at 0.1 an hour, outside the usual 0.1 to 15"
    ),
    (
      gpu + "opexPerHour=12",
      gpu + "opexPerHour: 12 is 5.5 times rentPerHour, 2.2: it would never run"
    ),
    (lot + "count=400.5", lot + "count: 400.5 is not a whole number"),
    (lot + "count=0", lot + "count: is 0: the lot is empty"),
    (
      lot + "contract.until=2026-06-30",
      lot
        + "contract.until: is 0.25 years before the last payment of the lot's order, before which not "
        + "all of it is in service"
    ),
    (
      lot + "contract.until=2026-01-31",
      lot
        + "contract.until: expected a date on or after the first payment of its order (2026-03-31), "
        + "found \"2026-01-31\""
    ),
    (
      lot + "inService=2029-03-31",
      lot
        + "contract.until: expected a date on or after inService (2029-03-31), found \"2028-12-31\""
    ),
    (
      "miners.a.tranches.loan.pikUntil=2028-06-30",
      "miners.a.tranches.loan.pikUntil: is after maturity: no interest is ever paid in cash; the same as "
        + "pikUntil at maturity"
    ),
    (
      "miners.a.tranches.draw.commitment.availableUntil=2026-02-28",
      "miners.a.tranches.draw.commitment.availableUntil: is before 100 % of what the orders that it funds "
        + "are paid"
    ),
  ]

  @Test(arguments: mistakes) func isFound(override: String, says expected: String) {
    #expect(says(override) == [expected])
  }

  /// Whether the subsidy of a day, before the halvings dated then, is one that the chain pays.
  private func isPaid(_ day: String, _ coins: String, halvings: String = "") throws -> Bool {
    let text = Self.text.replacing(#/"20(26|27|28|29)-/#, with: "\"2099-")
      .replacing("\"2099-04-15\"", with: halvings).replacing("2025-12-31", with: day)
      .replacing(": 3.125", with: ": \(coins)")
    let read = try ScenarioReader.read(text: text, name: "f", overrides: ["horizonYears=90"])
    return !read.warnings.contains { $0.path.hasSuffix("blockSubsidy") }
  }

  /// Before 2024, beside the day, and where nobody can know.
  @Test(arguments: [
    ("2022-12-31", "6.25"), ("2024-04-19", "3.125"), ("2024-04-20", "3.125"),
    ("2024-04-21", "6.25"), ("2028-06-30", "3.125"), ("2028-02-01", "1.5625"),
    ("2040-01-01", "0.5"),
  ])
  func subsidiesOfOtherDays(day: String, coins: String) throws {
    #expect(try isPaid(day, coins))
  }

  /// On the day, the subsidy before it goes with its date, and the one after it without.
  @Test func onTheDayOfAHalvingItsDateTellsTheSubsidies() throws {
    let day = "2024-04-20"
    #expect(try isPaid(day, "6.25", halvings: "\"\(day)\""))
    #expect(try !isPaid(day, "3.125", halvings: "\"\(day)\""))
    #expect(try !isPaid(day, "6.25"))
  }

  /// Loans to people are small, and nothing else about them is large.
  @Test func smallLoansAreNoMillions() throws {
    let loan = "miners.a.tranches.l.principal"
    func with(_ principal: String, _ rest: String) throws -> [String] {
      try ScenarioReader.read(
        text: """
          { name: "retail", asOf: "2025-12-31", horizonYears: 2,
            market: { regimes: { calm: {} }, btc: { spot: 87500 }, network: { hashrate: 1.05e6, blockSubsidy: 3.125 },
              power: { spotPerMWh: 45 } },
            miners: { a: { \(rest), tranches: { l: { kind: "bitcoinLoan", principal: \(principal), coupon: 0.1,
              maturity: "2027-06-30" } } } } }
          """, name: "f"
      ).warnings.map(\.path)
    }
    #expect(try with("4000", "cash: 300, treasury: { btc: 0.1 }") == [])
    // A rig of 200 TH/s, worth $3,000.
    let rig = "asics: { petahash: 0.2, joulesPerTerahash: 17, resalePerTerahash: 15 }"
    #expect(try with("2000", rig) == [])
    #expect(try with("172.5", "cash: 2e7, treasury: { btc: 600 }").contains(loan))
    #expect(try with("172.5", "cash: 20").contains(loan))
    #expect(try with("1.8e7", "cash: 20, treasury: { btc: 600 }") == ["miners.a.cash"])
  }

  /// Of a shape that there is not nothing is known, and nothing else is said.
  @Test func aWrongVariantIsSaidOnce() throws {
    let jump =
      "jumps: { shock: { intensity: {}, shape: \"gaussian\", btc: { up: 0.1, mean: 0.1 } } },"
    let text = Self.text.replacing("power: {", with: jump + " power: {")
    let error = #expect(throws: ScenarioError.self) {
      try ScenarioReader.read(text: text, name: "f")
    }
    #expect(error?.issues.map(\.path) == ["market.jumps.shock.shape"])
  }
}
