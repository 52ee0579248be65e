import Foundation
import NumericCore

/// Regime changes and jumps of W2 by waiting times, for the paths of a tile.
///
/// A step in which nothing happens costs one comparison for eight paths. A waiting time is redrawn
/// when the regime changes, which the geometric law allows because it has no memory. The draws that
/// events need are made in advance, eight paths at a time: draw `j` of every path of a group is row
/// `j` of a table, and each path goes down its column at its own pace.
final class RareEvents {
  /// What happens next on one path, and how far down its columns it is.
  struct Path {
    var regime = 0
    var switchStep = 0
    var jumpStep = 0
    var waits = 0
    var jumps = 0

    /// The step at which something happens next: a jump in it, or a regime that begins with it.
    var nextStep: Int { min(switchStep, jumpStep) }
  }

  private let paths: UnsafeMutablePointer<Path>
  private let waits: DrawTable
  private let jumps: DrawTable
  private let storage = Storage()
  private let coefficients: PairMath.Coefficients
  private let leaving, jumping: FixedArray<Double>

  init(groups: Int) {
    paths = .allocate(capacity: groups * laneCount)
    coefficients = PairMath.Coefficients(in: storage)
    leaving = FixedArray(BooksLaw.leaving.map { -1 / log(1 - $0) }, in: storage)
    jumping = FixedArray(BooksLaw.jumpProbability.map { -1 / log(1 - $0) }, in: storage)
    // A path takes at most two waits at its start, and in every step (the one after the last too) one for a jump and
    // two for a switch.
    waits = DrawTable(
      groups: groups, rows: 3 * FactorLaw.steps + 5, columns: 1, purpose: "benchmark/waits")
    jumps = DrawTable(
      groups: groups, rows: FactorLaw.steps + 1, columns: 2, purpose: "benchmark/jumps")
  }

  deinit { paths.deallocate() }

  /// Starts the streams of draws for the tile that begins at path `first`.
  func begin(first: Int, seed: UInt64) {
    waits.begin(first: first, seed: seed)
    jumps.begin(first: first, seed: seed)
  }

  /// Puts a path into the calm regime before its first step; returns the step at which something
  /// happens.
  func begin(group: Int, lane: Int) -> Int {
    let path = paths + group * laneCount + lane
    path.initialize(to: Path())
    path.pointee.switchStep = wait(path, group, lane, leaving)
    path.pointee.jumpStep = wait(path, group, lane, jumping) - 1
    return path.pointee.nextStep
  }

  /// Handles what happens to a path in `step`; returns its state, and where the log-sizes of a jump are,
  /// nil when none falls in the step.
  @inline(__always)
  func happen(in step: Int, group: Int, lane: Int) -> (Path, UnsafePointer<Double>?) {
    let path = paths + group * laneCount + lane
    if path.pointee.switchStep == step {
      path.pointee.regime = 1 - path.pointee.regime
      path.pointee.switchStep = step + wait(path, group, lane, leaving)
      path.pointee.jumpStep = step + wait(path, group, lane, jumping) - 1
    }
    guard path.pointee.jumpStep == step else { return (path.pointee, nil) }
    path.pointee.jumpStep = step + wait(path, group, lane, jumping)
    let row = path.pointee.jumps
    path.pointee.jumps = row + 1
    if row == jumps.filled[group] { fillJumps(group) }
    return (path.pointee, jumps.value(group, row, lane))
  }

  /// Steps until an event, at least one.
  @inline(__always)
  private func wait(
    _ path: UnsafeMutablePointer<Path>, _ group: Int, _ lane: Int, _ meanWaits: FixedArray<Double>
  ) -> Int {
    let row = path.pointee.waits
    path.pointee.waits = row + 1
    if row == waits.filled[group] { fillWaits(group) }
    return Int(waits.value(group, row, lane).pointee * meanWaits[path.pointee.regime]) + 1
  }

  /// Two more rows of standard exponentials.
  @inline(never)
  private func fillWaits(_ group: Int) {
    let row = waits.grow(group, by: 2)
    let bits = BitsPair(waits.streams[group].next(), waits.streams[group].next())
    let waits = PairMath.minusTwiceLog(bits.uniforms, coefficients) * 0.5
    (row[0], row[1]) = (waits.a, waits.b)
  }

  /// Four more rows of the jumps' log-sizes of both factors.
  @inline(never)
  private func fillJumps(_ group: Int) {
    let row = jumps.grow(group, by: 4)
    let radius = BitsPair(jumps.streams[group].next(), jumps.streams[group].next())
    let angle = BitsPair(jumps.streams[group].next(), jumps.streams[group].next())
    let normals = PairMath.normals(
      PairMath.minusTwiceLog(radius.uniforms, coefficients), angle, coefficients)
    for (pair, normal) in [normals.0, normals.1].enumerated() {
      for factor in 0..<2 {
        let deviation = BooksLaw.jumpDeviation[factor] * PairMath.changesPerLog
        let mean = BooksLaw.jumpMean[factor] * PairMath.changesPerLog
        let size = normal.times(deviation, plus: LanePair(mean))
        row[4 * pair + factor] = size.a
        row[4 * pair + 2 + factor] = size.b
      }
    }
  }
}
