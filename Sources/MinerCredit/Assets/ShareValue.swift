import CreditBasics
import NumericCore

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
  /// Index of its elasticities among the distinct ones of the book.
  let law: Int

  /// - Parameter laws: The indices of the book's laws.
  init?(_ miner: Miner, _ market: Market, laws: [ShareLaw: Int]) {
    guard let cap = miner.marketCap, let law = laws[ShareLaw(cap)] else { return nil }
    self.law = law
    initialUSD = cap.initialUSD
    let spots = PerCoin(btc: market.coins.btc.spotUSD, eth: market.coins.eth.spotUSD)
    let beta = PerCoin(
      btc: spots.btc == nil ? 0 : cap.beta.btc, eth: spots.eth == nil ? 0 : cap.beta.eth)
    self.beta = beta
    rentBeta = cap.rentBeta
    logStart = beta.btc * log(spots.btc ?? 1) + beta.eth * log(spots.eth ?? 1)
  }
}

/// The elasticities of a market value to prices.
struct ShareLaw: Hashable {
  private let btc: Double
  private let eth: Double
  private let rent: Double

  init(_ cap: MarketCapitalisation) {
    (btc, eth, rent) = (cap.beta.btc, cap.beta.eth, cap.rentBeta)
  }
}

extension Scenario {
  /// The distinct laws of its miners' market values, numbered as they come.
  var shareLaws: [ShareLaw: Int] {
    var laws: [ShareLaw: Int] = [:]
    for cap in miners.compactMap(\.marketCap) where laws[ShareLaw(cap)] == nil {
      laws[ShareLaw(cap)] = laws.count
    }
    return laws
  }
}

/// Logarithms of a step's prices and the growth of market values: computed once a step for all
/// miners that need them.
struct PriceLogs: Sendable {
  /// The prices whose logarithms are kept.
  private enum Name: Int, ColumnNames {
    case btc, eth, rent, end
  }

  private let records: LaneRecords<Name>
  /// Market value over that of the as-of date, by law, before own factors.
  private let growths: LaneColumns
  /// Whether a value is that of the present step, by group, then by name and law.
  private let isKnown: FixedArray<Bool>
  private let coefficients: StoredCoefficients

  /// Allocates the columns; none without laws.
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

  /// Forgets the values of the step before.
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

  /// Dollars at which all shares are valued when new ones are issued: market value where there is
  /// one, else marked equity.
  @inline(__always)
  func issuanceValue(group: Int) -> Lanes {
    if plan.hasMarketCap { return marketValue(group: group) * book.shares[group] }
    return equity(group: group)
  }

  /// Where shares of a value can be issued: marked equity must exceed what rounding can leave.
  @inline(__always)
  func isPositive(_ value: Lanes, group: Int) -> LaneMask {
    value .> (plan.hasMarketCap ? .zero : book.debt[group] * Limit.slack)
  }

  /// Where a share is worth at least `price`.
  ///
  /// Marked equity is a difference and loses digits: assets are compared with debt plus the price
  /// instead.
  @inline(__always)
  func sharesReach(_ price: Lanes, group: Int) -> LaneMask {
    if !plan.hasMarketCap {
      let needed = price.times(book.shares[group], plus: book.debt[group])
      return markedAssets(group: group) .>= needed * Limit.least(1)
    }
    return marketValue(group: group) .>= price * Limit.least(1)
  }
}
