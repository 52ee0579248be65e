import ReportPages
import ResultReading
import Testing

@Suite("CSV files read back")
struct CSVRecordsTests {
  @Test("quotes, commas, line breaks and both line ends")
  func quoting() throws {
    let text = "a,b\r\n\"x,\"\"y\"\"\r\nz\",1\n,2\r\n"
    let records = try CSVRecords(text, file: "t.csv")
    #expect(records.columns == ["a", "b"])
    #expect(records.rows == [["x,\"y\"\r\nz", "1"], ["", "2"]])
  }

  @Test("a byte-order mark that a spreadsheet has added is no part of the first column")
  func byteOrderMark() throws {
    #expect(try CSVRecords("\u{FEFF}a\r\n1\r\n", file: "t.csv").columns == ["a"])
  }

  @Test(
    "damage is named",
    arguments: [
      ("", "t.csv: the file is empty; a header row was expected"),
      ("a,b\r\n1\r\n", "t.csv: record 2 has 1 fields; the header has 2"),
      ("a\r\n\"1\r\n", "t.csv: record 2 ends inside a quoted field"),
      ("a\r\n\"1\"2\r\n", "t.csv: record 2 has text after a closing quote"),
      ("a\r\n1\"2\r\n", "t.csv: record 2 has a quote inside an unquoted field"),
    ])
  func damage(text: String, message: String) {
    #expect(throws: ResultReadError(message)) { try CSVRecords(text, file: "t.csv") }
  }

  private struct NamedValue: TableRow {
    @CSV("name") var name: String
    @CSV("value", .share) var value: Double?
    @CSV("error", .ifPresent) var error: Double?
  }

  @Test("columns are found by name; formulas lose their apostrophe; nothing is guessed")
  func rows() throws {
    let rows = try CSVRecords("value,name,new\n0.1,'=A1,x\n,'quoted,y\n", file: "t.csv")
      .read(NamedValue())
    #expect(rows.map(\.name) == ["=A1", "'quoted"])
    #expect(rows.map(\.value) == [0.1, nil])
    #expect(rows.map(\.error) == [nil, nil])
  }

  private struct Sized: TableRow {
    @CSV("value,part", .share) var value: Double
    @CSV(.paths) var paths: Int

    var contradiction: String? { paths == 0 ? "paths: expected one at least" : nil }
  }

  @Test(
    "of some names only their records are read, and what is wrong with others is not looked for")
  func some() throws {
    let text = "name,value\na,0.1\n\"b\"\"\",0.2\nc,much\n"
    let records = try CSVRecords(text, file: "t.csv")
    let rows = try records.read(NamedValue(), of: ["b\"", "a"], in: "name")
    #expect(rows.map(\.name) == ["a", "b\""] && rows.map(\.value) == [0.1, 0.2])
    #expect(throws: ResultReadError.self) { try records.read(NamedValue()) }
    // A table without the column has none to choose by.
    #expect(
      try CSVRecords("name,value\na,0.1\n", file: "t.csv").read(NamedValue(), of: []).count
        == 1)
  }

  @Test("a column may have another name in another table")
  func otherName() throws {
    let rows = try CSVRecords("paths,part\n3,0.5\n", file: "t.csv").read(Sized())
    #expect(rows.map(\.value) == [0.5] && rows.map(\.paths) == [3])
  }

  @Test(
    "a field that is not what its column holds is named",
    arguments: [
      ("paths\n1\n", "t.csv, record 2: there is no column value or part"),
      ("value\n1\n", "t.csv, record 2: there is no column paths"),
      ("value,paths\n1,2\n,2\n", "t.csv, record 3: value or part is empty; a number was expected"),
      ("part,paths\na,2\n", "t.csv, record 2: value or part: expected a number, found \"a\""),
      ("value,paths\n1.5,2\n", "t.csv, record 2: value or part: expected 0.0 to 1.0, found 1.5"),
      ("value,paths\n1,2.5\n", "t.csv, record 2: paths: expected a whole number, found 2.5"),
      ("value,paths\n1,0\n", "t.csv, record 2: paths: expected one at least"),
    ])
  func damagedField(text: String, message: String) {
    #expect(throws: ResultReadError(message)) {
      try CSVRecords(text, file: "t.csv").read(Sized())
    }
  }
}
