import QuestionPages
import Questions
import Reporting
import RiskMeasures

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
    let tornado = try QuestionSession.reporting {
      try Tornado(
        session.varied, measure: arguments.string(measure),
        levers: arguments.strings(vary).map { try Lever(parsing: $0, form: .ends) })
    }
    if !tornado.leftOut.isEmpty, !arguments.has(.quiet) {
      Console.note("left out, not in this scenario: \(tornado.leftOut.joined(separator: ", "))")
    }
    let found = try session.simulate(paths: tornado.pathCount) { tornado.run($0) }
    session.show(text(tornado, found.base, found.effects))
    try session.write(
      [tornado.table(found.base, found.effects)] + tornado.pages(found.base, found.effects),
      paths: session.base.simulation.paths)
    return .delivered
  }

  private static func text(
    _ tornado: Tornado, _ base: Estimate?, _ effects: [Tornado.Effect]
  ) -> String {
    let unit = tornado.measure.unit
    let change = { (estimate: Estimate?) in
      estimate.map { TypedNumbers.difference($0, unit) } ?? "undefined"
    }
    let rows = effects.map {
      [
        $0.assumption.name, $0.assumption.ends(0), change($0.lowDifference), $0.assumption.ends(1),
        change($0.highDifference),
      ]
    }
    let value = base.map { TypedNumbers.shown($0, unit) } ?? "undefined"
    return "Without changes: \(value) (\(TypedNumbers.plusMinus))\n\n"
      + ScreenFormat.table([["assumption", "low", "changes by", "high", "changes by"]] + rows)
  }
}
