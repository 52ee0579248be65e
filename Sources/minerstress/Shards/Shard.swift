import CreditBasics
import Foundation
import RunFiles

/// One of several parts of a run: a contiguous range of its blocks.
package struct Shard: Sendable, Equatable {
  /// Number of the part, from 0.
  package let index: Int
  /// Number of parts.
  package let count: Int

  /// Reads `I/N`, `auto` or `auto/N`; `auto` asks the variables that schedulers set.
  ///
  /// - Throws: `CommandFailure` of usage.
  package init(
    _ text: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let words = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if words[0] == "auto", words.count <= 2 {
      self = try Self.scheduled(words.count == 2 ? words[1] : nil, environment)
    } else {
      guard words.count == 2, let index = Int(words[0]), let count = Int(words[1]) else {
        throw CommandFailure.usage("--shard: expected I/N or auto, found \"\(text)\"")
      }
      try self.init(index, of: count)
    }
  }

  private init(_ index: Int, of count: Int) throws {
    guard count <= TallyFile.mostShards else {
      throw CommandFailure.usage(
        "--shard: expected at most \(Thousands.grouped(TallyFile.mostShards)) parts, found \(count)"
      )
    }
    guard count >= 1, index >= 0, index < count else {
      throw CommandFailure.usage(
        "--shard: \(index)/\(count) is no part; parts of N count from 0 to N - 1")
    }
    self.index = index
    self.count = count
  }

  /// Schedulers' variables: index, first index, number of tasks.
  private static let schedulers = [
    (
      name: "Slurm", index: "SLURM_ARRAY_TASK_ID", first: "SLURM_ARRAY_TASK_MIN",
      count: "SLURM_ARRAY_TASK_COUNT"
    ),
    (
      name: "Kubernetes", index: "JOB_COMPLETION_INDEX", first: "",
      count: "JOB_COMPLETIONS"
    ),
    (
      name: "AWS Batch", index: "AWS_BATCH_JOB_ARRAY_INDEX", first: "",
      count: "AWS_BATCH_JOB_ARRAY_SIZE"
    ),
  ]

  private static func scheduled(
    _ givenCount: String?, _ environment: [String: String]
  ) throws -> Shard {
    guard let found = schedulers.first(where: { environment[$0.index] != nil }) else {
      throw CommandFailure.usage(
        "--shard auto: none of \(schedulers.map(\.index).joined(separator: ", ")) is set; "
          + "give --shard I/N")
    }
    guard let countText = givenCount ?? environment[found.count] else {
      throw CommandFailure.usage(
        "--shard auto: \(found.index) is set but \(found.count) is not; give --shard auto/N")
    }
    guard let index = environment[found.index].flatMap({ Int($0) }), let count = Int(countText)
    else {
      throw CommandFailure.usage("--shard auto: \(found.index) or \(found.count) is no number")
    }
    guard givenCount != nil || found.first.isEmpty || count > 1 else {
      throw CommandFailure.usage(
        "--shard auto: \(found.name)'s array has this task alone, which may be one of a greater "
          + "array started again; give the number of parts with --shard auto/N")
    }
    let firstText = givenCount == nil ? environment[found.first] ?? "0" : "0"
    guard let first = Int(firstText) else {
      throw CommandFailure.usage("--shard auto: \(found.first) is no number")
    }
    let (part, isBeyond) = index.subtractingReportingOverflow(first)
    let shard = try Shard(isBeyond ? -1 : part, of: count)
    Console.note("part \(shard.index)/\(shard.count), from \(found.name)'s \(found.index)")
    return shard
  }

  /// The blocks of the part when a run has `total`.
  ///
  /// - Throws: `CommandFailure` of usage when there are fewer blocks than parts.
  package func blocks(of total: Int) throws -> BlockSet {
    guard count <= total else {
      throw CommandFailure.usage(
        "--shard: the run has \(total) block\(total == 1 ? "" : "s") of paths, too few for "
          + "\(count) parts; use at most \(total)")
    }
    return BlockSet(Self.edge(index, total, count)..<Self.edge(index + 1, total, count))
  }

  private static func edge(_ index: Int, _ total: Int, _ count: Int) -> Int {
    index * (total / count) + min(index, total % count)
  }

  package var directoryName: String { "shard-\(index)-of-\(count)" }

  /// The part whose directory has a name; nil if no part's has.
  package init?(directoryName name: some StringProtocol) {
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    guard words.count == 4, words[0] == "shard", words[2] == "of",
      let index = Int(words[1]), let count = Int(words[3]),
      (1...TallyFile.mostShards).contains(count), (0..<count).contains(index)
    else { return nil }
    self.index = index
    self.count = count
    guard directoryName == name else { return nil }
  }
}
