import Questions
import ReportPages
import Reporting
import RiskMeasures

extension TailQuestion {
  /// `tail.html`: the answer, what it cost, and every figure in a table; charts where there is something
  /// to compare.
  package func page(_ answer: TailAnswer) -> ResultFile {
    let page = AskedPage(
      title: title(answer),
      eyebrow: "rare events of \(book.scenarioName), importance sampling of "
        + AskedPage.words(paths: answer.paths),
      verdict: Self.cost(answer), note: note(answer),
      charts: FigureUnit.allCases.compactMap { estimates(answer, $0) },
      tables: [everyFigure(answer), support(answer)],
      typed: measures.map { ($0.words(in: book), $0.text(in: book)) },
      reading: "Losses are positive; ± and whiskers are 95\u{A0}% intervals or wider.",
      origin: PageOrigin(scenario, paths: answer.paths, answer: "tail.csv"))
    return ResultFile(name: "tail.html", text: page.text)
  }

  /// The first measure that has an estimate.
  private func title(_ answer: TailAnswer) -> String {
    guard let first = answer.first else {
      return "No estimate of the " + NumberWords.list(measures.map { $0.words(in: book) }, "or")
    }
    return "\(first.measure.words(in: book)) is \(Self.said(first))".asSentence
  }

  /// What a plain run would have taken for the measure of the title; empty where there is no estimate.
  private static func cost(_ answer: TailAnswer) -> String {
    guard let first = answer.first, let plain = first.plainPaths, plain > 0 else { return "" }
    let ratio = plain / Double(max(1, answer.spent))
    let here = "\(NumberWords.count(answer.spent)) simulated here, the pilot’s among them"
    let few =
      ratio < 1
      ? "fewer than the \(here): a plain run is the better tool"
      : "\(rounded(ratio)) times the \(here)"
    return "For this \(first.measure.kindWords) plain sampling needs \(rounded(plain)) paths, "
      + few + "."
  }

  private func note(_ answer: TailAnswer) -> String {
    let refused = answer.rows.filter { $0.estimate == nil }.map { $0.measure.words(in: book) }
    let warning =
      refused.isEmpty
      ? "" : "No estimate of \(NumberWords.list(refused, "or")): the table says why. "
    let weight = answer.meanWeight.map {
      " The mean weight should be 1 and is \(FigureUnit.number.words($0))."
    }
    return warning
      + "A pilot of \(AskedPage.words(paths: answer.pilotPaths)) found "
      + "\(NumberWords.count(answer.tilts, "way")) to steer paths towards the event; each path "
      + "is reweighted."
      + (weight ?? "") + Self.unmet(answer)
  }

  /// What may be missing of events less likely than plain paths can tell; else empty.
  private static func unmet(_ answer: TailAnswer) -> String {
    guard let most = answer.belowUnmet.first, let share = most.unmet else { return "" }
    return " What no such way has found and none of "
      + "\(AskedPage.words(paths: most.plainSeen)) drawn plainly has met may add up to a probability "
      + "of \(FigureUnit.share.words(share, significant: 2)) (95\u{A0}%, rule of three), which is more "
      + "than that of the event."
  }

  /// The estimate with the greater half of an interval that may be asymmetric.
  private static func said(_ row: TailAnswer.Row) -> String {
    row.measure.said(row.estimate.map { Estimate(value: $0.value, half: halfWidth(row)) })
  }

  private static func halfWidth(_ row: TailAnswer.Row) -> Double? {
    guard let estimate = row.estimate, let low = row.low, let high = row.high else { return nil }
    return max(estimate.value - low, high - estimate.value)
  }

  private static func rounded(_ number: Double) -> String {
    NumberWords.plain(number, significant: 2)
  }

  /// The estimates of one unit; nil with fewer than two, which need no chart.
  private func estimates(_ answer: TailAnswer, _ unit: FigureUnit) -> AskedChart? {
    let rows = answer.rows.filter { $0.measure.unit == unit && $0.estimate != nil }
    guard rows.count > 1 else { return nil }
    let labels = rows.map { $0.measure.words(in: book) }
    let title = "Every \(unit.noun) with its 95\u{A0}% interval"
    let points = rows.enumerated().map {
      (x: Double($0), y: $1.estimate?.value ?? 0, half: Self.halfWidth($1))
    }
    return AskedChart(
      title: title, description: "\(title): \(labels.joined(separator: ", ")).",
      AskedCurves(
        xTitle: "", yTitle: "\(unit.noun); higher is worse", unit: unit,
        series: [AskedCurves.Series(name: title, points: points, drawing: .dots)],
        labels: labels))
  }

  /// A column for what is wrong only where something is.
  private func everyFigure(_ answer: TailAnswer) -> DataTable {
    let isSound = answer.isDelivered
    return DataTable.limited(
      "Every figure; ± is the greater half of the interval, which may be asymmetric",
      [.text("measure")]
        + ["estimate", "95\u{A0}% interval", "plain paths for the same error"].map { .number($0) }
        + (isSound ? [] : [.text("what is wrong")]),
      answer.rows.map { row in
        let unit = row.measure.unit
        let ends = [row.low, row.high].compactMap { $0.map { unit.words($0, significant: 4) } }
        return [
          row.measure.words(in: book), row.estimate == nil ? "–" : Self.said(row),
          ends.isEmpty ? "–" : ends.joined(separator: " to "),
          row.plainPaths.map(Self.rounded) ?? "–",
        ] + (isSound ? [] : [row.problem ?? "nothing"])
      }, file: "tail.csv")
  }

  /// Whether the estimates rest on many paths.
  private func support(_ answer: TailAnswer) -> DataTable {
    DataTable.limited(
      "How many equally weighted paths of the event an estimate is worth, and the largest share of one "
        + "path",
      [.text("measure"), .number("effective event paths"), .number("largest share of one path")],
      answer.rows.map { row in
        [
          row.measure.words(in: book), row.effectiveSample.map(Self.rounded) ?? "–",
          row.largestShare.map { FigureUnit.share.words($0, significant: 2) } ?? "–",
        ]
      }, file: "tail.csv")
  }
}
