import CreditBasics

/// Default probabilities, times, causes and their dependence, from counts.
struct DefaultEstimates {
  let tally: StressTally
  private let book: BookShape
  private let counts: DefaultTally
  /// Names of the miners, then of the portfolio.
  private let names: [String]

  init(tally: StressTally) {
    self.tally = tally
    book = tally.book
    counts = tally.defaults
    names = book.miners.map(\.name) + [MinerSummary.portfolioName]
  }

  func summary(_ row: Int) -> MinerSummary {
    let defaults = counts.defaults(row)
    let tranches = book.tranches[
      row < book.miners.count ? book.miners[row].tranches : book.tranches.indices]
    let principal = tranches.reduce(0) { $0 + $1.principalUSD }
    let promised = tranches.reduce(0) { $0 + ($1.principalUSD + $1.committedUSD) }
    let beyond = tranches.reduce(0) {
      $0 + ($1.principalUSD + $1.committedUSD) * $1.beyondHorizon
    }
    return MinerSummary(
      miner: names[row],
      defaults: Proportion(defaults, of: tally.pathCount),
      meanDefaultYear: ratio(counts.stepSums[row], defaults * book.grid.stepsPerYear),
      expectedLossUSD: tally.heldLosses.estimate(row, over: tally.pathCount),
      initialDebtUSD: principal, cascadeShare: ratio(counts.cascades[row], defaults),
      closed: Proportion(counts.closed[row], of: tally.pathCount),
      heldPrincipalUSD: tranches.reduce(0) { $0 + $1.heldShare * $1.principalUSD },
      expectedLossWithoutDepthUSD: tally.bottomless.sums.value(row) / Double(tally.pathCount),
      beyondHorizon: promised > 0 ? beyond / promised : 0,
      owedAtEndShare: tally.owedAtEnd.share(ofRow: row, of: promised, tally))
  }

  func termStructure() -> [TermStructureRow] {
    names.indices.flatMap { row in
      var before = 0
      return (1...counts.monthCount).map { month in
        let new = counts.byMonth[row * counts.monthCount + month - 1]
        defer { before += new }
        return TermStructureRow(
          miner: names[row], month: month,
          defaults: Proportion(before + new, of: tally.pathCount),
          hazardPerYear: ratio(12 * new, tally.pathCount - before))
      }
    }
  }

  func causes() -> [CauseRow] {
    book.miners.indices.flatMap { miner in
      DefaultCause.allCases.map { cause in
        let paths = counts.byCause[miner * DefaultTally.causeCount + cause.rawValue]
        return CauseRow(
          miner: names[miner], cause: cause, paths: paths,
          shareOfDefaults: ratio(paths, counts.defaults(miner)))
      }
    }
  }

  func times() -> [DefaultTimeRow] {
    book.miners.indices.flatMap { miner in
      stride(from: 0, to: counts.monthCount, by: 3).map { first in
        let last = min(first + 3, counts.monthCount)
        let start = miner * counts.monthCount
        let paths = counts.byMonth[start + first..<start + last].reduce(0, +)
        return DefaultTimeRow(
          miner: names[miner], quarter: first / 3 + 1,
          defaults: Proportion(paths, of: tally.pathCount))
      }
    }
  }

  func joint() -> [JointDefaultRow] {
    counts.byNumber.enumerated().map { number, paths in
      JointDefaultRow(defaults: number, paths: Proportion(paths, of: tally.pathCount))
    }
  }

  /// Every pair of miners; nil where pairs are not counted.
  func correlations() -> [DefaultCorrelation]? {
    guard book.countsPairs else { return nil }
    return book.miners.indices.flatMap { a in
      (a + 1..<max(a + 1, book.miners.count)).map { b in
        let joint = counts.pairs[counts.pairIndex(a, b)]
        return DefaultCorrelation(
          first: names[a], second: names[b], joint: Proportion(joint, of: tally.pathCount),
          correlation: correlation(counts.defaults(a), counts.defaults(b), joint))
      }
    }
  }

  /// `(p_ab − p_a p_b) / √(p_a (1 − p_a) p_b (1 − p_b))`, from counts.
  private func correlation(_ a: Int, _ b: Int, _ joint: Int) -> Estimate? {
    let n = Double(tally.pathCount)
    let spread = Double(a) * (n - Double(a)) * (Double(b) * (n - Double(b)))
    guard spread > 0 else { return nil }
    let value = (n * Double(joint) - Double(a) * Double(b)) / spread.squareRoot()
    let correlation = min(1, max(-1, value))
    return Estimate(value: correlation, standardError: error(of: correlation, a, b, joint))
  }

  /// Fewest paths with both defaults, with one of them alone, and with neither, from which an error can be
  /// told.
  private static let fewest = 10

  /// `ρ` is a function of means over paths; its influence on one path is `u v − ρ (u² + v²) / 2` for the
  /// standardised indicators `u` and `v`, and its error the standard deviation of that over `√n`.
  private func error(of rho: Double, _ a: Int, _ b: Int, _ joint: Int) -> Double? {
    let n = tally.pathCount
    let cells: [(paths: Int, a: Double, b: Double)] = [
      (joint, 1, 1), (a - joint, 1, 0), (b - joint, 0, 1), (n - a - b + joint, 0, 0),
    ]
    guard cells.allSatisfy({ $0.paths >= Self.fewest }) else { return nil }
    let standardised = { (indicator: Double, defaults: Int) in
      let p = Double(defaults) / Double(n)
      return (indicator - p) / (p * (1 - p)).squareRoot()
    }
    let squares = cells.reduce(0.0) { sum, cell in
      let (u, v) = (standardised(cell.a, a), standardised(cell.b, b))
      let influence = u * v - rho * (u * u + v * v) / 2
      return sum + Double(cell.paths) * influence * influence
    }
    return squares.squareRoot() / Double(n)
  }

  private func ratio(_ numerator: Int, _ denominator: Int) -> Double? {
    denominator == 0 ? nil : Double(numerator) / Double(denominator)
  }
}
