import CreditBasics
import ScenarioFiles

extension ReadScenario {
  /// Warnings of what is valid and probably not meant, the worst first, by position among equals.
  ///
  /// They are looked for whenever they are asked for.
  public var warnings: [Warning] { warningsAndHints.filter { $0.weight > .note } }

  /// What results will not count although nothing is wrong; looked for with the warnings.
  public var hints: [Warning] { warningsAndHints.filter { $0.weight == .hint } }

  /// The warnings, then the hints.
  package var warningsAndHints: [Warning] {
    Plausibility.warnings(self).stablySorted {
      $0.weight == $1.weight ? $0.position.precedes($1.position) : $0.weight > $1.weight
    }
  }
}
