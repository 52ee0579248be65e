/// A spreadsheet file in memory: sheets, charts on them, names of ranges.
///
/// Source: ECMA-376, *Office Open XML File Formats*, 5th edition (2016 to 2021), part 1 (SpreadsheetML,
/// DrawingML charts) and part 2 (packages).
package struct WorkbookFile: Sendable {
  /// What it is about, for its properties and every page's foot.
  package var title: String
  /// Sheets in the order of their tabs; at least one.
  package var sheets: [Sheet]
  package var names: [RangeName]

  package init(title: String, sheets: [Sheet], names: [RangeName] = []) {
    self.title = title
    self.sheets = sheets
    self.names = names
  }

  /// The bytes of the file.
  ///
  /// - Throws: `ArchiveTooLarge`.
  package func bytes() throws -> [UInt8] {
    var archive = ZipArchive()
    var package = PackageParts()
    package.add("docProps/core.xml", .core, corePart)
    package.add("docProps/app.xml", .app, Self.appPart)
    package.add("xl/styles.xml", .styles, CellStyle.part)
    var charts = 0
    for (at, sheet) in sheets.enumerated() {
      let number = at + 1
      let path = "xl/worksheets/sheet\(number).xml"
      package.add(path, .sheet, sheet.part(isFirst: at == 0, title: title))
      guard !sheet.charts.isEmpty else { continue }
      let drawing = "xl/drawings/drawing\(number).xml"
      package.add(drawing, .drawing, sheet.drawingPart)
      package.relate(path, to: [drawing])
      let parts = sheet.charts.indices.map { "xl/charts/chart\(charts + $0 + 1).xml" }
      for (path, chart) in zip(parts, sheet.charts) { package.add(path, .chart, chart.part(cells)) }
      package.relate(drawing, to: parts)
      charts += parts.count
    }
    package.add("xl/workbook.xml", .workbook, workbookPart)
    package.relate(
      "xl/workbook.xml",
      to: sheets.indices.map { "xl/worksheets/sheet\($0 + 1).xml" } + ["xl/styles.xml"])
    package.relate("", to: ["xl/workbook.xml", "docProps/core.xml", "docProps/app.xml"])
    for part in package.finished { try archive.add(part.path, part.bytes) }
    return archive.bytes
  }

  /// The cells of a range in order; those without a value are empty.
  private func cells(_ range: CellRange) -> [Cell] {
    guard let sheet = sheets.first(where: { $0.name == range.sheet }) else { return [] }
    return range.rows.flatMap { row in
      let cells = sheet.row(row)
      return range.columns.map { cells.indices.contains($0) ? cells[$0] : .text("") }
    }
  }

  private var workbookPart: XMLText {
    var xml = XMLText()
    xml.raw("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" ")
    xml.raw("xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">")
    xml.raw("<bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>")
    for (at, sheet) in sheets.enumerated() {
      xml.raw("<sheet name=\"")
      xml.text(sheet.name)
      xml.plain("\" sheetId=\"\(at + 1)\" r:id=\"rId\(at + 1)\"/>")
    }
    xml.raw("</sheets>")
    addNames(to: &xml)
    xml.raw("</workbook>")
    return xml
  }

  private func addNames(to xml: inout XMLText) {
    xml.raw("<definedNames>")
    for (at, sheet) in sheets.enumerated() {
      let columns = 0...max(0, sheet.widths.count - 1)
      let last = max(1, sheet.rowCount) - 1
      if sheet.hasFilter {
        Self.add(
          "_xlnm._FilterDatabase",
          CellRange(sheet.name, columns: columns, rows: 0...last).reference,
          sheet: at, isHidden: true, to: &xml)
      }
      if sheet.frozenRows > 0 {
        Self.add(
          "_xlnm.Print_Titles", SheetName.quoted(sheet.name) + "!$1:$\(sheet.frozenRows)",
          sheet: at, to: &xml)
      }
    }
    for name in names { Self.add(name.name, name.range.reference, to: &xml) }
    xml.raw("</definedNames>")
  }

  private static func add(
    _ name: String, _ reference: String, sheet: Int? = nil, isHidden: Bool = false,
    to xml: inout XMLText
  ) {
    xml.raw("<definedName name=\"")
    xml.text(name)
    xml.plain(sheet.map { "\" localSheetId=\"\($0)" } ?? "")
    xml.raw(isHidden ? "\" hidden=\"1\">" : "\">")
    xml.text(reference)
    xml.raw("</definedName>")
  }

  private var corePart: XMLText {
    var xml = XMLText()
    xml.raw(
      "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/")
    xml.raw("core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>")
    xml.text(title)
    xml.raw("</dc:title><dc:creator>minerstress</dc:creator></cp:coreProperties>")
    return xml
  }

  private static var appPart: XMLText {
    var xml = XMLText()
    xml.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/")
    xml.raw("extended-properties\"><Application>minerstress</Application></Properties>")
    return xml
  }
}
