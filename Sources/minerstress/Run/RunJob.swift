import CreditBasics
import Dispatch
import Foundation
import Reporting
import RiskMeasures
import RunFiles
import ScenarioFiles
import StressEngine
import Workbook

/// A run to be made: what is simulated, where it goes, and what may be there already.
struct RunJob: Sendable {
  private(set) var read: ReadScenario
  private(set) var identity: RunIdentity
  let shard: Shard?
  /// The blocks to be simulated: all, or a shard's.
  private(set) var blocks: BlockSet
  let threads: Int
  let directory: String
  /// What messages call it: the scenario's name, or that of a batch's file.
  private let label: String
  let resumes: Bool
  let overwrites: Bool
  /// In messages, how a user replaces what is there of other inputs by this run, and nothing else.
  var replacing: String
  let saveEvery: Double
  let isQuiet: Bool
  /// The tables to be written.
  let tables: TableSelection
  /// Whether the precision that was asked for is reached; nil where none was.
  var untilMet: Bool?

  /// What the options of `run` ask for.
  init(_ read: ReadScenario, _ arguments: Arguments) throws {
    let shard = try arguments.string(.shard).map { try Shard($0) }
    let out = arguments.string(.out)
    let name = "results/\(read.scenario.name)"
    try self.init(
      read, arguments, shard: shard,
      directory: shard.map { "\(out ?? name + ".shards")/\($0.directoryName)" } ?? out ?? name)
  }

  /// A run into a directory, with the options of `run` or `batch`.
  ///
  /// - Parameter label: What messages call it; the scenario's name unless given.
  init(
    _ read: ReadScenario, _ arguments: Arguments, shard: Shard?, directory: String,
    label: String? = nil, identity: RunIdentity? = nil
  ) throws {
    self.label = label ?? read.scenario.name
    self.read = read
    self.shard = shard
    self.directory = directory
    let identity =
      try identity
      ?? RunIdentity(
        version: Main.version, build: ProgramBuild.digest, scenario: read.resolvedJSON,
        options: Self.options(arguments))
    self.identity = identity
    let named = try identity.options["only"].map { try TableSelection(list: $0) } ?? .all
    tables = identity.options[OptionSpec.pathsCSV.name] == nil ? named : named.withPathLosses
    let total = RunPlan.blockCount(paths: read.scenario.simulation.paths)
    blocks = try shard?.blocks(of: total) ?? BlockSet(0..<total)
    threads = try arguments.workers()
    resumes = arguments.has(.resume)
    overwrites = arguments.has(.overwrite)
    replacing = arguments.replacing
    saveEvery = try arguments.seconds(.saveEvery, atMost: 3600) ?? Double(OptionSpec.usualGap)
    isQuiet = arguments.has(.quiet)
  }

  /// The run whose shards are merged.
  init(_ read: ReadScenario, _ arguments: Arguments, merging identity: RunIdentity) throws {
    let directory = arguments.string(.out) ?? "results/\(read.scenario.name)"
    try self.init(read, arguments, shard: nil, directory: directory, identity: identity)
  }

  /// Options that change what is found or written, in one form for equal choices.
  private static func options(_ arguments: Arguments) throws -> [String: String] {
    var options: [String: String] = [:]
    if arguments.has(.only) {
      options["only"] = try TableSelection(arguments).names.joined(separator: ",")
    }
    for option in [OptionSpec.pathsCSV, .workbook] where arguments.has(option) {
      options[option.name] = "given"
    }
    options["until"] = arguments.string(.until)
    return options
  }

  /// The plan of the run, made anew at every call: a caller that works on the run keeps it.
  func resolved() -> RunPlan { RunPlan(read.scenario, extras: tables.extras) }

  /// The shape of the book, with what is recorded.
  var book: BookShape { BookShape(read.scenario, extras: tables.extras) }

  /// This job as one of fewer paths: what a convergence stop has reached.
  func reaching(paths: Int) throws -> RunJob {
    if paths == read.scenario.simulation.paths { return self }
    return RunJob(
      self,
      read: try ScenarioReader.read(
        text: read.resolvedJSON, name: name, overrides: ["simulation.paths=\(paths)"]))
  }

  private init(_ job: RunJob, read: ReadScenario) {
    self = job
    self.read = read
    identity.scenario = read.resolvedJSON
    identity.options[RunIdentity.planned] = String(job.read.scenario.simulation.paths)
    blocks = BlockSet(0..<RunPlan.blockCount(paths: read.scenario.simulation.paths))
  }

  /// The name of the workbook, where one is asked for.
  var workbook: String? {
    identity.options[OptionSpec.workbook.name].map { _ in
      ResultWorkbook.fileName(read.scenario.name)
    }
  }

  var name: String { label + (shard.map { " \($0.index)/\($0.count)" } ?? "") }

  var paths: Int { pathCount(blocks) }

  private var checkpointPath: String { CheckpointDirectory.path(besides: directory) }

  var checkpoint: CheckpointDirectory {
    CheckpointDirectory(
      checkpointPath, header: header, book: book,
      fanPlan: FactorFanPlan(read.scenario), pathCount: pathCount)
  }

  /// Paths of some blocks of the run.
  var pathCount: @Sendable (BlockSet) -> Int {
    { [paths = read.scenario.simulation.paths] in RunPlan.pathCount($0, of: paths) }
  }

  var header: TallyFile.Header {
    TallyFile.Header(
      identity: identity, plannedPaths: read.scenario.simulation.paths, shard: shard?.index,
      shardCount: shard?.count)
  }

  // MARK: Beginning

  /// The directory for a merged result; nil when it holds that result already.
  func placeForMerge() throws -> String? {
    if try isDelivered() { return nil }
    try checkPlace()
    return directory
  }

  /// Whether the result is there already, whole; refuses one of other inputs.
  private func isDelivered() throws -> Bool {
    guard resumes else { return false }
    switch try finished() {
    case .absent: return false
    case .whole: break
    case .damaged(let reason):
      // This is a warning: changes that somebody made there are lost.
      Console.note("\(reason); it is made again")
      return false
    }
    removeCheckpointLeftBehind()
    if !isQuiet { Console.note("\(directory) is complete; nothing to do") }
    return true
  }

  /// The identity to compare with a finished result: a convergence stop may have ended early.
  func identity(besides there: RunIdentity) throws -> RunIdentity {
    let most = read.scenario.simulation.paths
    guard identity.options["until"] != nil, there.options[RunIdentity.planned] == String(most),
      let ended = try? ScenarioReader.read(text: there.scenario, name: name)
    else { return identity }
    return try reaching(paths: ended.scenario.simulation.paths).identity
  }

  /// Looks at what is there and takes over what an unfinished run has left; nil when the result is
  /// there already, whole and of the same inputs.
  func open() throws -> WorkKeeper? {
    if try isDelivered() { return nil }
    try checkPlace()
    var checkpoint = checkpoint
    if checkpoint.exists && !resumes {
      guard overwrites else {
        throw checkpoint.mismatch.map(refusal)
          ?? CommandFailure(
            .failed,
            "\(directory): an unfinished run is there; "
              + "continue it with --resume or drop it \(replacing)")
      }
      do {
        try checkpoint.discard()
      } catch let busy as CheckpointBusy {
        throw busyFailure(busy)
      }
    }
    return try keeper(checkpoint)
  }

  private func keeper(_ checkpoint: CheckpointDirectory) throws -> WorkKeeper {
    do {
      let keeper = try WorkKeeper(
        resolved(), progress: RunProgress(), checkpoint: checkpoint)
      let found = keeper.blocks.count
      if found > 0, !isQuiet {
        Console.note("\(name): resumed with \(found) of \(blocks.count) blocks done")
      }
      return keeper
    } catch let mismatch as CheckpointMismatch {
      throw refusal(mismatch)
    } catch let busy as CheckpointBusy {
      throw busyFailure(busy)
    }
  }

  /// The failure while another process is at work; a shard that a scheduler has started twice is
  /// left to the other copy.
  func busyFailure(_ busy: CheckpointBusy) -> CommandFailure {
    CommandFailure(shard == nil ? .failed : .resumable, busy.description)
  }

  private func refusal(_ mismatch: CheckpointMismatch) -> CommandFailure {
    refusal("the unfinished run of \(directory)", mismatch.differences, mismatch.isOfAnotherBuild)
  }

  /// - Parameter isOfAQuestion: Whether what is there answers a question, whose inputs no run has.
  func refusal(
    _ what: String, _ differences: [String], _ isOfAnotherBuild: Bool, isOfAQuestion: Bool = false
  ) -> CommandFailure {
    // --overwrite would drop what this run has saved with the rest.
    let way =
      checkpoint.holdsOwnWork
      ? "move it away, so that --resume goes on with the work that is saved"
      : "drop it \(replacing)"
    if isOfAnotherBuild { return OtherBuild.refusal(what, differences, way) }
    return CommandFailure(
      .failed,
      "\(what) has other inputs: \(differences.joined(separator: "; ")). To go on, "
        + (isOfAQuestion ? "" : "run it with the same inputs, ")
        + "\(way), or choose another directory with --out")
  }

  /// Removes what a finished run has left beside its result.
  ///
  /// A kill between the last rename and the removal of the checkpoint leaves the checkpoint behind,
  /// and one during an exchange leaves the old result. The saved work of another run stays.
  private func removeCheckpointLeftBehind() {
    var checkpoint = checkpoint
    if (try? checkpoint.load()) != nil { try? checkpoint.discard() }
    ResultDirectory(directory).removeLeftovers()
  }

  // MARK: Working

  /// Simulates what is not done yet, saving on the way, until it is done or told to stop.
  ///
  /// - Parameters:
  ///   - chosen: the blocks to be done; all of the job unless given.
  ///   - most: the number of threads to work with; those of the job unless given.
  /// - Returns: how many threads had something to do.
  @discardableResult
  func simulate(_ keeper: WorkKeeper, _ chosen: BlockSet? = nil, threads most: Int? = nil) -> Int {
    let most = most ?? threads
    let missing = (chosen ?? blocks).subtracting(keeper.blocks)
    guard !missing.isEmpty else { return 0 }
    let work = BlockWork(
      plan: keeper.plan, blocks: missing, progress: keeper.progress, workers: most)
    let timer = keeper.saveRegularly(work, every: saveEvery)
    let workers = max(1, min(most, work.mostWorkers))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in work.work() }
    timer.end()
    keeper.take(from: work)
    return workers
  }
}
