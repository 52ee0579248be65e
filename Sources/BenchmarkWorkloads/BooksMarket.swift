import NumericCore

/// W2's market of a tile: levels, and each path's regime and next event.
final class BooksMarket {
  /// Levels of four factors and the first one's minimum.
  static let columns = FactorLaw.count + 1
  let levels: UnsafeMutablePointer<Lanes>
  let scales: UnsafeMutablePointer<Lanes>
  let drifts: UnsafeMutablePointer<Lanes>
  let halfVariances: UnsafeMutablePointer<Lanes>
  let loadings = StepLoadings()
  private let nextSteps: UnsafeMutablePointer<Lanes>
  private let events: UnsafeMutablePointer<RareEvents>

  init() {
    let groups = BooksKernel.groups
    levels = lanes(Self.columns * groups)
    scales = lanes(groups)
    nextSteps = lanes(groups)
    drifts = lanes(FactorLaw.count)
    halfVariances = lanes(FactorLaw.count)
    events = .allocate(capacity: groups * laneCount)
    for factor in 0..<FactorLaw.count {
      let sigma = FactorLaw.volatility[factor]
      drifts[factor] = Lanes(repeating: FactorLaw.drift[factor] * FactorLaw.stepYears)
      halfVariances[factor] = Lanes(repeating: -sigma * sigma / 2 * FactorLaw.stepYears)
    }
  }

  deinit {
    for column in [levels, scales, nextSteps, drifts, halfVariances] { column.deallocate() }
    events.deallocate()
  }

  func begin(first: Int, seed: UInt64) {
    for index in 0..<(BooksKernel.groups * Self.columns) { levels[index] = Lanes(repeating: 1) }
    for group in 0..<BooksKernel.groups {
      scales[group] = Lanes(repeating: BooksLaw.volatilityScale[0])
      for lane in 0..<laneCount {
        let path = group * laneCount + lane
        (events + path).initialize(to: RareEvents(seed: seed, path: UInt64(first + path)))
        nextSteps[group][lane] = Double(events[path].nextStep)
      }
    }
  }

  /// Regimes that begin with the step, and jumps that fall in it.
  func happen(in step: Int) {
    let now = Lanes(repeating: Double(step))
    for group in 0..<BooksKernel.groups {
      var due = laneSet(nextSteps[group] .<= now)
      while due != 0 {
        happen(in: step, group: group, lane: due.trailingZeroBitCount)
        due &= due &- 1
      }
    }
  }

  private func happen(in step: Int, group: Int, lane: Int) {
    let path = group * laneCount + lane
    if let normal = events[path].happen(in: step) {
      for factor in 0..<2 {
        let size = BooksLaw.jumpMean[factor] + BooksLaw.jumpDeviation[factor] * normal
        value(levels, group * Self.columns + factor, lane).pointee *= exponential(size)
      }
    }
    value(scales, group, lane).pointee = BooksLaw.volatilityScale[events[path].regime]
    value(nextSteps, group, lane).pointee = Double(events[path].nextStep)
  }

  private func value(
    _ column: UnsafeMutablePointer<Lanes>, _ index: Int, _ lane: Int
  ) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(column + index).assumingMemoryBound(to: Double.self) + lane
  }
}

private func lanes(_ count: Int) -> UnsafeMutablePointer<Lanes> {
  let column = UnsafeMutablePointer<Lanes>.allocate(capacity: count)
  column.initialize(repeating: Lanes(), count: count)
  return column
}

/// One step of W2's levels: W1's with the regime's volatility.
@inline(never)
func advanceBooksMarket(
  _ levels: UnsafeMutablePointer<Lanes>, _ normals: UnsafeMutablePointer<Lanes>,
  _ market: BooksMarket
) {
  let (drifts, halves, l) = (market.drifts, market.halfVariances, market.loadings)
  for group in 0..<BooksKernel.groups {
    let z = normals + group * FactorLaw.count
    let level = levels + group * BooksMarket.columns
    let scale = market.scales[group]
    let square = scale * scale
    let x0 = z[0] * l.l00
    let first = level[0] * grown(x0, scale, square.times(halves[0], plus: drifts[0]))
    level[0] = first
    level[4] = level[4].atMost(first)
    let x1 = z[1].times(l.l11, plus: z[0] * l.l10)
    level[1] = level[1] * grown(x1, scale, square.times(halves[1], plus: drifts[1]))
    let x2 = z[2].times(l.l22, plus: z[1].times(l.l21, plus: z[0] * l.l20))
    level[2] = level[2] * grown(x2, scale, square.times(halves[2], plus: drifts[2]))
    let x3 = z[3].times(
      l.l33, plus: z[2].times(l.l32, plus: z[1].times(l.l31, plus: z[0] * l.l30)))
    level[3] = level[3] * grown(x3, scale, square.times(halves[3], plus: drifts[3]))
  }
}

@inline(__always)
private func grown(_ x: Lanes, _ scale: Lanes, _ drift: Lanes) -> Lanes {
  LaneMath.boundedExp(x.times(scale, plus: drift))
}
