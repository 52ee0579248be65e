import CreditBasics
import NumericCore

/// What can be pledged besides coins.
enum PledgedAsset {
  case gpus(ClassCount)
  /// GPUs with an assignable contract, by its place among the miner's assignable contracts.
  case contracted(ClassCount, contract: Int)
  case rigs(RigHolding)
  /// A lease, by its place among those that have a value; −1 without a value.
  case lease(Int)
}

/// A lot or lease that is pledged, and to which tranches in rank order.
struct PledgedThing {
  let asset: PledgedAsset
  /// Place of the share in which it counts; −1 if it always counts in full.
  let share: Int
  let liens: FixedArray<Int>
}

/// All that a miner has pledged besides coins, in the order in which liens are satisfied: GPU lots,
/// rig lots and leases, each kind in name order.
func pledgedThings(
  _ miner: Miner, _ market: Market, _ orders: OrderAgenda, in storage: Storage
) -> [PledgedThing] {
  let thing = { (asset: PledgedAsset, liens: [Int], order: Int?) in
    PledgedThing(
      asset: asset, share: order.map { orders.places[$0].share } ?? -1,
      liens: FixedArray(liens, in: storage))
  }
  let lots = miner.gpuLots.enumerated().map { index, lot in
    let held = ClassCount(gpu: lot.gpu, count: lot.count)
    let contract = miner.contractPlace(ofLot: index)
    return thing(
      contract < 0 ? .gpus(held) : .contracted(held, contract: contract), lot.liens, lot.order)
  }
  let rigs = miner.allRigLots.map {
    thing(.rigs(RigHolding([$0], market)), $0.liens, $0.order)
  }
  let leases = miner.leases.enumerated().map { index, lease in
    thing(.lease(miner.valuePlace(ofLease: index)), lease.liens, lease.order)
  }
  return (lots + rigs + leases).filter { !$0.liens.isEmpty }
}

/// What is pledged to the tranches of one miner besides coins, sorted by tranche once for all of them.
struct PledgeIndex {
  /// All that is pledged, if some of it is to several tranches.
  let rankedThings: [PledgedThing]
  /// All lots on order and all leases that have a value, pledged or not.
  let allOrdered: [OrderedAsset]
  let allLeases: [ValuedLease]
  // By the tranche that has the first lien.
  fileprivate let gpuLots: [Int: [GPULot]]
  fileprivate let rigLots: [Int: [RigLot]]
  fileprivate let ordered: [Int: [OrderedAsset]]
  fileprivate let leases: [Int: [ValuedLease]]
  fileprivate let contracts: [Int: [Int]]
  /// Things on which other tranches rank before a tranche.
  fileprivate let juniors: [Int: [LienPlan.Junior]]
  /// The tranches to which something is pledged.
  fileprivate let secured: Set<Int>

  init(_ miner: Miner, _ market: Market, _ orders: OrderAgenda, in storage: Storage) {
    let things = pledgedThings(miner, market, orders, in: storage)
    rankedThings = things.contains { $0.liens.count > 1 } ? things : []
    let ordered = orderedAssets(miner, market, orders)
    let leases = miner.valuedLeases(orders)
    (allOrdered, allLeases) = (ordered.map(\.asset), leases.map(\.lease))
    gpuLots = byFirst(miner.gpuLots.filter { $0.order == nil }.map { ($0, $0.liens) })
    rigLots = byFirst(miner.allRigLots.filter { $0.order == nil }.map { ($0, $0.liens) })
    self.ordered = byFirst(ordered.map { ($0.asset, $0.liens) })
    self.leases = byFirst(leases.map { ($0.lease, $0.liens) })
    let contracted = miner.gpuLots.filter { $0.contract?.isAssignable ?? false }
    contracts = byFirst(contracted.enumerated().map { ($0, $1.liens) })
    var juniors: [Int: [LienPlan.Junior]] = [:]
    var secured: Set<Int> = []
    for thing in things {
      for rank in thing.liens.indices {
        let tranche = thing.liens[rank]
        secured.insert(tranche)
        guard rank > 0 else { continue }
        juniors[tranche, default: []].append(
          LienPlan.Junior(
            asset: thing.asset, share: thing.share, seniors: thing.liens.prefix(rank)))
      }
    }
    (self.juniors, self.secured) = (juniors, secured)
  }
}

/// What is pledged, by the tranche that has the first lien on it.
private func byFirst<Thing>(_ things: [(Thing, liens: [Int])]) -> [Int: [Thing]] {
  var sorted: [Int: [Thing]] = [:]
  for (thing, liens) in things {
    if let first = liens.first { sorted[first, default: []].append(thing) }
  }
  return sorted
}

/// What is pledged to one tranche besides coins.
struct LienPlan: Sendable {
  /// A thing on which other tranches rank before this one.
  struct Junior {
    let asset: PledgedAsset
    /// Place of the share in which it counts; −1 if it always counts in full.
    let share: Int
    let seniors: FixedArray<Int>
  }

  /// GPUs on which it has the first lien, not on order, by class.
  let gpus: FixedArray<ClassCount>
  /// Rigs on which it has the first lien, not on order.
  let rigs: RigHolding
  /// Lots on order on which it has the first lien.
  let ordered: FixedArray<OrderedAsset>
  /// Leases that have a value and on which it has the first lien.
  let leases: FixedArray<ValuedLease>
  /// Places of assignable contracts on lots on which it has the first lien.
  let contracts: FixedArray<Int>
  let juniors: FixedArray<Junior>
  /// Whether it has no other liens than those on `gpus`.
  let isPlain: Bool
  /// Whether anything at all is pledged to it besides coins.
  let areAny: Bool

  init(_ pledges: PledgeIndex, tranche index: Int, market: Market, in storage: Storage) {
    gpus = FixedArray(classCounts(pledges.gpuLots[index] ?? []), in: storage)
    rigs = RigHolding(pledges.rigLots[index] ?? [], market)
    ordered = FixedArray(pledges.ordered[index] ?? [], in: storage)
    juniors = FixedArray(pledges.juniors[index] ?? [], in: storage)
    leases = FixedArray(pledges.leases[index] ?? [], in: storage)
    contracts = FixedArray(pledges.contracts[index] ?? [], in: storage)
    isPlain = rigs.isEmpty && juniors.isEmpty && ordered.isEmpty && leases.isEmpty
    areAny = pledges.secured.contains(index)
  }
}

extension MinerDesk {
  /// A thing at mark, the miner's own factor included.
  func mark(_ asset: PledgedAsset, group: Int) -> Lanes {
    if case .lease(let place) = asset { return leaseMark(place, group: group) }
    return plainMark(asset, group: group) * ownFactor[group]
  }

  /// A lot at mark, before the miner's own factor; 0 for leases.
  func plainMark(_ asset: PledgedAsset, group: Int) -> Lanes {
    switch asset {
    case .gpus(let held), .contracted(let held, _):
      prices.resale(held.gpu)[group] * held.count
    case .rigs(let rigs): rigMarks(rigs, group: group)
    case .lease: .zero
    }
  }

  /// What a thing fetches, the miner's own factor included.
  func proceeds(_ asset: PledgedAsset, _ factors: AssetFactors, group: Int) -> Lanes {
    if case .lease(let place) = asset {
      return leaseMark(place, group: group) * plan.operations.concerns.leaseFactor
    }
    let hardware = plainProceeds(asset, factors, group: group) * ownFactor[group]
    guard case .contracted(_, let contract) = asset else { return hardware }
    return hardware + contractGain(contract, factors, group: group)
  }

  /// What a lot fetches as hardware, before the miner's own factor; 0 for leases.
  func plainProceeds(_ asset: PledgedAsset, _ factors: AssetFactors, group: Int) -> Lanes {
    switch asset {
    case .gpus(let held), .contracted(let held, _):
      prices.resale(held.gpu)[group] * factors.gpus[held.gpu][group] * held.count
    case .rigs(let rigs): rigProceeds(rigs, factors.rigs, group: group)
    case .lease: .zero
    }
  }

  /// Dollars that senior tranches leave to a tranche of the things on which they rank before it.
  ///
  /// Each senior takes what is outstanding on it, in total once, going through the things in order.
  func juniorValue(of index: Int, group: Int, worth: (PledgedAsset) -> Lanes) -> Lanes {
    let juniors = plan.tranches[index].liens.juniors
    for position in juniors.indices {
      let seniors = juniors[position].seniors
      for rank in seniors.indices {
        let senior = book.tranches[seniors[rank]]
        owed[seniors[rank]][group] = senior.outstanding[group] * senior.holdsLiens[group]
      }
    }
    var value = Lanes.zero
    for position in juniors.indices {
      var left =
        worth(juniors[position].asset) * paidShare(juniors[position].share, group: group)
      let seniors = juniors[position].seniors
      for rank in seniors.indices {
        let taken = left.atMost(owed[seniors[rank]][group])
        owed[seniors[rank]][group] -= taken
        left -= taken
      }
      value += left
    }
    return value * book.tranches[index].holdsLiens[group]
  }

  /// Pays every tranche from what is pledged to it: its coins and reserve, then thing by thing in
  /// the order of liens, all up to the claims.
  /// - Returns: What they take together.
  func takeInRank(_ factors: AssetFactors, lanes: LaneMask, group: Int) -> Lanes {
    var total = Lanes.zero
    for position in plan.collateralTranches.indices {
      let tranche = book.tranches[plan.collateralTranches[position]]
      let first =
        coinProceeds(of: tranche, factors, group: group)
        + reserve(of: plan.collateralTranches[position], group: group)
      let taken = first.atMost(tranche.claim[group])
      tranche.recovery.set(taken, where: lanes, group: group)
      total += taken
    }
    for position in plan.rankedThings.indices {
      let liens = plan.rankedThings[position].liens
      let thing = plan.rankedThings[position]
      var left =
        proceeds(thing.asset, factors, group: group) * paidShare(thing.share, group: group)
      for rank in liens.indices {
        let tranche = book.tranches[liens[rank]]
        let unpaid = tranche.claim[group] - tranche.recovery[group]
        let paysAll = left .>= unpaid
        let holds = lanes .& (tranche.holdsLiens[group] .> 0)
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
