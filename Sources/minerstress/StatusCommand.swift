import Foundation
import RunFiles

/// `minerstress status`: which shards are complete, missing and damaged.
enum StatusCommand {
  static let command = Command(
    name: "status", operands: "DIR",
    summary: "list complete, missing and damaged shards", options: [], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let directory = try arguments.operand("DIR")
    let search = try ShardSearch([directory])
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    let counts =
      search.found.compactMap(\.file.header.shardCount) + names.compactMap(shardCount)
      + search.unfinished.compactMap(shardCount)
    let count = counts.max() ?? 0
    guard count > 0 else {
      throw CommandFailure(
        .conditionNotMet, "\(directory) holds no shards; run --shard I/N writes them")
    }
    var complete = 0
    for index in 0..<count {
      let state = state(of: index, of: count, search)
      if state == "complete" { complete += 1 }
      Console.print("\(index)/\(count)  \(state)\n")
    }
    for line in search.damaged { Console.print("\(line)\n") }
    Console.print("\(complete) of \(count) shards complete\n")
    let problems = complete == count ? try MergeCommand.problems(search) : []
    for line in problems { Console.print("\(line)\n") }
    return complete == count && problems.isEmpty ? .delivered : .conditionNotMet
  }

  private static func state(of index: Int, of count: Int, _ search: ShardSearch) -> String {
    let name = "shard-\(index)-of-\(count)"
    if search.found.contains(where: {
      $0.file.header.shard == index && $0.file.header.shardCount == count
    }) {
      return "complete"
    }
    if search.unfinished.contains(name) { return "missing, unfinished work is saved" }
    return search.damaged.contains { $0.contains("/\(name)/") } ? "damaged" : "missing"
  }

  /// `N` of a directory called `shard-I-of-N`.
  private static func shardCount(_ name: String) -> Int? {
    let words = name.split(separator: "-")
    guard words.count == 4, words[0] == "shard", words[2] == "of" else { return nil }
    return Int(words[3])
  }
}
