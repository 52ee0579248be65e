extension Charts {
  /// A page of charts, and of tables after them, without scripts or outside resources.
  package static func page(
    title: String, note: String, charts: [String], tables: [String] = []
  ) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(escaped(title))</title>
    <style>
    body{font:16px/1.5 system-ui,sans-serif;margin:1.5em auto;padding:0 1em;max-width:72em;color:#1a1e24;\
    background:#fff}
    h1{font-size:1.6rem;line-height:1.2}p{max-width:80ch}svg{max-width:100%;height:auto;margin-top:1em}
    \(tables.isEmpty ? "" : tableStyle)</style></head><body><h1>\(escaped(title))</h1>
    <p>\(escaped(note))</p>
    \((charts + tables).joined(separator: "\n"))
    </body></html>

    """
  }

  private static let tableStyle = """
    .scroll{overflow-x:auto;margin-top:1em}table{border-collapse:collapse;font-size:.86rem}
    caption{text-align:left;font-weight:600;padding:.3em 0}
    th,td{padding:3px 12px 3px 0;text-align:right;border-bottom:1px solid #ddd;vertical-align:top}
    th:first-child,td:first-child{text-align:left}

    """

  /// A table of texts, the first column to the left.
  package static func table(_ caption: String, _ header: [String], _ rows: [[String]]) -> String {
    let head = header.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let body = rows.map { row in
      "<tr>" + row.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
    }
    let label = escaped(caption)
    return "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(label)\">"
      + "<table><caption>\(label)</caption><thead><tr>\(head)</tr></thead><tbody>\n"
      + body.joined(separator: "\n") + "\n</tbody></table></div>"
  }
}
