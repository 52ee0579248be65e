import CreditBasics
import Foundation
import Questions
import TestSupport
import Testing

/// What a tail question refuses, and that its answer depends on nothing else.
@Suite struct TailDiagnosisTests {
  private func firm(debt: Double, seed: UInt64 = 1) throws -> Scenario {
    try TailBooks.firm(
      debt: debt, years: 1, stepsPerYear: 12,
      regimes: "only: { btc: { drift: 0.05, volatility: 0.6 } }", seed: seed)
  }

  /// Twenty standard deviations away: no push of the pilot gets there.
  @Test func anEventOutOfReachHasNoEstimate() throws {
    let answer = try TailBooks.answer(try firm(debt: 0.005), ["pd(firm,1)"])
    #expect(!answer.isDelivered)
    #expect(answer.rows[0].estimate == nil)
    #expect(answer.rows[0].problem?.contains("pilot paths") == true)
  }

  /// What happens on every path is a probability of 1 at most, and no number of plain paths has its error of 0.
  @Test func aCertainEventHasNoMoreThanProbabilityOne() throws {
    let scenario = try firm(debt: 1e6)
    let question = try TailQuestion(
      scenario, measures: ["pd(firm,1)", "pd(any,1)"], error: 0.05, paths: nil)
    let answer = try #require(question.answer(PairedRuns(threads: 2)))
    for row in answer.rows {
      let estimate = try #require(row.estimate)
      #expect(estimate.value <= 1 && estimate.value > 0.99)
      #expect(row.high == 1 && (row.low ?? 2) <= 1)
      #expect(row.plainPaths == nil && answer.varianceRatio(row) == nil)
    }
    let cells = question.table(answer).text.split(separator: "\r\n")[1].split(
      separator: ",", omittingEmptySubsequences: false)
    // The measure's own comma is one more.
    #expect(cells[7] == "" && cells[8] == "")
  }

  /// A loan that is lost whole, `450 e^{−0.03}`, fails in a tenth of all years: the worst hundredth loses that
  /// and never more.
  @Test func aLossThatIsNeverExceededIsTheTail() throws {
    let scenario = try PriceTests.book(of: 1, paths: 1000).base.scenario
    let answer = try TailBooks.answer(scenario, ["var(0.99)", "es(0.99)"])
    for row in answer.rows {
      let estimate = try #require(row.estimate, "\(row.problem ?? "")")
      expectEqual(estimate.value, 450 * exp(-0.03), within: 1e-12)
      #expect(estimate.standardError == 0 && row.problem == nil)
      #expect(row.low == estimate.value && row.high == estimate.value)
    }
  }

  /// One round is far too little for 0.1 %: the estimate stands, and says that it is too coarse.
  @Test func aPrecisionThatIsMissedIsSaid() throws {
    let answer = try TailBooks.answer(
      try firm(debt: 150), ["pd(firm,1)"], error: 0.001, paths: 4096)
    #expect(!answer.isDelivered)
    #expect(answer.rows[0].estimate != nil)
    #expect(answer.rows[0].problem?.contains("instead of 0.1 %") == true)
  }

  @Test func measuresShareTheirPathsAndOneFailsAlone() throws {
    let answer = try TailBooks.answer(
      try firm(debt: 100), ["pd(firm,1)", "var(0.999)", "pd(any,1)"])
    #expect(answer.rows[0].problem == nil)
    // A default is rarer than one in a thousand: the loss that is exceeded so seldom is 0.
    #expect(answer.rows[1].estimate?.value == 0)
    #expect(answer.rows[2].estimate?.value == answer.rows[0].estimate?.value)
  }

  @Test func threadsAndOrderChangeNothing() throws {
    let one = try TailBooks.answer(try firm(debt: 200), ["pd(firm,1)", "el(firm)"], threads: 1)
    let three = try TailBooks.answer(try firm(debt: 200), ["pd(firm,1)", "el(firm)"], threads: 3)
    #expect(one.rows.map(\.estimate) == three.rows.map(\.estimate))
    #expect(one.meanWeight == three.meanWeight)
  }

  @Test func wrongQuestionsAreRefused() throws {
    let scenario = try firm(debt: 200)
    #expect(throws: QuestionError.self) {
      try TailQuestion(scenario, measures: ["pd(nobody,1)"], error: 0.05, paths: nil)
    }
    #expect(throws: QuestionError.self) {
      try TailQuestion(scenario, measures: [], error: 0.05, paths: nil)
    }
  }
}
