/// Columns of a miner's books that only some miners or tranches need, in the order in which they
/// are added; those not needed take no memory.
struct OptionalColumns {
  /// Place of the first.
  let first: Int
  /// Values at the as-of date.
  private(set) var starts: [Double] = []

  init(first: Int) { self.first = first }

  /// The place of one more column if it is needed, else −1.
  mutating func add(if isNeeded: Bool, startingAt start: Double = 0) -> Int {
    guard isNeeded else { return -1 }
    starts.append(start)
    return first + starts.count - 1
  }
}
