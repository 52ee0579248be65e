import Reporting
import RiskMeasures

extension Tornado {
  /// `tornado.csv`: one row for each assumption, the greatest effect first.
  package func table(_ base: Estimate?, _ effects: [Effect]) -> ResultFile {
    var table = CSVTable(
      "rank,assumption,paths_varied,low,high,measure,base_value,base_se,low_value,low_se,"
        + "high_value,high_se,low_difference,low_difference_se,high_difference,"
        + "high_difference_se,swing,swing_se")
    for (index, effect) in effects.enumerated() {
      let estimates = [
        base, effect.low, effect.high, effect.lowDifference, effect.highDifference, effect.swing,
      ]
      table.add(
        [
          .integer(index + 1), .text(effect.assumption.name),
          .text(effect.assumption.levers.map(\.name).joined(separator: "; ")),
          .text(effect.assumption.ends(0)), .text(effect.assumption.ends(1)),
          .text(measure.text(in: book)),
        ] + estimates.flatMap { [Field.number($0?.value), .number($0?.standardError)] })
    }
    return ResultFile(name: "tornado.csv", text: table.text)
  }

  /// `tornado.html`, and its chart alone as `tornado.svg`.
  package func pages(_ base: Estimate?, _ effects: [Effect]) -> [ResultFile] {
    let name = measure.text(in: book)
    let bars = effects.map { effect in
      TornadoBar(
        name: effect.assumption.name,
        low: Self.end(effect.assumption.ends(0), effect.lowDifference),
        high: Self.end(effect.assumption.ends(1), effect.highDifference))
    }
    let chart = Charts.tornado(
      title: "What moves \(name) of \(book.scenarioName)", unit: measure.unit, bars: bars)
    let value = base.map { NumberWords.shown($0.value, measure.unit) } ?? "undefined"
    let note =
      "\(name) is \(value) without changes, on \(self.base.simulation.paths) paths. One assumption is "
      + "changed at a time, on the same draws. A change after + is added to the scenario's figure, "
      + "after × multiplies it, after = replaces it."
    let page = Charts.page(
      title: "Tornado of \(book.scenarioName)", note: note, charts: [chart])
    return [
      ResultFile(name: "tornado.html", text: page), ResultFile(name: "tornado.svg", text: chart),
    ]
  }

  private static func end(
    _ value: String, _ difference: Estimate?
  ) -> (value: String, effect: Double, error: Double) {
    (value, difference?.value ?? 0, difference?.standardError ?? 0)
  }
}

extension Tornado.Assumption {
  /// The values at one end with the sign of their change, `+0.1` or `×0.8`; equal ones once.
  func ends(_ index: Int) -> String {
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
