import Foundation
import Reporting

/// Cells of an unfinished sweep, one small file each, beside the result to come.
///
/// A cell's file is named by a digest of everything that it depends on, so that a changed scenario never
/// finds old cells.
package struct CellStore: Sendable {
  /// The directory.
  package let path: String

  /// The store of a sweep that will be written to `result`.
  package init(besides result: String) { path = result + ".cells" }

  /// Whether an unfinished sweep is there.
  package var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// Makes the directory.
  package func create() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// The outcome of a cell; nil if there is none or it is damaged.
  package func outcome(of cell: Sweep.Cell, measureCount: Int) -> Sweep.Outcome? {
    guard let lines = try? String(contentsOfFile: file(cell), encoding: .utf8) else { return nil }
    return Sweep.Outcome(lines: lines, measureCount: measureCount)
  }

  /// Keeps the outcome of a cell.
  package func save(_ outcome: Sweep.Outcome, of cell: Sweep.Cell) throws {
    try AtomicFile.write(Array(outcome.lines.utf8), to: file(cell))
  }

  /// Removes the directory and its cells.
  package func remove() { try? FileManager.default.removeItem(atPath: path) }

  private func file(_ cell: Sweep.Cell) -> String { "\(path)/\(cell.key).csv" }
}
