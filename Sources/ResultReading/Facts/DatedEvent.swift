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
  package private(set) var words: String
  /// What and when, in a line for readers who know whose it is.
  package var ownLine: String { "\(CalendarWords.day(date)): \(name) \(words)" }

  package var date: CalendarDate
  /// Years of 365.25 days from the as-of date.
  package var year: Double
  /// Dollars that fall due or may be put; 0 until `take` has the debt ladder's.
  package private(set) var amount = 0.0
  /// GPU classes that a launch moves; empty for other kinds.
  package var classes: [String] = []

  /// Who, what and when, in a line.
  package var line: String {
    let owner = miner.map { "\($0): " } ?? ""
    return "\(CalendarWords.day(date)): \(owner)\(name) \(words)"
  }
}

extension DatedEvent {
  /// What a scenario's `scenario.json` has on fixed dates, in the order of dates; none without an
  /// as-of date.
  package static func all(in scenario: JSONNode) -> [DatedEvent] {
    guard let start = scenario["asOf"].text.flatMap({ CalendarDate($0) }) else { return [] }
    let market = scenario["market"]
    let launches = market["launches"].members.compactMap { launch(start, $0.key, $0.value) }
    let halvings = market["network"]["halvings"].items.compactMap { day in
      DatedEvent(start, .halving, on: day, "block subsidy", "halves")
    }
    let debts = scenario["miners"].members.flatMap { miner in
      miner.value["tranches"].members.flatMap { rungs(start, miner.key, $0.key, $0.value) }
        + contracts(start, miner.key, miner.value)
    }
    return (debts + launches + halvings).sorted {
      ($0.date.day, $0.kind.rawValue, $0.miner ?? "", $0.name)
        < ($1.date.day, $1.kind.rawValue, $1.miner ?? "", $1.name)
    }
  }

  /// Creates an event; nil without a day.
  private init?(
    _ start: CalendarDate, _ kind: Kind, on day: JSONNode, of miner: String? = nil, _ name: String,
    _ words: String
  ) {
    guard let date = day.text.flatMap({ CalendarDate($0) }) else { return nil }
    self.init(
      kind: kind, miner: miner, name: name, words: words, date: date,
      year: date.years(since: start))
  }

  private static func launch(_ start: CalendarDate, _ name: String, _ node: JSONNode)
    -> DatedEvent?
  {
    let delay = node["meanDelayYears"].number ?? 0
    let late = delay > 0 ? ", on average \(NumberWords.plain(delay)) years later" : ""
    var event = DatedEvent(start, .launch, on: node["date"], name, "is launched\(late)")
    event?.classes = node["impact"].members.map(\.key)
    return event
  }

  /// A tranche's maturity, put dates, and days on which its terms change.
  private static func rungs(
    _ start: CalendarDate, _ miner: String, _ name: String, _ node: JSONNode
  ) -> [DatedEvent] {
    let due = DatedEvent(
      start, .maturity, on: node["maturity"], of: miner, name, "\(verb("fall", of: name)) due")
    let puts = node["puts"].items.compactMap {
      DatedEvent(start, .put, on: $0, of: miner, name, "may be put")
    }
    let changes: [(JSONNode, String)] = [
      (node["pikUntil"], "must pay its interest in cash from here"),
      (node["amortisationFrom"], "is repaid in instalments from here"),
      (node["commitment"]["availableUntil"], "can no longer be drawn"),
    ]
    let terms = changes.filter { $0.0 != node["maturity"] }.compactMap { day, words in
      DatedEvent(start, .contractEnd, on: day, of: miner, name, words)
    }
    return (due.map { [$0] } ?? []) + puts + terms
  }

  /// `fall` of `notes`, `falls` of a `loan`.
  private static func verb(_ verb: String, of name: String) -> String {
    name.hasSuffix("s") ? verb : verb + "s"
  }

  /// Takes from the debt ladder how much of the tranche is due or may be put on this day.
  package mutating func take(_ debt: DatedDebt) {
    switch kind {
    case .maturity:
      amount = debt.balloonUSD
      guard amount >= 0.005 else {
        let why = debt.principalUSD + debt.drawnUSD > 0 ? "repaid by then" : "nothing drawn"
        words = "\(Self.verb("end", of: name)), \(why)"
        return
      }
      words += ", \(NumberWords.dollars(amount))\(Self.whole(debt))"
    case .put:
      guard let put = debt.puts.first(where: { $0.date == date }) else { return }
      amount = put.amountUSD
      words += ", \(NumberWords.dollars(amount))"
    case .contractEnd, .launch, .halving: return
    }
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

  private static func contracts(_ start: CalendarDate, _ miner: String, _ node: JSONNode)
    -> [DatedEvent]
  {
    let lots = node["gpuLots"].members.compactMap {
      DatedEvent(
        start, .contractEnd, on: $0.value["contract"]["until"], of: miner, $0.key,
        "comes off its rental contract")
    }
    let leases = node["leases"].members.compactMap {
      DatedEvent(start, .contractEnd, on: $0.value["until"], of: miner, $0.key, "lease ends")
    }
    let power = DatedEvent(
      start, .contractEnd, on: node["power"]["until"], of: miner, "power", "is at spot from here")
    return lots + leases + (power.map { [$0] } ?? [])
  }
}
