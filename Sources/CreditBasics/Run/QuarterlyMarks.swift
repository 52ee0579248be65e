/// Coverage and loan to value of every miner at dated moments on a block of paths.
///
/// Arrays are ordered by miner, then moment, then path: the value of miner `m` at moment `q` on the
/// block's path `p` is at `(m · momentCount + q) · pathCount + p`. NaN stands for no value.
public struct QuarterlyMarks: Sendable {
  /// Number of paths.
  public let pathCount: Int
  /// Number of miners.
  public let minerCount: Int
  /// Number of moments.
  public let momentCount: Int
  /// CFADS / scheduled service of the trailing year; NaN in default and without service.
  public var coverage: [Double]
  /// Outstanding / marked assets: NaN in default, 0 without debt, infinite with debt and no assets.
  public var headlineLTV: [Double]
  /// Outstanding / what the assets would fetch if this miner alone sold, with the same special
  /// values.
  ///
  /// Empty when not asked for.
  public var liquidationLTV: [Double]

  /// Marks that are all NaN.
  public init(pathCount: Int, minerCount: Int, momentCount: Int, liquidation: Bool) {
    self.pathCount = pathCount
    self.minerCount = minerCount
    self.momentCount = momentCount
    let empty = Array(repeating: Double.nan, count: pathCount * minerCount * momentCount)
    coverage = empty
    headlineLTV = empty
    liquidationLTV = liquidation ? empty : []
  }

  /// Where the values of a miner at a moment are.
  public func cell(miner: Int, moment: Int) -> Range<Int> {
    let start = (miner * momentCount + moment) * pathCount
    return start..<start + pathCount
  }
}
