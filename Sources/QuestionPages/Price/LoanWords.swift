import CreditBasics
import Questions
import Reporting

extension LoanChoice {
  /// What the dollars that are held are called: a commitment that may still be drawn is not held yet.
  var heldWords: String { terms.committedUSD > 0 ? "held or committed" : "held" }
}

extension LoanPurchases {
  /// The words behind a figure of the world without the loan that some orders are not placed; empty
  /// for none.
  var aside: String {
    let names = NumberWords.list(dropped.map(\.name))
    return names.isEmpty ? "" : ", where what it funds (\(names)) is not bought"
  }
}
