import CreditBasics
import NumericCore

/// What an hour of a GPU of a class costs to run at spot prices.
struct RunningCost: Sendable {
  let gpu: Int
  let opexPerHour: Double
  let megawatts: Double

  /// `opex + kW P`.
  @inline(__always)
  func perHour(atSpot power: Lanes) -> Lanes {
    power.times(megawatts, plus: Lanes(repeating: opexPerHour))
  }
}

/// Hours let at spot that idle because they would earn less when run (model §3, stage 1).
///
/// An hour that runs earns `rent − opex − kW((1 − f)P + f P_f)`, one that idles
/// `kW f (s(P − P_f)⁺ − (P_f − P)⁺)`: idling earns `opex + kW P − rent − kW f (1 − s)(P − P_f)⁺` more.
/// Where the first three terms, which know no miner, are negative for all classes everything runs.
extension SharedTile {
  /// The groups in which some class of GPU costs more to run than it earns, one bit each.
  @inline(__always)
  func groupsThatIdle() -> UInt8 {
    var groups: UInt8 = 0
    for group in 0..<tileGroups {
      let power = market.prices.power[group]
      var isLost = LaneMask(repeating: false)
      for index in runningCosts.indices {
        let cost = runningCosts[index]
        isLost = isLost .| (cost.perHour(atSpot: power) .> market.rents[cost.gpu][group])
      }
      if anyLane(isLost) { groups |= 1 << UInt8(group) }
    }
    return groups
  }

  /// Adds to a miner's income of the step what its hours without contract gain by idling.
  @inline(never)
  func idle(_ miner: Int, in groups: UInt8, step: Int) {
    let book = operations[miner]
    let costs = book.plan.classes
    for group in 0..<tileGroups where groups & (1 << UInt8(group)) != 0 {
      let power = market.prices.power[group]
      let forgone = book.plan.power.forgone(atSpot: power, step: step)
      var gained = Lanes.zero
      for position in costs.indices {
        let cost = costs[position]
        let loss = cost.perHour(atSpot: power) - market.rents[cost.gpu][group]
        let each = (loss - forgone * cost.megawatts).atLeast(.zero)
        gained = each.times(book.terms.openHours(position)[group], plus: gained)
      }
      book.income[group] = gained.times(market.utilisation[group], plus: book.income[group])
    }
  }
}

extension CreditPlan {
  /// Costs of an hour of each class that some miner has a lot of.
  static func runningCosts(_ scenario: Scenario) -> FixedArray<RunningCost> {
    let held = Set(scenario.miners.flatMap { $0.gpuLots.map(\.gpu) })
    return FixedArray(held.sorted().map { RunningCost(scenario.market.gpus, $0) })
  }
}

extension RunningCost {
  init(_ classes: [GPUClass], _ gpu: Int) {
    self.init(
      gpu: gpu, opexPerHour: classes[gpu].opexPerHour, megawatts: classes[gpu].kilowatts / 1000)
  }
}
