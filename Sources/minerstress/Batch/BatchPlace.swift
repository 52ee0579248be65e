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
  private let record: BatchRecord
  private let lock: WorkLock

  /// Makes the directory, keeps other batches out of it, and refuses it if it holds what may be
  /// neither continued nor replaced.
  ///
  /// - Throws: `CommandFailure`, `CheckpointBusy`, `ResultWriteError`; what is there stays.
  init(_ out: String, _ entries: [BatchEntry], _ arguments: Arguments) throws {
    self.out = out
    record = BatchRecord(out)
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
      throw refusalOfAnotherBuild(entries, arguments)
        ?? CommandFailure(
          .failed,
          "\(out)/\(there.name) is there already; continue with --resume, replace results with "
            + "--overwrite or choose another directory with --out")
    }
    // A batch that is continued may have had another list of scenarios, but an index must show that
    // it was a batch.
    let isContinued = resumes ? indexed != nil : !isOfOthers
    let stranger = Self.files.first { file in
      let isOwn = file == Self.index ? isContinued : record.holds(file) && (resumes || isContinued)
      return isThere(file) && !isOwn
    }
    if let stranger, !overwrites {
      // An index that another build has written has perhaps other columns.
      let other = stranger == Self.index ? refusalOfAnotherBuild(entries, arguments) : nil
      throw other ?? refusal(stranger, resumes: resumes)
    }
    for file in Self.files { try AtomicFile.check("\(out)/\(file)") }
    if overwrites { for file in BatchRecord.files { unlink("\(out)/\(file)") } }
    if !resumes || isOfOthers { removeComparison() }
  }

  /// The refusal of a file that is not as a batch has written it.
  ///
  /// Where results may be there, it advises only what costs none of them.
  private func refusal(_ file: String, resumes: Bool) -> CommandFailure {
    CommandFailure(
      .failed,
      "\(out)/\(file) is there already, and not "
        + (resumes
          ? "as a batch has written it; move it away: results and saved work stay, and --resume "
            + "goes on with them"
          : "of a batch of these scenarios; move it away, replace it with --overwrite or choose "
            + "another directory with --out"))
  }

  /// Removes the comparison and the page that an earlier batch has written.
  func removeComparison() { record.removeFiles() }

  /// Lets other batches in.
  func letGo() { lock.remove() }

  private func isThere(_ name: String) -> Bool { FilePath.exists("\(out)/\(name)") }

  /// A row of an index, as far as it is needed to recognise the batch.
  private struct Row: TableRow {
    @CSV("scenario") var scenario: String
    @CSV("status") var status: String
  }

  /// The refusal of a batch of which another build has made results or saved work; nil if none has.
  private func refusalOfAnotherBuild(
    _ entries: [BatchEntry], _ arguments: Arguments
  ) -> CommandFailure? {
    let names = Set(entries.map(\.name)).union(rows.map(\.scenario)).sorted()
    let builds = names.flatMap { OtherBuild.makers(of: "\(out)/\($0)") }.map(OtherBuild.told)
    guard let other = builds.lazy.compactMap({ $0 }).first else { return nil }
    let kept =
      builds.contains(nil) ? " (--resume keeps this build's if \(Self.index) is moved away)" : ""
    return OtherBuild.refusal(
      "work in \(out)", [other],
      "drop it \(arguments.replacing), which makes every scenario again\(kept)")
  }

  /// The rows of the index that is there, whichever its columns are.
  private var rows: [Row] {
    let text = try? String(contentsOfFile: "\(out)/\(Self.index)", encoding: .utf8)
    return (try? CSVRecords(text ?? "", file: Self.index).read(Row())) ?? []
  }

  /// The scenarios of the index that is there; nil if there is none with the header that a batch
  /// writes.
  private var indexedNames: Set<String>? {
    guard let text = try? String(contentsOfFile: "\(out)/\(Self.index)", encoding: .utf8),
      text.prefix(while: { !$0.isNewline }) == BatchIndex.columns
    else { return nil }
    let names = Set(rows.map(\.scenario))
    return names.isEmpty ? nil : names
  }
}
