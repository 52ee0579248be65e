import Foundation
import Reporting

/// What `manifest.json` says that a page needs.
package struct Provenance {
  private let manifest: ManifestText
  package let paths: Int

  package init(_ text: String, file: String) throws {
    guard let manifest = ManifestText(Data(text.utf8)) else {
      throw ResultReadError("\(file) is no manifest of a result, or is damaged")
    }
    guard let paths = manifest.paths, paths > 0 else {
      throw ResultReadError("\(file): paths: a whole number of at least 1 was expected")
    }
    (self.manifest, self.paths) = (manifest, paths)
  }

  /// How many paths a share of all of them is.
  package func count(_ share: Double) -> Int { Int((share * Double(paths)).rounded()) }

  package var version: String { manifest.version ?? "unknown" }
  package var scenario: String { manifest.scenario ?? "unnamed" }
  package var seed: String { manifest.seed.map { String($0) } ?? "unknown" }
  package var steps: Int? { manifest.steps }

  /// Names and SHA-256 checksums of the files.
  package var files: [(name: String, sha256: String)] {
    (manifest.files ?? []).compactMap { file in
      guard let name = file.name, let sum = file.sha256 else { return nil }
      return (name: name, sha256: sum)
    }
  }
}
