import CreditBasics

/// A miner's contracts with dates resolved to steps: what is the same on every path.
struct MinerTerms {
  /// Position in the book.
  let index: Int
  let miner: Miner
  /// All rigs in name order, including the fleet.
  let rigLots: [RigLot]
  let law: MarketLaw
  let resolution: ResolutionTerms
  let riskFreeRate: Double
  let schedules: [PaymentSchedule]
  /// Dollars of the miner's own payments by step.
  let payments: [Int: Double]
  let orders: [OrderTerms]
  /// Steps with a covenant test, by tranche.
  let testSteps: [Set<Int>]
  /// Put dates and the steps in which they fall, by tranche.
  let puts: [[(step: Int, date: Double)]]
  /// What is pledged to each tranche besides coins at the as-of date, in the order in which liens are satisfied.
  let pledged: [[PledgedThing]]
  /// Steps with a date of distributions.
  let distributionSteps: Set<Int>
  /// `graceDays` in steps.
  let graceSteps: Int
  /// `maxSaleSharePerWeek` rescaled to the step.
  let saleShare: Double
  /// `perWeek` of equity rescaled to the step.
  let issuanceShare: Double

  init(_ scenario: Scenario, index: Int, law: MarketLaw) {
    let (miner, grid) = (scenario.miners[index], scenario.grid)
    (self.index, self.miner, self.law) = (index, miner, law)
    (resolution, riskFreeRate) = (scenario.resolution, scenario.riskFreeRate)
    schedules = miner.tranches.map { PaymentSchedule($0, grid: grid) }
    rigLots = miner.allRigLots
    payments = dueBySteps(miner.payments, grid: grid)
    orders = miner.orders.map { OrderTerms($0, grid: grid) }
    pledged = pledgedThings(miner)
    puts = miner.tranches.map { $0.puts.map { (grid.step(reaching: $0), $0) } }
    testSteps = miner.tranches.map { tranche in
      stepsOfDates(perYear: tranche.covenant?.testsPerYear ?? 0, grid: grid)
    }
    distributionSteps = stepsOfDates(perYear: miner.distributions?.perYear ?? 0, grid: grid)
    graceSteps = grid.steps(inDays: miner.graceDays)
    saleShare = grid.stepShare(ofWeekly: miner.treasury.maxSaleSharePerWeek)
    issuanceShare = miner.equityIssuancePerWeek * grid.stepWeeks
  }

  var grid: TimeGrid { law.grid }
}

/// Steps that reach the dates `j / perYear`.
private func stepsOfDates(perYear: Int, grid: TimeGrid) -> Set<Int> {
  guard perYear > 0 else { return [] }
  let count = Int((grid.endYears * Double(perYear)).rounded(.up)) + 1
  return Set((1...count).map { grid.step(reaching: Double($0) / Double(perYear)) })
}
