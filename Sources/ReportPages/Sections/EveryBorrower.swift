import CreditBasics
import Reporting
import ResultReading
import RiskMeasures

/// A book that is too large for its table: the costliest borrowers, and a search over all.
struct EveryBorrower {
  let result: FinishedResult

  /// Whether a page needs the section and its script.
  static func isNeeded(by result: FinishedResult) -> Bool {
    result.miners.count > Limits.tableRows
  }

  /// Nil for a book whose table the first screen has.
  var section: PageSection? {
    guard Self.isNeeded(by: result) else { return nil }
    let count = NumberWords.count(result.miners.count)
    return PageSection(
      id: "borrowers", title: "The \(Limits.worst) of \(count) borrowers that cost most",
      shortTitle: "Borrowers",
      lead: """
        By expected loss of what the lender holds; equals by PD, then by debt today.\(seen) The search is over the names\(tagWords) of all \
        \(count); summary.csv has the rest of each. The worst paths of one: minerstress explain \
        scenario.json --defaulting NAME --worst 3.
        """, tail: tail)
  }

  /// A sentence on how few borrowers have any loss; nil where all of the worst have one.
  private var seen: Markup? {
    let losing = result.minersByLoss.prefix(Limits.worst).count { $0.expectedLoss > 0 }
    guard losing < Limits.worst else { return nil }
    let which: Markup =
      losing == 0 ? "None of all" : "Only \(NumberWords.count(losing)) of all"
    let noLoss = NumberWords.noneSeen(in: result.manifest.paths, isLoss: true)
    return " \(which) \(losing == 1 ? "has" : "have") a loss on any path. \(noLoss)"
  }

  private var tagWords: Markup? {
    (result.scenario?.miners ?? []).contains { !tags($0).isEmpty } ? " and tags" : nil
  }

  private func tags(_ miner: Miner?) -> String {
    (miner?.tags ?? [:]).sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ")
  }

  /// Hidden until the script runs: without it there is nothing to type into.
  private var search: Markup {
    """
    <div class="search" id="every-search" role="search" hidden><label for="every-q">Find a borrower\
    </label><input id="every-q" type="search" autocomplete="off" aria-controls="every-table">\
    <p id="every-count" role="status"></p></div>
    """
  }

  private struct Row {
    /// Name, PD, expected loss, its error, debt.
    var cells: [String]
    var tags: String
  }

  private var rows: [Row] {
    result.minersByLoss.map { row in
      Row(
        cells: [
          row.miner, Seen.percent(row.pd), Seen.dollars(row.expectedLoss),
          row.expectedLoss > 0 ? row.expectedLossError.map(NumberWords.dollars) ?? "–" : "–",
          NumberWords.dollars(row.initialDebt),
        ], tags: tags(result.borrower(row.miner)))
    }
  }

  private var tail: Markup {
    let rows = rows
    return "\(search)\(table(rows))\(data(rows))"
  }

  private func table(_ rows: [Row]) -> Markup {
    let table = DataTable(
      caption: "The costliest borrowers, or those that were searched for",
      columns: [
        .text("borrower"), .number("PD"), .number("expected loss"), .number("s.e."),
        .number("debt today"), .text("tags"),
      ], rows: rows.prefix(Limits.worst).map { $0.cells + [$0.tags] })
    return "<div id=\"every-table\">\(table.markup)</div>"
  }

  /// All rows as JSON, words as they are shown; tags are numbered, since many share them.
  private func data(_ rows: [Row]) -> Markup {
    var numbers: [String: Int] = [:]
    var names: [String] = []
    for row in rows where numbers[row.tags] == nil {
      numbers[row.tags] = names.count
      names.append(row.tags)
    }
    // Thousands of borrowers that never default would repeat the same two words, which are
    // therefore stored once.
    let lines = rows.map { row in
      let cells = row.cells.map { JSONScalar.quoted($0 == Estimate.noneSeen ? "" : $0) }
      return "[" + (cells + ["\(numbers[row.tags] ?? 0)"]).joined(separator: ",") + "]"
    }
    let text =
      "{\"none\":\(JSONScalar.quoted(Estimate.noneSeen)),"
      + "\"tags\":[\(names.map(JSONScalar.quoted).joined(separator: ","))],\n\"rows\":["
      + lines.joined(separator: ",\n") + "]}"
    return """
      <script type="application/json" id="every-data">\(Markup(json: text))</script>
      """
  }

  /// Shows the first rows whose name or tags contain what is typed, or copied from the page with its isolates.
  static let script: StaticString = """
    (()=>{const by=i=>document.getElementById(i),d=JSON.parse(by("every-data").textContent);
    const body=by("every-table").querySelector("tbody"),most=body.rows.length,q=by("every-q");
    const keys=d.rows.map(r=>(r[0]+" "+d.tags[r[5]]).toLowerCase());
    const cell=(tag,text,number)=>{const c=document.createElement(tag);c.textContent=text;
    if(tag==="th")c.scope="row";if(number)c.className="n";return c};
    const draw=()=>{const t=q.value.replace(/[\\u2066-\\u2069]/g,"").trim().toLowerCase(),
    part=document.createDocumentFragment();let n=0;
    keys.forEach((k,i)=>{if(t&&!k.includes(t)||++n>most)return;const r=d.rows[i],
    tr=document.createElement("tr");tr.append(cell("th",r[0]),...r.slice(1,5).map(v=>cell("td",v||d.none,1)),
    cell("td",d.tags[r[5]]));part.append(tr)});body.replaceChildren(part);
    by("every-count").textContent=!t?"":n.toLocaleString("en")+" of "+keys.length.toLocaleString("en")
    +" match"+(n>most?"; the "+most+" costliest are shown":"")};
    by("every-search").hidden=false;q.addEventListener("input",draw)})()
    """
}
