import PathLedger
import Reporting

extension PathStory {
  /// The ledger as comma-separated values: the market's lines and those of the miners selected.
  ///
  /// Dates are the last day that has happened at the end of the step; cash flows are positive when
  /// cash joins the miner.
  public func csv(_ selection: StorySelection = StorySelection()) -> String {
    var table = CSVTable("date,year,step,miner,stage,item,subject,amount,unit")
    for entry in account.entries {
      let year = calendar.year(entry.step)
      guard selection.contains(year: year),
        entry.miner.map({ selection.contains(miner: $0) }) ?? true
      else { continue }
      table.add([
        .text(calendar.date(entry.step)), .number(year), .integer(entry.step),
        .text(entry.miner.map { scenario.miners[$0].name } ?? ""), .text(entry.stage.rawValue),
        .text(entry.item.rawValue), .text(entry.subject), .number(entry.amount),
        .text(entry.item.unit),
      ])
    }
    return table.text
  }
}
