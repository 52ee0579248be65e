import CreditBasics
import Questions
import ReportPages
import Reporting
import RiskMeasures

extension Measure {
  /// The measure in the field's words: `PD of any borrower within 3 years`, `95 % VaR of the portfolio`.
  package func words(in book: BookShape) -> String {
    switch self {
    case .defaultProbability(let miner, let month):
      "PD of \(miner.map { book.miners[$0].name } ?? "any borrower") "
        + "within \(Self.period(month, book))"
    case .expectedLoss(let miner):
      "expected loss \(miner.map { "on \(book.miners[$0].name)" } ?? "of the portfolio") "
        + "within \(Self.period(book.monthCount, book))"
    case .breakEvenSpread(let index):
      "break-even spread of \(book.tranches[index].name) "
        + "(\(book.miners[book.tranches[index].miner].name))"
    case .valueAtRisk(let level):
      "\(NumberWords.level(thousandths: level)) VaR of the portfolio"
    case .expectedShortfall(let level):
      "\(NumberWords.level(thousandths: level)) expected shortfall of the portfolio"
    }
  }

  /// Its kind alone, for a sentence that has named it: `PD`, `VaR`.
  var kindWords: String {
    switch self {
    case .defaultProbability: "PD"
    case .expectedLoss: "expected loss"
    case .breakEvenSpread: "break-even spread"
    case .valueAtRisk: "VaR"
    case .expectedShortfall: "expected shortfall"
    }
  }

  /// How its 0 without an interval is written.
  package var zero: String { unit.zero(isQuantile: isQuantile) }

  /// An estimate of it as pages write it; `none seen` comes with its bound where the number of
  /// paths is given.
  package func said(_ estimate: Estimate?, paths: Int? = nil) -> String {
    if unit == .basisPoints, let estimate, UnpayableSpread.isOne(estimate) {
      return UnpayableSpread.words(estimate)
    }
    return unit.words(estimate, zero: zero, paths: paths)
  }

  /// An estimate of it on a screen, perhaps with its error.
  func shown(_ estimate: Estimate?, withError: Bool = true) -> String? {
    estimate.map { TypedNumbers.shown($0, unit, zero: zero, withError: withError) }
  }

  /// `6 months`, `18 months`, `3 years`; the last month ends with the horizon: `18.2 months`.
  private static func period(_ month: Int, _ book: BookShape) -> String {
    period(months: min(Double(month), 12 * book.grid.endYears))
  }

  /// Months as months, or as years where they are whole ones or many.
  static func period(months: Double) -> String {
    let whole = Int(months.rounded())
    guard abs(months - Double(whole)) < 0.01 else {
      return months < 24
        ? "\(NumberWords.plain(months)) months" : "\(NumberWords.plain(months / 12)) years"
    }
    return whole % 12 == 0
      ? NumberWords.count(whole / 12, "year")
      : NumberWords.count(whole, "month")
  }
}

extension FigureUnit {
  /// What an axis calls figures in this unit.
  var noun: String {
    switch self {
    case .share: "probability"
    case .dollars: "loss"
    case .basisPoints: "spread"
    case .number: "number"
    }
  }
}
