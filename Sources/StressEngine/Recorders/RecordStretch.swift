import RiskMeasures

extension RunPlan {
  /// Number of paths whose factors and books a worker holds before its tally takes them: those of a
  /// block, or as many of its tiles as fit where many dates or miners would need too much memory.
  ///
  /// Sums are made block by block, and a run can be interrupted between blocks; the number of
  /// stretches in a block changes only time and memory.
  var stretchPaths: Int {
    let quarterly: [(Extras, columns: Int)] = [(ExtrasPlan.fans, 2), (.loanToValueFan, 1)]
    let columns = quarterly.reduce(0) {
      $0 + (extras.wanted.isDisjoint(with: $1.0) ? 0 : $1.columns)
    }
    let exposures =
      extras.wanted.contains(.expectedLossByYear) ? ExposureRecorder.valueCount(book) : 0
    let values =
      fanPlan.series.count * fanPlan.moments.count
      + book.miners.count * extras.quarterCount * columns + exposures
    let tiles = recordBytes / (8 * max(1, values) * TileRunner.lanes)
    return min(Self.blockPaths, max(1, tiles) * TileRunner.lanes)
  }
}
