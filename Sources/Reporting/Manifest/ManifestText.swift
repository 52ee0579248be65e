import Foundation

/// The members of a `manifest.json` as they stand there; nil where one is missing.
package struct ManifestText: Decodable, Sendable {
  /// An entry of `files`.
  package struct File: Decodable, Sendable {
    package let name: String?
    /// SHA-256 of its bytes in hexadecimal digits.
    package let sha256: String?
  }

  /// What kind of result the file describes: `RunManifest.format` for a run's.
  package let format: String?
  /// Version of the program.
  package let version: String?
  /// Build of the program.
  package let build: String?
  package let scenario: String?
  /// Seed of the run; an integer, because a double would round large ones.
  package let seed: UInt64?
  package let paths: Int?
  /// Steps of each path.
  package let steps: Int?
  /// Wall-clock seconds of the simulation.
  package let wallSeconds: Double?
  /// Paths simulated a second.
  package let pathsPerSecond: Double?
  /// How a run has found quantiles of losses; nil for the answer to a question.
  package let lossQuantiles: String?
  /// Options that change what is found or written.
  package let options: [String: String]?
  /// Whether the precision that a run was to reach is reached; nil where none was asked for.
  package let untilMet: Bool?
  /// The other files of the result.
  package let files: [File]?

  /// Reads a file's bytes; nil if they are no JSON object, or a member has another type.
  package init?(_ data: Data) {
    guard let text = try? JSONDecoder().decode(ManifestText.self, from: data) else { return nil }
    self = text
  }
}
