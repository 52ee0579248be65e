import CreditBasics
import Foundation
import StressEngine

/// Paths on which an event happened, each with its share of the event's weight.
struct EventPaths {
  let space: DrawSpace
  /// Totals of each path's draws.
  let rows: [[Double]]
  /// Shares that sum to 1.
  let shares: [Double]
  /// Effective number of paths: as many equal shares would be as uncertain.
  let effective: Double

  /// Most paths that are looked at.
  static let most = 3000

  /// Effective paths below which weights are flattened.
  static let leastEffective = 40.0

  /// Paths of a pool with the event; nil where there are fewer than five.
  ///
  /// Weights are taken as they are, and flattened to a power only where hardly any path would be left: a
  /// flattened weight pulls toward the tilts that drew, and makes the next ones too strong.
  init?(
    _ event: [Double], _ pool: TailPool, _ weights: [Double], every stride: Int, from first: Int
  ) {
    let width = pool.space.count
    var found = event.indices.filter {
      $0 % stride == first && event[$0] > 0 && weights[$0] > 0
    }
    guard found.count >= 5 else { return nil }
    let thin = max(1, found.count / Self.most)
    found = found.indices.filter { $0 % thin == 0 }.map { found[$0] }
    let values = found.map { log(event[$0]) + log(weights[$0]) }
    let wanted = min(Self.leastEffective, Double(found.count) / 2)
    let power = Self.power(values, wanted: wanted)
    space = pool.space
    shares = Self.shares(values, power)
    effective = Self.effective(shares)
    rows = found.map { Array(pool.totals[$0 * width..<($0 + 1) * width]) }
  }

  /// The greatest power, at most 1, that leaves the wanted number of effective paths.
  private static func power(_ logs: [Double], wanted: Double) -> Double {
    guard effective(shares(logs, 1)) < wanted else { return 1 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if effective(shares(logs, middle)) < wanted { high = middle } else { low = middle }
    }
    return low
  }

  private static func shares(_ logs: [Double], _ power: Double) -> [Double] {
    let most = logs.reduce(-.infinity, max)
    let raw = logs.map { exp(power * ($0 - most)) }
    let sum = raw.reduce(0, +)
    return raw.map { $0 / sum }
  }

  private static func effective(_ shares: [Double]) -> Double {
    1 / shares.reduce(0) { $0 + $1 * $1 }
  }
}

extension EventPaths {
  /// The tilts, at most `count`, whose mixture comes nearest to the law of these paths.
  ///
  /// Nearest in relative entropy: for exponential families the means of the totals decide, and a mixture is
  /// found by expectation and maximisation.
  ///
  /// Source: Rubinstein and Kroese, *The Cross-Entropy Method* (2004); Dempster, Laird and Rubin (1977).
  func tilts(_ count: Int) -> [(tilt: DrawTilt, share: Double)] {
    var members = split(into: count)
    var fitted: [(tilt: DrawTilt, share: Double)] = []
    for round in 0..<(count == 1 ? 1 : 12) {
      fitted = members.map { member in (fit(member), member.reduce(0, +)) }
      if round < 11, count > 1 { members = responsibilities(fitted) }
    }
    return fitted.filter { $0.share > 0.02 }
  }

  /// Shares of each path that belong to each tilt.
  private func responsibilities(_ fitted: [(tilt: DrawTilt, share: Double)]) -> [[Double]] {
    let weights = fitted.map { space.weights(of: $0.tilt) }
    var members = fitted.map { _ in Array(repeating: 0.0, count: rows.count) }
    for path in rows.indices {
      let logs = weights.indices.map { at in
        weights[at].logRatio(rows[path][...]) + log(max(fitted[at].share, 1e-9))
      }
      let most = logs.reduce(-.infinity, max)
      let raw = logs.map { exp($0 - most) }
      let sum = raw.reduce(0, +)
      for at in members.indices { members[at][path] = shares[path] * raw[at] / sum }
    }
    return members
  }

  /// Cuts the group with the greatest share at its mean along the direction in which it varies
  /// most, repeatedly.
  private func split(into count: Int) -> [[Double]] {
    var members = [shares]
    while members.count < count {
      let widest = members.indices.max {
        members[$0].reduce(0, +) < members[$1].reduce(0, +)
      }!
      let member = members.remove(at: widest)
      let scores = principalScores(member)
      let middle =
        zip(scores, member).reduce(0) { $0 + $1.0 * $1.1 } / member.reduce(0, +)
      members.append(zip(member, scores).map { $1 > middle ? $0 : 0 })
      members.append(zip(member, scores).map { $1 > middle ? 0 : $0 })
    }
    return members
  }

  /// Each path's place along the first principal axis of the totals, each total in units of its
  /// spread.
  private func principalScores(_ member: [Double]) -> [Double] {
    let total = member.reduce(0, +)
    let columns = Array(0..<space.count)
    let mean = columns.map { c in
      zip(rows, member).reduce(0) { $0 + $1.0[c] * $1.1 } / total
    }
    let spread = columns.map { c in
      (zip(rows, member).reduce(0) {
        $0 + ($1.0[c] - mean[c]) * ($1.0[c] - mean[c]) * $1.1
      } / total).squareRoot()
    }
    let used = columns.filter { spread[$0] > 1e-9 }
    var axis = used.indices.map { 1 + 0.01 * Double($0) }
    var scores: [Double] = []
    for _ in 0..<20 {
      scores = rows.map { row in
        used.indices.reduce(0) {
          $0 + axis[$1] * (row[used[$1]] - mean[used[$1]]) / spread[used[$1]]
        }
      }
      axis = used.indices.map { at in
        rows.indices.reduce(0) {
          $0 + member[$1] * scores[$1] * (rows[$1][used[at]] - mean[used[at]]) / spread[used[at]]
        }
      }
      let length = axis.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { break }
      axis = axis.map { $0 / length }
    }
    return scores
  }
}

extension EventPaths {
  /// The tilt under which totals have the means that they have among these members.
  private func fit(_ member: [Double]) -> DrawTilt {
    let total = max(member.reduce(0, +), 1e-300)
    var mean = Array(repeating: 0.0, count: space.count)
    for path in rows.indices where member[path] > 0 {
      for at in mean.indices { mean[at] += member[path] * rows[path][at] }
    }
    mean = mean.map { $0 / total }
    let squares = member.reduce(0) { $0 + $1 * $1 }
    return space.tilt(means: mean, effective: total * total / max(squares, 1e-300))
  }
}

extension DrawSpace {
  /// The tilt under which totals have given means, as far as `effective` observations tell.
  ///
  /// A shift is shortened by as much as chance alone would give, and left out where chance explains
  /// all of it (James and Stein, 1961). Own factors have one shift for all periods. Intensities and
  /// transitions are pulled towards the plain law, as a few observations of that law would pull
  /// them.
  func tilt(means: [Double], effective: Double) -> DrawTilt {
    var tilt = DrawTilt(periodEnds: periodEnds)
    let shifts = (0..<sources).map { source -> [Double] in
      let sums = (0..<periods).map { means[source * periods + $0] }
      guard source < drivers.count else {
        let shift = Self.shortened(
          sums.reduce(0, +), steps: periodEnds[periods - 1], effective)
        return Array(repeating: shift, count: periods)
      }
      return sums.indices.map {
        Self.shortened(sums[$0], steps: length(ofPeriod: $0), effective)
      }
    }
    setShifts(shifts, in: &tilt)
    setRegimes(means, held: 1 / effective, in: &tilt)
    let factor = { (start: Int) -> Double in
      let (number, hazard) = (means[start], means[start + 1])
      // That a rare event was not met says nothing; that it was met says much, however small its
      // hazard.
      let held = 4 / effective * (number > hazard ? min(1, max(hazard, 1e-12)) : 1)
      return max((number + held) / (hazard + held), 0.1)
    }
    tilt.jumps = (0..<jumps).map { factor(firstJump + 2 * $0) }
    setTenants(sites.indices.map { factor(firstSite + 2 * $0) }, in: &tilt)
    return tilt
  }

  /// A shift from the mean sum of the normals of some steps.
  private static func shortened(_ sum: Double, steps: Int, _ effective: Double) -> Double {
    let chance = Double(steps) / effective
    return sum == 0 ? 0 : sum / Double(steps) * max(0, 1 - 2 * chance / (sum * sum))
  }

  /// Writes shifts by source and period.
  func setShifts(_ shifts: [[Double]], in tilt: inout DrawTilt) {
    tilt.drivers = Driver.allCases.map { driver in
      drivers.firstIndex(of: driver).map { shifts[$0] } ?? Array(repeating: 0, count: periods)
    }
    tilt.ownFactors = Array(repeating: [], count: (owns.max() ?? -1) + 1)
    for (index, miner) in owns.enumerated() {
      tilt.ownFactors[miner] = shifts[drivers.count + index]
    }
  }

  /// A tilt with its strength changed: shifts are multiplied by it, ratios of laws are raised to
  /// its power.
  func scaled(_ tilt: DrawTilt, by strength: Double) -> DrawTilt {
    var scaled = tilt
    let proportion = { (rows: [[Double]]) in rows.map { $0.map { $0 * strength } } }
    let power = { (factors: [Double]) in factors.map { pow($0, strength) } }
    let between = { (row: [Double], plain: [Double]) -> [Double] in
      let raw = zip(row, plain).map { $1 > 0 ? $1 * pow($0 / $1, strength) : 0 }
      let sum = raw.reduce(0, +)
      return raw.map { $0 / sum }
    }
    scaled.drivers = proportion(tilt.drivers)
    scaled.ownFactors = proportion(tilt.ownFactors)
    scaled.jumps = power(tilt.jumps)
    scaled.tenants = power(tilt.tenants)
    scaled.lots = tilt.lots.map(power)
    scaled.leases = tilt.leases.map(power)
    if !tilt.initialRegime.isEmpty {
      scaled.initialRegime = between(tilt.initialRegime, initialRegime)
    }
    scaled.transition = zip(tilt.transition, transition).map(between)
    return scaled
  }

  private func setRegimes(_ means: [Double], held: Double, in tilt: inout DrawTilt) {
    guard regimes > 0 else { return }
    let first = (0..<regimes).map { means[firstInitial + $0] }
    // Where a table gives the first regime, none is drawn.
    if first.reduce(0, +) > 0 {
      tilt.initialRegime = zip(first, initialRegime).map { ($0 + 2 * held * $1) / (1 + 2 * held) }
    }
    tilt.transition = (0..<regimes).map { from in
      let row = (0..<regimes).map { means[firstTransition + from * regimes + $0] }
      let pseudo = 26 * held
      let sum = row.reduce(0, +) + pseudo
      return zip(row, transition[from]).map { ($0 + pseudo * $1) / sum }
    }
  }

  /// Writes factors on tenants' intensities by site.
  func setTenants(_ factors: [Double], in tilt: inout DrawTilt) {
    for (site, factor) in zip(sites, factors) {
      switch site.place {
      case .named(let tenant): Self.set(&tilt.tenants, tenant, factor)
      case .lot(let lot, let miner): Self.set(&tilt.lots, miner, lot, factor)
      case .lease(let lease, let miner): Self.set(&tilt.leases, miner, lease, factor)
      }
    }
  }

  private static func set(_ list: inout [Double], _ index: Int, _ value: Double) {
    while list.count <= index { list.append(1) }
    list[index] = value
  }

  private static func set(_ table: inout [[Double]], _ row: Int, _ index: Int, _ value: Double) {
    while table.count <= row { table.append([]) }
    set(&table[row], index, value)
  }
}
