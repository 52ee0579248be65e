import NumericCore

/// Draws for the paths of a tile; a row of a group is drawn when the first of its paths needs it.
final class DrawTable {
  let streams: UnsafeMutablePointer<LaneStream>
  /// Rows drawn for each group.
  let filled: UnsafeMutablePointer<Int>
  private let base: UnsafeMutablePointer<Lanes>
  private let groups: Int
  private let rows: Int
  private let columns: Int
  private let purpose: Purpose

  init(groups: Int, rows: Int, columns: Int, purpose: String) {
    // Rows are drawn up to four at a time.
    (self.groups, self.rows, self.columns) = (groups, rows + 4, columns)
    self.purpose = Purpose(purpose)
    streams = .allocate(capacity: groups)
    filled = .allocate(capacity: groups)
    base = alignedLanes(groups * (rows + 4) * columns)
  }

  deinit {
    streams.deallocate()
    filled.deallocate()
    base.deallocate()
  }

  func begin(first: Int, seed: UInt64) {
    for group in 0..<groups {
      (streams + group).initialize(
        to: LaneStream(seed: seed, paths: pathNumbers(first + group * laneCount), purpose: purpose))
      filled[group] = 0
    }
  }

  /// Makes room for `count` more rows and returns the first one.
  @inline(__always)
  func grow(_ group: Int, by count: Int) -> UnsafeMutablePointer<Lanes> {
    let row = filled[group]
    filled[group] = row + count
    return base + (group * rows + row) * columns
  }

  /// A path's value in the first column of a row; the other columns follow eight values apart.
  @inline(__always)
  func value(_ group: Int, _ row: Int, _ lane: Int) -> UnsafePointer<Double> {
    UnsafeRawPointer(base + (group * rows + row) * columns).assumingMemoryBound(to: Double.self)
      + lane
  }
}
