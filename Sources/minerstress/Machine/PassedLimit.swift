import CreditBasics

/// A time limit that has stopped a call, and how far the call had come.
struct PassedLimit {
  /// Seconds of `--time-limit`.
  let limit: Double
  /// Seconds that have passed since the start.
  let seconds: Double
  /// Paths simulated meanwhile, kept or not.
  let paths: Int

  /// The sentence for a call that ended before it had done anything that can be kept: with the same limit the next
  /// one would end in the same way.
  ///
  /// - Parameters:
  ///   - unit: The least that can be kept, such as `one block of paths`.
  ///   - saved: What is saved.
  ///   - remedy: What helps.
  ///   - needed: Paths that must be simulated until the first unit is done.
  func text(before unit: String, saved: String, remedy: String, needed: Int) -> String {
    let parts = [limit, seconds].map { RoundedNumber.text($0, 2) }
    return "--time-limit \(parts[0]) has passed, after \(parts[1]) s, before \(unit) was done, and "
      + "\(saved); \(remedy)" + expectation(needed)
  }

  /// How long so many paths take at the pace so far; empty where nothing shows the pace, or it says that the limit
  /// would have done.
  private func expectation(_ needed: Int) -> String {
    guard paths > 0 else { return "" }
    let expected = seconds * Double(needed) / Double(paths)
    return expected > limit ? ": about \(ProgressLine.duration(expected)) would do" : ""
  }
}
