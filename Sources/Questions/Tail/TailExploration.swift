import CreditBasics
import Foundation
import PathLedger
import StressEngine

extension TailMixture {
  /// Many tilts in all directions: where nothing is known, something finds the event.
  ///
  /// Each pushes the drivers along a random direction, for all of the time or its first part, and makes
  /// regimes, jumps and tenants' failures likelier at random.
  ///
  /// - Parameter reach: Greatest length of a push in standard deviations over the time that it lasts.
  static func exploring(
    _ space: DrawSpace, count: Int, reach: Double, scenario: Scenario
  ) -> TailMixture {
    let tilts = (0..<count).map { index -> (tilt: DrawTilt, blocks: Int) in
      let draws = PathDraws(seed: scenario.simulation.seed, path: UInt64(index))
      var chance = draws.stream("tail-exploration/\(reach)")
      return (space.randomTilt(reach: reach, &chance), 1)
    }
    return TailMixture(space, plain: max(1, count / 2), tilts)
  }
}

extension DrawSpace {
  /// Own factors of more miners than this are not explored: each direction would have too little of them.
  private static let mostExplored = 3

  fileprivate func randomTilt(reach: Double, _ chance: inout DrawStream) -> DrawTilt {
    var tilt = DrawTilt(periodEnds: periodEnds)
    let explored = owns.count <= Self.mostExplored ? sources : drivers.count
    let direction = (0..<explored).map { _ in chance.nextNormal() }
    let length = max(direction.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1e-12)
    let push = reach * chance.nextUniform()
    let whole = chance.nextUniform() < 0.5
    let lasts = whole ? periods : 1 + Int(chance.nextUniform() * Double(periods))
    let steps = Double(periodEnds[min(lasts, periods) - 1])
    setShifts(
      (0..<sources).map { source in
        (0..<periods).map { period in
          source < explored && period < lasts
            ? direction[source] / length * push / steps.squareRoot() : 0
        }
      }, in: &tilt)
    preferRegimes(&tilt, &chance)
    tilt.jumps = (0..<jumps).map { event in
      let expected = max(expectedJumps(event), 1e-9)
      let more = chance.nextUniform() < 0.5 ? 0 : chance.nextUniform() * max(3, expected)
      return min(1 + more / expected, 200)
    }
    setTenants(
      sites.map { site in
        let likely = chance.nextUniform()
        let share = chance.nextUniform()
        return likely < 0.5 ? 1 : pow(max(1, 1 / max(expectedHazard(site), 1e-6)), share)
      }, in: &tilt)
    return tilt
  }

  /// Multiplies the chances of every regime by a factor of its own.
  private func preferRegimes(_ tilt: inout DrawTilt, _ chance: inout DrawStream) {
    guard regimes > 0 else { return }
    let liking = (0..<regimes).map { _ in exp(1.2 * chance.nextNormal()) }
    let preferred = { (row: [Double]) -> [Double] in
      let raw = zip(row, liking).map { $0 * $1 }
      let sum = raw.reduce(0, +)
      return raw.map { $0 / sum }
    }
    tilt.initialRegime = preferred(initialRegime)
    tilt.transition = transition.map(preferred)
  }
}
