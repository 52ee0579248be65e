/// The parts of a file, the list of their types, and how they refer to one another.
struct PackageParts {
  enum Kind: String {
    case workbook, sheet, styles, drawing, chart, core, app

    /// Its type in the list of contents, and in a relationship that leads to it.
    private var types: (content: String, relationship: String) {
      switch self {
      case .workbook: Self.office("spreadsheetml.sheet.main+xml", "officeDocument")
      case .sheet: Self.office("spreadsheetml.worksheet+xml", "worksheet")
      case .styles: Self.office("spreadsheetml.styles+xml", "styles")
      case .drawing: Self.office("drawing+xml", "drawing")
      case .chart: Self.office("drawingml.chart+xml", "chart")
      case .app: Self.office("extended-properties+xml", "extended-properties")
      case .core:
        (
          "application/vnd.openxmlformats-package.core-properties+xml",
          "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        )
      }
    }

    private static func office(
      _ content: String, _ relationship: String
    ) -> (content: String, relationship: String) {
      (
        "application/vnd.openxmlformats-officedocument.\(content)",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/\(relationship)"
      )
    }

    var contentType: String { types.content }
    var relationshipType: String { types.relationship }
  }

  private var parts: [(path: String, kind: Kind, bytes: [UInt8])] = []
  private var relations: [(path: String, bytes: [UInt8])] = []

  mutating func add(_ path: String, _ kind: Kind, _ xml: XMLText) {
    parts.append((path, kind, xml.bytes))
  }

  /// Lets a part, or the file itself under the empty path, refer to others as `rId1` and on.
  mutating func relate(_ source: String, to targets: [String]) {
    var xml = XMLText()
    xml.raw(
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">")
    for (at, target) in targets.enumerated() {
      guard let part = parts.first(where: { $0.path == target }) else { continue }
      xml.plain("<Relationship Id=\"rId\(at + 1)\" Type=\"\(part.kind.relationshipType)\" ")
      xml.plain("Target=\"/\(target)\"/>")
    }
    xml.raw("</Relationships>")
    let names = source.split(separator: "/")
    let folder = names.dropLast().map { "\($0)/" }.joined()
    relations.append(("\(folder)_rels/\(names.last ?? "").rels", xml.bytes))
  }

  /// Every part of the file, the list of types first.
  var finished: [(path: String, bytes: [UInt8])] {
    var xml = XMLText()
    xml.raw("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">")
    xml.raw("<Default Extension=\"rels\" ContentType=")
    xml.raw("\"application/vnd.openxmlformats-package.relationships+xml\"/>")
    xml.raw("<Default Extension=\"xml\" ContentType=\"application/xml\"/>")
    for part in parts {
      xml.plain("<Override PartName=\"/\(part.path)\" ContentType=\"\(part.kind.contentType)\"/>")
    }
    xml.raw("</Types>")
    return [("[Content_Types].xml", xml.bytes)] + relations + parts.map { ($0.path, $0.bytes) }
  }
}
