import CreditBasics
import Foundation
import Reporting
import ScenarioFiles
import ScenarioWarnings

/// Reads the scenario that a command names, with the overrides of its options.
enum ScenarioInput {
  static func read(_ arguments: Arguments) throws -> ReadScenario {
    try read(try arguments.operand("SCENARIO"), arguments)
  }

  /// Reads a file with the overrides of a command's options.
  ///
  /// - Parameter announces: Whether warnings are counted on standard error and the worst shown.
  static func read(
    _ file: String, _ arguments: Arguments, announces: Bool = true
  ) throws -> ReadScenario {
    let read = try document(file, arguments).resolve()
    try judge(read, arguments, announces: announces)
    return read
  }

  /// Refuses a scenario with warnings under `--strict`; otherwise prints the first few, and how
  /// many there are.
  static func judge(
    _ read: ReadScenario, _ arguments: Arguments, announces: Bool = true
  ) throws {
    guard announces || arguments.has(.strict) else { return }
    let warnings = read.warnings
    if arguments.has(.strict), !warnings.isEmpty {
      throw ScenarioError(warnings.map(\.issue))
    }
    guard announces else { return }
    // A quiet run leaves out progress and notes, but prints warnings, which are about the figures.
    let notes = arguments.has(.quiet) ? [] : read.notes.prefix(shownWarnings)
    var lines = (notes + warnings.prefix(shownWarnings)).map { "\($0.kind): \($0)" }
    if warnings.count > shownWarnings {
      lines.append("\(warnings.count) warnings, of which these weigh most; check shows all")
    }
    // All lines are printed in one call: a batch reads its scenarios side by side, and their lines
    // must not mix.
    if !lines.isEmpty { Console.note(lines.joined(separator: "\n")) }
  }

  /// Most notes, and most warnings, that a run prints.
  private static let shownWarnings = 3

  /// The scenario of the same folder that was probably meant; nil where a file of this name is there.
  private static func meant(_ file: String) -> String? {
    guard !FilePath.exists(file) else { return nil }
    let folder = FilePath.parent(of: file)
    let names = FilePath.names(in: folder)
    // A link that leads nowhere is listed too.
    let scenarios = names.sorted().filter {
      ($0.hasSuffix(".json5") || $0.hasSuffix(".json")) && $0 != FilePath.name(of: file)
    }
    let stem = { (name: String) in String(name.prefix { $0 != "." }) }
    let near = Suggestion.nearest(to: stem(FilePath.name(of: file)), among: scenarios.map(stem))
    return scenarios.first { stem($0) == near }.map { file.contains("/") ? "\(folder)/\($0)" : $0 }
  }

  /// The files that a command reads its scenario from.
  static func files(_ arguments: Arguments) throws -> [String] {
    let file = try arguments.operand("SCENARIO")
    let named = [OptionSpec.miners, .tranches, .marketOf, .given].compactMap(arguments.string)
    // An error in the scenario is reported when it is read for the run.
    return [file] + named + ((try? document(file, arguments))?.files ?? [])
  }

  /// A file with the tables and overrides of a command's options, unchecked.
  static func document(_ file: String, _ arguments: Arguments) throws -> ScenarioDocument {
    let overrides = try overrides(arguments)
    if let near = meant(file) {
      throw CommandFailure(
        .invalidScenario,
        "\(file): expected a readable file: \(String(cString: strerror(ENOENT))); did you mean \(near)?"
      )
    }
    return try ScenarioDocument.load(
      file, marketOf: arguments.string(.marketOf), marketOnly: arguments.has(.marketOnly),
      miners: arguments.string(.miners), tranches: arguments.string(.tranches),
      given: arguments.string(.given), overrides: overrides)
  }

  /// The changes that options make beside the file, in the form of `--set`.
  static func overrides(_ arguments: Arguments) throws -> [String] {
    var overrides = arguments.strings(.set)
    for text in overrides {
      do throws(PathProblem) { _ = try PathPattern.parsingAssignment(text) } catch {
        throw CommandFailure.usage("--set \(text): \(error.message)")
      }
    }
    if let paths = try arguments.integer(.paths, atMost: Simulation.mostPaths) {
      overrides.append("simulation.paths=\(paths)")
    }
    if let seed = arguments.string(.seed) {
      guard UInt64(seed) != nil else {
        let isDecimal = seed.allSatisfy { $0.isNumber || ".eE+".contains($0) }
        let isNumber =
          isDecimal && Double(seed).map { 0..<0x1p64 ~= $0 && $0 == $0.rounded() } ?? false
        throw CommandFailure.usage(
          "--seed: expected a whole number from 0 to \(UInt64.max), found \"\(seed)\""
            + (isNumber ? "; write every digit, without point or exponent" : ""))
      }
      overrides.append("simulation.seed=\(seed)")
    }
    return overrides
  }
}
