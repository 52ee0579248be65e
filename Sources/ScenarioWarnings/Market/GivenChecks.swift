import CreditBasics
import ScenarioFiles

/// Warns of given paths with moves that no market has made, and of dates that have no effect.
extension Plausibility {
  mutating func checkGiven() {
    guard let rows = root["market"]?["given"]?.block, !rows.members.isEmpty,
      let asOf = CalendarDate(scenario.asOf)
    else { return }
    let dated = rows.names.compactMap { name in
      CalendarDate(name).map { GivenRow(date: name, years: $0.years(since: asOf), rows[name]) }
    }
    checkReach(dated)
    for driver in Driver.allCases {
      guard let range = NumberRange(of: ["market", "given", scenario.asOf, driver.key]) else {
        continue
      }
      checkMoves(of: driver, range, dated.filter { $0.isLater && $0.node?[driver.key] != nil })
    }
  }

  /// Warns of dates that all lie before or after what is simulated.
  private mutating func checkReach(_ rows: [GivenRow]) {
    guard let first = rows.first, let last = rows.last else { return }
    let horizon = scenario.grid.endYears
    let path = ["market", "given", first.date]
    if !last.isLater, !rows.contains(where: { $0.node?["regime"] != nil }) {
      warn(
        ["market", "given", last.date],
        "the last date is not after asOf (\(scenario.asOf)), where the scenario's own values hold: "
          + "nothing is given", .grave)
    } else if first.years > horizon + TimeGrid.dateTolerance {
      warn(
        path,
        "the first date is after the horizon of \(NumberText.years(horizon, 4)): what is "
          + "simulated is on the way to it; dates of another year, or another asOf?", .grave)
    }
  }

  /// Warns of the first value that is unusual, or that no market could reach from the value before
  /// it.
  private mutating func checkMoves(of driver: Driver, _ range: NumberRange, _ rows: [GivenRow]) {
    var before = GivenValue(
      value: driver.law == .rent ? 1 : scenario.market.spot(of: driver) ?? 0, years: 0,
      name: driver.startName)
    for row in rows {
      guard let value = row.node?[driver.key]?.double else { continue }
      let now = GivenValue(value: value, years: row.years, name: "the value of \(row.date)")
      let path = ["market", "given", row.date, driver.key]
      if let most = driver.mostInAYear, before.value > 0, !before.reaches(now, most) {
        let typed = JSONScalar.shortest(value)
        warn(
          path,
          "\(typed) is \(before.multiple(of: now)) \(before.name), "
            + "\(JSONScalar.shortest(before.value)), and no history has such a move in "
            + "\(NumberText.years(now.years - before.years, 2))"
            + question(now, since: before, most, driver, range), .mistake)
        return
      }
      if let doubt = range.doubt(about: value) {
        return warn(path, doubt.message, doubt.weight)
      }
      before = now
    }
  }

  /// A question about the unit in which the value could have been reached; empty if there is none.
  private func question(
    _ now: GivenValue, since before: GivenValue, _ most: (rise: Double, fall: Double),
    _ driver: Driver, _ range: NumberRange
  ) -> String {
    var slips = range.slips
    if driver.law == .rent { slips += rents(near: now.value) }
    let slip = slips.first { before.reaches(now.times($0.factor), most) }
    if slip == nil, driver.law == .rent {
      return ": it is an index, 1 at asOf, and no rent in dollars"
    }
    return slip.map { ": \($0.question(now.value))" } ?? ""
  }

  /// Rents of classes in dollars that may have been typed in place of the index, the nearest first.
  private func rents(near value: Double) -> [Slip] {
    scenario.market.gpus.filter { $0.rentPerHour > 0 }
      .sorted { abs($0.rentPerHour - value) < abs($1.rentPerHour - value) }
      .map { Slip(meant: "$/GPU-hour of \(Excerpt.quoted($0.name))", factor: 1 / $0.rentPerHour) }
  }
}

/// The row of a table for one date.
private struct GivenRow {
  let date: String
  /// Years since the as-of date.
  let years: Double
  let node: Node?

  init(date: String, years: Double, _ node: Node?) {
    (self.date, self.years, self.node) = (date, years, node)
  }

  /// Whether its values count: up to the as-of date the scenario's own hold.
  var isLater: Bool { years > TimeGrid.dateTolerance }
}

/// A positive value and its date.
private struct GivenValue {
  var value: Double
  let years: Double
  /// What it is called in a message.
  let name: String

  func times(_ factor: Double) -> GivenValue {
    var copy = self
    copy.value *= factor
    return copy
  }

  /// Whether a later value lies within the greatest yearly rise and fall, compounded over the years
  /// between, at least one.
  func reaches(_ later: GivenValue, _ most: (rise: Double, fall: Double)) -> Bool {
    let years = Int(min(max(1, (later.years - self.years).rounded(.up)), 100))
    let power = { (factor: Double) in (0..<years).reduce(1.0) { product, _ in product * factor } }
    let ratio = later.value / value
    return ratio <= power(most.rise) && ratio >= 1 / power(most.fall)
  }

  /// The ratio of another value to this one, in words.
  func multiple(of other: GivenValue) -> String {
    let ratio = other.value / value
    return ratio >= 1
      ? "\(NumberText.digits(ratio, 2)) times" : "1/\(NumberText.digits(1 / ratio, 2)) of"
  }
}

extension Driver {
  /// Factors that rises and falls within a year have never exceeded in the last ten years; nil for
  /// a rate, of which only the level is judged.
  fileprivate var mostInAYear: (rise: Double, fall: Double)? {
    switch law {
    case .coin, .hashrate: (5, 5)
    case .rent: (2, 3)
    case .quote: (8, 8)
    case .rate: nil
    }
  }

  /// The key of the driver's value at `asOf`, for messages.
  fileprivate var startName: String {
    switch law {
    case .coin(let coin): "market.\(coin.key).spot"
    case .hashrate: "market.network.hashrate"
    case .rent: "the index at asOf"
    case .quote(let market, let spot): "market.\(market).\(spot)"
    case .rate: "market.shortRate.initial"
    }
  }
}
