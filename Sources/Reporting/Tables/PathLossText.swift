import CreditBasics
import RiskMeasures

/// The records of `path_losses.csv`, of which there may be millions, written faster: the bytes are
/// the same as `CSVTable` would write.
///
/// Miners, years and causes are few texts that come again and again; each is formatted once.
struct PathLossText: Sendable {
  private let losses: PathLosses
  /// By miner: its field between two commas.
  private let miners: WrittenFields
  /// By step: the field of the year and a comma.
  private let years: WrittenFields
  /// By cause: its field and a comma.
  private let causes: WrittenFields

  init(_ losses: PathLosses) {
    self.losses = losses
    let comma = [UInt8(ascii: ",")]
    miners = WrittenFields(losses.names.lazy.map { comma + CSVTable.field(.text($0)) + comma })
    years = WrittenFields(
      (0..<losses.grid.stepCount).lazy.map {
        CSVTable.field(.number(losses.grid.time($0 + 1))) + comma
      })
    causes = WrittenFields(
      DefaultCause.allCases.lazy.map { CSVTable.field(.text($0.key)) + comma })
  }

  /// The bytes of some records, below the header of columns where they begin the file.
  func bytes(_ columns: [String], _ range: Range<Int>, hasHeader: Bool) -> [UInt8] {
    var table = CSVTable(columns.joined(separator: ","))
    if !hasHeader { table.bytes = [] }
    table.bytes.reserveCapacity(table.bytes.count + 64 * range.count)
    losses.read(range) { path, miner, step, cause, loss in
      table.add(path)
      miners.append(miner, to: &table.bytes)
      years.append(step, to: &table.bytes)
      causes.append(cause.rawValue, to: &table.bytes)
      table.add(loss)
      table.endRecord()
    }
    return table.bytes
  }
}

/// Fields one after another in one array: as objects of their own they would be reference-counted
/// at every use.
private struct WrittenFields: Sendable {
  private var bytes: [UInt8] = []
  /// Where each field ends, and the first begins.
  private var ends = [0]

  init(_ fields: some Sequence<[UInt8]>) {
    for field in fields {
      bytes += field
      ends.append(bytes.count)
    }
  }

  /// Adds a field by its number to a record.
  func append(_ number: Int, to record: inout [UInt8]) {
    let field = ends[number]..<ends[number + 1]
    bytes.withUnsafeBufferPointer { record += UnsafeBufferPointer(rebasing: $0[field]) }
  }
}
