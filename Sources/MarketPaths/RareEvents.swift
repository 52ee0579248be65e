import CreditBasics
import NumericCore

/// A jump that waits to be applied to one lane in this step.
struct PendingJump {
  var lane: Int
  var btc: Double
  var eth: Double
  var rent: Double
}

/// Regime changes, jumps and launches of a tile's lanes, drawn by waiting times.
///
/// Until its next event a lane costs one comparison per step. A sojourn in a regime is geometric;
/// jumps come when their integrated hazard `Σ λ_{e,r} Δ` reaches sums of exponentials, which makes
/// counts in a step Poisson whatever the regimes do. Each lane has streams of its own, so that one
/// lane's events change no draw of another.
struct RareEvents {
  static let never = Int.max / 4

  private let pinnedPlan: Pinned<MarketPlan>
  private let lanes: Int
  /// First step at which something happens in a lane, by group of eight.
  let nextStep: FixedArray<SIMD8<Int64>>
  let regime: FixedArray<Int>
  let leaveStep: FixedArray<Int>
  let regimeStream: FixedArray<PathStream>
  /// Jump clocks, `events × lanes`: hazard that is left before the next jump at the start of step
  /// `clockStep`.
  let hazardLeft: FixedArray<Double>
  let jumpStep: FixedArray<Int>
  let jumpStream: FixedArray<PathStream>
  /// Start of the stretch of constant hazard, per lane.
  let clockStep: FixedArray<Int>
  /// Steps of the launches, `launches × lanes`.
  let launchStep: FixedArray<Int>
  /// The step of the next launch, per lane.
  let nextLaunch: FixedArray<Int>

  init(plan: MarketPlan, lanes: Int, in storage: Storage) {
    pinnedPlan = Pinned(plan, in: storage)
    self.lanes = lanes
    let none = PathStream(a: 0, b: 0, c: 0)
    nextStep = FixedArray(Array(repeating: SIMD8(), count: lanes / laneCount), in: storage)
    regime = FixedArray(Array(repeating: 0, count: lanes), in: storage)
    leaveStep = FixedArray(Array(repeating: 0, count: lanes), in: storage)
    regimeStream = FixedArray(Array(repeating: none, count: lanes), in: storage)
    let clocks = plan.jumps.count * lanes
    hazardLeft = FixedArray(Array(repeating: 0, count: clocks), in: storage)
    jumpStep = FixedArray(Array(repeating: 0, count: clocks), in: storage)
    jumpStream = FixedArray(Array(repeating: none, count: clocks), in: storage)
    clockStep = FixedArray(Array(repeating: 0, count: lanes), in: storage)
    launchStep = FixedArray(Array(repeating: 0, count: plan.launches.count * lanes), in: storage)
    nextLaunch = FixedArray(Array(repeating: Self.never, count: lanes), in: storage)
  }

  private var plan: MarketPlan {
    @inline(__always) unsafeAddress { pinnedPlan.address }
  }

  /// Draws the first regime, first jumps and launch dates of the path in a lane.
  func begin(lane: Int, path: UInt64) {
    clockStep[lane] = 0
    beginRegime(lane: lane, path: path)
    for event in plan.jumps.indices {
      let clock = event * lanes + lane
      jumpStream[clock] = PathStream(
        seed: plan.seed, path: path, purpose: plan.jumps[event].purpose)
      hazardLeft[clock] = -log(jumpStream[clock].nextUniform())
      scheduleJump(event: event, lane: lane)
    }
    for index in plan.launches.indices {
      let launch = plan.launches[index]
      var date = launch.date
      if launch.meanDelayYears > 0 {
        let bits = Philox.words(seed: plan.seed, path: path, purpose: launch.purpose, index: 0).0
        date -= launch.meanDelayYears * log(uniform(bits))
      }
      launchStep[index * lanes + lane] = plan.grid.step(reaching: date)
    }
    awaitLaunch(lane: lane)
    scheduleNext(lane: lane)
  }

  /// Finds the next launch of a lane.
  func awaitLaunch(lane: Int) {
    var next = Self.never
    for launch in plan.launches.indices { next = min(next, launchStep[launch * lanes + lane]) }
    nextLaunch[lane] = next
  }

  private func beginRegime(lane: Int, path: UInt64) {
    guard plan.regimes.count > 1 else {
      regime[lane] = 0
      leaveStep[lane] = Self.never
      return
    }
    regimeStream[lane] = PathStream(seed: plan.seed, path: path, purpose: Purpose("regime"))
    let u = regimeStream[lane].nextUniform()
    regime[lane] = Self.choice(u, plan.initialRegime)
    leaveStep[lane] = sojourn(lane: lane)
  }

  /// The first index whose cumulative probability exceeds `u`; the last possible one if none does.
  static func choice(_ u: Double, _ cumulative: FixedArray<Double>) -> Int {
    var last = 0
    for index in cumulative.indices {
      if u < cumulative[index] { return index }
      if index > 0 ? cumulative[index] > cumulative[index - 1] : cumulative[0] > 0 { last = index }
    }
    return last
  }

  /// Steps spent in the lane's present regime: geometric, `⌊ln u / ln P_rr⌋ + 1`.
  @inline(__always)
  private func sojourn(lane: Int) -> Int {
    let u = regimeStream[lane].nextUniform()
    let logStay = plan.regimes[regime[lane]].logStay
    guard logStay < 0 else { return Self.never }
    return Int(min(log(u) / logStay, Double(Self.never))) + 1
  }

  /// Leaves the lane's regime at the start of `step` for the next one.
  @inline(__always)
  func changeRegime(lane: Int, step: Int) {
    let destination = plan.regimes[regime[lane]].destination
    enter(
      Self.choice(regimeStream[lane].nextUniform(), destination), lane: lane, step: step)
    leaveStep[lane] = step + sojourn(lane: lane)
  }

  /// Puts a lane into a regime that a table gives from `step` on; the last one begins a sojourn.
  func follow(_ given: GivenRegime, lane: Int, step: Int) {
    enter(given.regime, lane: lane, step: step)
    leaveStep[lane] = Self.never
    if given.isLast {
      // Every sojourn owns two draws, length and destination: this skips the destination of the one
      // that the table cut short.
      _ = regimeStream[lane].nextUniform()
      leaveStep[lane] = step + sojourn(lane: lane)
    }
    scheduleNext(lane: lane)
  }

  /// Enters a regime at the start of `step` and carries the jump clocks over.
  @inline(__always)
  private func enter(_ next: Int, lane: Int, step: Int) {
    let old = plan.regimes[regime[lane]]
    let steps = Double(step - clockStep[lane])
    clockStep[lane] = step
    regime[lane] = next
    for event in plan.jumps.indices {
      hazardLeft[event * lanes + lane] -= steps * old.jumpHazard[event]
      scheduleJump(event: event, lane: lane)
    }
  }

  @inline(__always)
  private func scheduleJump(event: Int, lane: Int) {
    let clock = event * lanes + lane
    let hazard = plan.regimes[regime[lane]].jumpHazard[event]
    guard hazard > 0 else {
      jumpStep[clock] = Self.never
      return
    }
    let steps = min((hazardLeft[clock] / hazard).rounded(.up), Double(Self.never))
    jumpStep[clock] = clockStep[lane] + max(0, Int(steps) - 1)
  }

  /// Adds this step's jumps of a lane to `pending` and schedules the next ones.
  func drawJumps(lane: Int, step: Int, pending: inout PendingJump) -> Bool {
    var any = false
    for event in plan.jumps.indices {
      let clock = event * lanes + lane
      while jumpStep[clock] <= step {
        any = true
        addSeverity(of: event, clock: clock, to: &pending)
        hazardLeft[clock] -= log(jumpStream[clock].nextUniform())
        scheduleJump(event: event, lane: lane)
      }
    }
    return any
  }

  private func addSeverity(of event: Int, clock: Int, to pending: inout PendingJump) {
    let jump = plan.jumps[event]
    let x = jumpStream[clock].next()
    let y = jumpStream[clock].next()
    let first: Double
    let second: Double
    if jump.isNormal {
      (first, second) = (1, standardNormal(x, y))
    } else {
      let size = -log(uniform(y))
      let goesUp = uniform(x) < jump.upProbability
      (first, second) = goesUp ? (size, 0) : (0, -size)
    }
    pending.btc += jump.first[0] * first + jump.second[0] * second
    pending.eth += jump.first[1] * first + jump.second[1] * second
    pending.rent += jump.first[2] * first + jump.second[2] * second
  }

  /// The first normal of the pair that `LaneStream.normalPair` makes of the same draws.
  private func standardNormal(_ x: UInt64, _ y: UInt64) -> Double {
    let radius = (-2 * log(uniform(x))).squareRoot()
    let phi = (uniform(y) - 0.5) * (Double.pi / 2)
    let value = radius * (y & 1 == 1 ? sin(phi) : cos(phi))
    return y & 2 == 2 ? -value : value
  }

  /// The lanes of a group in which something happens by a step, bit `i` for lane `i`.
  @inline(__always)
  func due(by step: Int, group: Int) -> UInt32 {
    laneSet(nextStep[group] .<= SIMD8(repeating: Int64(step)))
  }

  /// Recomputes when the lane next needs attention.
  func scheduleNext(lane: Int) {
    var next = min(leaveStep[lane], nextLaunch[lane])
    for event in plan.jumps.indices { next = min(next, jumpStep[event * lanes + lane]) }
    nextStep[lane / laneCount][lane % laneCount] = Int64(next)
  }
}
