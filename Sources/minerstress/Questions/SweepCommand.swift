import QuestionPages
import Questions
import Reporting
import RunFiles

/// `minerstress sweep`: a grid over one to four paths on common random numbers.
enum SweepCommand {
  static let resume = OptionSpec("resume", help: "continue an interrupted sweep")
  static let timeLimit = OptionSpec(
    "time-limit", "SECONDS", help: "stop after SECONDS and keep finished cells")

  static let command = Command.question(
    "sweep", "vary one to four values over a grid, on the same draws",
    asks: [QuestionSession.vary, QuestionSession.measure],
    options: [.paths, resume, timeLimit], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let texts = arguments.strings(QuestionSession.vary)
    guard (1...4).contains(texts.count) else {
      throw CommandFailure.usage(
        "sweep: one to four --vary expected, found \(texts.count); for instance --vary "
          + "'market.regimes.*.computeRent.annualDecline=0.1:0.5:0.05'")
    }
    let session = try QuestionSession(
      arguments, suffix: "-sweep", resumes: arguments.has(resume))
    let axes = try texts.map { try Lever(parsing: $0, form: .grid) }
    let measures = arguments.strings(QuestionSession.measure)
    let sweep = try session.reading { try Sweep($0, axes: axes, measures: measures) }
    let store = CellStore(besides: session.directory.path, build: ProgramBuild.digest)
    if session.isComplete {
      // Cells are left if the program was killed between the result's last rename and their
      // removal.
      store.remove(sweep.cells)
      removeLeftLock(of: store)
      return .delivered
    }
    if !arguments.has(.quiet) {
      for note in sweep.notes { Console.note("note: \(note)") }
    }
    let limit = try arguments.seconds(timeLimit)
    let lock = try lock(store)
    defer {
      lock.remove()
      store.removeIfEmpty()
    }
    try checkPlace(
      store, sweep.cells, takes: arguments.has(resume) || arguments.has(.overwrite))
    var newCells = 0
    // A result that is replaced is there until the sweep is done: --resume would refuse it.
    let advice = ProgramBuild.resuming(
      ", continue with \(arguments.has(.overwrite) ? "--overwrite" : "--resume")")
    let kept = "finished cells are kept" + advice
    try keeping(store, advice) {
      let outcome = try session.simulate(
        paths: sweep.pathCount, largest: sweep.largestRun, limit: limit,
        stopped: {
          newCells > 0 ? "stopped; \(kept)" : ending($0, sweep, store, kept: kept)
        }
      ) { runs in
        try sweep.run(
          runs, known: { store.outcome(of: $0, measureCount: sweep.measureTexts.count) },
          finished: { cell, outcome in
            try store.save(outcome, of: cell)
            newCells += 1
          })
      }
      session.show(sweep.text(outcome.base, outcome.cells))
      try session.write(
        [sweep.table(outcome.base, outcome.cells)] + sweep.pages(outcome.base, outcome.cells),
        paths: session.base.simulation.paths)
    }
    store.remove()
    return .delivered
  }

  /// Makes the directory of cells, and keeps other processes out of it: they would remove cells that are none of
  /// theirs.
  private static func lock(_ store: CellStore) throws -> WorkLock {
    try store.create()
    do {
      return try WorkLock(CellStore.lockName, of: store.path)
    } catch let busy as CheckpointBusy {
      throw CommandFailure(.failed, "\(busy)")
    }
  }

  /// Removes the lock that a kill has left, and the directory, where no cell is left.
  private static func removeLeftLock(of store: CellStore) {
    guard !store.exists, let lock = try? WorkLock(CellStore.lockName, of: store.path) else {
      return
    }
    lock.remove()
    store.removeIfEmpty()
  }

  /// Refuses the cells of another build or of other inputs, which would be lost, and of an unfinished sweep
  /// unless this one takes them.
  private static func checkPlace(
    _ store: CellStore, _ cells: [Sweep.Cell], takes: Bool
  ) throws {
    if ProgramBuild.isKnown, let other = store.otherBuild.flatMap(OtherBuild.told(build:)) {
      throw OtherBuild.refusal(
        "the unfinished sweep in \(store.path)", [other], "remove that directory")
    }
    guard !store.holdsOthers(than: cells) else {
      throw CommandFailure(
        .failed,
        "\(store.path) holds cells of a sweep with other inputs; continue that one with its own, "
          + "remove the directory, or choose another one with --out")
    }
    guard takes || !store.exists else {
      throw CommandFailure(
        .failed,
        "\(store.path) holds an unfinished sweep; "
          + (ProgramBuild.isKnown ? "continue it with --resume or remove it" : "remove it"))
    }
  }

  /// What is said of a call that was stopped before it had finished a cell.
  private static func ending(
    _ limit: PassedLimit?, _ sweep: Sweep, _ store: CellStore, kept: String
  ) -> String {
    guard let limit else {
      return store.exists
        ? "stopped; \(kept)" : "stopped before one cell was done; nothing is saved"
    }
    let others = sweep.cells.count {
      store.outcome(of: $0, measureCount: sweep.measureTexts.count) != nil
    }
    let saved =
      others == 0
      ? "nothing is saved" : "\(others) of \(sweep.cells.count) cells are saved as before"
    return limit.text(
      before: "one cell", saved: saved,
      remedy:
        "allow more time or threads, for the scenario itself, which every call runs anew, and a cell",
      needed: sweep.base.simulation.paths + sweep.largestRun)
  }

  /// Adds to a write error that finished cells are kept; without any, removes their directory.
  private static func keeping(
    _ store: CellStore, _ advice: String, _ body: () throws -> Void
  ) throws {
    do {
      try body()
    } catch let error as ResultWriteError {
      guard store.exists else {
        store.remove()
        throw CommandFailure(.failed, "\(error); nothing is saved")
      }
      throw CommandFailure(
        .failed, "\(error); finished cells are kept in \(store.path)" + advice)
    }
  }
}
