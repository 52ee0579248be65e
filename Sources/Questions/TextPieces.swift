import CreditBasics
import Reporting

/// Cuts texts at separators outside quotes and brackets.
enum TextPieces {
  /// The pieces, without blanks around them.
  static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
    QuotedText.pieces(text, at: separator).map(\.trimmed)
  }
}
