import CreditBasics
import QuestionPages
import Questions
import RiskMeasures

/// `minerstress solve`: reverse stress tests.
enum SolveCommand {
  static let vary = OptionSpec(
    "vary", "PATH=LOW:HIGH", repeats: true,
    help: "the input and where to look; twice for a frontier")
  static let target = OptionSpec(
    "target", "MEASURE=VALUE", help: "what is to happen, such as pd(any,2)=0.2")

  static let command = Command.question(
    "solve", "find the input at which a measure reaches a target",
    asks: [vary, target, nearest], options: [.paths], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let texts = arguments.strings(vary)
    if let miner = arguments.string(nearest) {
      guard texts.isEmpty, arguments.string(target) == nil else {
        throw CommandFailure.usage("solve: --nearest goes without --vary and --target")
      }
      return try nearestBreak(
        try QuestionSession(
          arguments, suffix: "-nearest-\(ClusterJob.safe(QuotedText.unquoted(miner)))"), miner)
    }
    guard (1...2).contains(texts.count) else {
      throw CommandFailure.usage("solve: one or two --vary expected, found \(texts.count)")
    }
    guard let wanted = arguments.string(target) else {
      throw CommandFailure.usage("solve: --target is missing, such as --target 'pd(any,2)=0.2'")
    }
    let session = try QuestionSession(arguments, suffix: "-solve")
    let levers = try texts.map { try Lever(parsing: $0, form: .bracket) }
    let goal = try Target(parsing: wanted, book: BookShape(session.base))
    return levers.count == 1
      ? try root(session, levers[0], goal) : try frontier(session, levers, goal)
  }

  private static func root(
    _ session: QuestionSession, _ lever: Lever, _ goal: Target
  ) throws -> ExitStatus {
    let search = try ReverseStress(session.varied, lever: lever, target: goal)
    let found = try session.simulate(paths: 20 * session.base.simulation.paths) { runs in
      let answer = try search.solve(runs)
      var check: Estimate?
      if case .found(let solution) = answer { check = try search.check(solution.x, runs) }
      // An answer whose check was cut short is not given.
      return runs.progress.isStopping ? nil : (answer, check)
    }
    switch found.0 {
    case .found(let solution):
      session.show(search.text(solution, check: found.1))
      try session.write(
        [search.table(solution, check: found.1), search.page(solution, check: found.1)],
        paths: session.base.simulation.paths)
      return .delivered
    case .outside(let low, let high):
      throw CommandFailure(.conditionNotMet, "solve: " + search.refusal(low, high))
    case .jumps(let jump):
      throw CommandFailure(.conditionNotMet, "solve: " + search.refusal(jump))
    case .undefined(let x):
      throw CommandFailure(
        .conditionNotMet,
        "solve: " + search.refusal(undefinedAt: search.scale.shown(x, error: nil)))
    case .stopped: throw CommandFailure(.failed, "stopped; nothing was written")
    }
  }

  private static func frontier(
    _ session: QuestionSession, _ levers: [Lever], _ goal: Target
  ) throws -> ExitStatus {
    let frontier = try Frontier(
      session.varied, along: levers[0], lever: levers[1], target: goal)
    let paths = 15 * Frontier.pointCount * session.base.simulation.paths
    let points = try session.simulate(paths: paths) { try frontier.run($0) }
    session.show(frontier.text(points))
    try session.write(
      [frontier.table(points)] + frontier.pages(points), paths: session.base.simulation.paths)
    if let refusal = frontier.refusal(points) {
      throw CommandFailure(.conditionNotMet, "solve: " + refusal)
    }
    return .delivered
  }
}

// MARK: - The nearest break

extension SolveCommand {
  static let nearest = OptionSpec(
    "nearest", "MINER", help: "the factor moves that break MINER within a year")

  private static func nearestBreak(
    _ session: QuestionSession, _ miner: String
  ) throws -> ExitStatus {
    let search = try NearestBreak(session.base, miner: miner)
    let defaults = try session.simulate(paths: session.base.simulation.paths) { runs in
      do throws(QuestionError) {
        return try search.defaults(runs)
      } catch {
        // The question is valid, but its paths do not answer it.
        throw CommandFailure(.conditionNotMet, "solve: \(error)")
      }
    }
    let found = try session.simulate(paths: defaults.replayed) { search.find(defaults, $0) }
    session.show(search.text(found))
    try session.write([search.table(found)], paths: session.base.simulation.paths)
    return .delivered
  }
}
