import Reporting

/// Tranches that a chart of spreads leaves out.
struct Undrawn {
  /// Those whose break-even spread would leave no room for the others.
  var unpayable: [String]
  /// Number of those of which the lender holds nothing.
  var notHeld: Int

  /// Why they are not drawn; nil where all are.
  var sentences: Markup? {
    var sentences: [Markup] = []
    if !unpayable.isEmpty {
      sentences.append(
        "Not drawn: \(LenderView.names(unpayable)), which \(UnpayableSpread.words).")
    }
    if notHeld > 0 {
      let tranches = NumberWords.count(notHeld, "tranche")
      sentences.append("Not drawn: \(tranches) of which the lender holds nothing.")
    }
    return sentences.isEmpty ? nil : .joined(sentences, separator: " ")
  }
}
