import Foundation

/// What the `manifest.json` of a finished result says, for every reader of one.
package struct ResultManifest: Sendable {
  package struct File: Sendable {
    /// Its name in the directory.
    package var name: String
    /// SHA-256 of its bytes in hexadecimal digits.
    package var sha256: String
  }

  /// Where the result is.
  package let directory: String
  /// Version of the program that wrote it.
  package let version: String
  /// Its build; `unknown` where its file could not be read, or an older version did not say.
  package let build: String
  /// Options that change what is found or written.
  package let options: [String: String]
  /// Every file but the manifest itself.
  package let files: [File]
  /// Everything that it says, as it stands there.
  package let said: ManifestText

  /// The page that `report` adds to a result; the manifest does not list it.
  package static let page = "report.html"
  /// The table that a check of limits adds to a result; the manifest does not list it.
  package static let limits = "limits.csv"
  /// The file of the scenario with everything filled in.
  package static let scenario = "scenario.json"
  /// Bytes of the greatest manifest that is read.
  private static let mostBytes = 64 << 20

  /// Reads the manifest of a directory.
  ///
  /// - Throws: `ResultReadFailure` when there is none, or none that can be understood.
  package init(directory: String) throws(ResultReadFailure) {
    let path = "\(directory)/\(RunManifest.fileName)"
    guard let data = BoundedFile.contents(of: path, atMost: Self.mostBytes) else {
      throw ResultReadFailure("\(path) is missing or cannot be read")
    }
    guard let text = ManifestText(data), text.format == RunManifest.format,
      let version = text.version, let listed = text.files
    else { throw ResultReadFailure("\(path) is no manifest of a result, or is damaged") }
    var files: [File] = []
    for entry in listed {
      guard let name = entry.name, let digest = entry.sha256, !name.isEmpty, !name.contains("/"),
        name != ".."
      else { throw ResultReadFailure("\(path) is damaged: files: a name and sha256 are expected") }
      files.append(File(name: name, sha256: digest))
    }
    self.directory = directory
    self.version = version
    build = text.build ?? FileFingerprint.unknown
    options = text.options ?? [:]
    self.files = files
    said = text
  }

  /// The first file that is not as it was written, with what is wrong; nil for a whole result.
  ///
  /// The manifest has no checksum of its own: what it repeats of the scenario must be what is there.
  package var damage: String? {
    for file in files {
      let path = "\(directory)/\(file.name)"
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
      else { return "\(path) is missing or cannot be read" }
      guard SHA256.hexDigest(data) == file.sha256 else {
        return "\(path) was changed since the run wrote it: its checksum is not the manifest's"
      }
    }
    guard let name = said.figure(differingFrom: text(Self.scenario)) else { return nil }
    return "\(directory)/\(RunManifest.fileName) was changed since the run wrote it: \"\(name)\" "
      + "is not as in scenario.json"
  }

  /// The scenario as the result's run has written it: the text of its file, or `other`; nil where
  /// neither has the checksum that the manifest lists.
  ///
  /// - Parameter other: The text that a run of the same scenario would write.
  package func scenario(or other: String? = nil) -> String? {
    let listed = files.first { $0.name == Self.scenario }?.sha256
    return [text(Self.scenario), other].compactMap { $0 }
      .first { SHA256.hexDigest($0.utf8) == listed }
  }

  /// The text of a file of the result; nil if it cannot be read.
  package func text(_ name: String) -> String? {
    try? String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
  }
}

/// Why a directory holds no result that can be used, in one line that names the file.
package struct ResultReadFailure: Error, Equatable, CustomStringConvertible {
  package var description: String

  /// Creates a failure from its line.
  package init(_ description: String) { self.description = description }
}

/// Files whose size is looked at before anything is allocated for them.
package enum BoundedFile {
  /// A file's bytes; nil if it is no regular file, is greater than the limit or cannot be read.
  package static func contents(of path: String, atMost most: Int) -> Data? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= most
    else { return nil }
    return try? Data(contentsOf: URL(fileURLWithPath: path))
  }
}
