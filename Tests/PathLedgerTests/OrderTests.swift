import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Orders paid by instalments, what commitments fund of them, and what waits for them.
@Suite struct OrderTests {
  private static let gpu = GPUClass(name: "G", rentPerHour: 1, resalePriceUSD: 10)

  private func run(_ miner: Miner, years: Double = 1) -> PathAccount {
    account(
      SmallScenarios.scenario(
        [miner], market: SmallScenarios.market(gpus: [Self.gpu]), years: years, stepsPerYear: 4))
  }

  /// Debt that starts at nothing, of which 80 can be drawn.
  private func line(until: Double? = nil, fee: Double = 0, coupon: Double = 0) -> Tranche {
    var loan = SmallScenarios.loan(principal: 0, coupon: coupon, paymentsPerYear: 4)
    loan.commitment = Commitment(amountUSD: 80, availableUntil: until, feePerYear: fee)
    return loan
  }

  /// Two instalments of 60, at the ends of the first and the second step.
  private func order(isCancellable: Bool = false, fundedBy: Int? = 0) -> Order {
    Order(
      name: "o",
      payments: [
        DatedPayment(date: 0.25, amountUSD: 60), DatedPayment(date: 0.5, amountUSD: 60),
      ], fundedBy: fundedBy, advanceRate: 0.8, isCancellable: isCancellable)
  }

  /// 0.8 · 60 = 48 is drawn, then the 32 that are left; a fee of 4 % accrues on what is undrawn at a
  /// step's start and interest of 8 % on what is outstanding then.
  @Test func commitmentsFundAShareOfPaymentsWithinWhatIsUndrawn() {
    let path = run(
      Miner(
        name: "m", cashUSD: 100, orders: [order()], tranches: [line(fee: 0.04, coupon: 0.08)]))
    #expect(path.amounts(.draw) == [0: 48, 1: 32])
    #expect(path.amounts(.orderPayment) == [0: -60, 1: -60])
    let interest = path.amounts(.interest)
    expectEqual(interest[0] ?? 0, -0.01 * 80)
    expectEqual(interest[1] ?? 0, -0.02 * 48 - 0.01 * 32)
    expectEqual(interest[2] ?? 0, -0.02 * 80)
    expectEqual(path.amounts(.outstanding)[3] ?? 0, 80)
    expectEqual(path.amounts(.cash)[1] ?? 0, 100 - 120 + 80 - 0.8 - 0.96 - 0.32)
  }

  /// What has happened when the step begins can no longer be drawn.
  @Test func nothingIsDrawnAfterTheEndOfAvailability() {
    let path = run(
      Miner(name: "m", cashUSD: 100, orders: [order()], tranches: [line(until: 0.25, fee: 0.04)]))
    #expect(path.amounts(.draw) == [0: 48])
    // No fee either.
    #expect(path.amounts(.interest).keys.sorted() == [0])
  }

  /// The miner's own payment leaves first: 10 − 20 is arrears, after which lenders do not lend.
  @Test func arrearsStopDraws() {
    let late = Order(
      name: "o", payments: [DatedPayment(date: 0.5, amountUSD: 60)], fundedBy: 0, advanceRate: 1)
    let path = run(
      Miner(
        name: "m", cashUSD: 10, graceDays: 1000, orders: [late],
        payments: [DatedPayment(date: 0.25, amountUSD: 20)], tranches: [line()]))
    #expect(path.amounts(.payment) == [0: -20])
    #expect(path.amounts(.draw).isEmpty)
    expectEqual(path.amounts(.cash)[1] ?? 0, -70)
  }

  /// 10 + 48 − 60 would be negative: neither drawn nor paid, then or later, and the lot never comes.
  @Test func cancelledOrdersAreNoLongerPaidAndBringNothing() {
    let lot = GPULot(name: "l", gpu: 0, count: 3, order: 0)
    let path = run(
      Miner(
        name: "m", cashUSD: 10, orders: [order(isCancellable: true)], gpuLots: [lot],
        tranches: [line()]))
    #expect(path.amounts(.orderCancelled) == [0: 120])
    #expect(path.amounts(.draw).isEmpty && path.amounts(.orderPayment).isEmpty)
    #expect(path.amounts(.lot).isEmpty)
    #expect(path.amounts(.markedAssets).values.allSatisfy { $0 == 10 })
  }

  /// Three GPUs of $10 count by half once half is paid; they earn from the step of the last payment.
  @Test func aLotCountsByTheShareOfPaymentsMadeUntilItEnters() {
    let lot = GPULot(name: "l", gpu: 0, count: 3, order: 0)
    let path = run(
      Miner(name: "m", cashUSD: 1000, orders: [order(fundedBy: nil)], gpuLots: [lot]))
    let marked = path.amounts(.markedAssets)
    expectEqual(marked[0] ?? 0, 940 + 15)
    let rent = 3 * 8766 / 4.0
    #expect(path.amounts(.lot).keys.sorted() == [1, 2, 3])
    expectEqual(path.amounts(.lot)[1] ?? 0, rent)
    expectEqual(marked[1] ?? 0, 880 + rent + 30)
  }

  /// What is drawn joins the dates still to come: 1/8 of 48 at 0.25, then 1/7 of 42 + 32.
  @Test func drawsAreRepaidOverTheDatesStillToCome() {
    var loan = line()
    loan.maturity = 2
    loan.amortisation = .straightLine
    let path = run(Miner(name: "m", cashUSD: 1000, orders: [order()], tranches: [loan]), years: 2)
    expectEqual(path.amounts(.principal)[0] ?? 0, -6)
    expectEqual(path.amounts(.principal)[1] ?? 0, -(42 + 32) / 7.0)
    expectEqual(path.amounts(.principal)[7] ?? 0, -(42 + 32) / 7.0)
    #expect(path.miners[0].defaultStep == nil)
  }

  @Test func aPledgeStaysWhileTheCommitmentCanBeDrawn() {
    var loan = line(until: 0.6)
    loan.pledge.btc = 2
    let miner = Miner(
      name: "m", cashUSD: 1, treasury: Treasury(holdings: PerCoin(btc: 2, eth: 0)),
      tranches: [loan])
    // 0.6 has happened at 0.75, the end of the third step.
    #expect(run(miner).amounts(.pledgeReturned) == [2: 2])
  }
}
