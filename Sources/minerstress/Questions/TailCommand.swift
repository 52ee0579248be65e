import CreditBasics
import QuestionPages
import Questions

/// `minerstress tail`: rare events by importance sampling.
enum TailCommand {
  static let paths = OptionSpec(
    "paths", "N", help: "estimate from N paths, in whole rounds, whatever the error")

  static let command = Command.question(
    "tail", "estimate rare events by importance sampling",
    asks: [QuestionSession.measure, error], options: [paths], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard !arguments.strings(QuestionSession.measure).isEmpty else {
      throw CommandFailure.usage(
        "tail: --measure is missing, such as --measure 'pd(any,1)'; expected \(Measure.forms)")
    }
    let wanted = try relativeError(arguments)
    let paths = try arguments.integer(paths, atMost: TailQuestion.mostAskedPaths)
    let session = try QuestionSession(arguments, suffix: "-tail")
    let question = try TailQuestion(
      session.base, measures: arguments.strings(QuestionSession.measure), error: wanted,
      paths: paths)
    let answer = try session.simulate(paths: question.mostPaths) { question.answer($0) }
    if let paths, answer.paths > paths, !arguments.has(.quiet) {
      Console.note(
        "--paths \(paths): an estimate is made of whole rounds through its tilts, here of "
          + "\(Thousands.grouped(answer.paths)) paths")
    }
    session.show(question.text(answer))
    try session.write([question.table(answer), question.page(answer)], paths: answer.paths)
    return answer.isDelivered ? .delivered : .conditionNotMet
  }
}

// MARK: - The error that is wanted

extension TailCommand {
  private static let usual = "5%"
  static let error = OptionSpec(
    "error", usual, help: "the relative standard error that is wanted (default \(usual))")

  /// Reads `5%` or `0.05`.
  private static func relativeError(_ arguments: Arguments) throws -> Double {
    let text = arguments.string(error) ?? usual
    let isPercent = text.hasSuffix("%")
    let number = Double(isPercent ? String(text.dropLast()) : text)
    guard let value = number.map({ isPercent ? $0 / 100 : $0 }), value >= 0.001, value <= 0.5 else {
      throw CommandFailure.usage(
        "--error: expected 0.1% to 50%, such as 5%, found \"\(text)\"")
    }
    return value
  }
}
