import CreditBasics
import Reporting

/// Steps of a path of a workload, and units of work in a step: factors, or loans; 1 where times are per step.
package typealias PathWork = (steps: Int, unitsPerStep: Int)

/// Tables of benchmarks as one self-contained page: times, their cost, limits, history, other
/// engines.
package struct ThroughputPage {
  let tables: [BenchmarkTable]
  private let work: [String: PathWork]
  private let price: Double

  /// A page over tables, the oldest first; there must be one.
  ///
  /// - Parameters:
  ///   - work: How much work a path of each workload is; those not listed are shown in their own
  ///     unit alone.
  ///   - price: Dollars for a processor and hour, until the reader types another.
  package init(_ tables: [BenchmarkTable], work: [String: PathWork], price: Double) {
    (self.tables, self.work, self.price) = (tables, work, price)
  }

  var latest: BenchmarkTable { tables[tables.count - 1] }

  /// The page's HTML in UTF-8.
  package var text: String {
    let machine: Markup? = latest.machine.isEmpty ? nil : " on \(latest.machine)"
    let sections = [throughput, limits, history, peers].compactMap { $0 }
    return PageShell(
      title: "Throughput of minerstress", eyebrow: "benchmarks of \(latest.name)\(machine)",
      heading: "\(heading)", skip: "the figures", main: "\(sections.map(\.markup))",
      footer: """
        Page by \(ProgramVersion.words) · figures in \(latest.name).csv and the tables before it.</p>
        <p>Written by minerstress from \(NumberWords.count(tables.count, "table")) of benchmarks. Times are \
        medians; every repetition's results were held to theory before its time counted.
        """, script: costs.isEmpty ? nil : Self.script
    ).markup.text
  }

  private var heading: String {
    let best = costs.filter { $0.row.workload == "W3" }.max { $0.row.threads < $1.row.threads }
    guard let best = best ?? costs.first else { return "Throughput of minerstress" }
    let name = Self.workloads[best.row.workload]?.asSentence
    return
      "\(name ?? best.row.workload): \(NumberWords.plain(best.pathsPerSecond)) paths a second on "
      + "\(NumberWords.count(best.row.threads, "thread")), quartiles "
      + "\(NumberWords.plain(best.pathsPerSecond(best.row.p75))) to "
      + NumberWords.plain(best.pathsPerSecond(best.row.p25))
  }

  /// What is timed, for readers of a heading.
  private static let workloads = [
    "W1": "paths only", "W2": "regimes, jumps and balance sheets", "W3": "the whole model",
    "W3-all": "the whole model with every table", "W4": "the whole model with 50 borrowers",
    "W5": "10,000 coin loans", "W5-depth": "10,000 coin loans with depth",
  ]

  /// The workloads of the table in words.
  private var legend: String {
    let known = costs.map(\.row.workload).eachOnce.compactMap { name in
      Self.workloads[name].map { "\(name) is \($0)" }
    }
    return known.isEmpty ? "" : " \(known.joined(separator: ", "))."
  }

  // MARK: Throughput and cost

  /// A row of ours in paths.
  struct Cost {
    var row: BenchmarkRow
    var work: PathWork

    /// Nanoseconds for a path and step.
    var pathStep: Double { row.median * Double(work.unitsPerStep) }
    var pathsPerSecond: Double { pathsPerSecond(row.median) }
    /// Paths a second at a time of the row.
    func pathsPerSecond(_ time: Double) -> Double {
      1e9 / (time * Double(work.unitsPerStep) * Double(work.steps))
    }
    /// Processor-hours of a million paths.
    var hours: Double { Double(row.threads) * pathStep * Double(work.steps) / 3.6e6 }
  }

  var costs: [Cost] {
    latest.ours.compactMap { row in work[row.workload].map { Cost(row: row, work: $0) } }
  }

  private var throughput: PageSection? {
    guard let first = costs.first else { return nil }
    let table = DataTable(
      caption: "Times, paths a second and dollars for a million paths",
      columns: [
        .text("workload, threads"), .number("ns per path-step"), .number("paths per second"),
        .number("$ per million paths"),
      ],
      rows: costs.map { cost in
        [
          cost.row.words, NumberWords.plain(cost.pathStep), NumberWords.plain(cost.pathsPerSecond),
          Self.dollars(cost.hours * price),
        ]
      },
      underFirst: costs.map { cost in
        let ends = [cost.row.p25, cost.row.p75].map {
          NumberWords.plain($0 * Double(cost.work.unitsPerStep))
        }
        return NumberWords.count(cost.work.steps, "step")
          + "; quartiles \(ends[0]) to \(ends[1]) ns"
      })
    return PageSection(
      id: "throughput", title: "Throughput, and what a million paths cost",
      shortTitle: "Throughput",
      lead: """
        Dollars per million paths = price × threads × ns per path-step × steps ÷ 3,600,000, the price in \
        dollars for a processor and hour. For \(first.row.workload) on \
        \(NumberWords.count(first.row.threads, "thread")) at \(Self.dollars(price)): \
        \(Self.dollars(price)) × \(first.row.threads) × \(NumberWords.plain(first.pathStep)) × \
        \(first.work.steps) ÷ 3,600,000 = \(Self.dollars(first.hours * price)).\(legend)
        """,
      figures: [times],
      tail: """
        <div class="search" id="price-box" hidden><label for="price">Dollars for a processor and hour\
        </label><input id="price" type="number" min="0" step="any" value="\(JSONScalar.shortest(price))" \
        aria-controls="cost-table"></div><p id="price-words">The last column is at \
        \(Self.dollars(price)) for a processor and hour.</p>
        <div id="cost-table">\(table.markup)</div>\(data)
        """)
  }

  /// Three significant digits of any amount, however small; the script writes the same.
  static func dollars(_ amount: Double) -> String { "$" + NumberWords.plain(amount) }

  private var data: Markup {
    let hours = costs.map { JSONScalar.shortest($0.hours) }.joined(separator: ",")
    return """
      <script type="application/json" id="price-data">\(Markup(json: "[\(hours)]"))</script>
      """
  }

  private var times: Figure {
    let names = costs.map(\.row.workload).eachOnce
    let series = names.enumerated().map { style, name in
      LineChart.Series(
        name: name, style: SeriesStyle.neutral(style),
        points: costs.filter { $0.row.workload == name }.map {
          LineChart.Point(x: Double($0.row.threads), y: $0.pathStep)
        }.sorted { $0.x < $1.x })
    }
    let values = costs.map(\.pathStep)
    let threads = costs.map { Double($0.row.threads) }
    return Figure(
      id: "times", title: "Nanoseconds per path-step by threads",
      description: "The time of a path and step of each workload, by the number of threads.",
      chart: LineChart(
        series: series, xTitle: "threads", yTitle: "ns per path-step, logarithmic",
        xRange: (threads.min() ?? 1)...(threads.max() ?? 1),
        yRange: (values.min() ?? 1) / 1.5...(values.max() ?? 1) * 1.5, ySpacing: .logarithmic,
        xLabel: { $0 == $0.rounded() ? NumberWords.plain($0) : "" }, yLabel: NumberWords.plain,
        valueLabel: { NumberWords.plain($0) + " ns" }),
      span: 2)
  }

  /// Writes the last column anew when another price is typed.
  static let script: StaticString = """
    (()=>{const by=i=>document.getElementById(i),hours=JSON.parse(by("price-data").textContent);
    const rows=[...by("cost-table").querySelectorAll("tbody tr")],q=by("price");
    const words=v=>"$"+v.toLocaleString("en",v>=1000?{maximumFractionDigits:0}
    :{maximumSignificantDigits:3});
    const draw=()=>{const p=Number(q.value),known=q.value!==""&&p>=0&&Number.isFinite(p);
    rows.forEach((r,i)=>{r.lastElementChild.textContent=known?words(p*hours[i]):"–"});
    by("price-words").textContent=known?"The last column is at "+words(p)
    +" for a processor and hour.":"A price of 0 or more is expected."};
    by("price-box").hidden=false;q.addEventListener("input",draw)})()
    """
}
