import CreditBasics
import NumericCore

/// The shifts of a tilted run's normals by period, and the sums of what was drawn (importance sampling).
public final class NormalShifts {
  private let table: LaneTable
  /// The period of each step; `periods` for a step in none.
  private let periodOfStep: [Int]
  private let periods: Int
  /// `drivers × periods`, in the order of the plan's drawn drivers.
  private let shifts: [Double]
  /// Sums of the shifted normals, laid out like the shifts.
  private let sums: LaneColumns

  /// Takes from a tilt the shifts of the drivers that a market draws.
  package init(_ tilt: DrawTilt, market: MarketTile, grid: TimeGrid) {
    let count = tilt.periodEnds.count
    periods = count
    periodOfStep = (0..<grid.stepCount).map { tilt.period(of: $0) ?? count }
    shifts = market.plan.drawnDrivers.flatMap { driver in
      (0..<count).map { tilt.drivers.isEmpty ? 0 : tilt.drivers[driver.rawValue][$0] }
    }
    table = LaneTable(columns: shifts.count)
    sums = table.columns(shifts.count)
  }

  /// Forgets the sums of the previous tile.
  public func begin() {
    for cell in sums.indices { sums[cell].fill(0) }
  }

  /// Shifts the normals of a step and adds them up.
  func apply(to market: MarketTile, step: Int) {
    let period = periodOfStep[step]
    guard period < periods else { return }
    for index in market.plan.drivers.indices {
      let cell = index * periods + period
      let normal = market.normals[market.plan.drivers[index].index, .of(step)]
      let (sum, shift) = (sums[cell], shifts[cell])
      for group in 0..<tileGroups {
        normal[group] += shift
        sum[group] += normal[group]
      }
    }
  }

  /// Sum of a drawn driver's normals over the steps of a period, by its place among the drawn ones.
  public func sum(drawn index: Int, period: Int, lane: Int) -> Double {
    sums[index * periods + period][lane: lane]
  }
}

extension MarketPlan {
  /// `P = exp(QΔ)` of a scenario's own switching.
  public static func stepTransition(_ scenario: Scenario) -> [[Double]] {
    StepScaling(market: scenario.market, grid: scenario.grid).transitionMatrix(nil)
  }

  /// The drivers whose normals are drawn, in order.
  public var drawnDrivers: [Driver] {
    drivers.indices.map { Driver.allCases[drivers[$0].index] }
  }
}

extension MarketTile {
  /// Number of jumps of an event so far: its stream yields one word at the start and three for each
  /// jump.
  public func jumpCount(event: Int, lane: Int) -> Int {
    Int(events.jumpStream[event * lanes + lane].drawn - 1) / 3
  }
}

extension StepScaling {
  /// Hazard of each jump event in a step of a regime.
  func jumpHazards(in regime: Int, _ tilt: DrawTilt?) -> [Double] {
    market.jumps.indices.map { event in
      let hazard = market.jumps[event].intensityPerYear[regime] * dt
      return tilt.map { hazard * $0.factor(ofJump: event) } ?? hazard
    }
  }

  /// Probabilities of the first regime.
  func initialRegime(_ tilt: DrawTilt?) -> [Double] {
    guard let tilt, !tilt.initialRegime.isEmpty else { return market.initialRegime }
    return tilt.initialRegime
  }
}
