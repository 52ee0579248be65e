import CreditBasics
import Reporting

/// The words after a command, parsed by its options: `--option value`, `--option=value`, operands.
struct Arguments {
  let command: String
  /// The command's options that make up a question.
  let asks: [OptionSpec]
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Parses words; `--` ends the options.
  ///
  /// - Throws: `CommandFailure` of usage, naming the option and what was meant.
  init(_ words: some Sequence<String>, command: Command) throws {
    self.command = command.name
    asks = command.asks
    var rest = Array(words)[...]
    var optionsEnded = false
    while let word = rest.popFirst() {
      guard !optionsEnded, word.hasPrefix("-"), word != "-" else {
        if word.isEmpty { throw CommandFailure.usage("\(command.name): a name is empty") }
        operands.append(word)
        continue
      }
      if word == "-h" {
        values["help"] = [""]
        continue
      }
      if word == "--" {
        optionsEnded = true
        continue
      }
      guard word.hasPrefix("--") else { throw Self.unknown(word, command) }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      try take(String(parts[0]), parts.count > 1 ? String(parts[1]) : nil, &rest, command)
    }
    if has(.resume), has(.overwrite) {
      throw CommandFailure.usage("--resume keeps what is there and --overwrite drops it: use one")
    }
  }

  private mutating func take(
    _ name: String, _ given: String?, _ rest: inout ArraySlice<String>, _ command: Command
  ) throws {
    let options = command.options + [OptionSpec("help", help: "")]
    guard let option = options.first(where: { $0.name == name }) else {
      throw Self.unknown("--\(name)", command)
    }
    guard option.value != nil else {
      if given != nil { throw CommandFailure.usage("--\(name) takes no value") }
      values[name] = [""]
      return
    }
    guard let value = given ?? rest.popFirst() else {
      throw CommandFailure.usage("--\(name) needs a value: --\(name) \(option.value!)")
    }
    guard !value.isEmpty else {
      throw CommandFailure.usage("--\(name) is empty: --\(name) \(option.value!)")
    }
    if !option.repeats, values[name] != nil {
      throw CommandFailure.usage("--\(name) is given twice")
    }
    values[name, default: []].append(value)
  }

  /// An option that the command does not have: `--NAME`, or `-N`, which no option has but help.
  private static func unknown(_ word: String, _ command: Command) -> CommandFailure {
    let names = command.options.map(\.name) + ["help"]
    let name = String(word.drop { $0 == "-" })
    // A file may have such a name.
    let file = word.hasPrefix("--") ? "" : ", and -- before a name that begins with -"
    return CommandFailure.unknown(
      "\(command.name): unknown option \(word)", name, among: names, prefix: "--",
      else: "see minerstress \(command.name) --help\(file)")
  }

  /// Whether a flag, or any value of an option, was given.
  func has(_ option: OptionSpec) -> Bool { values[option.name] != nil }

  var wantsHelp: Bool { values["help"] != nil }

  func string(_ option: OptionSpec) -> String? { values[option.name]?.last }

  /// All values of a repeatable option.
  func strings(_ option: OptionSpec) -> [String] { values[option.name] ?? [] }

  /// A whole number of at least `least` and at most `most`.
  func integer(
    _ option: OptionSpec, atLeast least: Int = 1, atMost most: Int = 1_000_000
  ) throws -> Int? {
    guard let text = string(option) else { return nil }
    guard let number = Int(text), number >= least, number <= most else {
      let isLarge = !text.isEmpty && text.allSatisfy { ("0"..."9").contains($0) } && text != "0"
      let limit = isLarge ? " and at most \(Thousands.grouped(most))" : ""
      throw CommandFailure.usage(
        "--\(option.name): expected a whole number of at least \(least)\(limit), found \"\(text)\"")
    }
    return number
  }

  /// How the same command replaces what is there.
  var replacing: String {
    has(.resume) ? "with --overwrite in place of --resume" : "with --overwrite"
  }

  /// What may be in the place of a result.
  var existing: ResultDirectory.Existing { has(.overwrite) ? .replace : .refuse }

  /// The number of threads, if one is given.
  func threads() throws -> Int? { try integer(.threads, atMost: 4096) }

  /// The number of threads to work with.
  func workers() throws -> Int { try threads() ?? Processor.count }

  /// Seconds above 0 and up to `most`.
  func seconds(_ option: OptionSpec, atMost most: Double = 1e8) throws -> Double? {
    try number(
      option, .leastNonzeroMagnitude...most, "seconds above 0 and up to \(Int(most))")
  }

  /// A number of a range, which a message of what is expected describes.
  func number(
    _ option: OptionSpec, _ range: ClosedRange<Double>, _ expected: String
  ) throws -> Double? {
    guard let text = string(option) else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw CommandFailure.usage("--\(option.name): expected \(expected), found \"\(text)\"")
    }
    return number
  }

  /// What is wrong with a path that the shell has cut at a space; nil when none looks like that.
  private func cutPath() -> String? {
    for option in ["set", "vary"] {
      guard let value = values[option]?.first(where: { !$0.contains("=") }),
        let rest = operands.first(where: { $0.contains("=") })
      else { continue }
      return "--\(option) \(value): the shell has cut the path at a space; quote the whole, as in "
        + "--\(option) '\(value) \(rest)'"
    }
    return nil
  }

  /// The one operand of a command.
  func operand(_ name: String) throws -> String {
    if operands.count > 1, let cut = cutPath() { throw CommandFailure.usage(cut) }
    guard operands.count == 1 else {
      throw CommandFailure.usage(
        operands.isEmpty
          ? "\(command): \(name) is missing; see minerstress \(command) --help"
          : "\(command): one \(name) expected, found \(operands.count): "
            + operands.joined(separator: " "))
    }
    return operands[0]
  }
}
