import CreditBasics
import NumericCore

/// A lot on order, which counts in the share of its order's payments made.
struct OrderedAsset {
  let asset: PledgedAsset
  /// Place of that share.
  let share: Int
  /// Place of its mark times that share.
  let mark: Int
}

/// The lots of a miner that are on order, each with its liens.
func orderedAssets(
  _ miner: Miner, _ market: Market, _ orders: OrderAgenda
) -> [(asset: OrderedAsset, liens: [Int])] {
  let lots = miner.gpuLots.compactMap { lot in
    lot.order.map { (order: $0, liens: lot.liens, asset: gpus(lot)) }
  }
  let rigs = miner.allRigLots.compactMap { lot in
    lot.order.map {
      (order: $0, liens: lot.liens, asset: PledgedAsset.rigs(RigHolding([lot], market)))
    }
  }
  let all = lots + rigs
  return all.enumerated().map { index, lot in
    let asset = OrderedAsset(
      asset: lot.asset, share: orders.places[lot.order].share, mark: orders.marks[index])
    return (asset, lot.liens)
  }
}

private func gpus(_ lot: GPULot) -> PledgedAsset {
  .gpus(ClassCount(gpu: lot.gpu, count: lot.count))
}

extension MinerDesk {
  /// The share in which a thing counts: 1 unless it is on order.
  @inline(__always)
  func paidShare(_ place: Int, group: Int) -> Lanes {
    place < 0 ? Lanes(repeating: 1) : book.optional(place)[group]
  }

  /// Computes the marks of what is on order times the share paid, once a step and again after
  /// payments: in between neither prices nor shares change.
  @inline(never)
  func markOrdered() {
    for index in plan.ordered.indices {
      for group in 0..<tileGroups where book.state[group].isAlive {
        markOrdered(index, group: group)
      }
    }
  }

  @inline(__always)
  func markOrdered(_ index: Int, group: Int) {
    let mark = plainMark(plan.ordered[index].asset, group: group)
    book.optional(plan.ordered[index].mark)[group] =
      paidShare(plan.ordered[index].share, group: group) * mark
  }

  /// Lots on order at marks, before the miner's own factor.
  @inline(__always)
  func orderedMarks(_ assets: FixedArray<OrderedAsset>, group: Int) -> Lanes {
    var sum = Lanes.zero
    for index in assets.indices { sum += book.optional(assets[index].mark)[group] }
    return sum
  }

  /// Dollars that lots on order fetch, before the miner's own factor.
  func orderedProceeds(
    _ assets: FixedArray<OrderedAsset>, _ factors: AssetFactors, group: Int
  ) -> Lanes {
    var sum = Lanes.zero
    for index in assets.indices {
      let share = paidShare(assets[index].share, group: group)
      sum += share * plainProceeds(assets[index].asset, factors, group: group)
    }
    return sum
  }

  /// Adds the GPUs on order to a pool, and returns the PH/s of rigs on order and their marks.
  func poolOrdered(
    into gpuPool: LaneColumns, lanes: LaneMask, group: Int
  ) -> (petahash: Lanes, marks: Lanes) {
    var sum = (petahash: Lanes.zero, marks: Lanes.zero)
    for index in plan.ordered.indices {
      let share = keep(paidShare(plan.ordered[index].share, group: group), where: lanes)
      switch plan.ordered[index].asset {
      case .gpus(let held), .contracted(let held, _):
        gpuPool[held.gpu][group] += share * held.count
      case .rigs(let rigs):
        sum.petahash += share * rigs.petahash
        sum.marks += share * rigMarks(rigs, group: group)
      case .lease: break
      }
    }
    return sum
  }
}
