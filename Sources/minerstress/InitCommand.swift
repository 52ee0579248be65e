import Reporting
import ScenarioFiles

/// `minerstress init`: a commented scenario to start from.
enum InitCommand {
  private static let file = OptionSpec(
    "out", "PATH", help: "write to this file, or for book this directory, instead of KIND")

  static let command = Command(
    name: "init", operands: "[\(ScenarioTemplate.allCases.map(\.rawValue).joined(separator: "|"))]",
    summary: "write a commented scenario to start from; without a kind, list the kinds",
    options: [file], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard !arguments.operands.isEmpty else {
      list()
      return .delivered
    }
    let word = try arguments.operand("KIND")
    guard let template = ScenarioTemplate(rawValue: word) else {
      throw CommandFailure.unknown(
        "init: unknown kind \"\(word)\"", word, among: ScenarioTemplate.allCases.map(\.rawValue),
        else: "see minerstress init")
    }
    let paths = try write(template, to: arguments.string(file))
    Console.print(
      "Wrote \(paths.joined(separator: ", "))\nNext:  minerstress check \(operands(paths))\n"
        + "       minerstress run \(operands(paths)) --report\n")
    return .delivered
  }

  private static func list() {
    let width = ScenarioTemplate.allCases.map(\.rawValue.count).max() ?? 0
    for template in ScenarioTemplate.allCases {
      let space = String(repeating: " ", count: width - template.rawValue.count)
      Console.print("  \(template.rawValue)\(space)  \(template.summary)\n")
    }
  }

  /// Writes a template's files, none of which may be there; returns where.
  private static func write(_ template: ScenarioTemplate, to place: String?) throws -> [String] {
    let files = template.files
    let isBook = files.count > 1
    let directory = place ?? template.rawValue
    let paths = isBook ? files.map { "\(directory)/\($0.name)" } : [place ?? files[0].name]
    for path in paths where FilePath.exists(path) {
      throw CommandFailure(
        .failed, "\(path) is there already and is left as it is; choose another place with --out")
    }
    if let result = Set(paths.map(FilePath.parent)).first(where: holdsResult) {
      throw CommandFailure(
        .failed, "\(result) holds a result, no place for a scenario; choose another with --out")
    }
    if isBook { try FilePath.makeDirectory(directory) }
    for (path, file) in zip(paths, files) {
      try AtomicFile.write(file.text, to: path)
    }
    return paths
  }

  private static func holdsResult(_ directory: String) -> Bool {
    [RunManifest.fileName, ShardDirectory.fileName].contains {
      FilePath.exists("\(directory)/\($0)")
    }
  }

  /// How a command is told to read the files.
  private static func operands(_ paths: [String]) -> String {
    let words = paths.map(ShellWord.quoted)
    return words.count == 1
      ? words[0] : "\(words[0]) --miners \(words[1]) --tranches \(words[2])"
  }
}
