import RiskMeasures

extension Sweep {
  /// A number for each cell's colour: no two cells of one number can be told apart.
  ///
  /// What tells two cells apart is the error of their difference on common draws, and not whether
  /// the intervals of their values overlap. Cells are taken in order of value; one that differs
  /// measurably from any cell of the level so far begins the next. Cells without a value have level
  /// 0.
  package static func levels(_ outcomes: [Outcome], of measure: Int = 0) -> [Int] {
    var levels = outcomes.map { _ in 0 }
    var (level, members) = (0, [Outcome]())
    let known = outcomes.indices.compactMap { at in
      outcomes[at].values[measure].map { (at: at, value: $0.value) }
    }
    for cell in known.sorted(by: { ($0.value, $0.at) < ($1.value, $1.at) }) {
      let outcome = outcomes[cell.at]
      if members.contains(where: { change($0, outcome, of: measure).isMeasurable }) {
        (level, members) = (level + 1, [])
      }
      members.append(outcome)
      levels[cell.at] = level
    }
    return levels
  }

  /// The change of a measure, the first unless another is meant, between two cells.
  ///
  /// Its error is at most the sum of the errors of both differences from the scenario, whose draws
  /// they share, and at most the sum of the errors of both values: the smaller sum is given.
  package static func change(_ one: Outcome, _ other: Outcome, of measure: Int = 0) -> Estimate {
    let sum = { (a: Estimate?, b: Estimate?) -> Double? in
      guard let a = a?.standardError, let b = b?.standardError else { return nil }
      return a + b
    }
    let (low, high) = (one.values[measure], other.values[measure])
    let value = (high?.value ?? 0) - (low?.value ?? 0)
    // A value that no path shows is at least as uncertain as the one that it is compared with.
    if low?.isUnseen == true || high?.isUnseen == true {
      let error = [low, high].compactMap { $0?.standardError }.max()
      return Estimate(value: value, standardError: error.map { 2 * $0 })
    }
    let errors = [
      sum(one.differences[measure], other.differences[measure]),
      sum(low, high),
    ].compactMap(\.self)
    return Estimate(value: value, standardError: errors.min())
  }
}

extension Estimate {
  /// Whether a difference is beyond its 95 % interval; false without an error.
  package var isMeasurable: Bool {
    Confidence.half(standardError).map { abs(value) > $0 } ?? false
  }
}
