extension StressTally {
  /// The tally of the same paths as part of a run of another number of paths.
  ///
  /// The run must be long enough for the paths added; losses that are kept as a sketch stay one.
  public func replanned(paths: Int) -> StressTally {
    precondition(paths >= pathCount)
    var tally = self
    tally.book.plannedPaths = paths
    tally.convergence = ConvergenceTally(tally.book).taking(convergence)
    return tally
  }
}

extension ConvergenceTally {
  /// This tally with the counts of another; powers of two that only one of them has are empty or
  /// dropped.
  func taking(_ other: ConvergenceTally) -> ConvergenceTally {
    var tally = self
    let common = min(defaults.count, other.defaults.count)
    tally.defaults.replaceSubrange(0..<common, with: other.defaults[0..<common])
    tally.sums.replaceFirst(min(sums.count, other.sums.count), with: other.sums)
    return tally
  }
}
