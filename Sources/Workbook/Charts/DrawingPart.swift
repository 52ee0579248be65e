extension Sheet {
  /// The part that says where the sheet's charts lie: the first is `rId1` of its relationships.
  var drawingPart: XMLText {
    var xml = XMLText()
    xml.raw("<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/")
    xml.raw(
      "spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">")
    for (at, chart) in charts.enumerated() { chart.addAnchor(at + 1, to: &xml) }
    xml.raw("</xdr:wsDr>")
    return xml
  }
}

extension Chart {
  fileprivate func addAnchor(_ number: Int, to xml: inout XMLText) {
    xml.raw("<xdr:twoCellAnchor>")
    xml.plain(Self.corner("from", columns.lowerBound, rows.lowerBound))
    xml.plain(Self.corner("to", columns.upperBound + 1, rows.upperBound + 1))
    xml.raw("<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr>")
    xml.plain("<xdr:cNvPr id=\"\(number + 1)\" name=\"Chart \(number)\" descr=\"")
    xml.text(title)
    xml.raw("\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>")
    xml.raw("<xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic>")
    xml.raw("<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">")
    xml.raw("<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" ")
    xml.raw("xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ")
    xml.plain("r:id=\"rId\(number)\"/></a:graphicData></a:graphic></xdr:graphicFrame>")
    xml.raw("<xdr:clientData/></xdr:twoCellAnchor>")
  }

  private static func corner(_ name: String, _ column: Int, _ row: Int) -> String {
    "<xdr:\(name)><xdr:col>\(column)</xdr:col><xdr:colOff>0</xdr:colOff>"
      + "<xdr:row>\(row)</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:\(name)>"
  }
}
