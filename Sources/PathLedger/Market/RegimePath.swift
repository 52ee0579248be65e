import Foundation

/// The regimes of one path, drawn sojourn by sojourn.
struct RegimePath {
  private let transition: [[Double]]
  private var stream: DrawStream
  /// The regime of the current step.
  private(set) var current: Int
  private var stepsLeft = 0
  /// The uniform that decides where the current sojourn goes.
  private var destinationDraw = 0.0

  init(initial: [Double], transition: [[Double]], draws: PathDraws) {
    self.transition = transition
    stream = draws.stream("regime")
    current = firstExceeding(stream.nextUniform(), shares: initial)
    stepsLeft = drawLength()
  }

  /// Goes on to the regime of the next step.
  mutating func advance() {
    stepsLeft -= 1
    guard stepsLeft == 0 else { return }
    current = drawDestination()
    stepsLeft = drawLength()
  }

  /// Sets the regime of the step as given by a table; the table's last one begins a sojourn like
  /// any other.
  mutating func follow(_ regime: Int, isLast: Bool) {
    current = regime
    if isLast { stepsLeft = drawLength() }
  }

  /// Draws how many steps the sojourn in the current regime lasts, and the uniform that decides
  /// what follows it.
  private mutating func drawLength() -> Int {
    let stay = transition[current][current]
    let draw = stream.nextUniform()
    destinationDraw = stream.nextUniform()
    guard stay < 1 else { return Int.max }
    guard stay > 0 else { return 1 }
    return Int(min((log(draw) / log(stay)).rounded(.down), 1e15)) + 1
  }

  private func drawDestination() -> Int {
    let leaving = 1 - transition[current][current]
    let shares = transition.indices.map { $0 == current ? 0 : transition[current][$0] / leaving }
    return firstExceeding(destinationDraw, shares: shares)
  }
}

/// The first item whose cumulative share exceeds `draw`; the last with a positive share if none.
func firstExceeding(_ draw: Double, shares: [Double]) -> Int {
  var cumulative = 0.0
  var last = 0
  for (item, share) in shares.enumerated() where share > 0 {
    cumulative += share
    last = item
    if cumulative > draw { break }
  }
  return last
}
