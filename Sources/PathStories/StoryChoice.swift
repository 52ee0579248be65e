import CreditBasics

/// A path or miner that a scenario does not have, in one line that says what it has.
public struct UnknownChoice: Error, Equatable, CustomStringConvertible {
  /// The line.
  public let description: String
}

extension PathStory {
  /// The number of a path of a scenario as typed.
  ///
  /// - Throws: `UnknownChoice` beyond the scenario's paths, and for what is no number.
  public static func path(_ text: String, of scenario: Scenario) throws -> UInt64 {
    let last = UInt64(scenario.simulation.paths - 1)
    guard let number = UInt64(text), number <= last else {
      throw UnknownChoice(
        description:
          "expected a path from 0 to \(last), found \"\(text)\"; --paths N draws N of them")
    }
    return number
  }

  /// The index of a miner of a scenario by its name, bare or in quotes.
  ///
  /// - Throws: `UnknownChoice`, with the names that there are.
  public static func miner(_ text: String, of scenario: Scenario) throws -> Int {
    let names = scenario.miners.map(\.name)
    if let index = TypedName.place(ofValue: text, among: names) { return index }
    let name = QuotedText.unquoted(text)
    let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    throw UnknownChoice(
      description: "\(scenario.name) has no miner \"\(name)\"; its miners are \(shown)")
  }
}
