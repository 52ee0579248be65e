import CreditBasics
import MinerCredit
import RiskMeasures

/// The part of a run's plan that only extras need.
struct ExtrasPlan: Sendable {
  let wanted: Extras
  /// The book in the lender's view; nil when it is not compared.
  let lender: CreditPlan?
  /// Quarters to record after each step.
  let quarters: MomentsByStep
  let quarterCount: Int
  /// Steps at whose end the trailing coverage is read.
  let monitored: Set<Int>

  /// Extras that record something while paths are simulated.
  static let recorded: Extras = [
    .coverageFan, .loanToValueFan, .phantomCollateral, .underwritingGap, .realisedCorrelation,
    .expectedLossByYear, .inventory, .tenants, .regimes,
  ]
  /// Extras that record every path's books at the quarters.
  static let fans: Extras = [.coverageFan, .loanToValueFan]
  /// Extras that read the books at the quarters, recorded or not.
  static let quarterly: Extras = fans.union(.underwritingGap)

  init(_ scenario: Scenario, extras: Extras) {
    wanted = extras
    let moments = FactorFanPlan.moments(scenario.grid, perYear: 4)
    quarters = MomentsByStep(moments, grid: scenario.grid)
    quarterCount = moments.count
    let isQuarterly = !extras.isDisjoint(with: Self.quarterly)
    let steps = isQuarterly ? Set(moments.map { $0.stepsEnded - 1 }.filter { $0 >= 0 }) : []
    monitored = steps
    lender =
      extras.contains(.underwritingGap)
      ? CreditPlan(scenario, world: .lender, monitored: steps) : nil
  }
}

extension RunPlan {
  /// The book on the as-of date.
  var asOfBook: AsOfBook { AsOfBook(scenario, plan: full) }
}
