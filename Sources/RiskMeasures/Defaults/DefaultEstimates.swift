import CreditBasics

/// Default probabilities, times, causes and their dependence, from counts.
extension StressTally {
  /// Name of a miner, or of the portfolio after the last.
  func name(_ row: Int) -> String {
    row < book.miners.count ? book.miners[row].name : MinerSummary.portfolioName
  }

  func minerSummary(_ row: Int) -> MinerSummary {
    let total = defaults.total(row)
    let tranches = book.tranches[
      row < book.miners.count ? book.miners[row].tranches : book.tranches.indices]
    let principal = tranches.reduce(0) { $0 + $1.principalUSD }
    let promised = tranches.reduce(0) { $0 + ($1.principalUSD + $1.committedUSD) }
    let beyond = tranches.reduce(0) {
      $0 + ($1.principalUSD + $1.committedUSD) * $1.beyondHorizon
    }
    return MinerSummary(
      miner: name(row),
      defaults: Proportion(total, of: pathCount),
      meanDefaultYear: ratio(defaults.stepSums[row], total * book.grid.stepsPerYear),
      expectedLossUSD: heldLosses.estimate(row, over: pathCount),
      initialDebtUSD: principal, cascadeShare: ratio(defaults.cascades[row], total),
      closed: Proportion(defaults.closed[row], of: pathCount),
      heldPrincipalUSD: tranches.reduce(0) { $0 + $1.heldShare * $1.principalUSD },
      expectedLossWithoutDepthUSD: bottomless.sums.value(row) / Double(pathCount),
      beyondHorizon: promised > 0 ? beyond / promised : 0,
      owedAtEndShare: owedAtEnd.share(ofRow: row, of: promised, self))
  }

  func termStructure() -> [TermStructureRow] {
    (0...book.miners.count).flatMap { row in
      var before = 0
      return (1...defaults.monthCount).map { month in
        let new = defaults.byMonth[row * defaults.monthCount + month - 1]
        defer { before += new }
        return TermStructureRow(
          miner: name(row), month: month,
          defaults: Proportion(before + new, of: pathCount),
          hazardPerYear: ratio(12 * new, pathCount - before))
      }
    }
  }

  func defaultCauses() -> [CauseRow] {
    book.miners.indices.flatMap { miner in
      DefaultCause.allCases.map { cause in
        let paths = defaults.byCause[miner * DefaultTally.causeCount + cause.rawValue]
        return CauseRow(
          miner: name(miner), cause: cause, paths: paths,
          shareOfDefaults: ratio(paths, defaults.total(miner)))
      }
    }
  }

  func defaultTimes() -> [DefaultTimeRow] {
    book.miners.indices.flatMap { miner in
      stride(from: 0, to: defaults.monthCount, by: 3).map { first in
        let last = min(first + 3, defaults.monthCount)
        let start = miner * defaults.monthCount
        let paths = defaults.byMonth[start + first..<start + last].reduce(0, +)
        return DefaultTimeRow(
          miner: name(miner), quarter: first / 3 + 1,
          defaults: Proportion(paths, of: pathCount))
      }
    }
  }

  func jointDefaults() -> [JointDefaultRow] {
    defaults.byNumber.enumerated().map { number, paths in
      JointDefaultRow(defaults: number, paths: Proportion(paths, of: pathCount))
    }
  }

  /// Every pair of miners; nil where pairs are not counted.
  func defaultCorrelations() -> [DefaultCorrelation]? {
    guard book.countsPairs else { return nil }
    return book.miners.indices.flatMap { a in
      (a + 1..<max(a + 1, book.miners.count)).map { b in
        let joint = defaults.pairs[defaults.pairIndex(a, b)]
        return DefaultCorrelation(
          first: name(a), second: name(b), joint: Proportion(joint, of: pathCount),
          correlation: correlation(defaults.total(a), defaults.total(b), joint))
      }
    }
  }

  /// `(p_ab − p_a p_b) / √(p_a (1 − p_a) p_b (1 − p_b))`, from counts.
  private func correlation(_ a: Int, _ b: Int, _ joint: Int) -> Estimate? {
    let n = Double(pathCount)
    let spread = Double(a) * (n - Double(a)) * (Double(b) * (n - Double(b)))
    guard spread > 0 else { return nil }
    let value = (n * Double(joint) - Double(a) * Double(b)) / spread.squareRoot()
    let correlation = min(1, max(-1, value))
    return Estimate(value: correlation, standardError: error(of: correlation, a, b, joint))
  }

  /// An error is estimated only where at least this many paths show both defaults, each default alone, and neither.
  private static let fewest = 10

  /// `ρ` is a function of means over paths; its influence on one path is `u v − ρ (u² + v²) / 2` for the
  /// standardised indicators `u` and `v`, and its error the standard deviation of that over `√n`.
  private func error(of rho: Double, _ a: Int, _ b: Int, _ joint: Int) -> Double? {
    let n = pathCount
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
