import CreditBasics
import PathLedger
import PathStories
import TestSupport
import Testing

/// What is told and walked through of large books and of borrowers with many loans.
@Suite struct LargeStoryTests {
  private static let calls = MarginTerms(
    initialLTV: 0.6, callLTV: 0.74, liquidationLTV: 0.85, releaseLTV: 0.5)

  /// One borrower whose loans are backed by coins, each its own.
  private static func coinLoans(_ count: Int) -> Scenario {
    let loans = (0..<count).map { number in
      var loan = SmallScenarios.loan("l\(number)", principal: 50)
      loan.pledge = PerCoin(btc: 1, eth: 0)
      loan.margin = calls
      return loan
    }
    let miner = Miner(
      name: "m", cashUSD: 1e6,
      treasury: Treasury(holdings: PerCoin(btc: 2 * Double(count), eth: 0), saleOrder: [.btc]),
      tranches: loans)
    return SmallScenarios.scenario([miner])
  }

  /// Every step of 600 borrowers: a search through all of them for each line took 6 s, not 1.
  @Test func everyStepOfABook() {
    let miners = (0..<600).map { number in
      Miner(
        name: "m\(number)", cashUSD: 1e6, overheadPerYear: 1_200,
        tranches: [SmallScenarios.loan(principal: 1_000, coupon: 0.1, paymentsPerYear: 12)])
    }
    let scenario = SmallScenarios.scenario(miners)
    var text = ""
    let seconds = processorSeconds {
      text = PathStory(scenario, path: 0).text(StorySelection(everyStep: true))
    }
    #expect(text.split(separator: "\n").count(where: { $0.contains("interest, loan") }) == 600 * 24)
    #expect(seconds < 4)
  }

  /// A step asks each loan what is pledged to it: going through all loans and lots for each took 4 s.
  @Test func manyLoansOfOneBorrower() {
    let scenario = Self.coinLoans(8_000)
    let seconds = processorSeconds { #expect(scenario.centralDefaults?.isEmpty == true) }
    #expect(seconds < 1)
  }

  /// A borrower with 10,000 loans counts as more than one.
  @Test func loansCountWhereBooksAreTooLarge() {
    var scenario = Self.coinLoans(10_000)
    scenario.grid = TimeGrid(horizonYears: 5, stepsPerYear: 12)
    #expect(scenario.centralDefaults == nil)
    scenario.miners[0].tranches.removeLast(5_000)
    #expect(scenario.centralDefaults != nil)
    // Each of the loans has to wait for those that rank before it on the lot.
    scenario.miners[0].gpuLots = [GPULot(name: "g", gpu: 0, count: 1, liens: Array(0..<200))]
    #expect(scenario.centralDefaults == nil)
  }

  /// 400 launches that change 400 classes: asking each launch for each class in each step took 0.6 s.
  @Test func launchesOfManyClasses() {
    let count = 400
    var market = SmallScenarios.market(
      gpus: (0..<count).map { GPUClass(name: "g\($0)", rentPerHour: 1, resalePriceUSD: 1) })
    market.launches = (0..<count).map { number in
      Launch(
        name: "l\(number)", date: 0.5 + Double(number % 2),
        impacts: (0..<count).map { LaunchImpact(gpu: $0, rentHaircut: 0.001, resaleHaircut: 0.002) }
      )
    }
    let scenario = SmallScenarios.scenario([Miner(name: "m", cashUSD: 1)], market: market)
    var steps: [MarketSnapshot] = []
    let seconds = processorSeconds {
      steps = PathLedger(scenario: scenario).run(path: 0, recording: true).market
    }
    let (half, all) = (steps[8], steps[20])
    #expect(half.rentPerHour[7] == (0..<200).reduce(1.0) { rent, _ in rent * 0.999 })
    #expect(all.resaleUSD[7] == (0..<400).reduce(1.0) { price, _ in price * 0.998 })
    #expect(steps[4].resaleUSD[7] == 1)
    #expect(seconds < 0.2)
  }
}
