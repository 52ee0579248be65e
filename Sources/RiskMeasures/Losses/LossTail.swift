/// The greatest losses of a run, sorted: all that quantiles and tail averages need.
package struct LossTail {
  /// Number of losses of the run.
  let total: Int
  /// Ascending losses of the tail, all positive, and how often each occurs.
  private let atoms: [(loss: Double, count: Int)]
  /// Number of losses below the tail.
  private let below: Int

  /// The tail that holds every positive loss of rank `rank` (from 1) and above.
  package init(_ store: LossStore, fromRank rank: Int) {
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
  package func orderStatistic(_ rank: Int) -> Double {
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
  /// Written as `VaR + Σ_{j > ⌈nα⌉} (L_(j) − VaR) / (n (1 − α))`, which is that average. Its standard error is
  /// that of `ExcessMoments`; nil with fewer than two losses beyond VaR.
  ///
  /// Source: Acerbi and Tasche, "On the coherence of expected shortfall", *Journal of Banking &
  /// Finance* 26 (2002).
  package func expectedShortfall(thousandths: Int) -> Estimate {
    let rank = Self.rank(thousandths: thousandths, of: total)
    let valueAtRisk = orderStatistic(rank)
    var excesses = ExcessMoments(losses: total, beyond: total - rank)
    for atom in atoms where atom.loss > valueAtRisk {
      excesses.add(atom.loss - valueAtRisk, times: atom.count)
    }
    let worst = Double(total * (1000 - thousandths)) / 1000
    let value = valueAtRisk + excesses.sum / worst
    guard total - rank >= 2 else { return Estimate(value: value, standardError: nil) }
    let error = excesses.standardError(level: Double(thousandths) / 1000, worst: worst)
    return Estimate(value: value, standardError: error)
  }
}
