import CreditBasics
import ScenarioFiles

/// Warns of figures of a valid scenario that no desk would believe, or that flatter results
/// silently.
struct Plausibility {
  let scenario: Scenario
  let root: Node
  private(set) var found: [Warning] = []

  /// All such warnings about a scenario, with those that reading has found and the size of a small borrower does not
  /// explain.
  static func warnings(_ read: ReadScenario) -> [Warning] {
    let scenario = read.scenario
    var checks = Plausibility(scenario: scenario, root: read.resolved)
    let prices = TodaysPrices(scenario.market)
    let marks = MarksToday.all(scenario, prices)
    checks.found = checks.excusingSmall(read.doubts, marks)
    checks.checkSteps()
    checks.checkInputDates()
    checks.checkGiven()
    checks.checkMarket()
    checks.checkJumps()
    checks.checkChain()
    checks.checkClasses()
    checks.checkCoins()
    checks.checkRigs()
    checks.checkTenants()
    let ladders = scenario.miners.map { DebtLadder($0, of: scenario) }
    for (index, miner) in scenario.miners.enumerated() {
      checks.check(miner, marks[index], prices)
      checks.checkTiming(of: miner, marks[index], prices, ladders[index])
      checks.checkSizes(of: miner)
    }
    checks.checkToday(marks, prices, ladders)
    checks.checkRefinancing(prices)
    checks.checkFunding(marks, prices)
    for miner in scenario.miners {
      checks.checkContracts(miner)
      checks.checkPledged(miner)
      checks.checkSchedules(miner)
      checks.checkLots(of: miner)
      checks.checkTerms(of: miner)
    }
    checks.checkExtensions()
    return checks.found
  }

  private init(scenario: Scenario, root: Node) {
    self.scenario = scenario
    self.root = root
  }

  /// Notes a warning about the key at a path; if it is absent, at the nearest object around it.
  mutating func warn(_ keys: [String], _ message: String, _ weight: Warning.Weight) {
    var node = root
    for key in keys {
      guard let next = node[key] else { break }
      node = next
    }
    let path = NodePath(keys.map { .key($0) })
    found.append(Warning(issue: Issue(node.position, at: path, message), weight: weight))
  }

  // MARK: - The market

  /// A quarter in days: inputs further apart do not belong in one market.
  private static let quarter = 92

  private mutating func checkInputDates() {
    let dates = root["market"]?["calibratedOn"]?.block ?? Block()
    guard let asOf = CalendarDate(scenario.asOf), !dates.members.isEmpty else { return }
    let days = dates.names.compactMap { name in
      dates[name]?.text.flatMap { CalendarDate($0) }.map { (name: name, date: $0) }
    }
    let latest = (days + [(name: "asOf", date: asOf)]).max { $0.date.day < $1.date.day }
    guard let latest else { return }
    for (name, date) in days where latest.date.day - date.day > Self.quarter {
      warn(
        ["market", "calibratedOn", name],
        "\(date.text) is more than a quarter before \(latest.name) (\(latest.date.text)): prices of "
          + "different dates in one market", .grave)
    }
  }

  private mutating func checkMarket() {
    let market = scenario.market
    let hashprice = TodaysPrices(market).hashprice
    let mines = scenario.miners.contains { !$0.allRigLots.isEmpty }
    if mines, hashprice > 0, !(10...500).contains(hashprice) {
      warn(
        ["market", "network", "hashrate"],
        "hashprice today is $\(NumberText.digits(hashprice, 4))/PH/day, outside the usual 10 to 500: "
          + "hashrate in PH/s? subsidy and fees of the as-of date?", .mistake)
    }
    for (index, regime) in market.regimes.enumerated()
    where market.initialRegime[index] == 0
      && !market.switching.indices.contains(where: {
        $0 != index && market.switching[$0][index] > 0
      })
    {
      warn(
        ["market", "regimes", regime.name], "is never reached: nothing begins in it or leads to it",
        .grave)
    }
  }

  private mutating func checkClasses() {
    let used = Set(scenario.miners.flatMap(\.gpuLots).filter { $0.count > 0 }.map(\.gpu))
    for (index, gpu) in scenario.market.gpus.enumerated() where used.contains(index) {
      let keys = ["market", "gpus", gpu.name]
      checkPrices(of: gpu)
      if gpu.resaleDecline == 0 {
        warn(
          keys + ["resaleDecline"],
          "is 0: GPUs do not lose value by age; 0.26 is a log rate, 23 % in the first year", .slight
        )
      }
      if scenario.market.hasDepth, gpu.depth == nil { warnOfNoDepth(keys + ["depth"]) }
    }
  }

  private mutating func warnOfNoDepth(_ keys: [String]) {
    warn(
      keys,
      "is absent: any number sells at the full price, in a scenario whose other markets have a bottom",
      .slight)
  }

  private mutating func checkCoins() {
    // Depth somewhere says that the scenario is meant to show fire sales.
    guard scenario.market.hasDepth else { return }
    for coin in Coin.allCases where scenario.market.coins[coin].depth == nil {
      let isHeld = scenario.miners.contains { $0.treasury.holdings[coin] > 0 }
      if isHeld { warnOfNoDepth(["market", "coinDepth", coin.key]) }
    }
  }

  private mutating func checkRigs() {
    guard scenario.market.hasDepth, scenario.market.rigDepth == nil else { return }
    let arePledged = scenario.miners.flatMap(\.rigLots).contains {
      !$0.liens.isEmpty && $0.fleet.petahash * $0.fleet.resalePerTerahash > 0
    }
    if arePledged { warnOfNoDepth(["market", "rigDepth"]) }
  }
}
