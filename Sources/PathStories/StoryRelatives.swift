import PathLedger

/// Who pays whom within a group.
extension PathStory {
  /// The name of the miner's parent; nil without one, or once it has defaulted or closed.
  func parent(of entry: LedgerEntry) -> String? {
    guard let parent = entry.miner.flatMap({ scenario.miners[$0].parent }) else { return nil }
    let isThere = account.miners[parent].endStep.map { $0 >= entry.step } ?? true
    return isThere ? scenario.miners[parent].name : nil
  }

  /// The miner's children by name, as many as fit on a line.
  func children(of entry: LedgerEntry) -> String {
    let own = entry.miner.flatMap { children[$0] } ?? []
    let names = own.map { scenario.miners[$0].name }
    let all = names.joined(separator: ", ")
    return all.count <= 50 ? all : "\(names.count) children"
  }
}
