import RiskMeasures

/// How a cell looks: its place in the file's list of formats.
package enum CellStyle: Int, CaseIterable, Sendable {
  case plain
  /// Text that a spreadsheet would take for a formula if somebody typed it: it stays text when edited.
  case quoted
  case title
  case header
  /// A header above numbers.
  case numberHeader
  case note
  case count
  case share
  case dollars
  case basisPoints
  case years

  /// The style of numbers of a column.
  package init(_ unit: ColumnUnit) {
    self =
      switch unit {
      case .plain: .plain
      case .count: .count
      case .share: .share
      case .dollars: .dollars
      case .basisPoints: .basisPoints
      case .years: .years
      }
  }

  /// The number's format, as spreadsheets write them.
  package var numberFormat: String {
    switch self {
    case .plain, .quoted, .title, .header, .numberHeader, .note: "General"
    case .count: "#,##0"
    case .share: "0.00%"
    case .dollars: "\"$\"#,##0;\\-\"$\"#,##0"
    case .basisPoints: "#,##0.0"
    case .years: "0.00"
    }
  }

  /// The identity of the format: those below 164 are every spreadsheet's own.
  private var formatNumber: Int {
    switch self {
    case .plain, .quoted, .title, .header, .numberHeader, .note: 0
    case .years: 2
    case .count: 3
    case .share: 10
    case .dollars: 164
    case .basisPoints: 165
    }
  }

  /// Which of the fonts below.
  private var font: Int {
    switch self {
    case .title: 1
    case .header, .numberHeader: 2
    case .note: 3
    default: 0
    }
  }
}

extension CellStyle {
  /// The part `styles.xml`: fonts, fills, formats, and for each case a line of its own in `cellXfs`.
  static var part: XMLText {
    var xml = XMLText()
    xml.raw("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
    let own = allCases.filter { $0.formatNumber >= 164 }
    xml.plain("<numFmts count=\"\(own.count)\">")
    for style in own {
      xml.plain("<numFmt numFmtId=\"\(style.formatNumber)\" formatCode=\"")
      xml.text(style.numberFormat)
      xml.raw("\"/>")
    }
    xml.raw("</numFmts>")
    addFonts(to: &xml)
    xml.raw("<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>")
    xml.raw("<fill><patternFill patternType=\"gray125\"/></fill>")
    xml.raw("<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE4E7EB\"/>")
    xml.raw("<bgColor indexed=\"64\"/></patternFill></fill></fills>")
    xml.raw("<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border>")
    xml.raw("</borders><cellStyleXfs count=\"1\">")
    xml.raw("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>")
    xml.plain("<cellXfs count=\"\(allCases.count)\">")
    for style in allCases { style.addFormat(to: &xml) }
    xml.raw("</cellXfs><cellStyles count=\"1\">")
    xml.raw("<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>")
    return xml
  }

  private static func addFonts(to xml: inout XMLText) {
    let fonts = [
      "<sz val=\"11\"/>", "<b/><sz val=\"18\"/>", "<b/><sz val=\"11\"/>",
      "<sz val=\"9\"/><color rgb=\"FF525B67\"/>",
    ]
    xml.plain("<fonts count=\"\(fonts.count)\">")
    for font in fonts {
      xml.plain("<font>\(font)<name val=\"Calibri\"/><family val=\"2\"/></font>")
    }
    xml.raw("</fonts>")
  }

  private func addFormat(to xml: inout XMLText) {
    xml.plain("<xf numFmtId=\"\(formatNumber)\" fontId=\"\(font)\" ")
    let isHeader = self == .header || self == .numberHeader
    xml.plain("fillId=\"\(isHeader ? 2 : 0)\" borderId=\"0\" xfId=\"0\"")
    if formatNumber > 0 { xml.raw(" applyNumberFormat=\"1\"") }
    if font > 0 { xml.raw(" applyFont=\"1\"") }
    if isHeader { xml.raw(" applyFill=\"1\"") }
    if self == .quoted { xml.raw(" quotePrefix=\"1\"") }
    xml.raw(
      self == .numberHeader
        ? " applyAlignment=\"1\"><alignment horizontal=\"right\"/></xf>" : "/>")
  }
}
