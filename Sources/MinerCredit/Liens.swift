import CreditBasics
import NumericCore

/// What can be pledged besides coins.
enum PledgedAsset {
  case gpus(ClassCount)
  case rigs(RigHolding)
  case lease
}

/// A lot or lease that is pledged, and to which tranches in rank order.
struct PledgedThing {
  let asset: PledgedAsset
  let liens: FixedArray<Int>
}

/// All that a miner has pledged besides coins, in the order in which liens are gone through: GPU lots,
/// rig lots and leases, each in name order.
func pledgedThings(_ miner: Miner, _ market: Market) -> [PledgedThing] {
  let lots = miner.gpuLots.map {
    (asset: PledgedAsset.gpus(ClassCount(gpu: $0.gpu, count: $0.count)), liens: $0.liens)
  }
  let rigs = miner.allRigLots.map {
    (asset: PledgedAsset.rigs(RigHolding([$0], market)), liens: $0.liens)
  }
  let leases = miner.leases.map { (asset: PledgedAsset.lease, liens: $0.liens) }
  return (lots + rigs + leases).filter { !$0.liens.isEmpty }
    .map { PledgedThing(asset: $0.asset, liens: FixedArray($0.liens)) }
}

/// What is pledged to one tranche besides coins.
struct LienPlan: Sendable {
  /// A thing that others rank before it on.
  struct Junior {
    let asset: PledgedAsset
    let seniors: FixedArray<Int>
  }

  /// GPUs on which nobody ranks before it, by class.
  let gpus: FixedArray<ClassCount>
  /// Such rigs.
  let rigs: RigHolding
  let juniors: FixedArray<Junior>
  /// Whether there is nothing but such GPUs.
  let isPlain: Bool

  init(_ miner: Miner, tranche index: Int, things: [PledgedThing], market: Market) {
    gpus = FixedArray(classCounts(miner.gpuLots.filter { $0.liens.first == index }))
    rigs = RigHolding(miner.allRigLots.filter { $0.liens.first == index }, market)
    juniors = FixedArray(
      things.compactMap { thing in
        let liens = thing.liens.indices.map { thing.liens[$0] }
        guard let rank = liens.firstIndex(of: index), rank > 0 else { return nil }
        return Junior(asset: thing.asset, seniors: FixedArray(Array(liens[..<rank])))
      })
    isPlain = rigs.isEmpty && juniors.isEmpty
  }
}

extension MinerDesk {
  /// A thing at mark, the miner's own factor included.
  func mark(_ asset: PledgedAsset, group: Int) -> Lanes {
    switch asset {
    case .gpus(let held):
      prices.resale(held.gpu)[group] * held.count * ownFactor[group]
    case .rigs(let rigs): rigMarks(rigs, group: group) * ownFactor[group]
    case .lease: .zero
    }
  }

  /// What a thing fetches.
  func proceeds(_ asset: PledgedAsset, _ factors: AssetFactors, group: Int) -> Lanes {
    switch asset {
    case .gpus(let held):
      prices.resale(held.gpu)[group] * factors.gpus[held.gpu][group] * held.count
        * ownFactor[group]
    case .rigs(let rigs):
      rigProceeds(rigs, factors.rigs, group: group) * ownFactor[group]
    case .lease: .zero
    }
  }

  /// What seniors leave to a tranche of the things on which they rank before it.
  ///
  /// Thing by thing each senior takes up to what is outstanding on it, once over all of them.
  func juniorValue(of index: Int, group: Int, worth: (PledgedAsset) -> Lanes) -> Lanes {
    let juniors = plan.tranches[index].liens.juniors
    for tranche in plan.tranches.indices {
      let columns = book.tranches[tranche]
      owed[tranche][group] = columns.outstanding[group] * columns.holdsGPUs[group]
    }
    var value = Lanes.zero
    for position in juniors.indices {
      var left = worth(juniors[position].asset)
      let seniors = juniors[position].seniors
      for rank in seniors.indices {
        let taken = left.atMost(owed[seniors[rank]][group])
        owed[seniors[rank]][group] -= taken
        left -= taken
      }
      value += left
    }
    return value * book.tranches[index].holdsGPUs[group]
  }

  /// Pays every tranche from what is pledged to it: its coins, then thing by thing in the order of liens,
  /// all up to the claims.
  /// - Returns: What they take together.
  func takeInRank(_ factors: AssetFactors, lanes: LaneMask, group: Int) -> Lanes {
    var total = Lanes.zero
    for position in plan.collateralTranches.indices {
      let tranche = book.tranches[plan.collateralTranches[position]]
      let taken = coinProceeds(of: tranche, factors, group: group)
        .atMost(tranche.claim[group])
      tranche.recovery.set(taken, where: lanes, group: group)
      total += taken
    }
    for position in plan.rankedThings.indices {
      let liens = plan.rankedThings[position].liens
      var left = proceeds(plan.rankedThings[position].asset, factors, group: group)
      for rank in liens.indices {
        let tranche = book.tranches[liens[rank]]
        let unpaid = tranche.claim[group] - tranche.recovery[group]
        let paysAll = left .>= unpaid
        let holds = lanes .& (tranche.holdsGPUs[group] .> 0)
        let recovery = (tranche.recovery[group] + left).replacing(
          with: tranche.claim[group], where: paysAll)
        tranche.recovery.set(recovery, where: holds, group: group)
        let taken = keep(left.atMost(unpaid), where: holds)
        total += taken
        left -= taken
      }
    }
    return total
  }
}
