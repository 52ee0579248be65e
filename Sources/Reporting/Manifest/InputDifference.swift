/// An input that differs between two results: what it is, there and here.
package struct InputDifference: Sendable, Equatable {
  /// Its path in the scenario, an option with its dashes, `version`, `build` or `the scenario`.
  package let what: String
  /// What it is in the other result, and in this one; empty where only the spelling differs.
  package let there: String, here: String
  /// Whether it is a value of the scenario.
  package let isOfScenario: Bool
  /// Path of the largest block around it that one of the two lacks; nil where both have the
  /// value.
  package var missing: String?
  /// Whether it may be a placeholder that one of two builds did not know, and so no difference.
  package var mayBePlaceholder = false

  package init(what: String, there: String, here: String, isOfScenario: Bool) {
    (self.what, self.there, self.here) = (what, there, here)
    self.isOfScenario = isOfScenario
  }

  /// A line for each difference, and one for all of a block that one of the two lacks:
  /// `miners.pivot.tranches.bridge absent there`.
  package static func lines(_ differences: [InputDifference]) -> [String] {
    var told: Set<String> = []
    return differences.compactMap { difference in
      guard let block = difference.missing, block != difference.what else { return difference.line }
      guard told.insert(block).inserted else { return nil }
      return "\(block) absent \(difference.here == "absent" ? "here" : "there")"
    }
  }

  /// `market.btc.spot 87500 there, 80000 here`.
  package var line: String {
    there.isEmpty && here.isEmpty ? what : "\(what) \(there) there, \(here) here"
  }
}
