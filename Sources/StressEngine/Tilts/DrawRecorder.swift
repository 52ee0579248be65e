import CreditBasics
import MarketPaths
import MinerCredit
import NumericCore

/// Adds up the totals of a tilted run's draws, path by path (`DrawSpace`).
final class DrawRecorder {
  private let space: DrawSpace
  private let market: MarketTile
  private let shared: SharedTile
  private let shifts: NormalShifts
  private let tenantHazard: LaneColumn
  private let tilt: DrawTilt
  private let jumpHazard: [[Double]]
  private var paths: [LaneBits] = []
  private var regime = Array(repeating: 0, count: TileRunner.lanes)
  /// Totals of the tile under way, lane by lane.
  private var tile: [Double]
  /// `ln Z` at the end of the previous period, by own factor and lane.
  private var before: [Double]
  /// Totals of the finished paths of a block, path by path.
  private(set) var totals: [Double] = []

  init(
    _ space: DrawSpace, market: MarketTile, shared: SharedTile, shifts: NormalShifts
  ) {
    self.space = space
    self.market = market
    self.shared = shared
    tenantHazard = market.view(of: .full).cumulativeTenantHazard
    tilt = space.scenario.simulation.tilt ?? DrawTilt()
    self.shifts = shifts
    let dt = space.scenario.grid.stepYears
    jumpHazard = space.scenario.market.jumps.map { $0.intensityPerYear.map { $0 * dt } }
    tile = Array(repeating: 0, count: space.count * TileRunner.lanes)
    before = Array(repeating: 0, count: space.owns.count * TileRunner.lanes)
  }

  /// Forgets the previous block.
  func beginBlock() { totals.removeAll(keepingCapacity: true) }

  /// Starts a tile.
  func begin(paths: [LaneBits]) {
    self.paths = paths
    for index in tile.indices { tile[index] = 0 }
    for index in before.indices { before[index] = 0 }
  }

  /// Reads a step once the market has moved.
  func step(_ step: Int) {
    if space.regimes > 0 || space.jumps > 0 { countRegimes(step) }
    if !space.owns.isEmpty, let period = space.periodEnds.firstIndex(of: step + 1) {
      addOwnFactors(period)
    }
  }

  private func countRegimes(_ step: Int) {
    let isDrawn = space.regimes > 0 && space.drawsRegime[step]
    for lane in 0..<TileRunner.lanes {
      let now = market.regime(lane: lane)
      let start = lane * space.count
      if isDrawn {
        let cell =
          step == 0
          ? space.firstInitial + now : space.firstTransition + regime[lane] * space.regimes + now
        tile[start + cell] += 1
      }
      regime[lane] = now
      for event in jumpHazard.indices {
        tile[start + space.firstJump + 2 * event + 1] += jumpHazard[event][now]
      }
    }
  }

  private func addOwnFactors(_ period: Int) {
    let dt = space.scenario.grid.stepYears
    let length = Double(space.length(ofPeriod: period))
    for (index, miner) in space.owns.enumerated() {
      let volatility = space.scenario.miners[miner].idiosyncraticVolatility
      let source = space.drivers.count + index
      for lane in 0..<TileRunner.lanes {
        let now = shared.logFactor(of: miner, lane: lane)
        let move = now - before[index * TileRunner.lanes + lane]
        before[index * TileRunner.lanes + lane] = now
        tile[lane * space.count + source * space.periods + period] =
          (move + length * volatility * volatility * dt / 2) / (volatility * dt.squareRoot())
      }
    }
  }

  /// Completes the totals of a tile and keeps those of its first `count` lanes.
  func finish(count: Int) {
    for lane in 0..<count {
      let start = lane * space.count
      for driver in space.drivers.indices {
        for period in 0..<space.periods {
          tile[start + driver * space.periods + period] = shifts.sum(
            drawn: driver, period: period, lane: lane)
        }
      }
      for event in 0..<space.jumps {
        tile[start + space.firstJump + 2 * event] = Double(
          market.jumpCount(event: event, lane: lane))
      }
      for site in space.sites.indices { readTenant(site, lane: lane) }
    }
    totals += tile[..<(count * space.count)]
  }

  /// Reads whether a tenant's waiting time, in units of hazard, has ended by the last step, and how
  /// much of it has passed.
  private func readTenant(_ index: Int, lane: Int) {
    let site = space.sites[index]
    let path = paths[lane / laneCount][lane % laneCount]
    let bits = Philox.words(
      seed: space.scenario.simulation.seed, path: path, purpose: site.purpose, index: 0
    ).0
    let waiting = -log(uniform(bits)) / tilt.factor(of: site)
    let passed = site.risk * tenantHazard[lane: lane]
    let cell = lane * space.count + space.firstSite + 2 * index
    tile[cell] = waiting <= passed ? 1 : 0
    tile[cell + 1] = min(waiting, passed)
  }
}
