/// Where stages write what they do; silent unless recording.
struct LedgerLog {
  let isRecording: Bool
  /// The miner whose log this is; nil for the market's.
  let miner: Int?
  var step = 0
  private(set) var entries: [LedgerEntry] = []

  init(isRecording: Bool, miner: Int?) {
    (self.isRecording, self.miner) = (isRecording, miner)
  }

  /// Adds a line.
  mutating func note(
    _ stage: LedgerStage, _ item: LedgerItem, _ amount: Double, of subject: String = ""
  ) {
    guard isRecording else { return }
    entries.append(
      LedgerEntry(
        step: step, miner: miner, stage: stage, item: item, subject: subject, amount: amount))
  }

  /// Hands over the lines written since the last call.
  mutating func flush() -> [LedgerEntry] {
    defer { entries = [] }
    return entries
  }
}
