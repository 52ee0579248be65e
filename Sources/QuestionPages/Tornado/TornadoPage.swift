import CreditBasics
import Questions
import ReportPages
import Reporting
import RiskMeasures

extension Tornado {
  /// `tornado.html`, and its chart alone as `tornado.svg`.
  package func pages(_ base: Estimate?, _ effects: [Effect]) -> [ResultFile] {
    let name = measure.words(in: book)
    let unit = measure.unit
    let moved = effects.filter { $0.size > 0 }
    let bars = (moved.isEmpty ? effects : moved).map { effect -> AskedTornado.Bar in
      (
        name: effect.assumption.words,
        low: Self.end(effect.assumption.said(0), effect.lowDifference),
        high: Self.end(effect.assumption.said(1), effect.highDifference)
      )
    }
    let chart = AskedChart(
      title: "What moves the \(name)",
      description: "Change of the \(name) at the low and high end of each assumption. "
        + finding(effects) + ".",
      note:
        "Upper bar: low end; lower bar: high end. The effect stands at the tip, the assumption "
        + "across 0.",
      AskedTornado(measure: name, unit: unit, bars: bars))
    let page = AskedPage(
      title: finding(effects).asSentence,
      eyebrow: "tornado of \(book.scenarioName), "
        + AskedPage.words(paths: self.base.simulation.paths),
      note:
        "Without changes the \(name) is "
        + "\(measure.said(base, paths: self.base.simulation.paths)). One assumption is changed at a time. "
        + "+/− is added to, × multiplies, and a bare value replaces the scenario’s figure."
        + remarks(effects),
      charts: [chart], tables: [numbers(effects), Self.explanations(effects)].compactMap(\.self),
      typed: [(name, measure.text(in: book))]
        + effects.filter { !$0.assumption.isStandard }.flatMap { $0.assumption.levers.map(\.typed) },
      origin: PageOrigin(self.base, answer: "tornado.csv"))
    return [
      ResultFile(name: "tornado.html", text: page.text),
      ResultFile(name: "tornado.svg", text: chart.svg),
    ]
  }

  /// Sentences on rises that help where one expects harm, and on assumptions that change nothing.
  private func remarks(_ effects: [Tornado.Effect]) -> String {
    let name = measure.words(in: book)
    let reasons = effects.compactMap { effect -> String? in
      guard let why = effect.assumption.whyRisesHelp, let swing = effect.swing, swing.value < 0,
        swing.isMeasurable
      else { return nil }
      return " A higher \(effect.assumption.words) lowers the \(name) here: \(why)."
    }
    let idle = effects.filter { $0.size == 0 }.map(\.assumption.words)
    let none =
      idle.isEmpty || idle.count == effects.count
      ? "" : " No change on any path: \(NumberWords.list(idle))."
    return reasons.joined() + none
  }

  private func numbers(_ effects: [Effect]) -> DataTable {
    let unit = measure.unit
    return DataTable.limited(
      "Every assumption, the greatest effect first, with 95\u{A0}% intervals",
      [.text("assumption")]
        + ["change at the low end", "change at the high end", "high less low"].map { .number($0) },
      effects.map {
        [$0.assumption.words]
          + [$0.lowDifference, $0.highDifference, $0.swing].map(unit.difference)
      }, under: effects.map { "\($0.assumption.said(0)) … \($0.assumption.said(1))" },
      file: "tornado.csv")
  }

  /// What each assumption of the standard list is; nil where there is none of them.
  private static func explanations(_ effects: [Effect]) -> DataTable? {
    let known = effects.filter { $0.assumption.standard != nil }
    guard !known.isEmpty else { return nil }
    return DataTable.limited(
      "What each assumption is, and what its two ends are",
      [.text("assumption"), .text("low end"), .text("high end")],
      known.map { [$0.assumption.words, $0.assumption.said(0), $0.assumption.said(1)] },
      under: known.map { $0.assumption.standard?.about ?? "" }, file: "tornado.csv")
  }

  private static func end(_ value: String, _ difference: Estimate?) -> AskedTornado.End {
    (value, difference?.value ?? 0, Confidence.half(difference?.standardError) ?? 0)
  }

  // MARK: The finding

  /// Which assumption moves the measure most, in a sentence that the errors support.
  package func finding(_ effects: [Effect]) -> String {
    let name = measure.words(in: book)
    guard let first = effects.first, first.size > 0 else {
      return "no assumption moves the \(name) on any path"
    }
    let least = first.least
    guard least > 0 else {
      return "no assumption moves the \(name) measurably; the greatest effect seen is that of "
        + "\(first.assumption.words), \(words(first))"
    }
    let rivals = effects.filter { $0.most >= least }
    switch rivals.count {
    case 1:
      let verb = first.assumption.isPlural ? "move" : "moves"
      return "\(first.assumption.words) \(verb) the \(name) most: \(words(first))"
    case 2, 3:
      let names = NumberWords.list(rivals.map(\.assumption.words))
      let size = first.greatest.map(measure.unit.size) ?? ""
      let paths = AskedPage.words(paths: base.simulation.paths)
      return "\(names) move the \(name) most, the first by \(size); "
        + "\(paths) do not show which of the \(rivals.count == 2 ? "two" : "three") matters more"
    default:
      return
        "\(rivals.count) of \(effects.count) assumptions may move the \(name) most; the greatest "
        + "effect seen is that of \(first.assumption.words), \(words(first))"
    }
  }

  private func words(_ effect: Effect) -> String {
    let unit = measure.unit
    let assumption = effect.assumption
    if let swing = effect.swing, abs(swing.value) == effect.size {
      return "by \(unit.size(swing)) between \(assumption.said(0)) and \(assumption.said(1))"
    }
    let isLow = effect.lowDifference.map { abs($0.value) == effect.size } ?? false
    let end = isLow ? effect.lowDifference : effect.highDifference
    return "by \(end.map(unit.size) ?? "") at \(assumption.said(isLow ? 0 : 1))"
  }
}

extension Tornado.Effect {
  /// The greatest of its differences.
  fileprivate var greatest: Estimate? {
    [lowDifference, highDifference, swing].compactMap(\.self).max { abs($0.value) < abs($1.value) }
  }

  /// The least and the most that its size may be: the ends of an interval, open where no error is known.
  fileprivate var least: Double {
    size - (Confidence.half(greatest?.standardError) ?? .infinity)
  }
  fileprivate var most: Double {
    size + (Confidence.half(greatest?.standardError) ?? .infinity)
  }
}

extension Tornado.Assumption {
  /// Whether it is of the standard list, whose names are words already.
  var isStandard: Bool { levers.count != 1 || name != levers[0].name }

  /// Why a rise may do good where one expects it to do harm.
  fileprivate var whyRisesHelp: String? {
    StandardAssumption.all.first { $0.levers.map(\.pattern) == levers.map(\.pattern) }?.whyRisesHelp
  }

  /// Whether its words are in the plural, as `running costs of GPUs`; what users name is taken as one thing.
  fileprivate var isPlural: Bool {
    standard?.words.split(separator: " of ").first?.hasSuffix("s") ?? false
  }

  /// What people call it.
  package var words: String { standard?.words ?? (isStandard ? name : levers[0].subject) }

  /// The values at one end in words, equal ones once.
  package func said(_ index: Int) -> String {
    if let ends = standard?.ends { return index == 0 ? ends.low : ends.high }
    return levers.map { $0.inputs.value($0.values[index]) }.eachOnce.joined(separator: "; ")
  }

  /// The values at one end with the sign of their change, `+0.1` or `×0.8`; equal ones once.
  package func ends(_ index: Int) -> String {
    levers.map { lever in
      let value = lever.values[index]
      return switch lever.change {
      case .add: value.hasPrefix("-") ? value : "+" + value
      case .scale: "×" + value
      default: value
      }
    }.eachOnce.joined(separator: "; ")
  }
}
