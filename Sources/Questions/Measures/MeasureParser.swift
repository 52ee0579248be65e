import CreditBasics
import Reporting
import RiskMeasures

extension Measure {
  /// Reads a measure such as `pd(hy-pivot,2)` or `breakEven(host,"GPU loan")`.
  ///
  /// - Throws: What was expected and found, quoting the measure.
  package init(parsing text: String, book: BookShape) throws(QuestionError) {
    let call = try MeasureCall(text)
    switch (call.function, call.arguments.count) {
    case ("pd", 2):
      let month = try call.month(call.arguments[1], book)
      self = .defaultProbability(miner: try call.miner(book, whole: "any"), month: month)
    case ("el", 1): self = .expectedLoss(miner: try call.miner(book, whole: "portfolio"))
    case ("breakEven", 2): self = .breakEvenSpread(tranche: try call.tranche(book))
    case ("var", 1): self = .valueAtRisk(thousandths: try call.level())
    case ("es", 1): self = .expectedShortfall(thousandths: try call.level())
    default: throw call.problem(QuotedText.unclosed(in: text) ?? "expected \(Measure.forms)")
    }
  }
}

/// A measure's text, cut into a function and its arguments.
private struct MeasureCall {
  let text: String
  let function: String
  let arguments: [String]

  init(_ text: String) throws(QuestionError) {
    self.text = text
    let trimmed = text.trimmed
    // By scalars: a name may begin with one that joins the bracket or quote before it.
    let scalars = trimmed.unicodeScalars
    guard let open = scalars.firstIndex(of: "("), scalars.last == ")" else {
      throw QuestionError("measure \"\(text)\": expected \(Measure.forms)")
    }
    function = String(trimmed[..<open]).trimmed
    let inside = scalars[scalars.index(after: open)...].dropLast()
    arguments = TextPieces.split(String(inside), at: ",").map(QuotedText.unquoted)
  }

  func problem(_ message: String) -> QuestionError {
    QuestionError("measure \"\(text)\": \(message)")
  }

  /// The miner that the first argument names; nil where it is the word for the whole book.
  func miner(_ book: BookShape, whole word: String) throws(QuestionError) -> Int? {
    arguments[0] == word ? nil : .some(try miner(book))
  }

  func miner(_ book: BookShape) throws(QuestionError) -> Int {
    let names = book.miners.map(\.name)
    guard let index = TypedName.place(of: arguments[0], among: names) else {
      let hint =
        bookWord.map { "; the whole book is \($0)" }
        ?? Suggestion.hint(for: arguments[0], among: names)
      throw problem("no miner is called \"\(arguments[0])\"" + hint)
    }
    return index
  }

  /// The measure to suggest where a word for the whole book stands in place of a miner's name, be
  /// it this measure's word or not.
  private var bookWord: String? {
    guard ["any", "portfolio", "all", "book"].contains(arguments[0].lowercased()) else {
      return nil
    }
    switch function {
    case "pd": return "pd(any,\(arguments[1]))"
    case "el": return "el(portfolio)"
    default: return nil
    }
  }

  func tranche(_ book: BookShape) throws(QuestionError) -> Int {
    let range = book.miners[try miner(book)].tranches
    let names = range.map { book.tranches[$0].name }
    guard let index = TypedName.place(of: arguments[1], among: names) else {
      throw problem(
        "no tranche of \"\(arguments[0])\" is called \"\(arguments[1])\""
          + Suggestion.hint(for: arguments[1], among: names))
    }
    return range.lowerBound + index
  }

  func month(_ text: String, _ book: BookShape) throws(QuestionError) -> Int {
    let (most, end) = (book.monthCount, book.grid.endYears)
    let years = TypedNumbers.value(text) ?? 0
    let month = (years * 12).rounded()
    if month >= 1, month <= Double(most), abs(years * 12 - month) < 0.05 { return Int(month) }
    // The horizon, as it was typed or as it was run, stands for the last month, although that may
    // end later.
    if [book.grid.horizonYears, end].contains(where: { abs(years - $0) < 1e-3 }) { return most }
    guard years > 0, years < end else {
      let horizon = RoundedNumber.text(end, 4)
      throw problem("expected years up to the horizon of \(horizon), found \"\(text)\"")
    }
    throw problem("expected years that are whole months, such as 0.25, found \"\(text)\"")
  }

  func level() throws(QuestionError) -> Int {
    guard let level = Measure.thousandths(arguments[0]) else {
      throw problem("expected \(Measure.levelWords), found \"\(arguments[0])\"")
    }
    return level
  }
}

extension Measure {
  /// What a level may be, for messages.
  static let levelWords = "a level from 0.5 to 0.999 in thousandths"

  /// The level that a text gives, in thousandths; nil unless it is one of `levelWords`.
  package static func thousandths(_ text: String) -> Int? {
    guard let level = TypedNumbers.value(text), level >= 0.5, level < 1,
      abs(level * 1000 - (level * 1000).rounded()) < 1e-6
    else { return nil }
    return Int((level * 1000).rounded())
  }
}
