import Foundation
import Reporting

/// Cells of an unfinished sweep, one small file each, beside the result to come.
///
/// A cell's file is named by a digest of everything that it depends on, so that a changed scenario
/// never finds old cells. The file repeats that digest and the program's build, and ends with a
/// checksum: a file that was changed, swapped or written by another build is ignored.
package struct CellStore: Sendable {
  /// The directory.
  package let path: String
  private let build: String

  /// The store of a sweep that will be written to `result` by a build of the program.
  package init(besides result: String, build: String) {
    path = "\(FilePath.parent(of: result))/\(FilePath.stem(of: result)).cells"
    self.build = build
  }

  /// Whether an unfinished sweep is there.
  package var exists: Bool { entries.contains(where: Self.isCell) }

  /// The build that has saved a cell here, where it is not this one; nil without such a cell.
  package var otherBuild: String? {
    entries.lazy.filter { Self.isCell($0) && $0.hasSuffix(".csv") }.compactMap(build(ofCell:))
      .first { $0 != build }
  }

  /// Whether cells are kept that are none of these: of a sweep with other inputs.
  package func holdsOthers(than cells: [Sweep.Cell]) -> Bool {
    let own = Set(cells.map { "\($0.key).csv" })
    return entries.contains { $0.hasSuffix(".csv") && Self.isCell($0) && !own.contains($0) }
  }

  /// The build in the head of a whole cell's file, `unknown` where there are figures alone, as version 0.1 wrote
  /// them; nil where neither is there to be read.
  private func build(ofCell name: String) -> String? {
    text(of: "\(path)/\(name)").flatMap { text in
      if let lines = unsealed(text)?.split(separator: "\n") {
        let word = "build "
        return lines.count > 1 && lines[1].hasPrefix(word)
          ? String(lines[1].dropFirst(word.count)) : nil
      }
      return Double(text.prefix { $0 != "," && $0 != "\n" }).map { _ in FileFingerprint.unknown }
    }
  }

  private func text(of file: String) -> String? {
    BoundedFile.contents(of: file, atMost: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What the checksum at the end of a text is of; nil where it is of something else.
  private func unsealed(_ text: String) -> String? {
    let end = text.range(of: "sha256 ", options: .backwards)?.lowerBound
    let content = end.map { String(text[..<$0]) }
    return content.flatMap { sealed($0) == text ? $0 : nil }
  }

  /// Makes the directory, and removes what killed processes have left half written in it.
  ///
  /// - Throws: `ResultWriteError`, also where the directory holds anything but cells.
  package func create() throws {
    if let stranger = entries.first(where: { !Self.isCell($0) && $0 != Self.lockName }) {
      throw ResultWriteError(
        "\(path) holds \(stranger), which is no cell of a sweep; move it away or choose another "
          + "directory with --out")
    }
    try FilePath.makeDirectory(path)
    Leftovers.remove(in: path)
  }

  /// The outcome of a cell; nil if there is none that this build has saved whole.
  package func outcome(of cell: Sweep.Cell, measureCount: Int) -> Sweep.Outcome? {
    let head = head(cell)
    guard build != FileFingerprint.unknown,
      let content = text(of: file(cell)).flatMap(unsealed), content.hasPrefix(head)
    else { return nil }
    return Sweep.Outcome(
      lines: String(content.dropFirst(head.count)), measureCount: measureCount)
  }

  /// Keeps the outcome of a cell.
  package func save(_ outcome: Sweep.Outcome, of cell: Sweep.Cell) throws {
    try AtomicFile.write(sealed(head(cell) + outcome.lines).utf8, to: file(cell), isTidy: true)
  }

  /// The file by which one sweep keeps others out of the directory.
  package static let lockName = "lock"

  /// Removes the cells, and the directory if nothing else is in it.
  package func remove() {
    for name in entries where Self.isCell(name) { unlink("\(path)/\(name)") }
    removeIfEmpty()
  }

  /// Removes some cells, and the directory if nothing else is in it: those of another sweep stay.
  package func remove(_ cells: [Sweep.Cell]) {
    for cell in cells { unlink(file(cell)) }
    removeIfEmpty()
  }

  /// Removes the directory if nothing is in it.
  package func removeIfEmpty() { rmdir(path) }

  private var entries: [String] { FilePath.names(in: path) }

  private static func isCell(_ name: String) -> Bool {
    name.wholeMatch(of: #/[0-9a-f]{64}\.csv(\.[0-9]+-[0-9]+\.partial)?/#) != nil
  }

  private func head(_ cell: Sweep.Cell) -> String {
    "minerstress cell 1\nbuild \(build)\ncell \(cell.key)\n"
  }

  private func sealed(_ text: String) -> String {
    "\(text)sha256 \(SHA256.hexDigest(text.utf8))\n"
  }

  private func file(_ cell: Sweep.Cell) -> String { "\(path)/\(cell.key).csv" }
}
