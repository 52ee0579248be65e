extension Together {
  /// Revenue and debt that hang on each named tenant; nil where none has a name.
  var tenants: Figure? {
    let last = (result.tenants ?? []).map(\.year).max()
    let rows = (result.tenants ?? []).filter { $0.year == last && $0.landlords > 0 }
      .sorted { ($1.revenuePerYear, $0.tenant) < ($0.revenuePerYear, $1.tenant) }
    guard let greatest = rows.first else { return nil }
    return Figure(
      id: "tenants", title: "What hangs on each tenant",
      description: "Contracted revenue a year by tenant; the greatest is \(greatest.tenant) with "
        + "\(NumberWords.dollars(greatest.revenuePerYear)).",
      chart: BarChart(
        rows: rows.prefix(Limits.rows).map(Self.bar), legend: nil,
        xTitle: "contracted revenue a year, on today’s terms",
        maximum: greatest.revenuePerYear, xLabel: NumberWords.dollars),
      note: "Its failure takes the rent of all its landlords at once, unless a guarantor stands.",
      table: DataTable.limited(
        "Named tenants",
        [
          .text("tenant"), .number("revenue a year"), .number("landlords"),
          .number("their debt held"), .number("tenant’s PD"),
          .number("miners in default within a year"),
        ],
        rows.map {
          [
            $0.tenant, NumberWords.dollars($0.revenuePerYear), NumberWords.count($0.landlords),
            NumberWords.dollars($0.heldPrincipal), NumberWords.percent($0.pd, decimals: 2),
            $0.followers.map { NumberWords.signed($0, 2) } ?? "–",
          ]
        }, to: Limits.tableRows, file: "tenants.csv"))
  }

  private static func bar(_ row: TenantRow) -> BarChart.Row {
    let label = NumberWords.dollars(row.revenuePerYear)
    let text =
      "\(row.tenant): \(label) a year from \(NumberWords.count(row.landlords, "landlord")) with "
      + "\(NumberWords.dollars(row.heldPrincipal)) of held debt; fails on "
      + "\(NumberWords.percent(row.pd)) of the paths"
    return BarChart.Row(
      name: row.tenant, segments: [.init(value: row.revenuePerYear, style: 0, text: text)],
      label: label)
  }
}
