import CreditBasics
import RiskMeasures

extension Chart {
  /// The chart's part of the file.
  ///
  /// - Parameter cells: The cells of a range in order; viewers that compute nothing show these.
  func part(_ cells: (CellRange) -> [Cell]) -> XMLText {
    var xml = XMLText()
    xml.raw("<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" ")
    xml.raw("xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ")
    xml.raw("xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">")
    xml.raw("<c:roundedCorners val=\"0\"/><c:chart>")
    Self.addTitle(title, size: 1200, to: &xml)
    xml.raw("<c:autoTitleDeleted val=\"0\"/><c:plotArea><c:layout/>")
    switch kind {
    case .lines:
      xml.raw("<c:scatterChart><c:scatterStyle val=\"lineMarker\"/>")
    case .bars:
      xml.raw("<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/>")
    }
    xml.raw("<c:varyColors val=\"0\"/>")
    for number in series.indices { add(series[number], number, cells, to: &xml) }
    if kind == .bars { xml.raw("<c:gapWidth val=\"40\"/>") }
    xml.raw("<c:axId val=\"100\"/><c:axId val=\"200\"/>")
    xml.raw(kind == .lines ? "</c:scatterChart>" : "</c:barChart>")
    addAxes(to: &xml)
    xml.raw("</c:plotArea>")
    if series.count > 1 {
      xml.raw("<c:legend><c:legendPos val=\"r\"/><c:overlay val=\"0\"/></c:legend>")
    }
    xml.raw("<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart></c:chartSpace>")
    return xml
  }

  private static func addTitle(_ title: String, size: Int, to xml: inout XMLText) {
    xml.raw("<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>")
    xml.plain("<a:defRPr sz=\"\(size)\" b=\"0\"/></a:pPr><a:r><a:rPr lang=\"en-US\" ")
    xml.plain("sz=\"\(size)\" b=\"0\"/><a:t>")
    xml.text(title)
    xml.raw("</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>")
  }

  private func add(
    _ series: Series, _ number: Int, _ cells: (CellRange) -> [Cell], to xml: inout XMLText
  ) {
    let colour = Self.colours[number % Self.colours.count]
    xml.plain("<c:ser><c:idx val=\"\(number)\"/><c:order val=\"\(number)\"/><c:tx>")
    Self.addTexts(series.name, cells, to: &xml)
    xml.raw("</c:tx><c:spPr>")
    let fill = "<a:solidFill><a:srgbClr val=\"\(colour)\"/></a:solidFill>"
    switch kind {
    case .lines:
      xml.plain("<a:ln w=\"19050\">\(fill)</a:ln></c:spPr>")
      xml.raw("<c:marker><c:symbol val=\"none\"/></c:marker><c:xVal>")
      Self.addNumbers(series.positions, cells, to: &xml)
      xml.raw("</c:xVal><c:yVal>")
      Self.addNumbers(series.values, cells, to: &xml)
      xml.raw("</c:yVal><c:smooth val=\"0\"/>")
    case .bars:
      xml.plain("\(fill)</c:spPr><c:invertIfNegative val=\"0\"/><c:cat>")
      Self.addTexts(series.positions, cells, to: &xml)
      xml.raw("</c:cat><c:val>")
      Self.addNumbers(series.values, cells, to: &xml)
      xml.raw("</c:val>")
    }
    xml.raw("</c:ser>")
  }

  private static func addTexts(
    _ range: CellRange, _ cells: (CellRange) -> [Cell], to xml: inout XMLText
  ) {
    addReference("str", "", range, cells(range), to: &xml) { cell in
      if case .text(let text) = cell.field { text } else { nil }
    }
  }

  private static func addNumbers(
    _ range: CellRange, _ cells: (CellRange) -> [Cell], to xml: inout XMLText
  ) {
    let format = "<c:formatCode>General</c:formatCode>"
    addReference("num", format, range, cells(range), to: &xml) { cell in
      guard case .number(let value?) = cell.field, value.isFinite else { return nil }
      return JSONScalar.shortest(value)
    }
  }

  /// A reference to cells, with their values for programs to show until they compute them anew.
  private static func addReference(
    _ kind: String, _ format: String, _ range: CellRange, _ cells: [Cell], to xml: inout XMLText,
    value: (Cell) -> String?
  ) {
    xml.plain("<c:\(kind)Ref><c:f>")
    xml.text(range.reference)
    xml.plain("</c:f><c:\(kind)Cache>\(format)<c:ptCount val=\"\(cells.count)\"/>")
    for (at, cell) in cells.enumerated() {
      guard let value = value(cell) else { continue }
      xml.plain("<c:pt idx=\"\(at)\"><c:v>")
      xml.text(value)
      xml.raw("</c:v></c:pt>")
    }
    xml.plain("</c:\(kind)Cache></c:\(kind)Ref>")
  }

  private func addAxes(to xml: inout XMLText) {
    switch kind {
    case .lines:
      addValueAxis(horizontal, 100, 200, position: "b", hasGrid: false, to: &xml)
      addValueAxis(vertical, 200, 100, position: "l", hasGrid: true, to: &xml)
    case .bars:
      xml.raw("<c:catAx><c:axId val=\"100\"/><c:scaling><c:orientation val=\"maxMin\"/>")
      xml.raw("</c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/>")
      xml.raw("<c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>")
      xml.raw("<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>")
      xml.raw("<c:tickLblPos val=\"low\"/><c:crossAx val=\"200\"/><c:crosses val=\"autoZero\"/>")
      xml.raw("<c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/>")
      xml.raw("<c:noMultiLvlLbl val=\"0\"/></c:catAx>")
      addValueAxis(horizontal, 200, 100, position: "b", hasGrid: true, crosses: "max", to: &xml)
    }
  }

  private func addValueAxis(
    _ axis: Axis, _ number: Int, _ other: Int, position: String, hasGrid: Bool,
    crosses: String = "autoZero", to xml: inout XMLText
  ) {
    xml.plain("<c:valAx><c:axId val=\"\(number)\"/><c:scaling>")
    xml.raw("<c:orientation val=\"minMax\"/>")
    if let most = axis.most { xml.plain("<c:max val=\"\(JSONScalar.shortest(most))\"/>") }
    xml.raw("<c:min val=\"0\"/></c:scaling>")
    xml.plain("<c:delete val=\"0\"/><c:axPos val=\"\(position)\"/>")
    if hasGrid {
      xml.raw("<c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill>")
      xml.raw("<a:srgbClr val=\"E4E7EB\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>")
    }
    Self.addTitle(axis.title, size: 900, to: &xml)
    xml.raw("<c:numFmt formatCode=\"")
    xml.text(axis.format)
    xml.raw("\" sourceLinked=\"0\"/><c:majorTickMark val=\"out\"/><c:minorTickMark val=\"none\"/>")
    xml.plain("<c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"\(other)\"/>")
    xml.plain("<c:crosses val=\"\(crosses)\"/>")
    xml.raw(
      kind == .bars ? "<c:crossBetween val=\"between\"/>" : "<c:crossBetween val=\"midCat\"/>")
    xml.raw("</c:valAx>")
  }
}
