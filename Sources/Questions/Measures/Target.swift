import CreditBasics
import RiskMeasures

/// A measure and the value that it is to reach: `pd(hy-pivot,2)=0.20`.
package struct Target: Sendable, Equatable {
  package let measure: Measure
  /// The value, in dollars for losses, as a share for probabilities, in basis points for spreads.
  package let value: Double

  /// Reads `MEASURE=VALUE`; the value may be in per cent.
  ///
  /// - Parameters:
  ///   - option: The option whose argument it is, for messages.
  ///   - sign: What stands between the measure and the value.
  /// - Throws: What was expected and found.
  package init(
    parsing text: String, book: BookShape, option: String = "target", sign: Character = "="
  ) throws(QuestionError) {
    guard let cut = text.lastIndex(of: sign) else {
      throw QuestionError(
        "--\(option) \(text): expected MEASURE\(sign)VALUE, such as pd(any,2)\(sign)0.2")
    }
    measure = try Measure(parsing: String(text[..<cut]), book: book)
    let written = String(text[text.index(after: cut)...])
    guard let value = TypedNumbers.value(written) else {
      throw QuestionError(
        "--\(option) \(text): expected a number after \"\(sign)\", found \"\(written)\"")
    }
    let isShare = measure.unit == .share
    guard isShare || !written.trimmed.hasSuffix("%") else {
      let isSpread = measure.unit == .basisPoints
      throw QuestionError(
        "--\(option) \(text): expected \(isSpread ? "basis points" : "dollars"), found "
          + "\"\(written)\"; write "
          + (isSpread && value >= 0
            ? RoundedNumber.text(value * 1e4, 12)
            : "the \(isSpread ? "spread" : "amount"), such as \(isSpread ? "250" : "2.5e6")"))
    }
    guard value >= 0, !isShare || value <= 1 else {
      throw QuestionError(
        "--\(option) \(text): expected \(isShare ? "a share from 0 to 1" : "0 or more"), found "
          + JSONScalar.shortest(value)
          + (isShare && value > 1 && value <= 100
            ? "; write \(JSONScalar.shortest(value))% for \(JSONScalar.shortest(value)) %" : "")
      )
    }
    self.value = value
  }
}
