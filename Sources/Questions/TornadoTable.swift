import ReportPages
import Reporting
import RiskMeasures

extension Tornado {
  /// `tornado.csv`: one row for each assumption, the greatest effect first.
  ///
  /// `low` and `high` are what is set, added or multiplied by; differences are in the measure's unit, 0.05 for
  /// five percentage points.
  package func table(_ base: Estimate?, _ effects: [Effect]) -> ResultFile {
    var table = CSVTable(
      "rank,assumption,paths_varied,operation,low,high,measure,base_value,base_se,low_value,low_se,"
        + "high_value,high_se,low_difference,low_difference_se,high_difference,"
        + "high_difference_se,swing,swing_se")
    for (index, effect) in effects.enumerated() {
      let estimates = [
        base, effect.low, effect.high, effect.lowDifference, effect.highDifference, effect.swing,
      ]
      table.add(
        [
          .integer(index + 1), .text(effect.assumption.name),
          .text(effect.assumption.levers.map(\.pattern).joined(separator: "; ")),
          .text(effect.assumption.operation), effect.assumption.field(0),
          effect.assumption.field(1),
          .text(measure.text(in: book)),
        ] + estimates.flatMap { [Field.number($0?.value), .number($0?.standardError)] })
    }
    return ResultFile(name: "tornado.csv", text: table.text)
  }

  /// `tornado.html`, and its chart alone as `tornado.svg`.
  package func pages(_ base: Estimate?, _ effects: [Effect]) -> [ResultFile] {
    let name = measure.text(in: book)
    let bars = effects.map { effect in
      AskedTornado.Bar(
        name: effect.assumption.name,
        low: Self.end(effect.assumption.ends(0), effect.lowDifference),
        high: Self.end(effect.assumption.ends(1), effect.highDifference))
    }
    let greatest = bars.first.map { " The greatest effect is that of \($0.name)." } ?? ""
    let chart = AskedChart(
      title: "What moves \(name)",
      description: "Change of \(name) at the low and high end of each assumption.\(greatest)",
      .tornado(AskedTornado(measure: name, unit: measure.unit.figures, bars: bars)))
    let value = base.map { NumberWords.shown($0.value, measure.unit) } ?? "undefined"
    let note =
      "\(name) is \(value) without changes. One assumption is changed at a time. A change after + is "
      + "added to the scenario's figure, after × multiplies it, after = replaces it."
    let page = AskedPage(
      title: "What moves \(name) of \(book.scenarioName)",
      eyebrow: "tornado of \(book.scenarioName), "
        + AskedPage.words(paths: self.base.simulation.paths),
      note: note, charts: [chart], tables: [numbers(effects)])
    return [
      ResultFile(name: "tornado.html", text: page.text),
      ResultFile(name: "tornado.svg", text: chart.svg),
    ]
  }

  private func numbers(_ effects: [Effect]) -> AskedTable {
    let words = { (estimate: Estimate?) in
      guard let estimate else { return "undefined" }
      let error = estimate.standardError.map {
        " ± " + NumberWords.shown($0, self.measure.unit, digits: 2)
      }
      return NumberWords.difference(estimate.value, self.measure.unit) + (error ?? "")
    }
    return AskedTable(
      "Every assumption, the greatest effect first; changes ± standard error",
      texts: ["assumption", "low end", "high end"],
      numbers: ["change at the low end", "change at the high end", "high less low"],
      rows: effects.map {
        [
          $0.assumption.name, $0.assumption.ends(0), $0.assumption.ends(1),
          words($0.lowDifference), words($0.highDifference), words($0.swing),
        ]
      }, file: "tornado.csv")
  }

  private static func end(_ value: String, _ difference: Estimate?) -> AskedTornado.End {
    AskedTornado.End(
      value: value, effect: difference?.value ?? 0, error: difference?.standardError ?? 0)
  }
}

extension Tornado.Assumption {
  /// What is done with the values at the ends.
  var operation: String {
    var words: [String] = []
    for lever in levers where !words.contains(lever.change.word) { words.append(lever.change.word) }
    return words.joined(separator: "; ")
  }

  /// The value at one end; a number where all levers have the same one.
  func field(_ index: Int) -> Field {
    let values = levers.map { $0.values[index] }
    return Set(values).count == 1 ? .value(values[0]) : .text(values.joined(separator: "; "))
  }

  /// The values at one end with the sign of their change, `+0.1` or `×0.8`; equal ones once.
  package func ends(_ index: Int) -> String {
    var texts: [String] = []
    for lever in levers {
      let value = lever.values[index]
      let text =
        switch lever.change {
        case .add: value.hasPrefix("-") ? value : "+" + value
        case .scale: "×" + value
        default: value
        }
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.joined(separator: "; ")
  }
}
