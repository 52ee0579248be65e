/// What can stand in a field of a table.
package protocol CSVValue: Sendable {
  /// - Throws: `ResultReadError` with the field's place.
  init(_ field: CSVField) throws
}

/// A field of a record, with what its column allows.
package struct CSVField {
  /// What stands there; nil without such a column.
  fileprivate let content: String?
  fileprivate let column: CSVColumn
  fileprivate let decoder: RecordDecoder

  /// Why the field cannot be read.
  fileprivate func error(_ reason: String) -> ResultReadError {
    ResultReadError("\(decoder.place): \(column.words)\(reason)")
  }

  fileprivate func text() throws -> String {
    guard let content else {
      throw ResultReadError("\(decoder.place): there is no column \(column.words)")
    }
    return content
  }

  fileprivate func isEmpty() throws -> Bool {
    content == nil && column.mayBeAbsent ? true : try text().isEmpty
  }
}

extension CSVColumn {
  fileprivate var names: [String] { name.split(separator: ",").map(String.init) }
  fileprivate var words: String { names.joined(separator: " or ") }
}

extension String: CSVValue {
  /// A name.
  ///
  /// The apostrophe that keeps spreadsheets from seeing a formula is taken off again.
  package init(_ field: CSVField) throws {
    let text = try field.text()
    let scalars = text.unicodeScalars
    guard scalars.first == "'", let second = scalars.dropFirst().first,
      "=+-@\t\r'＝＋－＠".unicodeScalars.contains(second)
    else {
      self = text
      return
    }
    self.init(scalars.dropFirst())
  }
}

extension Double: CSVValue {
  /// A number within the column's range.
  package init(_ field: CSVField) throws {
    let (text, range) = (try field.text(), field.column.bounds.range)
    if text.isEmpty { throw field.error(" is empty; a number was expected") }
    guard let number = Double(text), number.isFinite else {
      throw field.error(": expected a number, found \"\(text)\"")
    }
    guard range.contains(number) else {
      throw field.error(
        ": expected \(range.lowerBound) to \(range.upperBound), found \(text)")
    }
    self = number
  }
}

extension Int: CSVValue {
  /// A whole number of at least 0.
  package init(_ field: CSVField) throws {
    let number = try Double(field)
    let known = 0...0x1p53
    guard known.contains(number) else {
      throw field.error(": expected 0 to 9007199254740992, found \(try field.text())")
    }
    guard let whole = Int(exactly: number) else {
      throw field.error(": expected a whole number, found \(number)")
    }
    self = whole
  }
}

extension Optional: CSVValue where Wrapped: CSVValue {
  /// A value; nil where the field is empty.
  package init(_ field: CSVField) throws {
    self = try field.isEmpty() ? nil : Wrapped(field)
  }
}

/// Hands the fields of one record after the other to the properties of its row.
///
/// A row is `Decodable` so that the compiler writes the walk over its properties, in their order;
/// nothing else of that protocol is used.
final class RecordDecoder: Decoder {
  private let table: CSVRecords
  /// The columns of the properties, in their order, and where they stand.
  private let columns: [(CSVColumn, position: Int?)]
  private var record = 0
  private var property = 0

  /// A decoder of a table's records, by the columns of a row's properties in their order.
  init(_ table: CSVRecords, _ columns: [CSVColumn]) {
    self.table = table
    self.columns = columns.map { column in
      (column, column.names.lazy.compactMap { table.columns.firstIndex(of: $0) }.first)
    }
  }

  /// Goes to a record, from 0.
  func begin(_ number: Int) { (record, property) = (number, 0) }

  /// The record in words, to stand before what is wrong with it.
  var place: String { "\(table.file), record \(record + 2)" }

  func next() -> CSVField {
    let (column, position) = columns[property]
    property += 1
    return CSVField(
      content: position.map { table.field(record, $0) }, column: column, decoder: self)
  }

  /// What a property that is no column of a table throws.
  static let unlike = ResultReadError("a row of a table is made of columns alone")

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  func container<Key>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Properties(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unlike }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Self.unlike }

  /// The properties of a row.
  private struct Properties<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: RecordDecoder

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try Value(from: decoder)
    }

    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []
    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }
    func superDecoder() -> any Decoder { decoder }
    func superDecoder(forKey key: Key) -> any Decoder { decoder }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      throw RecordDecoder.unlike
    }

    func nestedContainer<Nested>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedDecodingContainer<Nested> { decoder.container(keyedBy: type) }
  }
}
