import CreditBasics
import PathLedger

extension Scenario {
  /// The scenario without chance: what happens if the market only drifts and everything comes on its date.
  ///
  /// There is no volatility and no jump, no tenant fails and nothing is late; what has no date and only a delay comes
  /// at the delay's mean. The regime that is most probable at the as-of date stays, unless a table gives others. Terms
  /// and dates alone decide such a path, so a default on it is worth a look before any simulation.
  public var withoutChance: Scenario {
    var base = self
    base.market.withoutChance()
    for index in base.miners.indices {
      base.miners[index].idiosyncraticVolatility = 0
      base.miners[index].onTime()
    }
    return base
  }

  /// Who defaults on the central path, by step, then miner; nil for a book too large to be walked through at once.
  public var centralDefaults: [ListedPath.Default]? {
    guard miners.count * grid.stepCount <= Self.mostMinerSteps,
      ledgerParts * grid.stepCount <= Self.mostPartSteps
    else { return nil }
    let account = PathLedger(scenario: withoutChance).run(path: 0)
    let defaults = account.miners.enumerated().compactMap { number, miner in
      miner.defaultStep.flatMap { step in
        miner.cause.map { ListedPath.Default(miner: number, step: step, cause: $0) }
      }
    }
    return defaults.sorted { ($0.step, $0.miner) < ($1.step, $1.miner) }
  }

  /// Steps of all miners together that the ledger takes in half a second.
  private static let mostMinerSteps = 100_000

  /// The same for all that the ledger goes through in a step: five things a miner, on average.
  private static let mostPartSteps = 500_000

  /// Miners, their debt, lots, orders and leases, and for what is pledged to several tranches the pairs of a tranche
  /// and one that ranks before it.
  private var ledgerParts: Int {
    miners.reduce(0) { parts, miner in
      let liens =
        miner.gpuLots.map(\.liens) + miner.allRigLots.map(\.liens) + miner.leases.map(\.liens)
      return liens.reduce(parts + 1 + miner.tranches.count + miner.orders.count) {
        $0 + 1 + $1.count * max(0, $1.count - 1) / 2
      }
    }
  }
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
    for index in launches.indices {
      let date = dueDate(launches[index].date, meanDelay: launches[index].meanDelayYears)
      launches[index].date = date ?? launches[index].date
      launches[index].meanDelayYears = 0
    }
  }
}

extension Miner {
  fileprivate mutating func onTime() {
    gpuLots.onTime(\.inService, \.meanDelayYears)
    rigLots.onTime(\.inService, \.meanDelayYears)
    leases.onTime(\.from, \.meanDelayYears)
  }
}

extension Array {
  /// Takes the chance out of when each element comes.
  fileprivate mutating func onTime(
    _ date: WritableKeyPath<Element, Double?>, _ meanDelay: WritableKeyPath<Element, Double>
  ) {
    for index in indices {
      self[index][keyPath: date] = dueDate(
        self[index][keyPath: date], meanDelay: self[index][keyPath: meanDelay])
      self[index][keyPath: meanDelay] = 0
    }
  }
}

/// When something comes that is not late: on its date, or, where it has none and only a delay, at the delay's mean.
private func dueDate(_ date: Double?, meanDelay: Double) -> Double? {
  meanDelay > 0 && date ?? 0 <= TimeGrid.dateTolerance ? meanDelay : date
}

/// What `check` says of borrowers that default on the central path.
public enum CentralPathNotes {
  private static let most = 10

  /// One line for each of the first borrowers, in the order of their defaults.
  public static func lines(of scenario: Scenario) -> [String] {
    let calendar = StoryCalendar(asOf: scenario.asOf, grid: scenario.grid)
    let defaults = scenario.centralDefaults ?? []
    return defaults.prefix(most).map { end in
      "miners.\(QuotedText.step(scenario.miners[end.miner].name)): defaults on "
        + "\(calendar.date(end.step)) (\(end.cause.key)) even on the central path, without chance and delays: "
        + "explain --central-path tells how"
    } + (defaults.count > most ? ["so do \(defaults.count - most) more borrowers"] : [])
  }
}
