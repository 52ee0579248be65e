import Questions
import Testing

/// What a page about rare events shows.
@Suite struct TailPageTests {
  private func page(_ measures: [String], debt: Double) throws -> String {
    let scenario = try TailBooks.firm(
      debt: debt, years: 1, stepsPerYear: 12,
      regimes: "only: { btc: { drift: 0.05, volatility: 0.6 } }")
    let question = try TailQuestion(scenario, measures: measures, error: 0.05, paths: nil)
    return question.page(question.answer(PairedRuns(threads: 2))!).text
  }

  @Test func eachUnitHasItsChartAndEachMeasureItsRow() throws {
    let text = try page(["pd(firm,1)", "el(firm)", "breakEven(firm,loan)"], debt: 150)
    for title in [
      "Defaults in a million paths", "Losses", "Spreads", "Plain paths that one of these is worth",
    ] {
      #expect(text.contains("\(title): "), "\(title)")
    }
    for measure in ["pd(firm,1)", "el(firm)", "breakEven(firm,loan)"] {
      #expect(text.contains("<th scope=\"row\">\(measure)</th>"), "\(measure)")
    }
    #expect(!text.contains("No estimate of"))
  }

  /// Nothing to draw: the reason stands in the table, and the note names the measure.
  @Test func whatIsRefusedIsSaidAndNotDrawn() throws {
    let text = try page(["pd(firm,1)"], debt: 0.005)
    #expect(text.contains("No estimate of pd(firm,1): the table says why."))
    #expect(text.contains("pilot paths"))
    #expect(!text.contains("<svg"))
  }
}
