import Questions
import ReportPages
import Reporting
import RiskMeasures

extension Frontier {
  private var search: ReverseStress { searches[0] }
  private var measure: Measure { search.target.measure }
  private var targetWords: String {
    measure.unit.words(search.target.value, significant: 6)
  }

  /// Where the search looks: `the range searched, $1m to $4m`.
  private var range: String {
    let ends = [search.lever.values.first, search.lever.values.last].compactMap(\.self)
    return "the range searched, "
      + ends.map(search.lever.inputs.value).joined(separator: " to ")
  }

  /// A value of the first input, and what was found of the second.
  private typealias Pair = (x: String, solution: ReverseStress.Solution)

  /// `frontier.html`, and its chart alone as `frontier.svg`.
  package func pages(_ points: [Point]) -> [ResultFile] {
    let name = measure.words(in: search.book)
    let pairs = points.compactMap { point -> Pair? in
      guard case .found(let solution) = point.answer else { return nil }
      return (point.x, solution)
    }
    let undefined = points.count(where: \.answer.isUndefined)
    let chart = chart(pairs, title: "Where the \(name) is \(targetWords)")
    let page = AskedPage(
      title: finding(pairs, undefined: undefined).asSentence,
      eyebrow: "reverse stress of \(search.book.scenarioName), "
        + AskedPage.words(paths: search.varied.base.scenario.simulation.paths),
      note: note(points.count, pairs.count, undefined: undefined), charts: [chart],
      tables: [everyPair(points)],
      typed: [(name, measure.text(in: search.book)), along.typed, search.lever.typed],
      origin: PageOrigin(search.varied.base.scenario, answer: "frontier.csv"))
    return [
      ResultFile(name: "frontier.html", text: page.text),
      ResultFile(name: "frontier.svg", text: chart.svg),
    ]
  }

  /// Why a frontier has no pair at all; nil where it has one.
  package func refusal(_ points: [Point]) -> String? {
    points.contains(where: \.answer.isFound)
      ? nil : finding([], undefined: points.count(where: \.answer.isUndefined))
  }

  /// The pairs at both ends of what was found, in a sentence.
  private func finding(_ pairs: [Pair], undefined: Int) -> String {
    let name = measure.words(in: search.book)
    guard let first = pairs.first, let last = pairs.last else {
      return undefined > 0
        ? "no pair at which the \(name) is \(targetWords) is known within \(range); take more paths"
        : "the \(name) is \(targetWords) at no pair within \(range)"
    }
    let start =
      "the \(name) is \(targetWords) at \(search.lever.subject) \(found(first.solution)) where "
      + "\(along.subject) is \(along.inputs.value(first.x))"
    if pairs.count == 1 { return start }
    return start + ", and at \(found(last.solution)) where it is \(along.inputs.value(last.x))"
  }

  private func note(_ count: Int, _ found: Int, undefined: Int) -> String {
    let none = count - found - undefined
    let rest = [
      none == 0 ? "" : " \(none) of \(count) values have no pair within \(range).",
      undefined == 0
        ? ""
        : " At \(undefined) of \(count) values the measure or its error is undefined; "
          + "more paths may define it.",
    ]
    return
      "Pairs of \(along.subject) and \(search.lever.subject) at which the measure is at its target."
      + rest.joined()
  }

  private func chart(_ pairs: [Pair], title: String) -> AskedChart {
    let points = pairs.map { pair in
      (
        x: Double(pair.x) ?? Double(along.values.firstIndex(of: pair.x) ?? 0), y: pair.solution.x,
        half: Confidence.shownHalf(pair.solution.standardError)
      )
    }
    let tried = along.numbers.flatMap { all in
      all.min().flatMap { low in all.max().map { low...$0 } }
    }
    return AskedChart(
      title: title,
      description:
        "\(search.lever.subject) at which the measure is at its target, over \(along.subject).",
      note: side(pairs),
      AskedCurves(
        xTitle: along.words, yTitle: search.lever.words, unit: search.lever.inputs.figures,
        xUnit: along.inputs.figures, xRange: tried,
        series: [AskedCurves.Series(name: "at its target", points: points)],
        labels: along.numbers == nil ? along.values.map(along.inputs.value) : nil,
        isOfMeasure: false))
  }

  /// On which side of the line the measure is lower; nil where there is no line, or not one side.
  private func side(_ pairs: [Pair]) -> String? {
    let slopes = pairs.map(\.solution.slope)
    guard pairs.count > 1, slopes.allSatisfy({ $0 > 0 }) || slopes.allSatisfy({ $0 < 0 }) else {
      return nil
    }
    let (upper, lower) = slopes[0] > 0 ? ("above", "below") : ("below", "above")
    return "Next to the line the \(measure.words(in: search.book)) is \(upper) \(targetWords) on "
      + "the upper side and \(lower) \(targetWords) on the lower."
  }

  private func everyPair(_ points: [Point]) -> DataTable {
    DataTable.limited(
      "Every pair, with 95\u{A0}% intervals",
      [.number(along.subject), .number(search.lever.subject), .text("where there is no pair")],
      points.map { point in
        var value = "–"
        if case .found(let solution) = point.answer { value = found(solution) }
        return [along.inputs.value(point.x), value, reason(point.answer)]
      }, file: "frontier.csv")
  }

  private func found(_ solution: ReverseStress.Solution) -> String {
    search.lever.inputs.found(
      solution.x, standardError: solution.standardError, scale: search.scale)
  }

  /// Why there is no pair, in words.
  private func reason(_ answer: ReverseStress.Answer) -> String {
    switch answer {
    case .found: ""
    case .jumps: "jumps over \(targetWords)"
    case .outside(let low, _):
      "\(low.value > search.target.value ? "above" : "below") \(targetWords) at any \(search.lever.subject) in the range"
    case .undefined: "the measure or its error has no value"
    case .stopped: "stopped"
    }
  }
}
