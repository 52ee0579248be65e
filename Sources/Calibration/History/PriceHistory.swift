/// What a column of a history holds.
package enum HistoryFactor: String, Sendable, CaseIterable {
  case btc, eth, networkHashrate, computeRent, powerPrice

  /// Headers that mean it, in lower case, and what their values are multiplied by.
  private var headers: [String: Double] {
    switch self {
    case .btc: ["btc": 1, "bitcoin": 1]
    case .eth: ["eth": 1, "ether": 1]
    case .networkHashrate:
      [
        "networkhashrate": 1, "hashrate": 1, "petahash_per_second": 1, "hashrate_phs": 1,
        "terahash_per_second": 1e-3, "hashrate_ths": 1e-3, "exahash_per_second": 1e3,
        "hashrate_ehs": 1e3,
      ]
    case .computeRent: ["computerent": 1, "rent": 1, "median_usd_per_hour": 1]
    case .powerPrice: ["powerprice": 1, "power": 1, "usd_per_mwh": 1, "usd_per_kwh": 1e3]
    }
  }

  /// The factor that a header means, with the number that turns its values into the factor's unit.
  static func reading(_ header: String) -> (factor: HistoryFactor, scale: Double)? {
    for factor in allCases {
      if let scale = factor.headers[header.lowercased()] { return (factor, scale) }
    }
    return nil
  }

  /// The unit in which values are kept.
  package var unit: String {
    switch self {
    case .btc, .eth: "$"
    case .networkHashrate: "PH/s"
    case .computeRent: "in any unit"
    case .powerPrice: "$/MWh"
    }
  }
}

/// Dated observations of some factors, irregular and with gaps.
package struct PriceHistory: Sendable {
  /// Observations of one factor: days since 1970 ascending, and natural logs of values.
  package struct Series: Sendable {
    package var days: [Int]
    package var logs: [Double]
    /// The newest day of a column whose repeats are left out; nil for others.
    package var repeatedUntil: Int?

    package init(days: [Int] = [], logs: [Double] = [], repeatedUntil: Int? = nil) {
      self.days = days
      self.logs = logs
      self.repeatedUntil = repeatedUntil
    }

    /// The day of the newest value, whether or not it repeats the one before.
    package var newestDay: Int? { repeatedUntil ?? days.last }
  }

  /// The factors that have at least one observation.
  package private(set) var series: [HistoryFactor: Series]

  /// Creates a history from its series.
  package init(series: [HistoryFactor: Series]) { self.series = series }

  /// The factors in their fixed order.
  package var factors: [HistoryFactor] { HistoryFactor.allCases.filter { series[$0] != nil } }
}

/// What is wrong with a history: one line a problem, `file:row:column: …`, rows and columns from 1.
package struct HistoryError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
