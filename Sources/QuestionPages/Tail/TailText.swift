import CreditBasics
import Questions
import Reporting
import RiskMeasures

extension TailQuestion {
  /// The answer on a screen.
  package func text(_ answer: TailAnswer) -> String {
    let rows = answer.rows.map { row -> [String] in
      let name = row.measure.text(in: book)
      guard let estimate = row.estimate else { return [name, "none", "", "", ""] }
      return [
        name, Self.shown(estimate.value, row.measure),
        "± " + Self.shown(estimate.standardError ?? 0, row.measure),
        answer.varianceRatio(row).map { RoundedNumber.text($0, 2) + " ×" } ?? "",
        RoundedNumber.text(row.effectiveSample ?? 0, 2),
      ]
    }
    let problems = answer.rows.compactMap { row in
      row.problem.map { "\(row.measure.text(in: book)): \($0)" }
    }
    let head = ["measure", "estimate", "s.e.", "fewer paths than plain", "effective sample"]
    var lines = [ScreenFormat.table([head] + rows)]
    lines += problems.isEmpty ? [] : [problems.joined(separator: "\n") + "\n"]
    lines.append(Self.size(answer) + unmet(answer) + advice(answer))
    return lines.joined(separator: "\n")
  }

  /// What may be missing of events less likely than plain paths can tell; else empty.
  private func unmet(_ answer: TailAnswer) -> String {
    guard let most = answer.belowUnmet.first, let share = most.unmet else { return "" }
    let names = answer.belowUnmet.map { $0.measure.text(in: book) }.joined(separator: ", ")
    return "\(names): ways to the event that no tilt has found and none of "
      + "\(Thousands.grouped(most.plainSeen)) plain paths has met may add up to "
      + "\(TypedNumbers.shown(share, .share, digits: 2)) (95 %)\n"
  }

  /// The advice to use a plain run where it would have taken fewer paths, as on the page; else
  /// empty.
  private func advice(_ answer: TailAnswer) -> String {
    guard let first = answer.first, let plain = first.plainPaths, plain > 0,
      plain < Double(answer.spent)
    else { return "" }
    return "for \(first.measure.text(in: book)) a plain run of "
      + "\(Thousands.grouped(Int(plain.rounded(.up)))) paths is as exact: it is the better tool\n"
  }

  static func size(_ answer: TailAnswer) -> String {
    let weight = answer.meanWeight.map { mean in
      let error = RoundedNumber.text(mean.standardError ?? 0, 2)
      return "; mean weight \(RoundedNumber.text(mean.value, 4)) ± \(error)"
    }
    return "\(Thousands.grouped(answer.paths)) paths of \(answer.tilts) tilts, after "
      + "\(Thousands.grouped(answer.pilotPaths)) of a pilot\(weight ?? "")\n"
  }

  static func shown(_ value: Double, _ measure: Measure) -> String {
    switch measure.unit {
    case .share: RoundedNumber.text(value, 3)
    default: TypedNumbers.shown(value, measure.unit, digits: 3)
    }
  }
}
