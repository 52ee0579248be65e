import QuestionPages
import Questions

/// `minerstress tornado`: which assumption moves the answer most.
enum TornadoCommand {
  static let measure = OptionSpec(
    "measure", "MEASURE", help: "what to look at (default el(portfolio))")
  static let vary = OptionSpec(
    "vary", "PATH=LOW:HIGH", repeats: true,
    help: "an assumption with its two ends, instead of the standard list")
  /// Paths of a run unless `--paths` says otherwise: on common draws few are enough to rank.
  static let mostPaths = 20_000
  static let paths = OptionSpec(
    "paths", "N", help: "paths of each run (default the scenario's, at most \(mostPaths))")

  static let command = Command.question(
    "tornado", "change one assumption at a time and rank what it does to a measure",
    asks: [measure, vary], options: [paths], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let session = try QuestionSession(arguments, suffix: "-tornado", mostPaths: mostPaths)
    let levers = try arguments.strings(vary).map { try Lever(parsing: $0, form: .ends) }
    let tornado = try session.reading {
      try Tornado($0, measure: arguments.string(measure), levers: levers)
    }
    if !tornado.leftOut.isEmpty, !arguments.has(.quiet) {
      Console.note("left out, not in this scenario: \(tornado.leftOut.joined(separator: ", "))")
    }
    let found = try session.simulate(paths: tornado.pathCount) { tornado.run($0) }
    session.show(tornado.text(found.base, found.effects))
    try session.write(
      [tornado.table(found.base, found.effects)] + tornado.pages(found.base, found.effects),
      paths: session.base.simulation.paths)
    return .delivered
  }
}
