import Reporting
import ResultReading
import RiskMeasures

/// Results side by side: every measure of each, and how it differs from the first result's.
package struct ComparedResults {
  /// How the errors of a result's differences from the first are known.
  package enum Pairing: Sendable {
    /// The draws are common, and the runs were repeated to pair the results path by path.
    case paired([ComparedMeasure: PairedEstimate])
    /// The results are of one scenario: nothing differs on any path.
    case identical
    /// Errors are those of independent runs, for the reason given.
    case independent(String)
  }

  /// One measure of one result.
  package struct Row {
    package let measure: ComparedMeasure
    /// The result's number.
    package let result: Int
    /// Its value with its error; nil where the result has none.
    package let estimate: Estimate?
    /// The value less the first result's; nil where one of them has none.
    package let difference: Estimate?
  }

  package let names: [String]
  /// Rows by measure in the order in which results bring them, then by result.
  package let rows: [Row]
  /// For each result why the errors of its differences are not paired; nil for paired ones.
  package let reasons: [String?]
  let results: [FinishedResult]
  /// Where the rows of each measure begin.
  private let places: [ComparedMeasure: Int]

  /// Compares results with the first of them.
  ///
  /// - Parameters:
  ///   - names: A name for each.
  ///   - pairings: How each of the others is paired with the first.
  package init(_ results: [FinishedResult], names: [String], pairings: [Pairing]) {
    self.names = names
    self.results = results
    let tables = results.map(\.comparedEstimates)
    var order: [ComparedMeasure] = []
    var seen: Set<ComparedMeasure> = []
    for table in tables {
      for entry in table where seen.insert(entry.measure).inserted { order.append(entry.measure) }
    }
    places = Dictionary(
      uniqueKeysWithValues: order.enumerated().map { ($1, $0 * results.count) })
    let estimates = tables.map { table in
      Dictionary(table.map { ($0.measure, $0.estimate) }, uniquingKeysWith: { first, _ in first })
    }
    let others = zip(pairings, estimates.dropFirst())
    let judged = [Pairing.identical] + others.map { Self.judged($0, order, estimates[0], $1) }
    reasons = judged.map { if case .independent(let reason) = $0 { reason } else { nil } }
    rows = order.flatMap { measure in
      results.indices.map { result in
        let (mine, first) = (estimates[result][measure] ?? nil, estimates[0][measure] ?? nil)
        let difference =
          result == 0
          ? mine.map { _ in Estimate(value: 0, standardError: 0) }
          : Self.difference(mine, first, measure, judged[result])
        return Row(measure: measure, result: result, estimate: mine, difference: difference)
      }
    }
  }

  /// The pairing, or independence where the repeated run gives other figures than the result.
  ///
  /// A result of another build may have met other futures.
  private static func judged(
    _ pairing: Pairing, _ order: [ComparedMeasure], _ first: [ComparedMeasure: Estimate?],
    _ other: [ComparedMeasure: Estimate?]
  ) -> Pairing {
    guard case .paired(let paired) = pairing else { return pairing }
    for measure in order {
      guard let estimate = paired[measure] else { continue }
      if agree(estimate.first, first[measure] ?? nil), agree(estimate.other, other[measure] ?? nil)
      {
        continue
      }
      return .independent("this build does not find its figures again (\(measure.name))")
    }
    return pairing
  }

  private static func agree(_ found: Double?, _ written: Estimate?) -> Bool {
    guard let found, let written else { return true }
    return abs(found - written.value) <= 1e-9 * max(1, abs(found), abs(written.value))
  }

  private static func difference(
    _ mine: Estimate?, _ first: Estimate?, _ measure: ComparedMeasure, _ pairing: Pairing
  ) -> Estimate? {
    guard let mine, let first else { return nil }
    let value = PairedRatios.difference(mine.value, first.value)
    if case .identical = pairing, value == 0 { return Estimate(value: 0, standardError: 0) }
    if case .paired(let paired) = pairing, let found = paired[measure] {
      return Estimate(value: value, standardError: found.standardError)
    }
    return Estimate(
      value: value, standardError: Confidence.ofDifference(mine.standardError, first.standardError))
  }

  /// Which results have another horizon or as-of date than the first, as sentences.
  package var otherTimes: [String] {
    results.indices.dropFirst().compactMap { place in
      let (mine, first) = (results[place], results[0])
      let years = [mine, first].map { NumberWords.plain($0.horizonYears) }
      if years[0] != years[1] {
        return
          "\(quoted(place)) counts defaults and losses over \(years[0]) years, \(quoted(0)) over "
          + "\(years[1]): a longer time alone has more of both."
      }
      guard let start = mine.asOf, let other = first.asOf, start != other else { return nil }
      return "\(quoted(place)) begins on \(start.text), \(quoted(0)) on \(other.text)."
    }
  }

  /// Which results hold only in a market that a table gives, as sentences.
  package var givenMarkets: [String] {
    let spans = results.map { $0.given?.spans }
    if let all = spans.first ?? nil, spans.allSatisfy({ $0 == all }) {
      return ["Every result is conditional on a market given \(all)."]
    }
    return zip(names.indices, spans).compactMap { place, spans in
      spans.map { "\(quoted(place)) is conditional on a market given \($0)." }
    }
  }

  /// Columns of `comparison.csv`.
  package static let columns = [
    "measure", "miner", "tranche", "result", "value", "se", "difference", "difference_se",
  ]

  /// `comparison.csv`.
  package var table: ResultFile {
    var table = CSVTable(Self.columns.joined(separator: ","))
    for row in rows { table.add(record(row)) }
    return ResultFile(name: "comparison.csv", text: table.text)
  }

  /// A row as fields of the columns.
  package func record(_ row: Row) -> [Field] {
    [
      .text(row.measure.name), .text(row.measure.miner), .text(row.measure.tranche),
      .text(names[row.result]), .number(row.estimate?.value),
      .number(row.measure.toldError(row.estimate)), .number(row.difference?.value),
      .number(row.difference?.standardError),
    ]
  }

  /// The 95 % interval of a value at risk, as uneven as its result has it; nil for other measures, and where it
  /// has no width.
  func interval(of row: Row) -> (low: Double, high: Double)? {
    guard let tail = row.measure.tail, tail.isValueAtRisk,
      let found = results[row.result].quantiles?.first(where: {
        $0.thousandths == tail.thousandths
      }), let low = found.low, let high = found.high, low < high
    else { return nil }
    return (low, high)
  }

  /// Whether a result that is not paired was drawn from the first's seed.
  var sharesSeedUnpaired: Bool {
    reasons.indices.contains {
      reasons[$0] != nil && results[$0].manifest.seed == results[0].manifest.seed
    }
  }

  /// The rows of one measure, one for each result.
  func rows(of measure: ComparedMeasure) -> ArraySlice<Row> {
    places[measure].map { rows[$0..<$0 + results.count] } ?? []
  }
}

extension FinishedResult {
  /// What is compared of a result, in the order of its tables.
  var comparedEstimates: [(measure: ComparedMeasure, estimate: Estimate?)] {
    let debts = Dictionary(grouping: tranches ?? [], by: \.miner)
    var all: [(measure: ComparedMeasure, value: Double?, error: Double?)] = []
    for row in miners + [portfolio] {
      all.append((.defaultProbability(row.miner), row.pd, row.pdError))
      all.append((.expectedLoss(row.miner), row.expectedLoss, row.expectedLossError))
      for debt in debts[row.miner] ?? [] {
        let (miner, tranche) = (debt.miner, debt.tranche)
        all.append((.expectedLoss(miner, tranche), debt.expectedLoss, debt.expectedLossError))
        all.append((.breakEvenSpread(miner, tranche), debt.breakEven, debt.breakEvenError))
      }
    }
    for row in quantiles ?? [] {
      let (level, error) = (row.thousandths, Confidence.standardError(low: row.low, high: row.high))
      all.append((.valueAtRisk(thousandths: level), row.valueAtRisk, error))
      all.append(
        (.expectedShortfall(thousandths: level), row.expectedShortfall, row.expectedShortfallError))
    }
    return all.map { row in
      (row.measure, row.value.map { Estimate(value: $0, standardError: row.error) })
    }
  }
}

extension QuantileRow {
  fileprivate var thousandths: Int { Int((level * 1000).rounded()) }
}
