import CreditBasics
import Questions
import ReportPages
import Reporting
import RiskMeasures

extension LoanPrice {
  /// The figures as text for a screen, and the notes on them.
  package func text(_ found: Found) -> String {
    let notes = found.notes.map { "note: \($0)\n" }.joined()
    let unseen = unseenNote(found).map { "\n\($0)\n" } ?? ""
    return "\(choice.name) beside the book of \(choice.book.scenarioName)\n\n"
      + ScreenFormat.table([["", "value", "± s.e."]] + shownRows(found))
      + unseen.replacing("\u{A0}", with: " ") + (notes.isEmpty ? "" : "\n" + notes)
  }

  /// What `none seen` means for a figure; nil where no figure is unseen.
  func unseenNote(_ found: Found) -> String? {
    found.quantities.contains(where: \.isUnseen)
      ? NumberWords.noneSeen(in: choice.with.simulation.paths) : nil
  }

  /// Name, value and error of every figure as people say them.
  private func shownRows(_ found: Found) -> [[String]] {
    found.quantities.map { row in
      let words = row.name == "principal_held" ? "principal \(choice.heldWords)" : row.plainWords
      return [words, row.shownValue, row.shownError]
    }
  }
}

extension Quantity {
  /// What follows a figure's name where the run ends before the period that it counts.
  var cutShort: String { isCutShort ? ", cut short" : "" }

  /// Its name with blanks, as the screen shows it.
  var plainWords: String {
    let cut = name.firstIndex(of: "(") ?? name.endIndex
    return name[..<cut].split(separator: "_").joined(separator: " ")
      + (cut == name.endIndex ? "" : " " + name[cut...]) + cutShort
  }

  /// The value as people say it: `none seen` for a figure of which no path shows any.
  var shownValue: String {
    if isUnseen { return Estimate.noneSeen }
    if let estimate, isChange, estimate.value == 0, estimate.standardError == 0 {
      return figures.difference(estimate)
    }
    return estimate.map { Self.shown($0.value, unit, digits: 4) } ?? "undefined"
  }

  /// The error as people say it; empty for what is known exactly, a dash where too few paths could
  /// tell it.
  var shownError: String {
    guard let estimate else { return "" }
    guard let error = estimate.standardError else { return "–" }
    guard error > 0 else { return "" }
    return Self.shown(error, unit, digits: 2)
  }

  private static func shown(_ value: Double, _ unit: Unit, digits: Int) -> String {
    switch unit {
    case .dollars: TypedNumbers.shown(value, .dollars, digits: digits)
    case .share, .perYear: TypedNumbers.shown(value, .share, digits: digits)
    case .basisPoints: TypedNumbers.shown(value, .basisPoints, digits: digits)
    case .years: RoundedNumber.text(value, digits) + " years"
    case .ratio: RoundedNumber.text(value, digits)
    }
  }
}
