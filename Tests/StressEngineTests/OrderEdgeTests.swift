import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// Orders and commitments where rules meet in one step, worked out by hand, in the kernels and in the
/// ledger; steps of a quarter.
@Suite struct OrderEdgeTests {
  private func run(_ miner: Miner, gpu: GPUClass = GPUClass(name: "G")) -> EdgeCase {
    EdgeCase(quarterly: [miner], market: SmallScenarios.market(gpus: [gpu]))
  }

  private func line(
    _ amount: Double, until: Double? = nil, principal: Double = 0, maturity: Double = 10
  ) -> Tranche {
    var loan = SmallScenarios.loan(
      "line", principal: principal, maturity: maturity, paymentsPerYear: 4)
    loan.commitment = Commitment(amountUSD: amount, availableUntil: until)
    return loan
  }

  private func order(
    _ name: String, _ payments: [(date: Double, amount: Double)], fundedBy: Int? = 0,
    isCancellable: Bool = false
  ) -> Order {
    Order(
      name: name,
      payments: payments.map { DatedPayment(date: $0.date, amountUSD: $0.amount) },
      fundedBy: fundedBy, isCancellable: isCancellable)
  }

  /// `a` draws 60 of the 80 and leaves cash of 30; `b` would draw the other 20 and leave 30 + 20 − 60 <
  /// 0: it is cancelled without its draw, so that `c` finds 20 undrawn a quarter later.
  @Test func ordersDrawInNameOrderAndACancelledOneDrawsNothing() {
    let path = run(
      Miner(
        name: "m", cashUSD: 30,
        orders: [
          order("a", [(0.25, 60)]), order("b", [(0.25, 60)], isCancellable: true),
          order("c", [(0.5, 25)]),
        ], tranches: [line(80)]))
    #expect(path.account.amounts(.draw) == [0: 60, 1: 20])
    #expect(path.account.amounts(.orderCancelled) == [0: 60])
    #expect(path.account.amounts(.cash)[1] == 25)
  }

  /// 100 − 30 of the miner's own payment − 60 − 10 is nothing, which is not negative; one dollar more
  /// is.
  ///
  /// The own payment is never cancelled, nor funded.
  @Test func paymentsComeFirstAndCashOfNothingPays() {
    let path = run(
      Miner(
        name: "m", cashUSD: 100,
        orders: [
          order("a", [(0.25, 60)], fundedBy: nil, isCancellable: true),
          order("b", [(0.25, 10)], fundedBy: nil, isCancellable: true),
          order("c", [(0.25, 1)], fundedBy: nil, isCancellable: true),
        ], payments: [DatedPayment(date: 0.25, amountUSD: 30)]))
    #expect(path.account.amounts(.payment) == [0: -30])
    #expect(path.account.amounts(.orderPayment, of: "a") == [0: -60])
    #expect(path.account.amounts(.orderPayment, of: "b") == [0: -10])
    #expect(path.account.amounts(.orderCancelled, of: "c") == [0: 1])
    #expect(path.account.amounts(.cash)[3] == 0)
  }

  /// Two instalments of 30 in one step are one of 60, which cash of 50 does not pay: neither is paid.
  @Test func instalmentsOfOneStepAreOne() {
    let path = run(
      Miner(
        name: "m", cashUSD: 50,
        orders: [order("o", [(0.05, 30), (0.2, 30)], fundedBy: nil, isCancellable: true)]))
    #expect(path.account.amounts(.orderCancelled) == [0: 60])
    #expect(path.account.amounts(.orderPayment).isEmpty)
  }

  /// Availability ends at 0.3: it has not happened when the step from 0.25 begins, so that a payment of
  /// 0.45 is drawn for; one of 0.55 is not.
  @Test func aStepBegunInTimeDraws() {
    let path = run(
      Miner(
        name: "m", cashUSD: 100, orders: [order("o", [(0.45, 20), (0.55, 20)])],
        tranches: [line(80, until: 0.3)]))
    #expect(path.account.amounts(.draw) == [1: 20])
  }

  /// 40 at first and 50 drawn: 90 / 8 = 11.25 is repaid, then 78.75 / 7; the commitment of 80 has 30
  /// left all the same, which join: (67.5 + 30) / 6 = 16.25.
  @Test func repaymentsDoNotRestoreACommitment() {
    var loan = line(80, principal: 40, maturity: 2)
    loan.amortisation = .straightLine
    let path = run(
      Miner(
        name: "m", cashUSD: 200, orders: [order("o", [(0.25, 50), (0.75, 50)])], tranches: [loan]))
    #expect(path.account.amounts(.draw) == [0: 50, 2: 30])
    let principal = path.account.amounts(.principal)
    for (step, amount) in [(0, 11.25), (1, 11.25), (2, 16.25)] {
      expectEqual(principal[step] ?? 0, -amount)
    }
  }

  /// A sweep of all cash repays the 20 in the first step: nothing can be drawn for the order of the
  /// second.
  @Test func repaymentInFullEndsTheCommitment() {
    var loan = line(80, principal: 20)
    loan.sweep = SweepTerms(share: 1)
    let path = run(
      Miner(name: "m", cashUSD: 100, orders: [order("o", [(0.5, 30)])], tranches: [loan]))
    #expect(path.account.amounts(.swept) == [0: -20])
    #expect(path.account.amounts(.draw).isEmpty)
    #expect(path.account.amounts(.cash)[1] == 50)
  }

  /// Coins of $100·e^{−1/2} are seized for 500: what they fetch beyond is cash, and nothing can be
  /// drawn.
  @Test func aSeizureEndsTheCommitment() {
    var loan = line(80, principal: 500)
    loan.pledge.btc = 10
    loan.margin = MarginTerms(initialLTV: 0.5, callLTV: 0.6, liquidationLTV: 0.8, remedy: .seize)
    let miner = Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)),
      orders: [order("o", [(0.5, 50)])], tranches: [loan])
    let path = EdgeCase(quarterly: [miner], market: SmallScenarios.market(drift: -2))
    expectEqual(path.account.amounts(.cash)[0] ?? 0, 106.530659712633)
    #expect(path.account.amounts(.draw).isEmpty)
  }

  /// Extended at 0.5, the loan lives on; its commitment ended with the original maturity, whatever
  /// `availableUntil` says.
  ///
  /// In the step that ends then it can still be drawn.
  @Test func anExtensionDoesNotExtendTheCommitment() {
    var loan = line(80, until: 2, principal: 20, maturity: 0.5)
    loan.refinance = RefinanceTerms(termYears: 1)
    let path = run(
      Miner(
        name: "m", cashUSD: 100, orders: [order("o", [(0.5, 30), (0.75, 30)])], tranches: [loan]))
    #expect(path.account.amounts(.draw) == [1: 30])
    #expect(path.account.amounts(.extended) == [1: 1.5])
    #expect(path.account.amounts(.outstanding)[3] == 50)
  }

  /// 25 less overheads of 10 a quarter: −5 in the third.
  ///
  /// A line that nobody drew makes no claim: closed. A dollar drawn does, and so do fees: 1 % of 80 a
  /// quarter leave −7.4, of which 0.8 was charged since cash was last ≥ 0.
  @Test func aLineIsAClaimOnceItIsDrawnOrCharges() {
    var miner = Miner(name: "m", cashUSD: 25, overheadPerYear: 40, tranches: [line(80)])
    #expect(run(miner).ends == ["closed 2"])
    miner.orders = [order("o", [(0.25, 1)])]
    #expect(run(miner).ends == ["payment 2"])
    #expect(run(miner).claims == [1])
    miner.orders = []
    miner.tranches[0].commitment?.feePerYear = 0.04
    let charged = run(miner)
    #expect(charged.ends == ["payment 2"])
    expectEqual(charged.claims[0], 0.8)
  }

  /// 5 − 10 is arrears: no draw for the order of the second quarter, but the fee of 0.8 goes on.
  ///
  /// At the end 5 − 10 − 60 − 3.2 lacks, of which 3.2 was charged.
  @Test func aDrawStopDoesNotStopTheFee() {
    var loan = line(80)
    loan.commitment?.feePerYear = 0.04
    let path = run(
      Miner(
        name: "m", cashUSD: 5, graceDays: 3000, orders: [order("o", [(0.5, 60)])],
        payments: [DatedPayment(date: 0.25, amountUSD: 10)], tranches: [loan]))
    #expect(path.account.amounts(.draw).isEmpty)
    for step in 0..<3 { expectEqual(path.account.amounts(.interest)[step] ?? 0, -0.8) }
    #expect(path.ends == ["payment 3"])
    expectEqual(path.claims[0], 3.2)
  }

  /// The lot enters with the last instalment, 10 + 20 of its rent − 60 < 0 cancels the order in the
  /// same step: that step's rent is earned, and then it is gone.
  ///
  /// Half paid, it counted by half of $10.
  @Test func aLotOfTheStepOfCancellationHasEarnedIt() {
    let lot = GPULot(name: "l", gpu: 0, count: 1, order: 0)
    let path = run(
      Miner(
        name: "m", cashUSD: 70,
        orders: [order("o", [(0.25, 60), (0.5, 60)], fundedBy: nil, isCancellable: true)],
        gpuLots: [lot]),
      gpu: GPUClass(name: "G", rentPerHour: 80 / 8766.0, resalePriceUSD: 10))
    #expect(path.account.amounts(.lot).keys.sorted() == [1])
    expectEqual(path.account.amounts(.lot)[1] ?? 0, 20)
    let marked = path.account.amounts(.markedAssets)
    for (step, amount) in [(0, 15.0), (1, 30), (2, 30)] { expectEqual(marked[step] ?? 0, amount) }
  }

  /// Shares worth 1000 are issued at 5 a quarter.
  ///
  /// −10 leaves −5 in arrears in the first; the second issues 5, and with what is left of its limit of
  /// 5.025 nothing for the order ahead: that is drawn for in full, though draws are stopped just now.
  /// In the third they are not.
  @Test func whatIsAheadCountsOnDrawsEvenUnderADrawStop() {
    let weeks = 365.25 / 28
    var miner = Miner(
      name: "m", graceDays: 3000, equityIssuancePerWeek: 0.005 / weeks, prefundWeeks: 14,
      orders: [order("o", [(0.75, 60)])], payments: [DatedPayment(date: 0.25, amountUSD: 10)],
      tranches: [line(80)])
    miner.marketCap = MarketCapitalisation(initialUSD: 1000)
    let path = run(miner)
    let issued = path.account.amounts(.equityIssued)
    #expect(issued.keys.sorted() == [0, 1])
    for step in 0...1 { expectEqual(issued[step] ?? 0, 5) }
    #expect(path.account.amounts(.draw) == [2: 60])
  }

  /// Half paid, the lot of 1000 is worth 500 to a loan of 300; cancelled in the next step, nothing.
  ///
  /// The call of that same step takes the 10 there are, and defaults on the rest.
  @Test func aCancelledOrderIsCalledInTheSameStep() {
    var loan = SmallScenarios.loan(principal: 300)
    loan.margin = MarginTerms(initialLTV: 0.6, callLTV: 0.8, liquidationLTV: 0.9)
    let path = run(
      Miner(
        name: "m", cashUSD: 70,
        orders: [order("o", [(0.25, 60), (0.5, 60)], fundedBy: nil, isCancellable: true)],
        gpuLots: [GPULot(name: "l", gpu: 0, count: 10, liens: [0], order: 0)], tranches: [loan]),
      gpu: GPUClass(name: "G", resalePriceUSD: 100))
    #expect(path.ends == ["margin 1"])
    #expect(path.claims == [290])
    #expect(path.account.miners[0].proceedsUSD == 0)
  }

  /// Paid on the as-of date, the lot earns in the first step, at $1 an hour 2191.5; in that step's default it
  /// goes with its contract, which earns 8766 in the year that is left, and is worth half of $40 after it.
  @Test func whatIsPaidTodayServesInTheFirstStep() {
    var lot = GPULot(name: "l", gpu: 0, count: 1, liens: [0], order: 0)
    lot.contract = RentalContract(ratePerHour: 1, until: 1.25, isAssignable: true)
    let path = EdgeCase(
      quarterly: [
        Miner(
          name: "m", cashUSD: 40, orders: [order("o", [(0, 40)], fundedBy: nil)], gpuLots: [lot],
          tranches: [SmallScenarios.loan(principal: 20_000, maturity: 0.25)])
      ],
      market: SmallScenarios.market(gpus: [GPUClass(name: "G", resalePriceUSD: 40)]),
      resolution: ResolutionTerms(relocationHaircut: 0.5, contractYield: 0))
    #expect(path.ends == ["maturity 0"])
    expectEqual(path.claims[0], 20_000 - 2191.5)
    expectEqual(path.account.miners[0].tranches[0].recoveryUSD, 8766 + 20)
  }
}
