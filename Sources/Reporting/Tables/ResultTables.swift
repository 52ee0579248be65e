import RiskMeasures

/// The CSV files of a result (see docs/formats/results.md).
public enum ResultTables {
  /// Most records of a part of a long table: with its header as many rows as a spreadsheet's sheet has.
  public static let partRecords = 1_048_575
  /// Records that are written by one thread at a time: milliseconds of work.
  package static let pieceRecords = 1 << 14

  /// Every table that a result has, in the order of the documentation.
  public static func files(_ result: StressResult) -> [ResultFile] {
    TableSchema.all.flatMap { files(of: $0, result) }
  }

  /// The file of a table, or those of its parts; none where a result does not have it.
  package static func files(
    of table: TableSchema, _ result: StressResult, partRecords: Int = ResultTables.partRecords,
    pieceRecords: Int = ResultTables.pieceRecords
  ) -> [ResultFile] {
    guard let records = table.records(result) else { return [] }
    let isParted = table.isOnlyNamed && records.count > partRecords
    let size = isParted ? partRecords : max(1, records.count)
    let losses =
      table.extras == .pathLosses ? result.extras.pathLosses.map { PathLossText($0) } : nil
    return (0..<max(1, (records.count + size - 1) / size)).map { part in
      let range = part * size..<min((part + 1) * size, records.count)
      let pieces = max(1, (range.count + pieceRecords - 1) / pieceRecords)
      let name = isParted ? name(table.name, part: part + 1) : table.name
      return ResultFile(name: name, pieces: pieces) { piece in
        let start = range.lowerBound + piece * pieceRecords
        let some = start..<min(start + pieceRecords, range.upperBound)
        return losses?.bytes(table.columns, some, hasHeader: piece == 0)
          ?? CSVTable.bytes(table.columns, records, some, hasHeader: piece == 0)
      }
    }
  }

  /// `path_losses-001.csv` for part 1 of `path_losses.csv`.
  private static func name(_ name: String, part: Int) -> String {
    let number = String(part)
    let zeros = String(repeating: "0", count: max(0, 3 - number.count))
    return "\(name.dropLast(".csv".count))-\(zeros)\(number).csv"
  }
}
