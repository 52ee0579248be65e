import Foundation
import Reporting
import ResultReading
import RunFiles

/// The directory of a batch: only one batch at a time works in it, and it replaces only what is its
/// own.
struct BatchPlace {
  static let index = "index.csv"
  static let comparison = "comparison.csv"
  static let page = "report.html"
  static let files = [index, comparison, page]
  static let lockName = ".batch.lock"

  private let out: String
  private let lock: WorkLock

  /// Makes the directory, keeps other batches out of it, and refuses it if it holds what may be
  /// neither continued nor replaced.
  ///
  /// - Throws: `CommandFailure`, `CheckpointBusy`, `ResultWriteError`; what is there stays.
  init(_ out: String, _ entries: [BatchEntry], _ arguments: Arguments) throws {
    self.out = out
    try FilePath.makeDirectory(out)
    lock = try WorkLock(Self.lockName, of: out)
    do {
      try prepare(entries, arguments)
    } catch {
      lock.remove()
      throw error
    }
  }

  private func prepare(_ entries: [BatchEntry], _ arguments: Arguments) throws {
    let indexed = indexedNames
    let isOfOthers = indexed != Set(entries.map(\.name))
    let resumes = arguments.has(.resume)
    let overwrites = arguments.has(.overwrite)
    if !resumes, !overwrites, let there = entries.first(where: { isThere($0.name) }) {
      throw CommandFailure(
        .failed,
        "\(out)/\(there.name) is there already; continue with --resume, replace results with "
          + "--overwrite or choose another directory with --out")
    }
    // A batch that is continued may have had another list of scenarios, but must have been one.
    let isForeign = resumes ? indexed == nil : isOfOthers
    if isForeign, !overwrites, let stranger = Self.files.first(where: isThere) {
      throw CommandFailure(
        .failed,
        "\(out)/\(stranger) is there already, and not of a batch"
          + (resumes ? "" : " of these scenarios")
          + "; move it away, replace it with --overwrite or choose another directory with --out")
    }
    for file in Self.files { try AtomicFile.check("\(out)/\(file)") }
    if !resumes || isOfOthers { removeComparison() }
  }

  /// Removes the comparison and the page that an earlier batch has written.
  func removeComparison() {
    for file in [Self.comparison, Self.page] { unlink("\(out)/\(file)") }
  }

  /// Lets other batches in.
  func letGo() { lock.remove() }

  private func isThere(_ name: String) -> Bool { access("\(out)/\(name)", F_OK) == 0 }

  /// A row of an index, as far as it is needed to recognise the batch.
  private struct Row: TableRow {
    @CSV("scenario") var scenario: String
    @CSV("status") var status: String
  }

  /// The scenarios of the index that is there; nil if there is none that a batch has written.
  private var indexedNames: Set<String>? {
    guard let text = try? String(contentsOfFile: "\(out)/\(Self.index)", encoding: .utf8),
      let rows: [Row] = try? CSVRecords(text, file: Self.index).read(), !rows.isEmpty
    else { return nil }
    return Set(rows.map(\.scenario))
  }
}
