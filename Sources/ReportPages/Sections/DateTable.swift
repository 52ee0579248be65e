import CreditBasics
import ResultReading

/// Every date of the scenario in a table: what the lanes under the charts have in a few letters.
struct DateTable {
  let result: FinishedResult

  /// Nil for a result that knows no dates.
  var markup: Markup? {
    guard !result.events.isEmpty else { return nil }
    let rows = result.events.map { event in
      [
        event.date.text, event.miner ?? "the market", event.name, event.words,
        event.year > result.horizonYears ? "after its end" : "yes",
      ]
    }
    let table = DataTable.limited(
      "Dates that the scenario fixes, as written: nothing is refinanced, converted or prepaid",
      [.text("date"), .text("whose"), .text("what"), .text("happens"), .text("on the axis")], rows,
      file: "scenario.json")
    return """
      <details><summary>All dates: every maturity, put, end of a contract, launch and \
      halving</summary>\(table.markup)</details>
      """
  }
}
