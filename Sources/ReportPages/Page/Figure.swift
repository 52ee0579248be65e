import Reporting

/// A chart with its title, its description for screen readers and its data as a table.
struct Figure {
  /// Unique on the page.
  var id: String
  var title: String
  /// What the chart shows, in a sentence or two: its `desc`.
  var description: String
  var chart: any Chart
  /// Columns of the page's grid, 1 to 3.
  var span = 1
  /// A line under the title.
  var note: Markup?
  var table: DataTable?
  /// What the chart leaves out, where it shows only the first few.
  var cut: Cut?
  /// Whether it is printed: paper has room for the charts that decide.
  var isOnPaper = true

  static let narrow = 380.0

  /// A wide figure is drawn for every width of the page, so that its letters keep their size.
  var markup: Markup {
    let drawings: Markup
    switch span {
    case 1: drawings = svg(columns: 1, suffix: "", style: "any")
    case 2:
      drawings = """
        \(svg(columns: 2, suffix: "w", style: "wide"))\(svg(columns: 1, suffix: "n", style: "narrow"))
        """
    default:
      drawings = """
        \(svg(columns: 3, suffix: "w", style: "wide full"))\
        \(svg(columns: 2, suffix: "m", style: "mid"))\(svg(columns: 1, suffix: "n", style: "narrow"))
        """
    }
    let data: Markup? = table.map { table in
      "<details><summary>Data<span class=\"hidden\"> of: \(title)</span></summary>\(table.markup)</details>"
    }
    let lead: Markup? = note.map { "<p>\($0)</p>" }
    let part: Markup? = cut?.words(beside: table).map { "<p>\($0)</p>" }
    let place: Markup? = isOnPaper ? nil : " screen"
    return """
      <figure class="span\(span)\(place)" id="\(id)"><figcaption><h3>\(title)</h3>\(lead)\(part)</figcaption>
      \(drawings)\(data)</figure>

      """
  }

  private func svg(columns: Int, suffix: String, style: String) -> Markup {
    let width = Self.narrow * Double(columns) + 24 * Double(columns - 1)
    let drawing = chart.drawing(width: width, hasPointer: style != "narrow")
    let name = "\(id)-\(suffix)"
    return """
      <svg class="\(style)" role="img" viewBox="0 0 \(width) \(drawing.height)" \
      aria-labelledby="\(name)t \(name)d"><title id="\(name)t">\(title)</title>\
      <desc id="\(name)d">\(description)</desc>\(drawing.marks)</svg>
      """
  }
}

struct PageSection {
  var id: String
  var title: String
  /// Name in the table of contents.
  var shortTitle: String
  var lead: Markup = ""
  var figures: [Figure] = []
  /// What follows the figures.
  var tail: Markup = ""
  /// Files without which something is left out.
  var missing: [String] = []

  /// The names of those files that a result does not have.
  static func absent(_ files: KeyValuePairs<String, Any?>) -> [String] {
    files.compactMap { name, content in content == nil ? name : nil }
  }

  var markup: Markup {
    let absent: Markup? =
      missing.isEmpty
      ? nil
      : """
      <p class="absent">Left out: this result has no \(NumberWords.list(missing)).</p>
      """
    let grid: Markup? =
      figures.isEmpty ? nil : "<div class=\"grid\">\(figures.map(\.markup))</div>"
    let paragraph: Markup? = lead.text.isEmpty ? nil : "<p class=\"lead\">\(lead)</p>"
    let unprinted = figures.count { !$0.isOnPaper }
    let rest: Markup? =
      unprinted == 0
      ? nil
      : "<p class=\"note paper\">\(NumberWords.count(unprinted, "more chart")) on the screen.</p>"
    return """
      <section id="\(id)" aria-labelledby="\(id)-h"><h2 id="\(id)-h">\(title)</h2>
      \(paragraph)
      \(grid)\(rest)\(tail)\(absent)</section>

      """
  }
}

extension [Figure] {
  /// The same figures, of which paper has only the first few.
  func printing(_ count: Int) -> [Figure] {
    enumerated().map { at, figure in
      var figure = figure
      figure.isOnPaper = at < count
      return figure
    }
  }
}
