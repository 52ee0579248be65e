/// The greatest losses of a run, sorted: all that quantiles and tail averages need.
package struct LossTail {
  /// Number of losses of the run.
  let total: Int
  /// Ascending losses of the tail, all positive, and how often each occurs.
  private let atoms: [(loss: Double, count: Int)]
  /// Number of losses below the tail.
  private let below: Int

  /// The tail that holds every positive loss of rank `rank` (from 1) and above.
  init(_ store: LossStore, fromRank rank: Int) {
    let histogram = store.histogram
    total = histogram.count
    var passed = 0
    var threshold = Double.infinity
    histogram.forEachBin { low, _, count in
      passed += count
      if passed >= rank { threshold = min(threshold, low) }
    }
    let found =
      store.sketch == nil
      ? Self.exact(store, from: threshold) : Self.binned(histogram, from: threshold)
    atoms = found
    below = total - found.reduce(0) { $0 + $1.count }
  }

  private static func exact(
    _ store: LossStore, from threshold: Double
  ) -> [(loss: Double, count: Int)] {
    var tail: [Double] = []
    for segment in store.segments {
      for loss in segment.values where loss > 0 && loss >= threshold { tail.append(loss) }
    }
    tail.sort()
    return tail.map { ($0, 1) }
  }

  private static func binned(
    _ histogram: QuantileHistogram, from threshold: Double
  ) -> [(loss: Double, count: Int)] {
    var tail: [(loss: Double, count: Int)] = []
    histogram.forEachBin { low, high, count in
      guard low >= threshold, high > 0 else { return }
      let middle = low + (high - low) / 2
      tail.append((min(max(middle, histogram.minimum), histogram.maximum), count))
    }
    return tail
  }

  /// The `rank`-th smallest loss, from 1; 0 below the tail.
  func orderStatistic(_ rank: Int) -> Double {
    guard rank > below else { return 0 }
    var passed = below
    for atom in atoms {
      passed += atom.count
      if rank <= passed { return atom.loss }
    }
    return atoms.last?.loss ?? 0
  }

  /// Rank (from 1) of the value at risk, `⌈n α⌉`, in integer arithmetic.
  package static func rank(thousandths: Int, of count: Int) -> Int {
    (count * thousandths + 999) / 1000
  }

  /// Expected shortfall: the average of the worst `n (1 − α)` losses, the last with a fractional weight.
  ///
  /// Written as `VaR + Σ_{j > ⌈nα⌉} (L_(j) − VaR) / (n (1 − α))`, which is that average. Its standard error
  /// comes from the `k` excesses beyond VaR, of mean `m` and sample variance `s²`:
  /// `√(k (s² + α m²)) / (n (1 − α))`; to first order the error made in estimating VaR adds nothing
  /// (Rockafellar and Uryasev's minimum is flat there). A variance known from `k` losses only makes the
  /// interval of ± 1.96 errors too short, so the error is widened by Student's factor
  /// `t_{k−1} / 1.96`: 1.15 for ten losses, 1.01 for a hundred. It is nil with fewer than two losses beyond VaR.
  ///
  /// Sources: Acerbi and Tasche, "On the coherence of expected shortfall", *Journal of Banking &
  /// Finance* 26 (2002); Trindade, Uryasev, Shapiro and Zrazhevsky, "Financial prediction with
  /// constrained tail risk", *Journal of Banking & Finance* 31 (2007).
  func expectedShortfall(thousandths: Int) -> Estimate {
    let rank = Self.rank(thousandths: thousandths, of: total)
    let valueAtRisk = orderStatistic(rank)
    var sum = 0.0
    var squares = 0.0
    for atom in atoms where atom.loss > valueAtRisk {
      let excess = atom.loss - valueAtRisk
      sum += Double(atom.count) * excess
      squares += Double(atom.count) * excess * excess
    }
    let worst = Double(total * (1000 - thousandths)) / 1000
    let value = valueAtRisk + sum / worst
    guard total - rank >= 2 else { return Estimate(value: value, standardError: nil) }
    let count = Double(total - rank)
    let variance = max(0, squares - sum * sum / count) / (count - 1)
    let mean = sum / count
    let spread = variance + Double(thousandths) / 1000 * mean * mean
    let error = (count * spread).squareRoot() / worst
    return Estimate(value: value, standardError: error * StudentFactor.of(total - rank - 1))
  }
}
