import CreditBasics
import Foundation
import PathLedger
import StressEngine

extension TailMixture {
  /// Many tilts in all directions, so that some of them find an event of which nothing is known.
  ///
  /// Each of `count` pushes the drivers along a random direction, for all of the time or its first part, and makes
  /// regimes, jumps and tenants' failures likelier at random. Beside them stand tilts of one thing alone: a
  /// driver, a miner's own factor, a regime or a jump that is rare.
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
    return TailMixture(
      space, plain: max(1, count / 2), tilts + space.singleTilts(reach: reach).map { ($0, 1) })
  }
}

extension DrawSpace {
  /// Own factors of more miners than this are only tilted one at a time: a random direction would
  /// push each of them too little.
  private static let mostExplored = 3
  /// A regime or jump that is expected less often than this on a path has a tilt that makes one
  /// expected.
  private static let rare = 0.1
  /// Shares of the reach by which a driver or an own factor is pushed alone.
  private static let alone = [0.6, 0.9]

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
      let expected = expectedJumps(event) > 0 ? expectedJumps(event) : mostJumps(event)
      let more = chance.nextUniform() < 0.5 ? 0 : chance.nextUniform() * max(3, expected)
      return likelier(jump: event, by: more)
    }
    setTenants(
      sites.map { site in
        let likely = chance.nextUniform()
        let share = chance.nextUniform()
        return likely < 0.5 ? 1 : pow(max(1, 1 / max(expectedHazard(site), 1e-6)), share)
      }, in: &tilt)
    return tilt
  }

  /// The factor on a jump event's intensity under which so many more jumps are expected.
  ///
  /// At most 200, or what makes 30 jumps expected in the regime with the most of them if that is
  /// more.
  private func likelier(jump event: Int, by more: Double) -> Double {
    let (first, most) = (expectedJumps(event), mostJumps(event))
    guard most > 0 else { return 1 }
    return min(1 + more / (first > 0 ? first : most), max(200, 30 / most))
  }

  /// Tilts of one thing, all else plain: each driver up and down, each own factor down, and each regime and jump that
  /// is hardly expected.
  fileprivate func singleTilts(reach: Double) -> [DrawTilt] {
    let plain = DrawTilt(periodEnds: periodEnds)
    let unit = reach / Double(periodEnds[periods - 1]).squareRoot()
    // The types are written out, as the compiler would take twenty seconds to find them.
    let ofNormals = (0..<sources).flatMap { pushed -> [DrawTilt] in
      let signs: [Double] = pushed < drivers.count ? [-1, 1] : [-1]
      let pushes = signs.flatMap { sign in Self.alone.map { share in sign * share * unit } }
      return pushes.map { push -> DrawTilt in
        var tilt = plain
        setShifts(
          (0..<sources).map { source in
            Array(repeating: source == pushed ? push : 0, count: periods)
          }, in: &tilt)
        return tilt
      }
    }
    let visits = expectedVisits
    let ofRegimes = (0..<regimes).filter { 0 < visits[$0] && visits[$0] < Self.rare }.map {
      var (tilt, arrivals) = (plain, visits.map { _ in 1.0 })
      arrivals[$0] = 1 / visits[$0]
      prefer(visits.map { _ in 1 }, arrivals: arrivals, in: &tilt)
      return tilt
    }
    let ofJumps = (0..<jumps).filter { expectedJumps($0) < Self.rare }.map { event in
      var tilt = plain
      tilt.jumps = (0..<jumps).map { $0 == event ? likelier(jump: event, by: 1) : 1 }
      return tilt
    }
    return ofNormals + ofRegimes + ofJumps
  }

  /// Multiplies the chances of every regime by a random factor of its own; those of entering a rare
  /// regime are raised towards one visit per path in half of all cases.
  private func preferRegimes(_ tilt: inout DrawTilt, _ chance: inout DrawStream) {
    let liking = (0..<regimes).map { _ in exp(1.2 * chance.nextNormal()) }
    let visits = expectedVisits
    let arrivals = liking.indices.map { regime -> Double in
      guard 0 < visits[regime], visits[regime] < Self.rare, chance.nextUniform() < 0.5 else {
        return 1
      }
      return pow(1 / visits[regime], chance.nextUniform())
    }
    prefer(liking, arrivals: arrivals, in: &tilt)
  }

  /// Multiplies the chances of every regime by a factor, and those of entering it from another by
  /// one more.
  private func prefer(_ liking: [Double], arrivals: [Double], in tilt: inout DrawTilt) {
    guard regimes > 0 else { return }
    let preferred = { (row: [Double], from: Int?) -> [Double] in
      let raw = row.indices.map { row[$0] * liking[$0] * ($0 == from ? 1 : arrivals[$0]) }
      let sum = raw.reduce(0, +)
      return raw.map { $0 / sum }
    }
    tilt.initialRegime = preferred(initialRegime, nil)
    tilt.transition = transition.indices.map { preferred(transition[$0], $0) }
  }
}
