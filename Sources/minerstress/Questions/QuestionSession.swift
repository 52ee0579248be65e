import CreditBasics
import Foundation
import Questions
import Reporting
import RunFiles
import ScenarioFiles
import StressEngine

/// What sweep, tornado, solve, price and tail have in common: reading, running and writing.
struct QuestionSession {
  let arguments: Arguments
  let directory: ResultDirectory
  private(set) var existing: ResultDirectory.Existing
  /// Whether `--resume` was given and the result is there already, whole and of the same inputs.
  private(set) var isComplete = false
  private let identity: RunIdentity
  let threads: Int
  let varied: VariedScenario
  private let watch = Stopwatch()

  static let vary = OptionSpec(
    "vary", "PATH=VALUES", repeats: true, help: "what to vary, and the values to try")
  static let measure = OptionSpec(
    "measure", "MEASURE", repeats: true, help: "a measure such as pd(NAME,2) or el(portfolio)")

  /// Reads the scenario and checks the place of the results.
  ///
  /// - Parameters:
  ///   - suffix: What follows the scenario's name in the default directory.
  ///   - mostPaths: More paths than this are used only when `--paths` asks for them.
  ///   - resumes: Whether a result that is there already is kept if it answers the same question; nil
  ///     where the command has no such option.
  init(_ arguments: Arguments, suffix: String, mostPaths: Int? = nil, resumes: Bool? = nil)
    throws
  {
    self.arguments = arguments
    var document = try ScenarioInput.document(try arguments.operand("SCENARIO"), arguments)
    let paths = try document.resolve().scenario.simulation.paths
    if let most = mostPaths, paths > most, arguments.string(.paths) == nil {
      document = try document.setting("simulation.paths", to: Double(most))
    }
    varied = try VariedScenario(document)
    try ScenarioInput.judge(varied.base, arguments)
    try Self.checkPaths(varied.base.scenario.simulation.paths)
    let name = varied.base.scenario.name + suffix
    directory = ResultDirectory(arguments.string(.out) ?? "results/\(name)")
    existing = arguments.existing
    threads = try arguments.workers()
    let asked = arguments.asks.map { ($0.name, arguments.strings($0)) }
    identity = RunIdentity(
      version: Main.version, build: ProgramBuild.digest, scenario: varied.base.resolvedJSON,
      options: Dictionary(
        asked.filter { !$0.1.isEmpty }.map { ($0.0, $0.1.joined(separator: " ")) }
          + [(RunIdentity.command, arguments.command)],
        uniquingKeysWith: { first, _ in first }))
    if resumes == true { try resume() }
    guard !isComplete else { return }
    let (identity, place) = (identity, directory.path)
    try directory.check(existing: existing) {
      WrittenResult.inputs(of: place, own: identity.scenario, resumes: resumes != nil) { _ in
        identity
      }
    }
  }

  /// Looks at what an earlier session has left: the same answer, or a damaged one to be written anew.
  private mutating func resume() throws {
    let there = WrittenResult.state(of: directory.path, own: identity.scenario)
    guard let found = there.identity else { return }
    let differences = identity.differences(from: found)
    guard differences.isEmpty else {
      if identity.isOfAnotherBuild(than: found) {
        throw OtherBuild.refusal(
          "the result in \(directory.path)", differences, "drop it \(arguments.replacing)")
      }
      throw CommandFailure(
        .failed,
        "the result in \(directory.path) has other inputs: \(differences.joined(separator: "; ")). "
          + "Replace it \(arguments.replacing), or choose another directory with --out")
    }
    guard let damage = there.damage else {
      isComplete = true
      if !arguments.has(.quiet) { Console.note("\(directory.path) is complete; nothing to do") }
      return
    }
    Console.note("\(damage); it is made again")
    existing = .replace
  }

  /// Most paths of a question: every path's value is kept, for the differences between runs.
  private static let mostPaths = TailQuestion.mostAskedPaths

  private static func checkPaths(_ paths: Int) throws {
    guard paths > mostPaths else { return }
    throw CommandFailure.usage(
      "--paths: expected at most \(Thousands.grouped(mostPaths)) for questions, which keep a value for "
        + "every path, found \(Thousands.grouped(paths))")
  }

  var base: Scenario { varied.base.scenario }

  /// Reads what is varied: of a large book every variation takes a while, and a line says so.
  func reading<Question>(_ read: (VariedScenario) throws -> Question) rethrows -> Question {
    let name = base.name
    let line = ProgressLine(isQuiet: arguments.has(.quiet)) { "\(name): reading its variations" }
    defer { line.end() }
    return try read(varied)
  }

  /// Runs a body that simulates, with a live line, and returns what it finds; a signal or the time
  /// limit stops it.
  ///
  /// - Throws: `CommandFailure` that says `stopped` when it was stopped, given the time limit if it was that.
  func simulate<Result>(
    paths: Int, largest: Int? = nil, bytesPerPath: Double = 64, limit: Double? = nil,
    stopped: (PassedLimit?) -> String = { _ in "stopped; nothing was written" },
    _ body: (PairedRuns) throws -> Result?
  ) throws -> Result {
    try refuseWhatWillNotFit(paths: largest ?? base.simulation.paths, bytesPerPath)
    return try WatchedRun.result(
      paths: paths, name: base.name, isQuiet: arguments.has(.quiet), limit: limit,
      stopped: stopped
    ) { try body(PairedRuns(threads: threads, progress: $0)) }
  }

  /// Refuses samples that will not fit in memory: some values of every path, of two runs at a time.
  private func refuseWhatWillNotFit(paths: Int, _ bytesPerPath: Double) throws {
    guard let shortage = FreeMemory.shortage(of: bytesPerPath * Double(paths)) else { return }
    throw CommandFailure(
      .failed, "\(base.name): \(paths) paths take \(shortage); use fewer --paths")
  }

  /// Prints an answer, below a line about a market that a table gives.
  func show(_ answer: String) { Console.print(GivenMarket.heading(of: base) + answer) }

  /// Writes the result directory.
  ///
  /// - Parameter scenario: The scenario that the answer is about, where it is not the one that was read.
  func write(_ files: [ResultFile], paths: Int, scenario: ReadScenario? = nil) throws {
    try directory.deliver(
      files
        + [ResultFile(name: ResultManifest.scenario, text: (scenario ?? varied.base).resolvedJSON)],
      manifest: RunManifest(
        version: Main.version, scenario: base.name, seed: base.simulation.seed, paths: paths,
        steps: base.grid.stepCount, threads: threads, wallSeconds: watch.seconds,
        extra: WrittenResult.members(of: identity)),
      existing: existing)
    Console.print("\nResults: \(directory.path)\n")
  }
}
