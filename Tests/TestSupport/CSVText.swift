/// The records of a CSV text by RFC 4180; nil when it is not one.
public func csvRecords(_ text: String) -> [[String]]? {
  var records: [[String]] = []
  var record: [String] = []
  var field = ""
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    if isQuoted {
      if scalar != "\"" {
        field.unicodeScalars.append(scalar)
      } else if scalars.first == "\"" {
        field += "\""
        scalars.removeFirst()
      } else {
        isQuoted = false
        guard let next = scalars.first, next == "," || next == "\r" else { return nil }
      }
      continue
    }
    switch scalar {
    case "\"":
      guard field.isEmpty else { return nil }
      isQuoted = true
    case ",":
      record.append(field)
      field = ""
    case "\r":
      guard scalars.popFirst() == "\n" else { return nil }
      records.append(record + [field])
      (record, field) = ([], "")
    case "\n": return nil
    default: field.unicodeScalars.append(scalar)
    }
  }
  return isQuoted || !record.isEmpty || !field.isEmpty ? nil : records
}
