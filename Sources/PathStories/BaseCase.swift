import CreditBasics
import PathLedger

extension Scenario {
  /// The scenario without chance: what happens if the market only drifts and everything comes on its date.
  ///
  /// There is no volatility and no jump, no tenant fails and nothing is late. The regime that is most probable at
  /// the as-of date stays, unless a table gives others. Terms and dates alone decide such a path, so a default on
  /// it is worth a look before any simulation.
  public var baseCase: Scenario {
    var base = self
    base.market.withoutChance()
    for index in base.miners.indices {
      base.miners[index].idiosyncraticVolatility = 0
      base.miners[index].onTime()
    }
    return base
  }

  /// Who defaults in the base case, by step, then miner; nil for a book too large to be walked through at once.
  public var baseCaseDefaults: [ListedPath.Default]? {
    guard miners.count * grid.stepCount <= Self.mostMinerSteps else { return nil }
    let account = PathLedger(scenario: baseCase).run(path: 0)
    let defaults = account.miners.enumerated().compactMap { number, miner in
      miner.defaultStep.flatMap { step in
        miner.cause.map { ListedPath.Default(miner: number, step: step, cause: $0) }
      }
    }
    return defaults.sorted { ($0.step, $0.miner) < ($1.step, $1.miner) }
  }

  /// Steps of all miners together that the ledger takes in half a second.
  private static let mostMinerSteps = 100_000
}

extension Market {
  fileprivate mutating func withoutChance() {
    jumps = []
    let first = initiallyMostProbableRegime
    for row in regimes.indices {
      initialRegime[row] = row == first ? 1 : 0
      switching[row] = switching[row].map { _ in 0 }
      for coin in Coin.allCases { regimes[row].coins[coin].volatility = 0 }
      regimes[row].hashrateVolatility = 0
      regimes[row].rentVolatility = 0
      regimes[row].quoteVolatility = PerDriver()
      regimes[row].shortRateVolatility = 0
      regimes[row].tenantDefaultPerYear = 0
    }
    for index in launches.indices { launches[index].meanDelayYears = 0 }
  }
}

extension Miner {
  fileprivate mutating func onTime() {
    for index in gpuLots.indices { gpuLots[index].meanDelayYears = 0 }
    for index in rigLots.indices { rigLots[index].meanDelayYears = 0 }
    for index in leases.indices { leases[index].meanDelayYears = 0 }
  }
}

/// What `check` says of borrowers that default in the base case.
public enum BaseCaseNotes {
  private static let most = 10

  /// One line for each of the first borrowers, in the order of their defaults.
  public static func lines(of scenario: Scenario) -> [String] {
    let calendar = StoryCalendar(asOf: scenario.asOf, grid: scenario.grid)
    let defaults = scenario.baseCaseDefaults ?? []
    return defaults.prefix(most).map { end in
      "miners.\(QuotedText.step(scenario.miners[end.miner].name)): defaults on "
        + "\(calendar.date(end.step)) (\(end.cause.key)) even in the base case, without chance and delays: "
        + "explain --base-case tells how"
    } + (defaults.count > most ? ["so do \(defaults.count - most) more borrowers"] : [])
  }
}
