import CreditBasics
import MarketPaths
import MinerCredit
import NumericCore
import RiskMeasures

/// Adds up what the full world's defaulters dump of each class of hardware, year by year.
final class InventoryRecorder {
  private let market: MarketTile
  private let resolution: ResolutionPlan
  private let impact: MarketImpact
  private let prices: MarketPrices
  private let gpuCount: Int
  /// GPU classes, and rigs after them.
  private let classCount: Int
  private let stepsPerYear: Int
  private let stepCount: Int
  /// Units, resale value, proceeds and largest overhang of each class in the present year.
  private let sums: LaneColumns
  private let table: LaneTable
  /// Whether any of these differs from 0 in a group.
  private var isUsed = Array(repeating: false, count: tileGroups)
  private var found: [(hardware: Int, year: Int, dumped: DumpedUnits)] = []

  init(_ plan: RunPlan, market: MarketTile) {
    self.market = market
    resolution = plan.full.resolution
    impact = market.impact
    prices = market.view(of: .full).prices
    gpuCount = plan.scenario.market.gpus.count
    classCount = plan.book.hardware.count
    stepsPerYear = plan.scenario.grid.stepsPerYear
    stepCount = plan.scenario.grid.stepCount
    table = LaneTable(columns: 4 * classCount)
    sums = table.columns(4 * classCount)
  }

  /// Starts a tile.
  func begin() {
    for index in sums.indices { sums[index].fill(0) }
    for group in isUsed.indices { isUsed[group] = false }
  }

  /// Records a step before its sales are absorbed; only the first `count` lanes are paths of the
  /// run.
  ///
  /// A year's overhang is largest after a step that dumps something, or in the year's first step.
  func record(step: Int, count: Int) {
    let isFirst = step % stepsPerYear == 0
    for group in 0..<tileGroups
    where impact.touched[group] || isFirst && market.hasInventory(group: group) {
      for hardware in 0..<classCount { add(hardware, group: group, isFirst: isFirst) }
    }
    guard (step + 1) % stepsPerYear == 0 || step + 1 == stepCount else { return }
    for group in 0..<tileGroups where isUsed[group] {
      keep(group: group, year: step / stepsPerYear, count: count)
    }
  }

  private func add(_ hardware: Int, group: Int, isFirst: Bool) {
    let isGPU = hardware < gpuCount
    let units = (isGPU ? impact.dumped[hardware] : impact.rigsDumped)[group]
    let isDumped = anyLane(units .> 0)
    guard isDumped || isFirst else { return }
    let overhang =
      isGPU
      ? market.overhangAfterSales(hardware, group: group)
      : market.rigOverhangAfterSales(group: group)
    guard isDumped || anyLane(overhang .> 0) else { return }
    isUsed[group] = true
    let first = 4 * hardware
    sums[first + 3][group] = sums[first + 3][group].atLeast(overhang)
    guard isDumped else { return }
    let marks =
      isGPU ? units * prices.resale(hardware)[group] : impact.rigMarksDumped[group]
    let share =
      isGPU
      ? resolution.shareOfResale(hardware, units: units)
      : resolution.shareOfRigMarks(petahash: units)
    sums[first][group] += units
    sums[first + 1][group] += marks
    sums[first + 2][group] += marks * share
  }

  /// Ends a group's year.
  private func keep(group: Int, year: Int, count: Int) {
    isUsed[group] = false
    for hardware in 0..<classCount {
      let values = (0..<4).map { sums[4 * hardware + $0][group] }
      for lane in 0..<laneCount where group * laneCount + lane < count {
        let dumped = DumpedUnits(
          units: values[0][lane], marked: values[1][lane], fetched: values[2][lane],
          greatestOverhang: values[3][lane])
        guard dumped.units > 0 || dumped.greatestOverhang > 0 else { continue }
        found.append((hardware, year, dumped))
      }
      for index in 0..<4 { sums[4 * hardware + index][group] = Lanes(repeating: 0) }
    }
  }

  /// Hands what was recorded of a block to the tally.
  func flush(to tally: inout StressTally) {
    for item in found { tally.inventory.add(item.dumped, hardware: item.hardware, year: item.year) }
    found.removeAll(keepingCapacity: true)
  }
}
