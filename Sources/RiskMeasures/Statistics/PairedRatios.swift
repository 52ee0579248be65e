/// Ratios of means in two worlds on the same paths, with the standard error of their difference.
///
/// World `w` gives each path a numerator `a_w` and a denominator `b_w` (1 for a plain mean, an
/// indicator for a mean over part of the paths); its ratio is `R_w = Σ a_w / Σ b_w`. By the delta method the
/// difference `R₁ − R₂` has the standard error of the mean of
/// `(a₁ − R₁ b₁) / mean b₁ − (a₂ − R₂ b₂) / mean b₂`, which the sums of products give.
package struct PairedRatios: Sendable {
  /// For each ratio the sums of `a₁, b₁, a₂, b₂`, then of their ten products.
  var sums: ExactSums

  private static let terms = 14

  /// Ratios without paths.
  package init(count: Int) {
    sums = ExactSums(count: Self.terms * count)
  }

  /// Adds a block's paths to one ratio.
  ///
  /// Sums of a block are plain sums in path order. Path numbers alone decide what a block is, so
  /// nothing else can change a digit.
  package mutating func add(_ index: Int, first: PathRatio, second: PathRatio) {
    var plain = SIMD4<Double>()
    var squares = plain
    var neighbours = plain
    var opposites = plain
    for path in first.numerators.indices {
      let row = SIMD4(
        first.numerators[path], first.denominators[path], second.numerators[path],
        second.denominators[path])
      plain += row
      squares += row * row
      neighbours += row * SIMD4(row[1], row[2], row[3], row[0])
      opposites += row * SIMD4(row[2], row[3], row[0], row[1])
    }
    let totals = [
      plain[0], plain[1], plain[2], plain[3], squares[0], neighbours[0], opposites[0],
      neighbours[3], squares[1], neighbours[1], opposites[1], squares[2], neighbours[2],
      squares[3],
    ]
    for (term, total) in totals.enumerated() { sums.add(total, to: Self.terms * index + term) }
  }

  mutating func merge(_ other: PairedRatios) { sums.merge(other.sums) }

  /// `R₁`; nil without a denominator.
  package func first(_ index: Int) -> Double? { ratio(index, 0) }

  /// `R₂`.
  package func second(_ index: Int) -> Double? { ratio(index, 2) }

  /// Whether both worlds have the same sums, and so exactly the same ratio.
  func agree(_ index: Int) -> Bool {
    sum(index, 0) == sum(index, 2) && sum(index, 1) == sum(index, 3)
  }

  /// `first − second` to the twelfth digit of the greater of the two.
  ///
  /// Smaller digits are rounding: the same figure may come from sums in different orders.
  package static func difference(_ first: Double, _ second: Double) -> Double {
    let greater = max(abs(first), abs(second))
    guard greater > 0, greater.isFinite else { return first - second }
    var power = 1.0
    while power * 10 <= greater { power *= 10 }
    while power > greater { power /= 10 }
    let difference = first - second
    // Only powers of ten of at least 1 are exact, hence the two branches.
    if power > 1e11 { return (difference / (power / 1e11)).rounded() * (power / 1e11) }
    let places = 1e11 / power
    return places.isFinite ? (difference * places).rounded() / places : difference
  }

  private func ratio(_ index: Int, _ term: Int) -> Double? {
    let denominator = sum(index, term + 1)
    return denominator > 0 ? sum(index, term) / denominator : nil
  }

  private func sum(_ index: Int, _ term: Int) -> Double { sums.value(Self.terms * index + term) }

  /// Standard error of `R₁ − R₂`; nil without both, or with a single path.
  package func standardErrorOfDifference(_ index: Int, paths: Int) -> Double? {
    guard let one = first(index), let two = second(index), paths > 1 else { return nil }
    let n = Double(paths)
    let b1 = sum(index, 1) / n
    let b2 = sum(index, 3) / n
    // Weights of a₁, b₁, a₂, b₂ in the influence of a path.
    let weights = [1 / b1, -one / b1, -1 / b2, two / b2]
    // A sum below the rounding of its terms counts as zero: the two worlds agree on every path.
    guard let squares = sums.squares(weighted: weights, productsFrom: Self.terms * index + 4) else {
      return 0
    }
    return (squares / (n - 1) / n).squareRoot()
  }
}

/// Numerators and denominators of a ratio of means on the paths of a block; written anew for each ratio.
package struct PathRatio {
  private(set) var numerators: [Double]
  private(set) var denominators: [Double]

  /// The ratio of the means of two columns.
  package init(_ numerators: [Double], over denominators: [Double]) {
    self.numerators = numerators
    self.denominators = denominators
  }

  /// The plain mean of a column.
  package init(meanOf values: [Double]) {
    self.init(values, over: Array(repeating: 1, count: values.count))
  }

  /// Room for some paths.
  init(pathCount: Int) {
    numerators = Array(repeating: 0, count: pathCount)
    denominators = numerators
  }

  /// Sets a plain mean, whose numerators `add` adds to zeros.
  mutating func setMean(_ add: (UnsafeMutableBufferPointer<Double>) -> Void) {
    denominators.withUnsafeMutableBufferPointer { $0.update(repeating: 1) }
    setNumerators(add)
  }

  /// Sets a ratio of means, whose numerators `add` adds to zeros.
  mutating func set(
    over denominators: ArraySlice<Double>, _ add: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    self.denominators.withUnsafeMutableBufferPointer { _ = $0.update(from: denominators) }
    setNumerators(add)
  }

  private mutating func setNumerators(_ add: (UnsafeMutableBufferPointer<Double>) -> Void) {
    numerators.withUnsafeMutableBufferPointer {
      $0.update(repeating: 0)
      add($0)
    }
  }

  /// Sets the mean over the paths with a finite value.
  mutating func setMean(ofFinite values: UnsafeBufferPointer<Double>) {
    numerators.withUnsafeMutableBufferPointer { numerators in
      denominators.withUnsafeMutableBufferPointer { denominators in
        for path in numerators.indices {
          let isFinite = values[path].isFinite
          denominators[path] = isFinite ? 1 : 0
          numerators[path] = isFinite ? values[path] : 0
        }
      }
    }
  }
}
