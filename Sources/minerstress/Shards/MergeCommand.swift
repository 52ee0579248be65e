import CreditBasics
import Foundation
import Reporting
import RiskMeasures
import RunFiles
import ScenarioFiles
import StressEngine

/// `minerstress merge`: shards in, the result of one run out.
enum MergeCommand {
  static let command = Command(
    name: "merge", operands: "DIR...",
    summary: "join shards into the result that one run would have given",
    options: [.out, .resume, .overwrite, .quiet], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard !arguments.operands.isEmpty else {
      throw CommandFailure.usage("merge: DIR is missing; see minerstress merge --help")
    }
    let watch = Stopwatch()
    let interruption = Interruption()
    defer { withExtendedLifetime(interruption) {} }
    let all = try ShardSearch(arguments.operands)
    let (search, intruders) = all.wholeDivision(blockCount: blockCount)
    for path in intruders {
      Console.note("\(path) is left aside: the other shards are a whole run without it")
    }
    let problems = try self.problems(search)
    guard problems.isEmpty, let first = search.found.first else {
      throw CommandFailure(
        .conditionNotMet, "merge: nothing was written\n  " + problems.joined(separator: "\n  "))
    }
    let identity = first.header.identity
    let read = try scenario(identity)
    let job = try RunJob(read, arguments, merging: identity)
    guard let directory = try job.placeForMerge() else { return .delivered }
    let engine = StressRun(job.resolved(), threads: job.threads)
    let result = engine.result(of: try merged(search, job, engine.plan))
    let missing = try WrittenResult.write(result, of: job, seconds: watch.seconds)
    Console.print(ResultTable.render(result, of: read.scenario))
    Console.print("\nResults: \(directory)\n")
    guard let missing else { return .delivered }
    Console.error(
      "\(directory) has its tables, but no \(missing.name): \(missing); merge again \(arguments.replacing)"
    )
    return .failed
  }

  private static func scenario(_ identity: RunIdentity) throws -> ReadScenario {
    do {
      return try ScenarioReader.read(text: identity.scenario, name: "scenario of the shards")
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  /// Number of blocks of a shard's whole run; nil if its scenario cannot be read.
  private static func blockCount(_ shard: ShardSearch.Found) -> Int? {
    (try? scenario(shard.header.identity))
      .map { RunPlan.blockCount(paths: $0.scenario.simulation.paths) }
  }

  private static func merged(
    _ search: ShardSearch, _ job: RunJob, _ plan: RunPlan
  ) throws -> StressTally {
    var total: StressTally?
    for shard in search.found {
      do {
        let file = try TallyFile(contentsOf: shard.path)
        guard file.header == shard.header, file.blocks == shard.blocks else {
          throw TallyFileError("was replaced while it was read")
        }
        let tally = try file.tally(
          book: plan.book, fanPlan: plan.fanPlan, pathCount: job.pathCount(file.blocks))
        if total == nil { total = tally } else { total?.merge(tally) }
      } catch {
        let reason = (error as? TallyFileError)?.description ?? "holds no tally of its scenario"
        throw CommandFailure(.conditionNotMet, "\(shard.path) \(reason)")
      }
    }
    return total ?? plan.emptyTally
  }

  /// That another build has written the shards, whichever is missing; nil if this one has.
  static func problemOfBuild(_ search: ShardSearch) -> String? {
    guard let first = search.found.first, OtherBuild.told(first.header.identity) != nil else {
      return nil
    }
    let identity = first.header.identity
    return "\(first.path) was written by another build (version \(identity.version), "
      + "\(identity.build.prefix(12))); merge with that one"
  }

  /// Everything that prevents joining the shards, one line each.
  static func problems(_ search: ShardSearch) throws -> [String] {
    var lines = search.damaged.map(\.line)
    guard let first = search.found.first else {
      return lines.isEmpty ? ["no shard was found; run --shard I/N writes them"] : lines
    }
    let header = first.header
    guard ProgramBuild.digest != FileFingerprint.unknown else {
      return lines + ["this program's build is unknown, and so is whether it wrote the shards"]
    }
    guard header.identity.build != FileFingerprint.unknown else {
      return lines + [
        "\(first.path) was written by a program whose file could not be read: its build is unknown, and "
          + "what belongs to it too"
      ]
    }
    lines += problemOfBuild(search).map { [$0] } ?? []
    var covered = BlockSet()
    for shard in search.found {
      let differences = shard.header.identity.differences(from: header.identity)
      if !differences.isEmpty {
        lines.append(
          "\(shard.path) belongs to another run than \(first.path): "
            + differences.joined(separator: "; "))
        continue
      }
      let overlap = covered.intersection(shard.blocks)
      if !overlap.isEmpty {
        lines.append("\(shard.path) overlaps other shards in blocks \(overlap)")
      }
      covered = covered.union(shard.blocks)
    }
    let read = try scenario(header.identity)
    let all = BlockSet(0..<RunPlan.blockCount(paths: read.scenario.simulation.paths))
    if !covered.isSubset(of: all) {
      lines.append("blocks \(covered.subtracting(all)) are of no run of \(all.count) blocks")
    }
    let gaps = all.subtracting(covered)
    if !gaps.isEmpty {
      lines.append(missing(search, header) + ": blocks \(gaps) of \(all.count) are missing")
    }
    return lines
  }

  /// The missing shards by name, where all found come from one division of the run; else `gap`.
  private static func missing(_ search: ShardSearch, _ header: TallyFile.Header) -> String {
    guard let count = header.shardCount,
      search.found.allSatisfy({ $0.header.shardCount == count })
    else { return "gap" }
    let own = search.found.filter { $0.header.identity == header.identity }
    let there = Set(own.compactMap(\.header.shard))
    let absent = (0..<count).lazy.filter { !there.contains($0) }
    let number = count - there.count
    guard number > 0 else { return "gap" }
    let named = absent.prefix(20).map { "\($0)/\(count)" } + (number > 20 ? ["…"] : [])
    return "missing shard\(number == 1 ? "" : "s") \(named.joined(separator: ", "))"
  }
}
