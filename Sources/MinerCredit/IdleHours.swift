import CreditBasics
import NumericCore

/// What an hour of a GPU of a class costs to run at spot prices.
struct RunningCost: Sendable {
  let opexPerHour: Double
  let megawatts: Double
  /// Whether some miner has a lot of the class.
  let isHeld: Bool
}

/// Classes of GPU of which an hour let at spot rent costs more than it earns (model §3, stage 1).
///
/// An hour that runs earns `rent − opex − kW((1 − f)P + f P_f)`, one that idles
/// `kW f (s(P − P_f)⁺ − (P_f − P)⁺)`: idling earns `opex + kW P − rent − kW f (1 − s)(P − P_f)⁺` more.
/// Where the first three terms, which know no miner, are negative everything runs.
struct IdleHours: Sendable {
  let costs: FixedArray<RunningCost>
  /// `opex + kW P − rent` by class in dollars per hour, where a class is marked.
  let loss: LaneColumns
  /// For each group, whether some class loses money in some lane.
  let isAny: FixedArray<Bool>
  /// The same by class and group.
  private let marks: FixedArray<Bool>

  init(_ costs: FixedArray<RunningCost>, table: LaneTable) {
    self.costs = costs
    loss = table.columns(costs.count)
    isAny = FixedArray(Array(repeating: false, count: tileGroups))
    marks = FixedArray(Array(repeating: false, count: costs.count * tileGroups))
  }

  /// Whether a class loses money in some lane of a group.
  @inline(__always)
  func isMarked(_ gpu: Int, group: Int) -> Bool { marks[gpu * tileGroups + group] }

  /// Looks at a step's prices.
  @inline(__always)
  func look(group: Int, market: MarketView) {
    let power = market.prices.power[group]
    isAny[group] = false
    for gpu in costs.indices where costs[gpu].isHeld {
      let cost = power.times(
        costs[gpu].megawatts, plus: Lanes(repeating: costs[gpu].opexPerHour))
      let loss = cost - market.rents[gpu][group]
      let isLost = anyLane(loss .> 0)
      marks[gpu * tileGroups + group] = isLost
      if isLost {
        self.loss[gpu][group] = loss
        isAny[group] = true
      }
    }
  }
}

extension CreditPlan {
  /// Costs of an hour of each class of the market.
  static func runningCosts(_ scenario: Scenario) -> FixedArray<RunningCost> {
    let held = Set(scenario.miners.flatMap { $0.gpuLots.map(\.gpu) })
    return FixedArray(
      scenario.market.gpus.enumerated().map { index, gpu in
        RunningCost(
          opexPerHour: gpu.opexPerHour, megawatts: gpu.kilowatts / 1000,
          isHeld: held.contains(index))
      })
  }
}

extension IncomeTerms {
  /// Adds to the step's income what hours without contract gain by idling.
  func idle(
    _ plan: OperationsPlan, _ hours: IdleHours, step: Int, group: Int, market: MarketView
  ) {
    let forgone = plan.power.forgone(atSpot: market.prices.power[group], step: step)
    var gained = Lanes.zero
    for position in plan.classes.indices {
      let gpu = plan.classes[position]
      guard hours.isMarked(gpu, group: group) else { continue }
      let each = hours.loss[gpu][group] - forgone * hours.costs[gpu].megawatts
      gained = each.atLeast(.zero).times(openHours(position)[group], plus: gained)
    }
    income[group] = gained.times(market.utilisation[group], plus: income[group])
  }
}
