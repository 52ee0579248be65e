import CreditBasics
import Reporting
import TestSupport
import Testing

/// The lender's table of a group that builds: draws to come, what is on order, leases and stakes at
/// marks.
@Suite struct LenderFacilityTests {
  /// The lines of the table, blanks between words collapsed.
  private func lines(_ miners: [Miner]) -> [String] {
    var market = SmallScenarios.market(gpus: [GPUClass(name: "G", resalePriceUSD: 1e5)])
    market.coins.btc.spotUSD = 100_000
    let table = LenderTable.render(SmallScenarios.scenario(miners, market: market))
    return table.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// Half of 60 at 0.25 is drawn; at 0.75 the commitment of 100 has ended.
  ///
  /// Dates 0.99863 and 1.99863: 8 % of 30 for 0.74863 years are 1.79671, the fee of 1 % is on 100 until
  /// 0.25 and on 70 until 0.5, 0.425; half of 30 is due, then 8 % of 15 for a year, 1.2, and the rest.
  private var builder: Miner {
    var line = Tranche(
      name: "line", kind: .abl, principalUSD: 0, coupon: 0.08, maturity: 730 / 365.25,
      paymentsPerYear: 1, amortisation: .straightLine, seniority: 1)
    line.commitment = Commitment(amountUSD: 100e6, availableUntil: 0.5, feePerYear: 0.01)
    let payments = [0.25, 0.75].map { DatedPayment(date: $0, amountUSD: 60e6) }
    return Miner(
      name: "builder", cashUSD: 90e6,
      orders: [Order(name: "o", payments: payments, fundedBy: 0, advanceRate: 0.5)],
      gpuLots: [GPULot(name: "hall", gpu: 0, count: 1200, liens: [0], order: 0)],
      tranches: [line])
  }

  @Test func drawsToComeAreInTheLadder() {
    let lines = lines([builder])
    #expect(lines.contains("year orders and payments draws interest principal balloons puts"))
    #expect(lines.contains("2026 $120.0m $30.0m $2.2m $15.0m – –"))
    #expect(lines.contains("2027 – – $1.2m $15.0m – –"))
    #expect(lines.contains("service $17.2m in the next 12 months, DSCR today 0.00"))
    #expect(lines.contains("debt principal undrawn coupon maturity rank lien"))
    #expect(lines.contains("line $0.00 $100.0m 8.00 % 2027-12-31 1 hall"))
  }

  /// What a page says of dates is what the ladder has: 30 is drawn, a half is repaid.
  @Test func datedDebtIsThatOfTheLadder() throws {
    let debts = DatedDebt.all(SmallScenarios.scenario([builder]))
    #expect(debts.map(\.tranche) == ["line"])
    #expect(debts[0].commitmentUSD == 100e6)
    #expect(debts[0].drawnUSD == 30e6 && abs(debts[0].balloonUSD) < 1e-6)
    var idle = builder
    idle.orders = []
    idle.tranches[0].amortisation = .bullet
    idle.tranches[0].principalUSD = 5e6
    idle.tranches[0].puts = [1]
    let undrawn = DatedDebt.all(SmallScenarios.scenario([idle]))[0]
    #expect(undrawn.drawnUSD == 0 && undrawn.balloonUSD == 5e6)
    #expect(undrawn.puts.map(\.date.text) == ["2026-12-31"])
    #expect(undrawn.puts.map(\.amountUSD) == [5e6])
  }

  /// Taxes of $3m in 2027 of a borrower without orders; nobody else's ladder has the column.
  @Test func otherPaymentsAreInTheLadder() {
    let loan = SmallScenarios.loan(principal: 1e6)
    let taxed = Miner(
      name: "a", payments: [DatedPayment(date: 1.5, amountUSD: 3e6)], tranches: [loan])
    let lines = lines([taxed, Miner(name: "b", tranches: [loan])])
    #expect(lines.contains("year orders and payments interest principal balloons puts"))
    #expect(lines.contains { $0.hasPrefix("2027 $3.0m ") })
    #expect(lines.contains("year interest principal balloons puts"))
  }

  /// Nothing of it is paid: it is no asset, secures nothing, and comes with the order's last payment.
  @Test func whatIsOnOrderCountsForNothing() {
    let lines = lines([builder])
    #expect(lines.contains("assets $90.0m: cash $90.0m"))
    #expect(lines.contains("line – – – $0.00 – – – –"))
    #expect(lines.contains("hall 1,200 G at spot 2026-10-01 –"))
  }

  /// What costs nothing is there already, and earns, unless its last payment of nothing is still to come.
  @Test func whatIsOrderedForNothingEarns() {
    let loan = SmallScenarios.loan(principal: 1e6)
    func income(_ payments: [DatedPayment]?) -> String? {
      let miner = Miner(
        name: "a", orders: payments.map { [Order(name: "o", payments: $0)] } ?? [],
        leases: [Lease(name: "l", revenuePerYear: 1e6, order: payments.map { _ in 0 })],
        tranches: [loan])
      return lines([miner]).first { $0.hasPrefix("income ") }
    }
    let running = income(nil)
    #expect(running?.contains("leases $1.0m") == true)
    #expect(income([]) == running)
    #expect(income([DatedPayment(date: 0, amountUSD: 0)]) == running)
    #expect(income([DatedPayment(date: 1, amountUSD: 0)]) != running)
    #expect(income([DatedPayment(date: 0, amountUSD: 1)]) != running)
  }

  /// A lease of half a million a year for two years without discount, and a child worth 2 + 1 − 1.
  @Test func leasesReservesAndChildrenAreMarked() {
    var loan = SmallScenarios.loan(principal: 1e6)
    loan.reserve = ReserveTerms(months: 6, initialUSD: 2.5e5)
    let child = Miner(
      name: "b", parent: 0, cashUSD: 2e6,
      leases: [
        Lease(name: "l", revenuePerYear: 625_000, costShare: 0.2, until: 2, discountRate: 0),
        Lease(name: "unmarked", revenuePerYear: 1e9),
      ], tranches: [loan])
    let lines = lines([Miner(name: "a", cashUSD: 1e6), child])
    #expect(lines.contains("assets $3.2m: cash $2.0m, reserves $250.0k, leases $1.0m"))
    #expect(lines.contains("assets $3.2m: cash $1.0m, children $2.2m"))
  }

  /// On a lot of $10m `a` is owed 6: `b` has 4 against its 5 there, and a bitcoin.
  @Test func juniorCollateralIsWhatSeniorsLeave() {
    var junior = SmallScenarios.loan("b", principal: 5e6)
    junior.pledge.btc = 10
    let miner = Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)),
      gpuLots: [GPULot(name: "l", gpu: 0, count: 100, liens: [0, 1])],
      tranches: [SmallScenarios.loan("a", principal: 6e6), junior])
    let lines = lines([miner])
    #expect(lines.contains("a – – 100 $10.0m 60.0 % – – –"))
    #expect(lines.contains("b 10 – 100 $5.0m 100.0 % – – –"))
    #expect(lines.contains { $0.hasPrefix("b $5.0m") && $0.hasSuffix("10 BTC, l (rank 2)") })
  }

  /// Each of 5000 loans has a lot and the second lien on the one after it: finding what is pledged anew for each loan
  /// took 0.9 s, not a thirtieth of it.
  @Test func manyLoansOfOneBorrower() {
    let count = 5_000
    let loans = (0..<count).map { SmallScenarios.loan("l\($0)", principal: 100) }
    let lots = (0..<count).map { number in
      GPULot(
        name: "g\(number)", gpu: 0, count: 1, liens: number > 0 ? [number, number - 1] : [number])
    }
    let market = SmallScenarios.market(gpus: [GPUClass(name: "H100")])
    let scenario = SmallScenarios.scenario(
      [Miner(name: "m", gpuLots: lots, tranches: loans)], market: market)
    var table = ""
    let seconds = processorSeconds { table = LenderTable.render(scenario) }
    let lines = table.split(separator: "\n")
    #expect(lines.count { $0.hasSuffix("2 liens") } == count - 1)
    #expect(lines.count { $0.hasSuffix(" g4999") } == 1)
    #expect(seconds < 0.3)
  }
}
