import CreditBasics
import RiskMeasures

extension Sheet {
  /// The part of the sheet; `isFirst` for the one that is shown when the file is opened.
  func part(isFirst: Bool, title: String) -> XMLText {
    var xml = XMLText()
    xml.raw("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" ")
    xml.raw("xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">")
    xml.raw("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>")
    xml.plain("<dimension ref=\"\(extent)\"/>")
    addView(to: &xml, isFirst)
    xml.raw("<sheetFormatPr defaultRowHeight=\"15\"/>")
    addColumns(to: &xml)
    addRows(to: &xml)
    if hasFilter { xml.plain("<autoFilter ref=\"\(extent)\"/>") }
    if isOnePage { xml.raw("<printOptions horizontalCentered=\"1\"/>") }
    xml.raw("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" ")
    xml.raw("header=\"0.3\" footer=\"0.3\"/>")
    xml.raw("<pageSetup paperSize=\"9\" orientation=\"landscape\"")
    xml.raw(isOnePage ? "/>" : " fitToHeight=\"0\"/>")
    xml.raw("<headerFooter><oddFooter>&amp;L")
    // In a footer an ampersand begins a code, and is doubled; footers take 255 units.
    xml.text(title.replacing("&", with: "&&"), atMost: 150)
    xml.raw("&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>")
    if !charts.isEmpty { xml.raw("<drawing r:id=\"rId1\"/>") }
    xml.raw("</worksheet>")
    return xml
  }

  /// All of its cells, as `A1:C9`.
  var extent: String {
    "A1:\(ColumnName.letters(max(1, widths.count) - 1))\(max(1, rowCount))"
  }

  private func addView(to xml: inout XMLText, _ isFirst: Bool) {
    xml.raw("<sheetViews><sheetView")
    if isOnePage { xml.raw(" showGridLines=\"0\"") }
    if isFirst { xml.raw(" tabSelected=\"1\"") }
    xml.raw(" workbookViewId=\"0\"")
    if frozenRows > 0 {
      xml.plain("><pane ySplit=\"\(frozenRows)\" topLeftCell=\"A\(frozenRows + 1)\" ")
      xml.raw("activePane=\"bottomLeft\" state=\"frozen\"/>")
      xml.raw("<selection pane=\"bottomLeft\"/></sheetView></sheetViews>")
    } else {
      xml.raw("/></sheetViews>")
    }
  }

  private func addColumns(to xml: inout XMLText) {
    guard !widths.isEmpty else { return }
    xml.raw("<cols>")
    for (column, width) in widths.enumerated() {
      let number = column + 1
      xml.plain("<col min=\"\(number)\" max=\"\(number)\" ")
      xml.plain("width=\"\(JSONScalar.shortest(width))\" customWidth=\"1\"/>")
    }
    xml.raw("</cols>")
  }

  private func addRows(to xml: inout XMLText) {
    let letters = (0..<max(1, widths.count)).map(ColumnName.letters)
    xml.raw("<sheetData>")
    for number in 0..<rowCount {
      let place = String(number + 1)
      xml.raw("<row r=\"")
      xml.plain(place)
      xml.raw("\">")
      for (cell, letters) in zip(row(number), letters) { cell.add(to: &xml, letters, place) }
      xml.raw("</row>")
    }
    xml.raw("</sheetData>")
  }
}

extension Cell {
  /// Adds the cell at a place; nothing for one without a value, unless it is a header's.
  fileprivate func add(to xml: inout XMLText, _ column: String, _ row: String) {
    let number: String
    switch field {
    case .text(""), .number(nil):
      guard style == .header || style == .numberHeader else { return }
      begin(in: &xml, column, row)
      return xml.raw("/>")
    case .text(let text): return add(text, to: &xml, column, row)
    case .integer(let value): number = String(value)
    case .number(let value?):
      guard value.isFinite else { return }
      number = JSONScalar.shortest(value)
    }
    begin(in: &xml, column, row)
    xml.raw("><v>")
    xml.plain(number)
    xml.raw("</v></c>")
  }

  /// Text stands in the cell itself, of a type that is never computed.
  private func add(_ text: String, to xml: inout XMLText, _ column: String, _ row: String) {
    begin(in: &xml, column, row)
    xml.raw(" t=\"inlineStr\"><is><t")
    let isPadded = text.first?.isWhitespace == true || text.last?.isWhitespace == true
    xml.raw(isPadded ? " xml:space=\"preserve\">" : ">")
    xml.text(text, atMost: Sheet.longestText)
    xml.raw("</t></is></c>")
  }

  private func begin(in xml: inout XMLText, _ column: String, _ row: String) {
    xml.raw("<c r=\"")
    xml.plain(column)
    xml.plain(row)
    xml.raw("\"")
    if style != .plain {
      xml.raw(" s=\"")
      xml.plain(String(style.rawValue))
      xml.raw("\"")
    }
  }
}
