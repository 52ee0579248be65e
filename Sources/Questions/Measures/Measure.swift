import CreditBasics
import Reporting
import RiskMeasures

/// A number that a question is about, as users write it: `pd(hy-pivot,2)`, `es(0.99)`.
package enum Measure: Sendable, Equatable {
  /// Probability that a miner, or any miner where it is nil, has defaulted by the end of a month, counted from 1, or by
  /// the horizon if that is earlier.
  case defaultProbability(miner: Int?, month: Int)
  /// Expected discounted held loss of a miner, or of the portfolio where it is nil, in dollars.
  case expectedLoss(miner: Int?)
  /// Break-even spread of a tranche (its number in the book) in basis points.
  case breakEvenSpread(tranche: Int)
  /// Value at risk of the portfolio in dollars, at a level in thousandths.
  case valueAtRisk(thousandths: Int)
  /// Expected shortfall of the portfolio in dollars, at a level in thousandths.
  case expectedShortfall(thousandths: Int)

  /// The forms of a measure, for messages and help.
  package static let forms =
    "pd(MINER,YEARS), pd(any,YEARS), el(MINER), el(portfolio), breakEven(MINER,TRANCHE), "
    + "var(LEVEL) or es(LEVEL)"

  /// The default and loss of every miner and of the portfolio, at the horizon.
  package static func standard(for book: BookShape) -> [Measure] {
    let month = book.monthCount
    return (book.miners.indices.map(Optional.some) + [nil]).flatMap {
      [Measure.defaultProbability(miner: $0, month: month), .expectedLoss(miner: $0)]
    }
  }

  /// The measure as users write it.
  package func text(in book: BookShape) -> String {
    switch self {
    case .defaultProbability(let miner, let month):
      "pd(\(miner.map { Self.name(book.miners[$0].name) } ?? "any"),\(Self.years(month)))"
    case .expectedLoss(let miner):
      "el(\(miner.map { Self.name(book.miners[$0].name) } ?? "portfolio"))"
    case .breakEvenSpread(let index):
      "breakEven(\(Self.name(book.miners[book.tranches[index].miner].name)),"
        + "\(Self.name(book.tranches[index].name)))"
    case .valueAtRisk(let level): "var(\(Self.level(level)))"
    case .expectedShortfall(let level): "es(\(Self.level(level)))"
    }
  }

  /// The miner that it is about, or `PORTFOLIO`.
  package func subject(in book: BookShape) -> String {
    miner(in: book).map { book.miners[$0].name } ?? MinerSummary.portfolioName
  }

  package var unit: FigureUnit {
    switch self {
    case .defaultProbability: .share
    case .breakEvenSpread: .basisPoints
    default: .dollars
    }
  }

  private static func name(_ name: String) -> String {
    let needsQuotes = name.unicodeScalars.contains { ",()[]{}\" '".unicodeScalars.contains($0) }
    return needsQuotes ? QuotedText.quoted(name) : name
  }

  private static func years(_ month: Int) -> String {
    JSONScalar.shortest((Double(month) / 12 * 1e4).rounded() / 1e4)
  }

  private static func level(_ thousandths: Int) -> String {
    JSONScalar.shortest(Double(thousandths) / 1000)
  }
}

extension Measure {
  /// The estimate from a result, at the levels and months that its tables have.
  ///
  /// The error of value at risk is its 95 % interval over 2 · 1.96. Nil where undefined.
  package func estimate(in result: StressResult, book: BookShape) -> Estimate? {
    switch self {
    case .defaultProbability(_, let month):
      let row = result.termStructure.first {
        $0.miner == subject(in: book) && $0.month == month
      }
      return row?.defaults.estimate
    case .expectedLoss(let miner):
      return (miner.map { result.miners[$0] } ?? result.portfolio).expectedLossUSD
    case .breakEvenSpread(let index): return result.tranches[index].breakEvenSpread
    case .valueAtRisk(let level):
      return result.lossQuantiles.first { $0.thousandths == level }.map { quantile in
        Estimate(
          value: quantile.valueAtRiskUSD,
          standardError: Confidence.standardError(low: quantile.low, high: quantile.high))
      }
    case .expectedShortfall(let level):
      return result.lossQuantiles.first { $0.thousandths == level }?.expectedShortfallUSD
    }
  }
}

// MARK: - Unseen

extension Measure {
  /// Whether it is a quantile, of which 0 is a value like any other.
  package var isQuantile: Bool { if case .valueAtRisk = self { true } else { false } }

  /// Whether an estimate of it is 0 because no path shows what it counts.
  package func isUnseen(_ estimate: Estimate?) -> Bool {
    !isQuantile && estimate?.isUnseen == true
  }

  /// The standard error of an estimate of it in a table; none where no path shows what it counts, or every one.
  func toldError(_ estimate: Estimate?) -> Double? {
    estimate?.toldError(unit, isQuantile: isQuantile)
  }
}
