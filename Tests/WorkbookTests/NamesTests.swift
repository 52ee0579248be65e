import Testing
import Workbook

/// Names of sheets, columns and ranges.
@Suite struct NamesTests {
  @Test func namesOfSheets() {
    #expect(SheetName.legal("summary", taken: []) == "summary")
    #expect(SheetName.legal("a/b:c[d]*?\\", taken: []) == "a_b_c_d____")
    #expect(SheetName.legal("'quoted'", taken: []) == "quoted")
    #expect(SheetName.legal("History", taken: []) == "History_")
    #expect(SheetName.legal("", taken: []) == "_")
    #expect(SheetName.legal("Overview", taken: ["OVERVIEW"]) == "Overview 2")
    let long = String(repeating: "x", count: 40)
    let first = SheetName.legal(long, taken: [])
    #expect(first.count == 31)
    #expect(SheetName.legal(long, taken: [first]) == String(repeating: "x", count: 29) + " 2")
  }

  @Test func lettersOfColumns() {
    #expect(
      [0, 25, 26, 51, 52, 701, 702, 16383].map(ColumnName.letters) == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD",
      ])
  }

  @Test func references() {
    #expect(CellRange("it's", column: 1, rows: 1...8).reference == "'it''s'!$B$2:$B$9")
    #expect(CellRange("a", column: 0, rows: 0...0).reference == "'a'!$A$1")
  }
}
