import CreditBasics
import Foundation
import MinerCredit
import NumericCore
import TestSupport
import Testing

/// The book before the first step: what is owed over marks, and over what a sale would bring.
@Suite struct AsOfBookTests {
  /// Ten bitcoin at $100 are as much as the market's depth over a month; coins bear a tenth in costs.
  ///
  /// Marks are 1000 + 1000; sold alone the coins bring `0.9 · 1000 (1 − e^{−1})`, and cash is cash.
  @Test func loansToValueByMarksAndInLiquidation() {
    let miner = Miner(
      name: "M", cashUSD: 1000, treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)),
      tranches: [SmallScenarios.loan(principal: 500)])
    let depth = CoinDepth(usdPerDay: 1000 * 12 / 365.25)
    let scenario = SmallScenarios.scenario(
      [miner], market: SmallScenarios.market(depth: depth),
      resolution: ResolutionTerms(coinCostRate: 0.1))
    let book = AsOfBook(scenario, plan: CreditPlan(scenario, world: .full, monitored: []))
    expectEqual(book.headlineLTV[0], 500 / 2000.0)
    let coins: Double = 900 * (1 - exp(-1))
    expectEqual(book.liquidationLTV[0], 500 / (1000 + coins))
  }

  /// Cash of 1000, a reserve of 50 and a child worth 700 − 500, of which a buyer pays six tenths.
  @Test func reservesAndStakesCountInBoth() {
    var loan = SmallScenarios.loan(principal: 500)
    loan.reserve = ReserveTerms(months: 6, initialUSD: 50)
    let miners = [
      Miner(name: "a", cashUSD: 1000, tranches: [loan]),
      Miner(
        name: "b", parent: 0, cashUSD: 700, tranches: [SmallScenarios.loan(principal: 500)]),
    ]
    let scenario = SmallScenarios.scenario(
      miners, resolution: ResolutionTerms(subsidiaryHaircut: 0.4))
    let book = AsOfBook(scenario, plan: CreditPlan(scenario, world: .full, monitored: []))
    expectEqual(book.headlineLTV[0], 500 / 1250.0)
    expectEqual(book.liquidationLTV[0], 500 / 1170.0)
  }

  /// Four GPUs of $1000, of which relocation takes half, behind $1500 and, after that, $900.
  @Test func collateralOfAJuniorIsWhatSeniorsLeave() {
    var lot = GPULot(name: "l", gpu: 0, count: 4)
    lot.liens = [0, 1]
    let miner = Miner(
      name: "M", gpuLots: [lot],
      tranches: [
        SmallScenarios.loan("first", principal: 1500),
        SmallScenarios.loan("second", principal: 900),
      ])
    let scenario = SmallScenarios.scenario(
      [miner], market: SmallScenarios.market(gpus: [GPUClass(name: "g", resalePriceUSD: 1000)]),
      resolution: ResolutionTerms(relocationHaircut: 0.5))
    let book = AsOfBook(scenario, plan: CreditPlan(scenario, world: .full, monitored: []))
    #expect(book.collateral.map(\.markedUSD) == [4000, 2500])
    #expect(book.collateral.map(\.aloneUSD) == [2000, 500])
    #expect(book.collateral.map(\.togetherUSD) == [2000, 500])
  }

  /// A contract that ends within the first step is in force before it: its lot goes with it.
  ///
  /// The GPU's 8766 / 4 hours of the quarter earn $1 each, without yield or costs; moved then it brings half
  /// of $40.
  @Test(arguments: [1, 4, 12]) func aContractOfTheFirstStepIsInForceBeforeIt(stepsPerYear: Int) {
    let gpu = GPUClass(name: "g", rentPerHour: 1, resalePriceUSD: 40, resaleDecline: 0)
    var lot = GPULot(name: "l", gpu: 0, count: 1)
    lot.contract = RentalContract(ratePerHour: 1, until: 0.25, isAssignable: true)
    let miner = Miner(name: "M", gpuLots: [lot], tranches: [SmallScenarios.loan(principal: 500)])
    let scenario = SmallScenarios.scenario(
      [miner], market: SmallScenarios.market(gpus: [gpu]), years: 1, stepsPerYear: stepsPerYear,
      resolution: ResolutionTerms(relocationHaircut: 0.5, contractYield: 0))
    let book = AsOfBook(scenario, plan: CreditPlan(scenario, world: .full, monitored: []))
    expectEqual(book.liquidationLTV[0], 500 / (8766 / 4 + 20))
  }

  /// Nothing of an order is paid on the as-of date, also if all of it is that day: its lot is worth nothing, and its
  /// contract of $8766 goes nowhere yet.
  ///
  /// The other two GPUs are the market's depth, for `1 − e^{−1}` of their mark; the book has nothing else for
  /// sale.
  @Test(arguments: [0, 1 / 365.25]) func whatIsPaidTodayIsNotYetPaid(date: Double) {
    let gpu = GPUClass(
      name: "g", rentPerHour: 1, resalePriceUSD: 40, resaleDecline: 0,
      depth: HardwareDepth(units: 2))
    var lots = [GPULot(name: "bought", gpu: 0, count: 1), GPULot(name: "plain", gpu: 0, count: 2)]
    lots[0].contract = RentalContract(ratePerHour: 1, until: 1, isAssignable: true)
    (lots[0].order, lots[0].liens, lots[1].liens) = (0, [0], [1])
    let loans = [
      SmallScenarios.loan("a", principal: 500), SmallScenarios.loan("b", principal: 500),
    ]
    func book(paying amount: Double) -> AsOfBook {
      let order = Order(name: "o", payments: [DatedPayment(date: date, amountUSD: amount)])
      let miner = Miner(
        name: "M", cashUSD: 1000, orders: [order], gpuLots: lots, tranches: loans)
      let scenario = SmallScenarios.scenario(
        [miner], market: SmallScenarios.market(gpus: [gpu]),
        resolution: ResolutionTerms(contractYield: 0))
      return AsOfBook(scenario, plan: CreditPlan(scenario, world: .full, monitored: []))
    }
    let unpaid = book(paying: 40)
    let sold: Double = 80 * (1 - exp(-1.0))
    expectEqual(unpaid.headlineLTV[0], 1000 / 1080.0)
    expectEqual(unpaid.liquidationLTV[0], 1000 / (1000 + sold))
    #expect(unpaid.collateral[0].markedUSD == 0)
    for (index, value) in [0, sold].enumerated() {
      expectEqual(unpaid.collateral[index].aloneUSD, value)
      expectEqual(unpaid.collateral[index].togetherUSD, value)
    }
    // An order of nothing is paid: its lot counts, and goes with its contract where it is in service today.
    let paid = book(paying: 0).collateral[0]
    expectEqual(paid.markedUSD, 40)
    #expect((paid.aloneUSD > 8000) == (date == 0))
  }
}
