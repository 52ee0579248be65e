import Reporting
import ScenarioFiles

/// Cuts texts at separators outside quotes and brackets.
package enum TextPieces {
  /// The pieces, without blanks around them.
  package static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
    QuotedText.pieces(text, at: separator).map(\.trimmed)
  }

  /// The text without the quotes around it.
  package static func unquoted(_ text: String) -> String {
    QuotedText.unquoted(text)
  }
}
