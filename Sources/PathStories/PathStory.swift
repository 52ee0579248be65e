import CreditBasics
import PathLedger

/// What happened on one path, told from the scalar twin's ledger.
public struct PathStory: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// The world in which the path was run.
  public let world: World
  /// The recorded account of the path.
  public let account: PathAccount
  /// Dollars in whole numbers for a book of millions.
  package let amounts: StoryAmounts
  let calendar: StoryCalendar
  /// What the story calls its path.
  let title: String
  /// Places of each miner's entries in the account, in their order.
  let places: [[Int]]
  /// Indices of each miner's tranches by name.
  private let tranches: [[String: Int]]
  /// Indices of each miner's children.
  let children: [Int: [Int]]

  /// Runs one path of a valid scenario, recording everything.
  ///
  /// - Parameter title: What the story calls the path; its number and seed unless given.
  public init(_ scenario: Scenario, path: UInt64, world: World = .full, title: String? = nil) {
    (self.scenario, self.world) = (scenario, world)
    self.title = title ?? "path \(path) of seed \(scenario.simulation.seed)"
    account = PathLedger(scenario: scenario, world: world).run(path: path, recording: true)
    calendar = StoryCalendar(asOf: scenario.asOf, grid: scenario.grid)
    amounts = StoryAmounts(
      largestUSD: scenario.miners.flatMap { $0.tranches.map(\.principalUSD) }.max() ?? 0)
    var places: [[Int]] = scenario.miners.map { _ in [] }
    for (place, entry) in account.entries.enumerated() {
      if let miner = entry.miner { places[miner].append(place) }
    }
    self.places = places
    tranches = scenario.miners.map { miner in
      Dictionary(
        miner.tranches.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
    children = scenario.children
  }

  /// The tranche that an entry is about; nil if it is about something else.
  func tranche(_ entry: LedgerEntry) -> Tranche? {
    guard let miner = entry.miner, let index = tranches[miner][entry.subject] else { return nil }
    return scenario.miners[miner].tranches[index]
  }

  /// Loss of the portfolio in dollars at the as-of date: held shares of discounted losses.
  public var portfolioLossUSD: Double {
    zip(scenario.miners, account.miners).reduce(0) { total, pair in
      zip(pair.0.tranches, pair.1.tranches).reduce(total) {
        $0 + $1.0.heldShare * $1.1.discountedLossUSD
      }
    }
  }

  /// Dollars of one coin at this miner's mark in a step, its own factor included.
  func mark(_ coin: Coin, step: Int, factor: Double) -> Double {
    factor * account.market[step].coinUSD[coin]
  }
}

/// The part of a path's ledger that is told.
public struct StorySelection: Sendable, Equatable {
  /// Index of the only miner; nil for all.
  public var miner: Int?
  /// Earliest end of a step in years since the as-of date.
  public var fromYear: Double
  /// Latest end of a step in years since the as-of date.
  public var toYear: Double
  /// Whether every step is told, not only those in which something happens.
  public var everyStep: Bool

  /// Selects a part; everything by default, told by events.
  public init(
    miner: Int? = nil, fromYear: Double = 0, toYear: Double = .infinity, everyStep: Bool = false
  ) {
    (self.miner, self.fromYear, self.toYear) = (miner, fromYear, toYear)
    self.everyStep = everyStep
  }

  func contains(year: Double) -> Bool {
    let slack = TimeGrid.dateTolerance
    return year >= fromYear - slack && year <= toYear + slack
  }

  func contains(miner: Int) -> Bool { self.miner.map { $0 == miner } ?? true }
}
