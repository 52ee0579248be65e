import Questions
import Reporting
import RunFiles

/// `minerstress status`: which shards are complete, missing and damaged.
enum StatusCommand {
  static let command = Command(
    name: "status", operands: "DIR",
    summary: "list complete, missing and damaged shards", options: [], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let directory = try arguments.operand("DIR")
    if !FilePath.exists(directory), let work = unfinishedWork(besides: directory) {
      throw CommandFailure(.conditionNotMet, "\(directory) is not there; beside it is \(work)")
    }
    let search = try ShardSearch([directory])
    let names = try FilePath.entries(of: directory)
    let counts =
      search.found.compactMap(\.header.shardCount)
      + names.compactMap { Shard(directoryName: $0)?.count } + search.unfinished.map(\.shard.count)
    // The division with the most shards is shown; merge reports others, which were begun by
    // mistake.
    let weights = Dictionary(counts.map { ($0, 1) }, uniquingKeysWith: +)
    guard let count = weights.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
      throw CommandFailure(
        .conditionNotMet,
        "\(directory) holds no shards; "
          + (unfinishedWork(besides: directory).map { "beside it is \($0)" }
            ?? "run --shard I/N writes them"))
    }
    let states = states(of: count, search)
    for run in runs(states) {
      let last = run.upperBound - 1
      let name = run.count == 1 ? "\(last)/\(count)" : "\(run.lowerBound)–\(last)/\(count)"
      Console.print("\(name)  \(states[last])\n")
    }
    let complete = states.count { $0 == "complete" }
    for line in search.damaged.map(\.line) { Console.print("\(line)\n") }
    Console.print("\(complete) of \(count) shards complete\n")
    let isMixed = states.contains(ofAnotherRun)
    let problems =
      complete == count || isMixed
      ? try MergeCommand.problems(search) : MergeCommand.problemOfBuild(search).map { [$0] } ?? []
    for line in problems { Console.print("\(line)\n") }
    return complete == count && problems.isEmpty ? .delivered : .conditionNotMet
  }

  /// Unfinished work that is saved beside a directory, and how to go on with it; nil without any.
  private static func unfinishedWork(besides directory: String) -> String? {
    // What is there is the result that a stopped --overwrite has left.
    let isThere = FilePath.exists(directory)
    let cells = CellStore(besides: directory, build: ProgramBuild.digest)
    if cells.exists {
      return told(
        "an unfinished sweep, whose cells are kept in \(cells.path)",
        ofBuild: cells.otherBuild.flatMap(OtherBuild.told(build:)),
        "continue it with minerstress sweep and \(isThere ? "--overwrite" : "--resume")")
    }
    let checkpoint = CheckpointDirectory.path(besides: directory)
    guard !CheckpointDirectory.fileNames(checkpoint).isEmpty else { return nil }
    return told(
      "an unfinished run, whose work is saved in \(checkpoint)",
      ofBuild: (CheckpointDirectory.header(in: checkpoint)?.identity).flatMap(OtherBuild.told),
      "\(isThere ? "move \(directory) away, then " : "")continue it with minerstress run and --resume"
    )
  }

  private static func told(_ work: String, ofBuild other: String?, _ advice: String) -> String {
    work
      + (other.map { ", of another build of the program (\($0)): only that one can continue it" }
        ?? "; \(advice)")
  }

  /// Shards that share a line: each has its own, but where there are very many, neighbours of one
  /// state share.
  private static func runs(_ states: [String]) -> [Range<Int>] {
    guard states.count > mostLines else { return states.indices.map { $0..<$0 + 1 } }
    return states.indices.reduce(into: []) { runs, index in
      if let last = runs.last, states[last.lowerBound] == states[index] {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
  }

  private static let mostLines = 1000
  private static let ofAnotherRun = "of another run"

  private static func states(of count: Int, _ search: ShardSearch) -> [String] {
    var states = Array(repeating: "missing", count: count)
    for (shard, directory) in search.unfinished where shard.count == count {
      let isOther = OtherBuild.makers(of: directory).contains { OtherBuild.told($0) != nil }
      states[shard.index] =
        "missing, unfinished work \(isOther ? "of another build " : "")is saved"
    }
    for shard in search.damaged.compactMap(\.shard) where shard.count == count {
      states[shard.index] = "damaged"
    }
    // As in merge, the first shard decides which run it is.
    let own = search.found.first { $0.header.shardCount == count }?.header.identity
    for shard in search.found where shard.header.shardCount == count {
      let isOwn = shard.header.identity == own
      if let index = shard.header.shard { states[index] = isOwn ? "complete" : ofAnotherRun }
    }
    return states
  }
}
