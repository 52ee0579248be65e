/// How the capital for a loan is computed, as `--capital` says it.
package enum CapitalRule: Sendable, Equatable {
  /// Marginal expected shortfall less marginal expected loss, at a level in thousandths.
  case expectedShortfall(thousandths: Int)
  /// Marginal unexpected loss, value at risk less expected loss.
  case unexpectedLoss(thousandths: Int)
  /// A share of the dollars held, principal and commitment.
  case share(Double)

  /// Reads `es:LEVEL`, `ul:LEVEL` or `share:SHARE`.
  ///
  /// - Throws: What was expected and found.
  package init(parsing text: String) throws(QuestionError) {
    let parts = TextPieces.split(text, at: ":")
    let value = parts.count == 2 ? parts[1] : ""
    switch parts[0] {
    case "es": self = .expectedShortfall(thousandths: try Self.level(value, text))
    case "ul": self = .unexpectedLoss(thousandths: try Self.level(value, text))
    case "share":
      guard let share = TypedNumbers.value(value), share > 0, share <= 1 else {
        throw QuestionError(
          "--capital \(text): expected a share above 0 and up to 1 after share:, found \"\(value)\""
        )
      }
      self = .share(share)
    default:
      throw QuestionError(
        "--capital \(text): expected es:LEVEL, ul:LEVEL or share:SHARE, such as es:0.999")
    }
  }

  private static func level(_ text: String, _ whole: String) throws(QuestionError) -> Int {
    guard let level = Measure.thousandths(text) else {
      throw QuestionError(
        "--capital \(whole): expected \(Measure.levelWords) after the colon, found \"\(text)\"")
    }
    return level
  }

  /// The level of its tail in thousandths; nil for a share.
  package var level: Int? {
    switch self {
    case .expectedShortfall(let level), .unexpectedLoss(let level): level
    case .share: nil
    }
  }
}
