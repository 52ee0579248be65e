import CreditBasics
import Foundation
import Reporting
import RiskMeasures
import StressEngine

/// Time and memory that a run will take, measured on its first block.
package struct RunEstimate {
  /// Seconds on the run's threads.
  let seconds: Double
  /// Most bytes of memory at any time.
  let bytes: Double
  private let threads: Int

  /// Runs with fewer blocks and borrowers than these take a moment and less than `amplyFree` bytes: they are measured only
  /// where less is free.
  private static let fewBlocks = 200, fewBorrowers = 256, amplyFree = 4e9
  /// Seconds beyond which a run is worth a line.
  private static let longRun = 30.0
  /// With fewer paths hardly any bin of many gets 65,536 of them; see `BinCounts`.
  private static let fewForABin = 1 << 20

  /// Says what a long run will take, and refuses one whose memory will not fit.
  ///
  /// - Parameter mayEndEarly: Whether the run may need fewer paths: lack of memory is then a warning, not a refusal.
  /// - Throws: `CommandFailure`.
  static func announce(
    _ job: RunJob, _ keeper: WorkKeeper, mayEndEarly: Bool, quiet: Bool
  ) throws {
    // The measured block must not lie beyond a stage that a checkpoint holds: that stage would be skipped.
    if mayEndEarly, !keeper.blocks.isEmpty { return }
    guard let estimate = RunEstimate(job, keeper, threads: job.threads) else { return }
    if mayEndEarly {
      let paths = Thousands.grouped(job.paths)
      if let shortage = estimate.shortage {
        Console.note("\(job.name): if --until takes all \(paths) paths, \(shortage)")
      } else if !quiet, estimate.seconds > longRun {
        Console.note("\(job.name): \(estimate.line) if --until takes all \(paths) paths")
      }
      return
    }
    do {
      try estimate.check()
    } catch { throw CommandFailure(error.status, "\(job.name): \(error.message)") }
    if !quiet, estimate.seconds > longRun { Console.note("\(job.name): \(estimate.line)") }
  }

  /// Refuses a run whose memory will not fit.
  func check() throws(CommandFailure) {
    guard let shortage else { return }
    throw CommandFailure(.failed, "\(shortage), or cut it with minerstress run --shard")
  }

  /// What is needed, what is free and what helps; nil where memory fits.
  private var shortage: String? {
    guard let free = FreeMemory().bytes, bytes > free else { return nil }
    return "\(line), but \(Self.size(free)) is free; use fewer --threads or paths"
  }

  private var line: String {
    "about \(ProgressLine.duration(seconds)) on \(NumberWords.count(threads, "thread")), "
      + "\(Self.size(bytes)) of memory"
  }

  /// Simulates the first missing block, which counts as done, and measures time and memory on it;
  /// nil when none is missing, when the run is too small to matter, or when it was told to stop.
  ///
  /// - Parameter threads: How many may work on that block.
  init?(_ job: RunJob, _ keeper: WorkKeeper, threads: Int) {
    let missing = job.blocks.subtracting(keeper.blocks)
    let count = missing.count
    let isSmall =
      count < Self.fewBlocks && job.read.scenario.miners.count < Self.fewBorrowers
    guard let block = missing.ranges.first?.lowerBound,
      !isSmall || FreeMemory().bytes ?? .infinity < Self.amplyFree
    else { return nil }
    self.threads = job.threads
    let watch = Stopwatch()
    let used = job.simulate(keeper, BlockSet(block..<block + 1), threads: threads)
    let took = watch.seconds
    guard let found = keeper.tally else { return nil }
    seconds = Self.seconds(oneBlock: took * Double(used), blocks: count, threads: job.threads)
    let defaults = Double(found.pathLossBytes) / Double(max(1, found.pathCount))
    var tally = -Double(2 * 8 * found.pathCount + found.pathLossBytes)
    found.encode { tally += Double($0.count) }
    let planned = job.read.scenario.simulation.paths
    // Losses are kept twice, with depth and without.
    let kept = planned <= LossStore.largestExactRun ? 2 * 8 * Double(job.paths) : 0
    let losses = kept + defaults * Double(job.paths)
    let left = count - 1
    let workers = min(job.threads, left, Processor.count)
    // Counts are stored in four bytes and held in at most two, until some bin has more than 65,535
    // values.
    let held = planned <= Self.fewForABin ? 0.5 * tally : tally
    // Tallies in memory: one of each worker, those handed over and not saved, and where the run is
    // saved on the way those saved and being encoded. No block is in more than two. Tails are
    // sorted in copies.
    let tallies = min(2 * left, workers + (seconds > job.saveEvery ? 5 : 2))
    bytes = 4e7 + 1.5 * max(0, held) * Double(tallies) + 3 * losses
  }

  /// Seconds that so many blocks take when one thread needs `oneBlock` for one.
  package static func seconds(oneBlock: Double, blocks: Int, threads: Int) -> Double {
    oneBlock * Double(blocks) / Double(max(1, min(threads, blocks)))
  }

  private static func size(_ bytes: Double) -> String {
    bytes < 1e9 ? "\(Int((bytes / 1e6).rounded(.up))) MB" : "\((bytes / 1e8).rounded(.up) / 10) GB"
  }
}
