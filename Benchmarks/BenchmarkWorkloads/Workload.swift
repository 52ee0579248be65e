import Dispatch
import Foundation
import Synchronization

/// Work of a known size whose results can be checked.
public protocol Workload: Sendable {
  /// Name as the table prints it.
  var name: String { get }
  /// Unit of the times reported.
  var unit: String { get }
  /// Units of work in one repetition, by which its nanoseconds are divided.
  var work: Double { get }
  /// Cycles a unit of work needs at the processor's port limit; nil when not worked out.
  var limitCycles: Double? { get }
  /// Does the work once and returns what it estimated.
  func run(threads: Int, seed: UInt64) -> [Statistic]
  /// Checks what statistics cannot show; throws when the work is done wrongly.
  func validate() throws
}

extension Workload {
  /// Checks nothing beyond the statistics.
  public func validate() throws {}
}

/// Paths that a worker takes at a time.
let blockPaths = 512

/// A number of paths rounded up to whole blocks.
func wholeBlocks(_ paths: Int) -> Int { (paths + blockPaths - 1) / blockPaths * blockPaths }

/// Natural exponential, under a name that kernels' own `exp` does not hide.
func exponential(_ x: Double) -> Double { exp(x) }

/// Memory of one worker in which a tile of paths is simulated.
protocol TileKernel: SendableMetatype {
  /// Paths in a tile.
  static var tilePaths: Int { get }
  init()
  /// Simulates the tile that begins at path `first`; its state is left in the tile.
  func run(first: Int, seed: UInt64)
  /// Adds each path's statistics.
  func collect(into moments: inout [Moments])
}

/// Runs tile after tile of every block; returns the kernel's statistics, in the order of their
/// theoretical means.
func runTiles<Kernel: TileKernel>(
  of: Kernel.Type, paths: Int, threads: Int, seed: UInt64, exact: [(name: String, value: Double?)]
) -> [Statistic] {
  let moments = runBlocks(paths: paths, threads: threads, statistics: exact.count) {
    (first: Int, end: Int, kernel: Kernel, moments: inout [Moments]) in
    for start in stride(from: first, to: end, by: Kernel.tilePaths) {
      kernel.run(first: start, seed: seed)
      kernel.collect(into: &moments)
    }
  } worker: {
    Kernel()
  }
  return zip(exact, moments).map { Statistic(name: $0.name, moments: $1, exact: $0.value) }
}

/// Deals blocks of paths to workers, each with a kernel of its own, and adds up their moments in the
/// order of the blocks.
func runBlocks<Kernel>(
  paths: Int, threads: Int, statistics: Int,
  _ body: @escaping @Sendable (Int, Int, Kernel, inout [Moments]) -> Void,
  worker: @escaping @Sendable () -> Kernel
) -> [Moments] {
  let blocks = paths / blockPaths
  let empty = Array(repeating: Moments(), count: statistics)
  let next = Atomic<Int>(0)
  let parts = Mutex(Array(repeating: empty, count: blocks))
  DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
    let kernel = worker()
    while true {
      let block = next.add(1, ordering: .relaxed).oldValue
      guard block < blocks else { return }
      var moments = empty
      body(block * blockPaths, (block + 1) * blockPaths, kernel, &moments)
      parts.withLock { [moments] in $0[block] = moments }
    }
  }
  return parts.withLock { $0 }.reduce(into: empty) { total, part in
    for index in part.indices { total[index].merge(part[index]) }
  }
}
