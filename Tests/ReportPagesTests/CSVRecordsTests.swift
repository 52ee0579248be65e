import ReportPages
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

  @Test("columns are found by name; formulas lose their apostrophe; nothing is guessed")
  func rows() throws {
    let records = try CSVRecords("value,name,new\n0.1,'=A1,x\n,'quoted,y\n", file: "t.csv")
    let rows = try records.read(file: "t.csv") { row in
      (try row.text("name"), try row.optional("value"), try row.ifPresent("error"))
    }
    #expect(rows.map(\.0) == ["=A1", "'quoted"])
    #expect(rows.map(\.1) == [0.1, nil])
    #expect(rows.map(\.2) == [nil, nil])
    #expect(throws: ResultReadError("t.csv, record 3: value is empty; a number was expected")) {
      try records.read(file: "t.csv") { try $0.number("value") }
    }
    #expect(throws: ResultReadError("t.csv, record 2: name: expected a number, found \"'=A1\"")) {
      try records.read(file: "t.csv") { try $0.number("name") }
    }
    #expect(throws: ResultReadError("t.csv, record 2: there is no column paths")) {
      try records.read(file: "t.csv") { try $0.number("paths") }
    }
  }
}
