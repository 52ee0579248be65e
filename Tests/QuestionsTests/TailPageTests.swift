import QuestionPages
import Questions
import Testing

/// What a page about rare events shows.
@Suite struct TailPageTests {
  private func page(_ measures: [String], debt: Double) throws -> String {
    try asked(measures, debt: debt).page
  }

  private func asked(
    _ measures: [String], debt: Double
  ) throws -> (page: String, screen: String) {
    let scenario = try TailBooks.firm(
      debt: debt, years: 1, stepsPerYear: 12,
      regimes: "only: { btc: { drift: 0.05, volatility: 0.6 } }")
    let question = try TailQuestion(scenario, measures: measures, error: 0.05, paths: nil)
    let answer = try #require(question.answer(PairedRuns(threads: 2)))
    let page = question.page(answer).text.replacing("\u{A0}", with: " ")
    return (page, question.text(answer))
  }

  /// The title is the answer, in words; what was typed stands once, and one dot is no chart.
  @Test func theAnswerIsInTheTitleAndInTheTable() throws {
    let text = try page(["pd(firm,1)", "el(firm)", "breakEven(firm,loan)"], debt: 150)
    #expect(text.contains(#/<h1>PD of firm within 1 year is [0-9.]+ ± [0-9.]+ %</h1>/#))
    #expect(
      text.contains(
        #/<th scope="row">expected loss on firm within 1 year</th><td class="n">\$[^<]* ± [^<]*</td>/#
      ))
    #expect(text.contains(#/<td class="n">[0-9.]+ % to [0-9.]+ %</td>/#))
    #expect(text.contains("For this PD plain sampling needs ") && text.contains(" simulated here"))
    for words in [
      "effective event paths", "largest share of one path", "plain paths for the same error",
      " to steer paths towards the event", "The mean weight should be 1 and is ",
    ] {
      #expect(text.contains(words), "\(words)")
    }
    for code in ["pd(firm,1)", "el(firm)", "breakEven(firm,loan)"] {
      #expect(text.ranges(of: code).count == text.ranges(of: "<code>\(code)</code>").count)
    }
    #expect(!text.contains("No estimate of") && !text.contains("<svg"))
    // Whoever asked for 5 % got it: there is nothing to say in a column of its own.
    #expect(!text.contains("what is wrong"))
  }

  @Test func measuresOfOneUnitAreCompared() throws {
    let text = try page(["el(firm)", "el(portfolio)"], debt: 150)
    #expect(text.contains("Every loss with its 95 % interval: "))
    #expect(text.ranges(of: "<svg").count == 2)
  }

  /// One default in a hundred thousand is rarer than anything that plain paths tell; one in a thousand is not.
  @Test(arguments: [(68.0, true), (150, false)])
  func whatPlainPathsHaveNotMetIsSaid(debt: Double, isBelow: Bool) throws {
    let (page, screen) = try asked(["pd(firm,1)", "el(firm)"], debt: debt)
    let words = #/pd\(firm,1\), el\(firm\): ways to .* none of [0-9,]+ plain paths has met may /#
    #expect(screen.contains(words) == isBelow, "\(screen)")
    #expect(page.contains(" drawn plainly has met may add up to a probability of 0.00") == isBelow)
  }

  /// Screen and page agree: one default in a thousand is rare, one in three is not.
  @Test(arguments: [(150.0, false), (900, true)])
  func whatIsNotRareIsSaid(debt: Double, isCommon: Bool) throws {
    let (page, screen) = try asked(["pd(firm,1)"], debt: debt)
    let words = "a plain run is the better tool"
    #expect(page.contains(words) == isCommon)
    let advice = #/\nfor pd\(firm,1\) a plain run of [0-9,]+ paths is as exact: it is .* tool\n$/#
    #expect(screen.contains(advice) == isCommon)
    #expect(!page.contains("not rare") && !screen.contains("no rare"))
  }

  /// Nothing to draw: the reason stands in the table, and title and note name the measure.
  @Test func whatIsRefusedIsSaidAndNotDrawn() throws {
    let text = try page(["pd(firm,1)"], debt: 0.005)
    #expect(text.contains("<h1>No estimate of the PD of firm within 1 year</h1>"))
    #expect(text.contains("No estimate of PD of firm within 1 year: the table says why."))
    #expect(text.contains("<th scope=\"col\">what is wrong</th>"))
    #expect(text.contains(#/ on [0-9] of [0-9]+,[0-9]{3} pilot paths/#))
    #expect(!text.contains("<svg") && !text.contains("plain sampling needs"))
    let two = try page(["pd(firm,1)", "el(firm)"], debt: 0.005)
    let names = "PD of firm within 1 year or expected loss on firm within 1 year"
    #expect(two.contains("<h1>No estimate of the \(names)</h1>"))
    #expect(two.contains("No estimate of \(names): the table says why."))
  }
}
