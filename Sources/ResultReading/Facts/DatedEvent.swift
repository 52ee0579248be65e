import CreditBasics
import Reporting

/// Something that a scenario has on a fixed date: a rung of the debt ladder, the end of a contract,
/// or what moves the market.
package struct DatedEvent {
  /// Its kinds, in the order in which a chart has them from the top.
  package enum Kind: Int, CaseIterable {
    case maturity, put, contractEnd, launch, halving

    /// The kind in the margin of a chart.
    package var laneName: String {
      switch self {
      case .maturity: "due"
      case .put: "puts"
      case .contractEnd: "terms end"
      case .launch: "launches"
      case .halving: "halvings"
      }
    }

    /// A number of events of the kind: `3 maturities`.
    package func count(_ number: Int) -> String {
      switch self {
      case .maturity: NumberWords.count(number, "maturity", "maturities")
      case .put: NumberWords.count(number, "put date")
      case .contractEnd: NumberWords.count(number, "end of a contract", "ends of contracts")
      case .launch: NumberWords.count(number, "GPU launch", "GPU launches")
      case .halving: NumberWords.count(number, "halving")
      }
    }
  }

  package var kind: Kind
  /// The miner whose debt or contract it is; nil for the market's.
  package var miner: String?
  /// The tranche, contract or launch.
  package var name: String
  /// What happens, after the name: `falls due, $85m`.
  package let words: String
  /// What and when, in a line for readers who know whose it is.
  package var ownLine: String { "\(CalendarWords.day(date)): \(name) \(words)" }

  package var date: CalendarDate
  /// Years of 365.25 days from the as-of date.
  package var year: Double
  /// Dollars that fall due or may be put.
  package var amount = 0.0
  /// GPU classes that a launch moves; empty for other kinds.
  package var classes: [String] = []

  /// Who, what and when, in a line.
  package var line: String {
    let owner = miner.map { "\($0): " } ?? ""
    return "\(CalendarWords.day(date)): \(owner)\(name) \(words)"
  }
}

extension DatedEvent {
  /// What a scenario has on fixed dates, in the order of dates; none without a calendar date as its
  /// start.
  ///
  /// - Parameter debts: How much of each tranche is due or may be put on each date.
  package static func all(in scenario: Scenario, _ debts: [DatedDebt]) -> [DatedEvent] {
    guard let start = CalendarDate(scenario.asOf) else { return [] }
    let market = scenario.market
    let debts = Dictionary(
      debts.map { (TrancheName($0.miner, $0.tranche), $0) }, uniquingKeysWith: { first, _ in first }
    )
    let launches = market.launches.compactMap { launch(start, $0, market.gpus) }
    let halvings = (market.network?.halvings ?? []).compactMap {
      DatedEvent(start, .halving, $0, name: "block subsidy", "halves")
    }
    let own = scenario.miners.flatMap { miner in
      miner.tranches.flatMap {
        rungs(start, miner.name, $0, debts[TrancheName(miner.name, $0.name)])
      } + contracts(start, miner)
    }
    return (own + launches + halvings).sorted {
      ($0.date.day, $0.kind.rawValue, $0.miner ?? "", $0.name)
        < ($1.date.day, $1.kind.rawValue, $1.miner ?? "", $1.name)
    }
  }

  /// Creates an event in years since the as-of date; nil for what never comes.
  private init?(
    _ start: CalendarDate, _ kind: Kind, _ years: Double?, of miner: String? = nil, name: String,
    _ words: String, amount: Double = 0
  ) {
    guard let date = years.flatMap({ start.adding(years: $0) }) else { return nil }
    self.init(
      kind: kind, miner: miner, name: name, words: words, date: date,
      year: date.years(since: start), amount: amount)
  }

  private static func launch(
    _ start: CalendarDate, _ launch: Launch, _ gpus: [GPUClass]
  ) -> DatedEvent? {
    let delay = launch.meanDelayYears
    let late = delay > 0 ? ", on average \(NumberWords.plain(delay)) years later" : ""
    var event = DatedEvent(
      start, .launch, launch.date, name: launch.name, "is launched\(late)")
    event?.classes = launch.impacts.map { gpus[$0.gpu].name }
    return event
  }

  /// A tranche's maturity, put dates, and days on which its terms change.
  private static func rungs(
    _ start: CalendarDate, _ miner: String, _ tranche: Tranche, _ debt: DatedDebt?
  ) -> [DatedEvent] {
    let name = tranche.name
    let due = DatedEvent(
      start, .maturity, tranche.maturity, of: miner, name: name, dueWords(name, debt),
      amount: debt?.balloonUSD ?? 0)
    let puts = tranche.puts.compactMap { years in
      let put = debt?.puts.first { $0.date == start.adding(years: years) }
      let amount = put.map { ", \(NumberWords.dollars($0.amountUSD))" } ?? ""
      return DatedEvent(
        start, .put, years, of: miner, name: name, "may be put\(amount)",
        amount: put?.amountUSD ?? 0)
    }
    let changes = [
      (tranche.pikUntil, "must pay its interest in cash from here"),
      (tranche.amortisationFrom, "is repaid in instalments from here"),
      (tranche.commitment?.availableUntil, "can no longer be drawn"),
    ]
    let terms = changes.filter { $0.0 != tranche.maturity }.compactMap { years, words in
      DatedEvent(start, .contractEnd, years, of: miner, name: name, words)
    }
    return [due].compactMap(\.self) + puts + terms
  }

  /// `falls due, $85m`, of notes `fall due`; of a debt without a balloon why there is none.
  private static func dueWords(_ name: String, _ debt: DatedDebt?) -> String {
    let ending = name.hasSuffix("s") ? "" : "s"
    guard let debt else { return "fall\(ending) due" }
    guard debt.balloonUSD >= 0.005 else {
      let why = debt.principalUSD + debt.drawnUSD > 0 ? "repaid by then" : "nothing drawn"
      return "end\(ending), \(why)"
    }
    return "fall\(ending) due, \(NumberWords.dollars(debt.balloonUSD))\(whole(debt))"
  }

  /// The whole amount of a tranche whose balloon is only the rest, `, of $85m lent`; empty where
  /// the balloon is all of it.
  private static func whole(_ debt: DatedDebt) -> String {
    let whole = debt.principalUSD + debt.commitmentUSD
    guard debt.balloonUSD < whole - 0.005 else { return "" }
    let done =
      debt.commitmentUSD == 0
      ? "lent" : debt.principalUSD == 0 ? "committed" : "lent or committed"
    return ", of \(NumberWords.dollars(whole)) \(done)"
  }

  private static func contracts(_ start: CalendarDate, _ miner: Miner) -> [DatedEvent] {
    func end(_ years: Double?, _ name: String, _ words: String) -> DatedEvent? {
      DatedEvent(start, .contractEnd, years, of: miner.name, name: name, words)
    }
    let lots = miner.gpuLots.map {
      end($0.contract?.until, $0.name, "comes off its rental contract")
    }
    let leases = miner.leases.map { end($0.until, $0.name, "lease ends") }
    return (lots + leases + [end(miner.power.until, "power", "is at spot from here")])
      .compactMap(\.self)
  }
}
