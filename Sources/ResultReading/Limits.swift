/// How much of a large book a page shows; the files always have the rest.
package enum Limits {
  /// Miners with a line of their own in a chart of lines.
  package static let lines = 8
  /// Miners with a row or a small chart of their own.
  package static let rows = 12
  /// Miners with fans of their own.
  package static let fans = 8
  /// Rows of a book that is too large for its table: the worst; a search finds the others.
  package static let worst = 50
  /// Bars of a count of defaults.
  package static let counts = 60
  /// Miners of the heat map.
  package static let heatMap = 30
  /// Factors of the market on paper.
  package static let printedFactors = 6
  /// Classes of machines on paper.
  package static let printedClasses = 2
  /// Borrowers whose loan-to-value fans are on paper; their coverage fans are not, where an
  /// overview is.
  package static let printedFans = 4
  /// Rows of a data table.
  package static let tableRows = 120
  /// Characters of `scenario.json` that are shown.
  package static let scenarioCharacters = 250_000
}
