import ScenarioFiles

/// Reads the scenario that a command names, with the overrides of its options.
enum ScenarioInput {
  static func read(_ arguments: Arguments) throws -> ReadScenario {
    try read(try arguments.operand("SCENARIO"), arguments)
  }

  /// Reads a file with the overrides of a command's options.
  static func read(_ file: String, _ arguments: Arguments) throws -> ReadScenario {
    try checked { try document(file, arguments).resolve() }
  }

  /// Reads a file as it is.
  static func read(file: String) throws -> ReadScenario {
    try checked { try ScenarioReader.read(file: file) }
  }

  private static func checked(_ read: () throws -> ReadScenario) throws -> ReadScenario {
    do {
      return try read()
    } catch let error as ScenarioError {
      throw CommandFailure(.invalidScenario, "\(error)")
    }
  }

  /// A file with the tables and overrides of a command's options, unchecked.
  static func document(_ file: String, _ arguments: Arguments) throws -> ScenarioDocument {
    let overrides = try overrides(arguments)
    return try ScenarioDocument.load(
      file, miners: arguments.string(.miners), tranches: arguments.string(.tranches),
      overrides: overrides)
  }

  /// The changes that options make beside the file, in the form of `--set`.
  static func overrides(_ arguments: Arguments) throws -> [String] {
    var overrides = arguments.strings(.set)
    if let paths = try arguments.integer(.paths) { overrides.append("simulation.paths=\(paths)") }
    if let seed = arguments.string(.seed) {
      guard UInt64(seed) != nil else {
        throw CommandFailure.usage(
          "--seed: expected a whole number from 0 to \(UInt64.max), found \"\(seed)\"")
      }
      overrides.append("simulation.seed=\(seed)")
    }
    return overrides
  }
}
