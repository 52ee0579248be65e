import CreditBasics
import PathLedger

/// Consecutive steps of one miner that are told together: their flows are added up, and all events
/// but routine sales are in the last step.
package struct StoryBlock {
  package let first: Int
  package var last: Int
  package var entries: [LedgerEntry]

  var lastEntries: [LedgerEntry] { entries.filter { $0.step == last } }
}

/// How much a step has to tell.
private enum Weight: Comparable {
  /// Operations alone.
  case quiet
  /// Coins sold or shares issued to hold minimum cash; runs of such steps are told together.
  case routine
  /// Something that an analyst would underline.
  case event
}

extension PathStory {
  /// The steps of a miner cut into blocks, within a selection; the last one ends the story.
  package func blocks(of miner: Int, _ selection: StorySelection) -> [StoryBlock] {
    let own = places[miner].map { account.entries[$0] }
      .filter { selection.contains(year: calendar.year($0.step)) }
    var blocks: [StoryBlock] = []
    var current: StoryBlock?
    var holdsRoutine = false
    func close() {
      if let block = current { blocks.append(block) }
      current = nil
      holdsRoutine = false
    }
    for entries in own.chunked(by: \.step) {
      let step = entries[0].step
      let weight = selection.everyStep ? .event : entries.map { self.weight($0) }.max() ?? .quiet
      // A run of routine sales ends where it is interrupted.
      if holdsRoutine && weight != .routine { close() }
      if current == nil { current = StoryBlock(first: step, last: step, entries: []) }
      current?.last = step
      current?.entries += entries
      if weight == .routine { holdsRoutine = true }
      if weight == .event { close() }
    }
    close()
    return blocks
  }

  private func weight(_ entry: LedgerEntry) -> Weight {
    switch entry.item {
    case .coinsSold, .saleProceeds: entry.stage == .liquidity ? .routine : .event
    case .equityIssued: .routine
    case .pledgedLTV: isAboveCall(entry) ? .event : .quiet
    case .breaches: entry.amount > 0 ? .event : .quiet
    case .parentSupport, .supportGiven, .fromChildren, .reserveDrawn, .reserveFunded,
      .reserveReleased, .swept, .distributed, .payment, .draw,
      .orderPayment, .orderCancelled, .tenantLeft, .tenantDefault, .interest,
      .principal, .pledgedCoins, .paidDown, .seizure,
      .shortfall, .equityCure, .cure, .capitalised, .releasedCoins, .lockedUp,
      .converted, .kept, .extended, .balloon, .put, .arrearsSteps,
      .pledgeReturned, .insolvency, .marginDefault, .covenantDefault, .maturityDefault,
      .paymentDefault, .insolvencyDefault, .closed:
      .event
    default: .quiet
    }
  }

  /// Whether the LTV of a margin test is above `callLTV`.
  func isAboveCall(_ entry: LedgerEntry) -> Bool {
    guard let margin = tranche(entry)?.margin else { return false }
    return entry.amount > Limit.most(margin.callLTV)
  }
}

extension Array {
  /// Neighbours with equal keys, together.
  func chunked<Key: Equatable>(by key: (Element) -> Key) -> [[Element]] {
    reduce(into: []) { chunks, element in
      if let last = chunks.last?.last, key(last) == key(element) {
        chunks[chunks.count - 1].append(element)
      } else {
        chunks.append([element])
      }
    }
  }
}
