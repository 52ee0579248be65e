import Foundation
import TestSupport
import Testing

/// Every command of the guides runs, on few paths.
@Suite(.serialized) struct GuideTests {
  static let root = RepositoryFiles.root
  static let binary = root.appending(path: ".build/release/minerstress")
  static let guides = [
    "sweep", "tornado", "reverse-stress", "calibrate", "book", "explain", "reading-the-report",
    "first-borrower", "own-path", "tenants", "vintages", "workbook", "price", "compare",
    "limits", "own-analysis", "ecl", "tail",
  ]

  static func text(_ guide: String) throws -> String {
    try String(contentsOf: root.appending(path: "docs/guides/\(guide).md"), encoding: .utf8)
  }

  /// The words of a command line with single quotes.
  static func words(_ line: String) -> [String] {
    var words = [""]
    var isQuoted = false
    for letter in line {
      if letter == "'" {
        isQuoted.toggle()
      } else if letter == " " && !isQuoted {
        words.append("")
      } else {
        words[words.count - 1].append(letter)
      }
    }
    return words.filter { !$0.isEmpty }
  }

  /// The command lines of a guide, without prompts and comments; those of a synopsis, which have
  /// brackets for what may be left out, are not commands.
  static func commands(_ guide: String) throws -> [String] {
    try text(guide).split(separator: "\n").map { line in
      let prompt = ["$ ", "nohup "].first { line.hasPrefix($0) } ?? ""
      let typed = line.dropFirst(prompt.count)
      return String(typed.prefix(upTo: typed.firstRange(of: " #")?.lowerBound ?? typed.endIndex))
    }.filter { $0.hasPrefix("minerstress ") && !$0.contains("[") }
  }

  /// The command with few paths and results of its own.
  static func quick(_ words: [String], out: String) -> [String] {
    var words = words
    // How many paths a rare event needs is part of what the guide says.
    if words[0] == "tail" {
      return words + ["--quiet"] + (words.contains("--out") ? [] : ["--out", out])
    }
    if let at = words.firstIndex(of: "--paths") { words.removeSubrange(at...at + 1) }
    if let at = words.firstIndex(of: "--check") { words[at + 1] = "20" }
    switch words[0] {
    case "check", "init", "report", "limits": return words
    case "compare": return words + ["--quiet", "--out", out + ".csv"]
    // A result is where the guide says, for the commands that follow.
    case "run" where !words.contains("--set") || words.contains("--out"):
      return words + ["--paths", "256", "--quiet"]
    case "explain": return words + ["--paths", "2000", "--quiet"]
    case "calibrate" where words.contains("--out"): return words
    case "calibrate": return words + ["--out", out]
    default:
      return words + ["--paths", "256", "--quiet"]
        + (words.contains("--out") ? [] : ["--out", out])
    }
  }

  /// Where a command puts a result that must not be there yet, as the program does without `--out`.
  private static func newResult(_ words: [String]) -> String? {
    func value(_ option: String) -> String? {
      words.firstIndex(of: option).map { words[$0 + 1] }
    }
    let suffixes = [
      "run": "", "sweep": "-sweep", "tornado": "-tornado", "price": "-price", "tail": "-tail",
      "solve": value("--nearest").map { "-nearest-\($0)" } ?? "-solve", "batch": "",
      "calibrate": "-calibration",
    ]
    guard words.count > 2, let suffix = suffixes[words[1]],
      !words.contains("--resume"), !words.contains("--overwrite")
    else { return nil }
    let name = URL(filePath: words[2]).deletingPathExtension().lastPathComponent
    return value("--out") ?? "results/\(name)\(suffix)"
  }

  /// Whoever types the commands of the pages in any order, after those of the README, finds no
  /// result in the way; forms such as `SCENARIO` are not typed.
  @Test func noCommandIsRefusedForTheResultOfAnother() throws {
    let folder = Self.root.appending(path: "docs/guides")
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }.sorted()
    var owners = ["results/double-leverage": "README.md"]
    for page in pages {
      for line in try Self.commands(String(page.dropLast(3))) where !line.contains("SCENARIO") {
        guard let result = Self.newResult(Self.words(line)) else { continue }
        let owner = owners.updateValue("\(page): \(line)", forKey: result)
        #expect(owner == nil, "\(page): \(line): \(result) is there from \(owner ?? "")")
      }
    }
    #expect(owners.count > 40)
  }

  /// A directory with what the guides take for granted: scenarios, tables and a history.
  static func workplace() throws -> URL {
    let place = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: place.appending(path: "scenarios"), withDestinationURL: root.appending(path: "scenarios"))
    for guide in ["book", "limits", "price"] { try writeFiles(of: guide, to: place) }
    var history = "date,btc,eth\n"
    for day in 0..<600 {
      let date = Date(timeIntervalSince1970: Double(18_000 + day) * 86_400)
      let wave = sin(Double(day * day % 97)) * (day % 200 < 60 ? 0.09 : 0.03)
      let text = date.ISO8601Format(.iso8601.year().month().day())
      history +=
        "\(text),\(100 * exp(wave)),\(10 * exp(1.2 * wave + 0.01 * cos(Double(day * 7))))\n"
    }
    try Data(history.utf8).write(to: place.appending(path: "history.csv"))
    return place
  }

  /// Writes the files that a guide shows: blocks that begin with a kind and a name.
  private static func writeFiles(of guide: String, to place: URL) throws {
    for kind in ["csv", "json5"] {
      for block in try text(guide).components(separatedBy: "```\(kind) ").dropFirst() {
        let lines = block.components(separatedBy: "\n")
        let body = lines.dropFirst().prefix { $0 != "```" }.joined(separator: "\n")
        try Data((body + "\n").utf8).write(to: place.appending(path: lines[0]))
      }
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: binary.path)), arguments: guides)
  func commandsOfTheGuideRun(guide: String) throws {
    let place = try Self.workplace()
    defer { try? FileManager.default.removeItem(at: place) }
    let lines = try Self.commands(guide)
    #expect(!lines.isEmpty)
    for (number, line) in lines.enumerated() {
      let process = Process()
      process.executableURL = Self.binary
      process.currentDirectoryURL = place
      process.arguments = Self.quick(
        Array(Self.words(line).dropFirst()), out: place.path + "/out\(number)")
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let said = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(line): \(said)")
    }
  }

  /// The overrides that the page of the format shows are of the scenario that it names.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: binary.path)))
  func overridesOfTheFormatAreAccepted() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "docs/formats/scenario.md"), encoding: .utf8)
    let block = try #require(page.components(separatedBy: "```\n").first { $0.hasPrefix("--set ") })
    let lines = block.split(separator: "\n")
    #expect(lines.count >= 5)
    let flagship = Self.root.appending(path: "scenarios/double-leverage.json5").path
    for line in lines {
      let ended = try HelpExampleTests.run(
        ["check", flagship] + Self.words(String(line)), in: Self.root, program: Self.binary)
      #expect(ended.status == 0, "\(line): \(ended.said)")
    }
  }

  /// The code of the guide to one's own analysis says what the tables say, as far as its tools are here.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: binary.path)))
  func ownAnalysesAgreeWithTheTables() throws {
    let ended = try HelpExampleTests.run(
      [
        "python3", "-B", Self.root.appending(path: "Tests/OwnAnalysis/check.py").path,
        Self.binary.path, "--paths", "1000",
      ], in: Self.root, program: URL(filePath: "/usr/bin/env"))
    #expect(ended.status == 0, "\(ended.said)")
  }
}
