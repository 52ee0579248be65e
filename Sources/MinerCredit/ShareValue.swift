import CreditBasics
import NumericCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The market value of a miner's shares of the as-of date, resolved to logarithms (model §3).
///
/// `M = M₀ · (S_btc / S_btc(0))^β_btc · (S_eth / S_eth(0))^β_eth · ρ^β_rent · Z`
struct MarketCapPlan {
  let initialUSD: Double
  /// Elasticities to the coins' prices; 0 for coins without a price.
  let beta: PerCoin<Double>
  let rentBeta: Double
  /// `Σ β ln S(0)` over the coins.
  let logStart: Double
  /// Of the book's elasticities, each counted once, the place of its own.
  let law: Int

  init?(_ miner: Miner, of scenario: Scenario) {
    guard let cap = miner.marketCap,
      let law = scenario.shareLaws.firstIndex(of: ShareLaw(cap))
    else { return nil }
    self.law = law
    initialUSD = cap.initialUSD
    let market = scenario.market
    let spots = PerCoin(btc: market.coins.btc.spotUSD, eth: market.coins.eth.spotUSD)
    let beta = PerCoin(
      btc: spots.btc == nil ? 0 : cap.beta.btc, eth: spots.eth == nil ? 0 : cap.beta.eth)
    self.beta = beta
    rentBeta = cap.rentBeta
    logStart = beta.btc * log(spots.btc ?? 1) + beta.eth * log(spots.eth ?? 1)
  }
}

/// How a market value answers to prices.
struct ShareLaw: Equatable {
  private let beta: PerCoin<Double>
  private let rentBeta: Double

  init(_ cap: MarketCapitalisation) {
    beta = cap.beta
    rentBeta = cap.rentBeta
  }
}

extension Scenario {
  /// The laws of its miners' market values, each once.
  var shareLaws: [ShareLaw] {
    miners.compactMap(\.marketCap).map { ShareLaw($0) }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// What market values take of a step's prices: found once a step for all miners who ask.
struct PriceLogs: Sendable {
  /// What they are taken of.
  private enum Name: Int, ColumnNames {
    case btc, eth, rent, end
  }

  private let records: LaneRecords<Name>
  /// What has become of a dollar of market value, by law.
  private let growths: LaneColumns
  /// Whether they are those of the step, by group, then by name and law.
  private let isKnown: FixedArray<Bool>
  private let coefficients: StoredCoefficients

  /// Makes room for them, if somebody asks.
  init(laws: Int, in table: LaneTable) {
    records = LaneRecords(laws > 0 ? 1 : 0, in: table)
    growths = table.columns(laws)
    coefficients = StoredCoefficients(in: table)
    let known = laws > 0 ? (Name.count + laws) * tileGroups : 0
    isKnown = FixedArray(Array(repeating: false, count: known), in: table)
  }

  static func columnCount(laws: Int) -> Int {
    laws + LaneRecords<Name>.columnCount(laws > 0 ? 1 : 0)
  }

  /// Forgets those of the step before.
  @inline(__always)
  func begin() { for index in isKnown.indices { isKnown[index] = false } }

  /// Market value over that of the as-of date, before the miner's own factor: one exponential for all
  /// miners of one law.
  @inline(__always)
  func growth(_ cap: MarketCapPlan, _ market: MarketView, group: Int) -> Lanes {
    let place = group * (Name.count + growths.count) + Name.count + cap.law
    if !isKnown[place] {
      find(cap, market, group: group)
      isKnown[place] = true
    }
    return growths[cap.law][group]
  }

  @inline(never)
  private func find(_ cap: MarketCapPlan, _ market: MarketView, group: Int) {
    var logarithm = Lanes(repeating: -cap.logStart)
    if cap.beta.btc != 0 {
      logarithm = log(.btc, of: market.prices.btc, group: group)
        .times(cap.beta.btc, plus: logarithm)
    }
    if cap.beta.eth != 0 {
      logarithm = log(.eth, of: market.prices.eth, group: group)
        .times(cap.beta.eth, plus: logarithm)
    }
    if cap.rentBeta != 0 {
      logarithm = log(.rent, of: market.rentIndex, group: group)
        .times(cap.rentBeta, plus: logarithm)
    }
    growths[cap.law][group] = LaneMath.exp(logarithm, coefficients)
  }

  @inline(__always)
  private func log(_ name: Name, of value: LaneColumn, group: Int) -> Lanes {
    let place = group * (Name.count + growths.count) + name.rawValue
    if !isKnown[place] {
      records[0, name][group] = LaneMath.log(value[group], coefficients)
      isKnown[place] = true
    }
    return records[0, name][group]
  }
}

extension MinerDesk {
  /// Market value of a share, of which there was one at the as-of date.
  @inline(__always)
  func marketValue(group: Int) -> Lanes {
    guard let cap = plan.marketCap else { return .zero }
    return logs.growth(cap, market, group: group) * cap.initialUSD * ownFactor[group]
  }

  /// Value of all shares on which they are issued: market value where there is one, else marked equity.
  @inline(__always)
  func issuanceValue(group: Int) -> Lanes {
    if plan.hasMarketCap { return marketValue(group: group) * book.shares[group] }
    return equity(group: group)
  }

  /// Where shares of a value can be issued: marked equity that is nothing but rounding is none.
  @inline(__always)
  func isPositive(_ value: Lanes, group: Int) -> LaneMask {
    value .> (plan.hasMarketCap ? .zero : book.debt[group] * Limit.slack)
  }

  /// Where a share is worth at least so much; marked equity, a difference, is compared through what it is
  /// the difference of.
  @inline(__always)
  func sharesReach(_ price: Lanes, group: Int) -> LaneMask {
    if !plan.hasMarketCap {
      let needed = price.times(book.shares[group], plus: book.debt[group])
      return markedAssets(group: group) .>= needed * Limit.least(1)
    }
    return marketValue(group: group) .>= price * Limit.least(1)
  }
}
