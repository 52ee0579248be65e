import Reporting
import RiskMeasures

extension LoanPrice {
  /// `price.csv`: one row for each figure; `se` is 0 for what is known exactly, and empty for what no path shows.
  package func table(_ found: Found) -> ResultFile {
    var table = CSVTable("quantity,value,se,unit")
    for row in found.quantities {
      table.add([
        .text(row.name), .number(row.estimate?.value),
        .number(row.isUnseen ? nil : row.estimate?.standardError), .text(row.unit.rawValue),
      ])
    }
    return ResultFile(name: "price.csv", text: table.text)
  }
}
