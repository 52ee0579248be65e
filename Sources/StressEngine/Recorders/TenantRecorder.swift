import CreditBasics
import MarketPaths
import MinerCredit
import NumericCore
import RiskMeasures

/// Keeps when named tenants fail on a tile of paths, and counts the defaults that follow within a year.
final class TenantRecorder {
  private let hazard: LaneColumn
  private let failsAt: LaneColumns
  private let table: LaneTable
  /// The step of each tenant's failure; negative before it.
  private let steps: LaneColumns
  private let stepsPerYear: Int
  private let minerCount: Int
  private var found: [(tenant: Int, year: Int, defaults: Int)] = []

  init(_ plan: RunPlan, market: MarketTile, shared: SharedTile) {
    hazard = market.view(of: .full).cumulativeTenantHazard
    failsAt = shared.tenantsFailAt
    let count = plan.book.tenants.count
    table = LaneTable(columns: count)
    steps = table.columns(count)
    stepsPerYear = plan.scenario.grid.stepsPerYear
    minerCount = plan.book.miners.count
  }

  /// Starts a tile.
  func begin() {
    for tenant in steps.indices { steps[tenant].fill(-1) }
  }

  /// Records a step once the market has moved.
  func record(step: Int) {
    for tenant in steps.indices {
      for group in 0..<tileGroups {
        let fails = (hazard[group] .>= failsAt[tenant][group]) .& (steps[tenant][group] .< 0)
        steps[tenant][group] = steps[tenant][group].replacing(
          with: Lanes(repeating: Double(step)), where: fails)
      }
    }
  }

  /// Reads a finished tile's `count` paths, from the block's path `first` on.
  func finish(_ outcomes: BlockOutcomes, first: Int, count: Int) {
    for tenant in steps.indices {
      for lane in 0..<count where steps[tenant][lane: lane] >= 0 {
        let step = Int(steps[tenant][lane: lane])
        let followers = (0..<minerCount).count { miner in
          let at = miner * outcomes.pathCount + first + lane
          return (step...step + stepsPerYear).contains(Int(outcomes.defaultStep[at]))
        }
        found.append((tenant, step / stepsPerYear, followers))
      }
    }
  }

  /// Hands what was recorded of a block to the tally.
  func flush(to tally: inout StressTally) {
    for item in found {
      tally.tenants.add(tenant: item.tenant, year: item.year, defaults: item.defaults)
    }
    found.removeAll(keepingCapacity: true)
  }
}
