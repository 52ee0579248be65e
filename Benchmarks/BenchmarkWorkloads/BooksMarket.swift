import NumericCore

/// W2's market of a tile: levels, and each path's regime and next event.
final class BooksMarket {
  /// Levels of four factors and the first one's minimum, as in W1.
  static let columns = PathsKernel.columns
  /// Factors that jump: the first ones.
  static let jumping = 2
  let levels: UnsafeMutablePointer<Lanes>
  let scales: UnsafeMutablePointer<Lanes>
  /// Squares of the scales.
  let squares: UnsafeMutablePointer<Lanes>
  /// Log-sizes of the jumps that fall in the next step.
  let jumps: UnsafeMutablePointer<Lanes>
  let drifts: UnsafeMutablePointer<Lanes>
  let halfVariances: UnsafeMutablePointer<Lanes>
  let loadings = StepLoadings()
  private let storage = Storage()
  private let regimeScales: FixedArray<Double>
  private let nextSteps: UnsafeMutablePointer<Lanes>
  private let events = RareEvents(groups: BooksKernel.groups)

  init() {
    regimeScales = FixedArray(BooksLaw.volatilityScale, in: storage)
    let groups = BooksKernel.groups
    levels = alignedLanes(Self.columns * groups)
    scales = alignedLanes(groups)
    squares = alignedLanes(groups)
    jumps = alignedLanes(Self.jumping * groups)
    nextSteps = alignedLanes(groups)
    drifts = alignedLanes(FactorLaw.count)
    halfVariances = alignedLanes(FactorLaw.count)
    let unit = FactorLaw.stepYears * PairMath.changesPerLog
    for factor in 0..<FactorLaw.count {
      let sigma = FactorLaw.volatility[factor]
      drifts[factor] = Lanes(repeating: FactorLaw.drift[factor] * unit)
      halfVariances[factor] = Lanes(repeating: -sigma * sigma / 2 * unit)
    }
  }

  deinit {
    for column in [levels, scales, squares, jumps, nextSteps, drifts, halfVariances] {
      column.deallocate()
    }
  }

  func begin(first: Int, seed: UInt64) {
    for index in 0..<(BooksKernel.groups * Self.columns) { levels[index] = Lanes(repeating: 1) }
    for index in 0..<(BooksKernel.groups * Self.jumping) { jumps[index] = Lanes() }
    events.begin(first: first, seed: seed)
    for group in 0..<BooksKernel.groups {
      let scale = BooksLaw.volatilityScale[0]
      scales[group] = Lanes(repeating: scale)
      squares[group] = Lanes(repeating: scale * scale)
      for lane in 0..<laneCount {
        nextSteps[group][lane] = Double(events.begin(group: group, lane: lane))
      }
    }
  }

  /// Applies regimes that begin with the step, and jumps that fall in it.
  ///
  /// Call it right after the previous step, long before the step that reads what it writes: it
  /// writes one path at a time, the step reads eight at a time, and a wide load soon after narrow
  /// stores has to wait for them.
  func happen(in step: Int) {
    let now = Lanes(repeating: Double(step))
    var due: UInt32 = 0
    for group in 0..<BooksKernel.groups {
      due |= laneSet(nextSteps[group] .<= now) &<< UInt32(group * laneCount)
    }
    while due != 0 {
      let path = due.trailingZeroBitCount
      happen(in: step, group: path / laneCount, lane: path % laneCount)
      due &= due &- 1
    }
  }

  @inline(__always)
  private func happen(in step: Int, group: Int, lane: Int) {
    let (state, jump) = events.happen(in: step, group: group, lane: lane)
    if let jump {
      value(jumps, group * Self.jumping, lane).pointee = jump[0]
      value(jumps, group * Self.jumping + 1, lane).pointee = jump[laneCount]
    }
    let scale = regimeScales[state.regime]
    value(scales, group, lane).pointee = scale
    value(squares, group, lane).pointee = scale * scale
    value(nextSteps, group, lane).pointee = Double(state.nextStep)
  }

  private func value(
    _ column: UnsafeMutablePointer<Lanes>, _ index: Int, _ lane: Int
  ) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(column + index).assumingMemoryBound(to: Double.self) + lane
  }
}

/// One step of W2's levels: W1's with the regime's volatility.
@inline(never)
func advanceBooksMarket(
  _ levels: UnsafeMutablePointer<Lanes>, _ normals: UnsafeMutablePointer<Lanes>,
  _ market: BooksMarket
) {
  let (drifts, halves, l) = (market.drifts, market.halfVariances, market.loadings)
  moveLevels(levels, normals) { group, factor in
    let scale = LaneBundle(market.scales + group, stride: 1)
    let drift = LaneBundle(market.squares + group, stride: 1).times(
      LaneBundle(halves + factor, stride: 0), plus: LaneBundle(drifts + factor, stride: 0))
    let x = l.shock(factor, normals + group * FactorLaw.count).times(scale, plus: drift)
    guard factor < BooksMarket.jumping else { return x }
    return x + taken(market.jumps + group * BooksMarket.jumping + factor)
  }
}

/// Takes the jumps of a factor, and leaves none.
@inline(__always)
private func taken(_ jump: UnsafeMutablePointer<Lanes>) -> LaneBundle {
  let sizes = LaneBundle(jump, stride: BooksMarket.jumping)
  LaneBundle().store(jump, stride: BooksMarket.jumping)
  return sizes
}
