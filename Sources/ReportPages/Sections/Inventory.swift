import Reporting
import ResultReading
import RiskMeasures

/// What defaulting miners dump on the market of machines, year by year.
struct Inventory {
  /// One class of machines or sites.
  private struct DumpedClass {
    let name: String
    /// By year.
    let rows: [InventoryRecord]
    /// The greatest probability, over years, that any are dumped in a year.
    let often: Double

    init(name: String, rows: [InventoryRecord]) {
      self.name = name
      self.rows = rows.sorted { $0.year < $1.year }
      often = rows.map(\.probability).max() ?? 0
    }
  }

  let result: FinishedResult

  /// Classes with a chart of their own.
  private static let mostClasses = 6

  /// Nil where nothing is ever dumped.
  var section: PageSection? {
    let classes = Dictionary(grouping: result.inventory ?? [], by: \.name)
      .map { DumpedClass(name: $0, rows: $1) }.filter { $0.often > 0 }
      .sorted { ($1.often, $0.name) < ($0.often, $1.name) }
    guard let first = classes.first else { return nil }
    return PageSection(
      id: "inventory", title: "What the market would have to absorb", shortTitle: "Inventory",
      lead: lead(first, classes.flatMap(\.rows).contains { $0.overhang != nil }),
      figures: classes.prefix(Self.mostClasses).enumerated().map { at, one in
        figure(at, one.name, one.rows)
      }.printing(Limits.printedClasses),
      tail: table(classes.flatMap(\.rows).filter { $0.probability > 0 }))
  }

  private func lead(_ one: DumpedClass, _ hasOverhang: Bool) -> Markup {
    guard let worst = one.rows.max(by: { $0.probability < $1.probability }) else { return "" }
    let price: Markup? = worst.fetched.map {
      ", at \(NumberWords.percent($0)) of the resale price of the day"
    }
    let high: Markup? = worst.unitsHigh.map {
      "; on 19 of 20 such paths at most \(NumberWords.plain($0)) \(Self.unit(one.name))"
    }
    return """
      Machines and sites of those who fail, sold in the year of the failure. Most often \
      <strong>\(one.name)</strong>: in the \(result.yearName(worst.year)) some are dumped on \
      \(NumberWords.percent(worst.probability)) of the paths\(price)\(high). \
      \(hasOverhang ? Self.overhang : Self.noOverhang)
      """
  }

  private static let overhang: Markup = """
    The overhang is what the market has not yet digested at the worst moment of the year.
    """
  private static let noOverhang: Markup = """
    None of them has a depth: the market takes any number at once, and nothing is left over.
    """

  /// What a class is counted in; power of leased sites in megawatts.
  private static func unit(_ name: String) -> String {
    switch name {
    case "rigs": "PH/s"
    case "site MW": "MW"
    default: "units"
    }
  }

  private func figure(_ at: Int, _ name: String, _ rows: [InventoryRecord]) -> Figure {
    let unit = Self.unit(name)
    let bars = rows.map { row -> BarChart.Row in
      let words = "\(NumberWords.plain(row.units)) \(unit)"
      let price = row.fetched.map { " at \(NumberWords.percent($0)) of the resale price" } ?? ""
      let text =
        "\(result.yearName(row.year)): \(words) on average, any on "
        + "\(NumberWords.percent(row.probability)) of the paths\(price)"
      return .init(
        name: result.yearName(row.year), segments: [.init(value: row.units, style: 1, text: text)],
        interval: Confidence.interval(row.units, row.unitsError),
        label: NumberWords.plain(row.units))
    }
    return Figure(
      id: "inventory-\(at)", title: name,
      description: NumberWords.listing(
        "Mean \(unit) of \(name) dumped in a year",
        rows.map { "\(result.yearName($0.year)) \(NumberWords.plain($0.units))" }),
      chart: BarChart(
        rows: bars, xTitle: "\(unit) dumped in the year, mean of all paths",
        maximum: Ticks.ceiling(max(BarChart.greatest(of: bars), 1e-6)), xLabel: NumberWords.plain))
  }

  private func table(_ rows: [InventoryRecord]) -> Markup {
    func words(_ row: InventoryRecord, _ amount: Double) -> String {
      "\(NumberWords.plain(amount))\u{A0}\(Self.unit(row.name))"
    }
    let table = DataTable.limited(
      "What is dumped, by class and year",
      [
        .text("class"), .text("year"), .number("any on"), .number("mean"), .number("s.e."),
        .number("95\u{A0}% of those at most"), .number("of resale price"),
        .number("largest overhang"),
      ],
      rows.map { row in
        [
          row.name, result.yearName(row.year), NumberWords.percent(row.probability),
          words(row, row.units), row.unitsError.map { words(row, $0) } ?? "–",
          row.unitsHigh.map { words(row, $0) } ?? "–",
          row.fetched.map { NumberWords.percent($0) } ?? "–",
          row.overhang.map { words(row, $0) } ?? "–",
        ]
      }, file: "inventory.csv")
    return "<details><summary>Every class and year</summary>\(table.markup)</details>"
  }
}
