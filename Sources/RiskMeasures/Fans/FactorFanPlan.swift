import CreditBasics

/// What a factor fan shows.
public enum FactorSource: Sendable, Equatable {
  /// A coin's price in dollars.
  case coin(Coin)
  /// Network hashrate in PH/s.
  case networkHashrate
  /// Hashprice in $/PH/day.
  case hashprice
  /// The rent index `ρ`, 1 at the as-of date.
  case computeRent
  /// A quoted price in its unit, as power in $/MWh.
  case quote(Driver)
  /// Short rate, a fraction per year; recorded itself and not as a ratio, since it may be 0 or
  /// negative.
  case shortRate
  /// Spot rent of a GPU class (index in the market's list) in $/GPU-hour.
  case rent(Int)
  /// Resale price of a GPU class (index in the market's list) in dollars.
  case resale(Int)
}

/// One factor whose distribution over time is tabulated.
public struct FactorSeries: Sendable, Equatable {
  /// The factor.
  public var source: FactorSource
  /// Its name in result tables, as `btc` or `rent:H100`.
  public var name: String
  /// Its value at the as-of date: the engine records ratios to it.
  ///
  /// 1 for the short rate, which is recorded itself.
  public var asOfValue: Double
}

/// A moment at which fans are recorded.
public struct FanMoment: Sendable, Equatable {
  /// The row's date in years since the as-of date.
  public var year: Double
  /// Number of steps ended by then: values are those of `t_stepsEnded`; 0 is the as-of date.
  public var stepsEnded: Int
}

/// Which factors are recorded, and when.
public struct FactorFanPlan: Sendable, Equatable {
  /// Factors in the order of the result table.
  public var series: [FactorSeries]
  /// Moments in time order; several may share a step.
  public var moments: [FanMoment]
}

extension FactorFanPlan {
  /// Every factor that the scenario has, at months m/12 up to the one that contains the horizon.
  public init(_ scenario: Scenario) {
    self.init(
      series: Self.series(of: scenario.market),
      moments: Self.moments(scenario.grid, perYear: 12))
  }

  /// Ends of equal periods up to the one that contains the horizon, each with the last step ended by then.
  public static func moments(_ grid: TimeGrid, perYear: Int) -> [FanMoment] {
    let slack = TimeGrid.dateTolerance
    let last = Int(((grid.endYears - slack) * Double(perYear)).rounded(.up))
    return (0..<last).map { index in
      let year = Double(index + 1) / Double(perYear)
      let ended = Int(((year + slack) * Double(grid.stepsPerYear)).rounded(.down))
      return FanMoment(year: year, stepsEnded: min(ended, grid.stepCount))
    }
  }

  private static func series(of market: Market) -> [FactorSeries] {
    var series: [FactorSeries] = []
    let add = { (source: FactorSource, name: String, value: Double?) in
      if let value { series.append(FactorSeries(source: source, name: name, asOfValue: value)) }
    }
    add(.coin(.btc), "btc", market.coins.btc.spotUSD)
    add(.coin(.eth), "eth", market.coins.eth.spotUSD)
    add(.networkHashrate, "networkHashrate", market.network?.hashratePH)
    add(.hashprice, "hashprice", market.hashpriceToday)
    add(.computeRent, "computeRent", market.hasRent ? 1 : nil)
    for driver in Driver.quoted { add(.quote(driver), driver.key, market.spot(of: driver)) }
    add(.shortRate, "shortRate", market.shortRate.map { _ in 1 })
    for (index, gpu) in market.gpus.enumerated() {
      add(.rent(index), "rent:\(gpu.name)", gpu.rentPerHour)
    }
    for (index, gpu) in market.gpus.enumerated() {
      add(.resale(index), "resale:\(gpu.name)", gpu.resalePriceUSD)
    }
    return series
  }
}
