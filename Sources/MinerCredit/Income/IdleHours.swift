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

/// Classes of GPU and groups of lanes in which spot hours idle because running them would earn less
/// (model §3, stage 1).
///
/// An hour that runs earns `rent − opex − kW((1 − f)P + f P_f)`, one that idles `kW f (s(P − P_f)⁺
/// − (P_f − P)⁺)`: idling earns `opex + kW P − rent − kW f (1 − s)(P − P_f)⁺` more. Everything runs
/// where `opex + kW P − rent`, which is the same for all miners, is not positive.
///
/// One bit for each class and group. Classes sixteen apart share a bit, which costs time but
/// changes no result.
struct IdleGroups {
  private var bits: UInt64 = 0

  private static func shift(_ cost: Int) -> UInt64 { UInt64(cost % 16 * tileGroups) }

  /// The bits of some classes in all groups.
  static func mask(of costs: [Int]) -> UInt64 {
    costs.reduce(0) { $0 | (1 << UInt64(tileGroups) - 1) << shift($1) }
  }

  @inline(__always)
  mutating func insert(_ cost: Int, group: Int) { bits |= 1 << (Self.shift(cost) + UInt64(group)) }

  /// Whether any class of a mask idles anywhere.
  @inline(__always)
  func isAny(of mask: UInt64) -> Bool { bits & mask != 0 }

  func contains(_ cost: Int, group: Int) -> Bool {
    bits & 1 << (Self.shift(cost) + UInt64(group)) != 0
  }
}

extension SharedTile {
  /// The classes and groups in which a GPU costs more to run than its spot rent, in some lane.
  @inline(__always)
  func groupsThatIdle(in range: Range<Int> = 0..<tileGroups) -> IdleGroups {
    var groups = IdleGroups()
    for group in range {
      let power = market.prices.power[group]
      for index in runningCosts.indices {
        let cost = runningCosts[index].perHour(atSpot: power)
        if anyLane(cost .> market.rents[runningCosts[index].gpu][group]) {
          groups.insert(index, group: group)
        }
      }
    }
    return groups
  }

  /// Adds to a miner's income of the step what its hours without contract gain by idling.
  @inline(never)
  func idle(_ miner: Int, in groups: IdleGroups, step: Int) {
    for position in operations[miner].plan.classes.indices {
      for group in 0..<tileGroups {
        idle(miner, position, in: groups, step: step, group: group)
      }
    }
  }

  /// Adds what hours of one class gain by idling, if it idles in a group.
  @inline(__always)
  func idle(_ miner: Int, _ position: Int, in groups: IdleGroups, step: Int, group: Int) {
    let book = operations[miner]
    let index = book.plan.classes[position]
    guard groups.contains(index, group: group) else { return }
    let cost = runningCosts[index]
    let power = market.prices.power[group]
    let forgone = book.plan.power.forgone(atSpot: power, step: step) * cost.megawatts
    let loss = cost.perHour(atSpot: power) - market.rents[cost.gpu][group]
    let hours = book.terms.openHours(position)[group] * market.utilisation[group]
    book.income[group] = (loss - forgone).atLeast(.zero).times(hours, plus: book.income[group])
  }
}

extension RunningCost {
  init(_ classes: [GPUClass], _ gpu: Int) {
    self.init(
      gpu: gpu, opexPerHour: classes[gpu].opexPerHour, megawatts: classes[gpu].kilowatts / 1000)
  }
}

extension Market {
  /// Classes of which some miner has a lot.
  func gpusHeld(by miners: [Miner]) -> [Int] {
    Set(miners.flatMap { $0.gpuLots.map(\.gpu) }).sorted()
  }
}
