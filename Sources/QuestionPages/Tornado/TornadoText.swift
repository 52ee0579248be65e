import Questions
import Reporting
import RiskMeasures

extension Tornado {
  /// What each assumption does to the measure, as text for a screen.
  package func text(_ base: Estimate?, _ effects: [Effect]) -> String {
    let unit = measure.unit
    let change = { (estimate: Estimate?) in
      estimate.map { TypedNumbers.difference($0, unit) } ?? "undefined"
    }
    let rows = effects.map {
      [
        $0.assumption.name, $0.assumption.ends(0), change($0.lowDifference), $0.assumption.ends(1),
        change($0.highDifference),
      ]
    }
    let value = measure.shown(base) ?? "undefined"
    return "Without changes: \(value) (\(TypedNumbers.plusMinus))\n\n"
      + ScreenFormat.table([["assumption", "low", "changes by", "high", "changes by"]] + rows)
  }
}
