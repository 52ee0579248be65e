import RiskMeasures

/// The CSV files of a result (see docs/formats/results.md).
public enum ResultTables {
  /// Every table that a result has, in the order of the documentation.
  public static func files(_ result: StressResult) -> [ResultFile] {
    TableSchema.all.compactMap { table in
      table.records(result).map {
        ResultFile(name: table.name, text: CSVTable.text(table.columns, $0))
      }
    }
  }
}
