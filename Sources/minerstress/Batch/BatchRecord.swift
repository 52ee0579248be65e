import Foundation
import Reporting

/// What batches have written beside their index, known by its bytes: a `comparison.csv` or
/// `report.html` of other bytes is somebody else's.
///
/// The record is a hidden file of lines as `sha256sum` has them. A digest is in it before its file is
/// in place, so that a batch that was killed in between knows both the file before and the one after.
struct BatchRecord {
  static let name = ".batch.sha256"
  /// The files of which digests are kept.
  static let files = [BatchPlace.comparison, BatchPlace.page]

  private let out: String
  private var path: String { "\(out)/\(Self.name)" }

  /// The record of a batch's directory.
  init(_ out: String) { self.out = out }

  /// Whether a file is there, and as a batch has written it.
  func holds(_ file: String) -> Bool { line(of: file).map(lines.contains) ?? false }

  /// Puts a file in the place of what a batch has written.
  ///
  /// - Throws: `CommandFailure` where something else has come there; it stays.
  func write(_ text: String, to file: String) throws {
    guard !FilePath.exists("\(out)/\(file)") || holds(file) else {
      throw CommandFailure(
        .failed,
        "\(out)/\(file) was put there by somebody else meanwhile and is left as it is; move it away"
          + ProgramBuild.resuming(", then continue with --resume"))
    }
    let new = Self.line(file, text.utf8)
    let others = lines.filter { !$0.hasSuffix(" \(file)") }
    let kept = others + Set([line(of: file), new].compactMap { $0 }).sorted()
    try AtomicFile.write(kept.map { $0 + "\n" }.joined(), to: path)
    try AtomicFile.write(text, to: "\(out)/\(file)")
  }

  /// Removes what batches have written, and the record; what others have put there stays.
  func removeFiles() {
    for file in Self.files where holds(file) { unlink("\(out)/\(file)") }
    unlink(path)
  }

  private var lines: [String] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(
      String.init)
  }

  /// The line of a file as it is now; nil where there is none that can be read.
  private func line(of file: String) -> String? {
    BoundedFile.contents(of: "\(out)/\(file)", atMost: .max).map { Self.line(file, $0) }
  }

  private static func line(_ file: String, _ bytes: some Collection<UInt8>) -> String {
    "\(SHA256.hexDigest(bytes))  \(file)"
  }
}
