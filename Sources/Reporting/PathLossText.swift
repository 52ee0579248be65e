import CreditBasics
import RiskMeasures

/// The records of `path_losses.csv`, of which there may be millions: the same bytes as from its columns.
///
/// Who, when and why are few words that come again and again; they are written out once.
struct PathLossText: Sendable {
  private let losses: PathLosses
  /// By miner: its field between two commas.
  private let miners: [[UInt8]]
  /// By step: the field of the year and a comma.
  private let years: [[UInt8]]
  /// By cause: its field and a comma.
  private let causes: [[UInt8]]

  init(_ losses: PathLosses) {
    self.losses = losses
    miners = losses.names.map { [Self.comma] + CSVTable.field(.text($0)) + [Self.comma] }
    years = (0..<losses.grid.stepCount).map {
      CSVTable.field(.number(losses.grid.time($0 + 1))) + [Self.comma]
    }
    causes = DefaultCause.allCases.map { CSVTable.field(.text($0.key)) + [Self.comma] }
  }

  /// The bytes of some records, below the header of columns where they begin the file.
  func bytes(_ columns: [String], _ range: Range<Int>, hasHeader: Bool) -> [UInt8] {
    var table = CSVTable(columns.joined(separator: ","))
    if !hasHeader { table.bytes = [] }
    table.bytes.reserveCapacity(table.bytes.count + 64 * range.count)
    losses.read(range) { path, miner, step, cause, loss in
      table.add(path)
      table.bytes += miners[miner]
      table.bytes += years[step]
      table.bytes += causes[cause.rawValue]
      table.add(loss)
      table.bytes += Self.lineEnd
    }
    return table.bytes
  }

  private static let comma = UInt8(ascii: ",")
  private static let lineEnd = Array("\r\n".utf8)
}
