import Reporting
import ResultReading

/// Who pays the rent: the revenue and debt that depend on each named tenant, and how few those are.
struct Rent {
  let result: FinishedResult

  /// Nil where no tenant has a name.
  var section: PageSection? {
    let rows = self.rows
    guard let greatest = rows.first else { return nil }
    return PageSection(
      id: "rent", title: "Who pays the rent", shortTitle: "Tenants", lead: lead(rows),
      figures: [figure(rows, greatest)])
  }

  /// Tenants with landlords by the end of the run, in the order of their rent.
  private var rows: [TenantRecord] {
    let last = (result.tenants ?? []).map(\.year).max()
    return (result.tenants ?? []).filter { $0.year == last && $0.landlords > 0 }
      .sorted { ($1.revenuePerYear, $0.tenant) < ($0.revenuePerYear, $1.tenant) }
  }

  /// Dollars a year of all contracted revenue, also of unnamed tenants; nil where the scenario does
  /// not say.
  private var total: Double? {
    guard let all = result.scenario?.contractedPerYear else { return nil }
    let named = rows.reduce(0) { $0 + $1.revenuePerYear }
    return all >= named * (1 - 1e-9) && all > 0 ? all : nil
  }

  private func share(_ row: TenantRecord) -> String? {
    total.map { NumberWords.percent(row.revenuePerYear / $0) }
  }

  private var commits: Bool { !result.undrawn.byTenant.isEmpty }

  /// Dollars that the lender holds of the landlords' debt or has committed to them.
  private func held(_ row: TenantRecord) -> Double {
    row.heldPrincipal + (result.undrawn.byTenant[row.tenant] ?? 0)
  }

  private func failure(_ row: TenantRecord) -> String {
    row.pd > 0
      ? "it fails on \(NumberWords.percent(row.pd)) of the paths" : "it fails on no path"
  }

  /// Miners that default within a year of the tenant's failure, with their interval; nil where it never fails.
  private func followers(_ row: TenantRecord) -> String? {
    let failures = result.manifest.count(row.pd)
    return row.followers.map { Verdict.words(.number, $0, row.followersError, over: failures) }
  }

  private func lead(_ rows: [TenantRecord]) -> Markup {
    let greatest = rows[0]
    let part: Markup? = share(greatest).map { " (\($0) of all that is contracted)" }
    let exposed: Markup = """
      <strong>\(greatest.tenant)</strong> pays \
      <strong>\(NumberWords.dollars(greatest.revenuePerYear))</strong> a year\(part) to \
      \(NumberWords.count(greatest.landlords, "landlord")), with \
      \(NumberWords.dollars(held(greatest))) \(commits ? "held or committed" : "held") by the lender. \
      \(failure(greatest).asSentence)
      """
    let followed: Markup? = followers(greatest).map {
      ", and within a year \($0) miners default after it on average"
    }
    return "\(exposed)\(followed). \(concentration)"
  }

  /// Herfindahl's index as a number of equal payers.
  private var concentration: Markup? {
    guard let total, rows.count > 1 else { return nil }
    let squares = rows.reduce(0) { $0 + ($1.revenuePerYear / total) * ($1.revenuePerYear / total) }
    let named = rows.reduce(0) { $0 + $1.revenuePerYear } / total
    guard squares > 0 else { return nil }
    return """
      Named tenants pay \(NumberWords.percent(named)) of the contracted revenue; they are as \
      concentrated as \(NumberWords.signed(named * named / squares, 1)) tenants of equal size.
      """
  }

  private func figure(_ rows: [TenantRecord], _ greatest: TenantRecord) -> Figure {
    Figure(
      id: "tenants", title: "Rent from each tenant",
      description: "Contracted revenue a year by tenant; the greatest is \(greatest.tenant) with "
        + "\(NumberWords.dollars(greatest.revenuePerYear)).",
      chart: BarChart(
        rows: rows.prefix(Limits.rows).map(bar), legend: nil,
        xTitle: "contracted revenue a year, on today’s terms",
        maximum: greatest.revenuePerYear, xLabel: NumberWords.dollars), span: 2,
      note: "Its failure takes the rent of all its landlords at once, unless a guarantor stands.",
      table: DataTable.limited(
        "Named tenants",
        [
          .text("tenant"), .number("revenue a year"), .number("share of all contracted"),
          .number("landlords"), .number("their debt \(commits ? "held or committed" : "held")"),
          .number("tenant’s PD"),
          .number("miners in default within a year"),
        ],
        rows.map {
          [
            $0.tenant, NumberWords.dollars($0.revenuePerYear), share($0) ?? "–",
            NumberWords.count($0.landlords), NumberWords.dollars(held($0)),
            Seen.percent($0.pd, decimals: 2),
            followers($0) ?? "–",
          ]
        }, file: "tenants.csv"),
      cut: Cut(
        shown: min(Limits.rows, rows.count), all: rows.count, things: "tenants",
        order: "those that pay most"))
  }

  private func bar(_ row: TenantRecord) -> BarChart.Row {
    let label = NumberWords.dollars(row.revenuePerYear)
    let text =
      "\(row.tenant): \(label) a year from \(NumberWords.count(row.landlords, "landlord")) with "
      + "\(NumberWords.dollars(held(row))) of \(commits ? "debt held or committed" : "held debt"); "
      + failure(row)
    return BarChart.Row(
      name: row.tenant, segments: [.init(value: row.revenuePerYear, style: 0, text: text)],
      label: share(row).map { "\(label), \($0)" } ?? label)
  }
}
