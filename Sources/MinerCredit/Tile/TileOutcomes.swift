import CreditBasics
import NumericCore

/// Copying a finished tile into its block's outcomes.
extension CreditTile {
  /// Writes defaults, closures, causes, claims, recoveries, exposures and what is still owed of the first `count`
  /// lanes to the block's paths from `first` on.
  public func write(to outcomes: inout BlockOutcomes, first: Int, count: Int) {
    checkRoom(outcomes, first, count)
    let hasClaims = !outcomes.claimUSD.isEmpty
    var tranche = 0
    for index in desks.indices {
      let book = desks[index].book
      let row = index * outcomes.pathCount + first
      for lane in 0..<count {
        outcomes.defaultStep[row + lane] = Int32(book.defaultStep[lane: lane])
        outcomes.closedStep[row + lane] = Int32(book.closedStep[lane: lane])
        outcomes.cause[row + lane] = UInt8(max(0, book.cause[lane: lane]))
      }
      for columns in plans[index].tranches.indices {
        let row = tranche * outcomes.pathCount + first
        for lane in 0..<count {
          if hasClaims {
            outcomes.claimUSD[row + lane] = book.tranches[columns].claim[lane: lane]
            outcomes.recoveryUSD[row + lane] = book.tranches[columns].recovery[lane: lane]
            let isAlive = book.defaultStep[lane: lane] < 0 && book.closedStep[lane: lane] < 0
            outcomes.owedAtEndUSD[row + lane] =
              isAlive ? book.tranches[columns].outstanding[lane: lane] : 0
          }
          outcomes.lossUSD[row + lane] = discountedLoss(index, columns, lane: lane)
          outcomes.discountedExposure[row + lane] = book.tranches[columns].exposure[lane: lane]
        }
        tranche += 1
      }
    }
  }

  /// Writes only default steps and losses, as those of the bottomless world.
  public func writeBottomless(to outcomes: inout BlockOutcomes, first: Int, count: Int) {
    checkRoom(outcomes, first, count)
    demand(
      outcomes.bottomlessLossUSD.count == outcomes.lossUSD.count,
      "outcomes have room for the bottomless world")
    var tranche = 0
    for index in desks.indices {
      let row = index * outcomes.pathCount + first
      for lane in 0..<count {
        outcomes.bottomlessDefaultStep[row + lane] = Int32(
          desks[index].book.defaultStep[lane: lane])
      }
      for columns in plans[index].tranches.indices {
        let row = tranche * outcomes.pathCount + first
        for lane in 0..<count {
          outcomes.bottomlessLossUSD[row + lane] = discountedLoss(index, columns, lane: lane)
        }
        tranche += 1
      }
    }
  }

  /// Stops the program if the outcomes have no room: indices are not checked in this target.
  private func checkRoom(_ outcomes: BlockOutcomes, _ first: Int, _ count: Int) {
    let miners = outcomes.minerCount * outcomes.pathCount
    let tranches = outcomes.trancheCount * outcomes.pathCount
    demand(
      first >= 0 && count >= 0 && count <= tileGroups * laneCount
        && first + count <= outcomes.pathCount && outcomes.minerCount == desks.count
        && outcomes.trancheCount == desks.indices.reduce(0) { $0 + plans[$1].tranches.count }
        && outcomes.defaultStep.count == miners && outcomes.cause.count == miners
        && outcomes.bottomlessDefaultStep.count == miners
        && [0, tranches].contains(outcomes.claimUSD.count)
        && outcomes.recoveryUSD.count == outcomes.claimUSD.count
        && outcomes.owedAtEndUSD.count == outcomes.claimUSD.count
        && outcomes.lossUSD.count == tranches && outcomes.discountedExposure.count == tranches,
      "outcomes have room for a tile of this book")
  }

  /// `(claim − recovery) e^{−rτ}` of a miner's tranche on a path; 0 without a default.
  private func discountedLoss(_ miner: Int, _ tranche: Int, lane: Int) -> Double {
    let book = desks[miner].book
    let step = Int(book.defaultStep[lane: lane])
    guard step >= 0 else { return 0 }
    let loss =
      book.tranches[tranche].claim[lane: lane] - book.tranches[tranche].recovery[lane: lane]
    return max(0, loss) * discounts[step]
  }
}
