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

  init?(_ miner: Miner, _ market: Market) {
    guard let cap = miner.marketCap else { return nil }
    initialUSD = cap.initialUSD
    let spots = PerCoin(btc: market.coins.btc.spotUSD, eth: market.coins.eth.spotUSD)
    let beta = PerCoin(
      btc: spots.btc == nil ? 0 : cap.beta.btc, eth: spots.eth == nil ? 0 : cap.beta.eth)
    self.beta = beta
    rentBeta = cap.rentBeta
    logStart = beta.btc * log(spots.btc ?? 1) + beta.eth * log(spots.eth ?? 1)
  }
}

/// Logarithms that market values take of a step's prices: found once a step for all miners who ask.
struct PriceLogs: Sendable {
  /// What they are taken of.
  private enum Name: Int, ColumnNames {
    case btc, eth, rent, end
  }

  private let records: LaneRecords<Name>
  /// Whether they are those of the step, by group, then by name.
  private let isKnown: FixedArray<Bool>
  private let coefficients: StoredCoefficients

  /// Makes room for them, if somebody asks.
  init(isUsed: Bool, in table: LaneTable) {
    records = LaneRecords(isUsed ? 1 : 0, in: table)
    coefficients = StoredCoefficients(in: table)
    isKnown = FixedArray(
      Array(repeating: false, count: isUsed ? Name.count * tileGroups : 0), in: table)
  }

  static func columnCount(isUsed: Bool) -> Int {
    LaneRecords<Name>.columnCount(isUsed ? 1 : 0)
  }

  /// Forgets those of the step before.
  @inline(__always)
  func begin() { for index in isKnown.indices { isKnown[index] = false } }

  @inline(__always)
  func coin(_ coin: Coin, _ market: MarketView, group: Int) -> Lanes {
    log(coin == .btc ? .btc : .eth, of: market.prices.price(of: coin), group: group)
  }

  @inline(__always)
  func rent(_ market: MarketView, group: Int) -> Lanes {
    log(.rent, of: market.rentIndex, group: group)
  }

  @inline(__always)
  func exp(_ logarithm: Lanes) -> Lanes { LaneMath.exp(logarithm, coefficients) }

  @inline(__always)
  private func log(_ name: Name, of value: LaneColumn, group: Int) -> Lanes {
    let place = group * Name.count + name.rawValue
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
    var logarithm = Lanes(repeating: -cap.logStart)
    if cap.beta.btc != 0 {
      logarithm = logs.coin(.btc, market, group: group).times(cap.beta.btc, plus: logarithm)
    }
    if cap.beta.eth != 0 {
      logarithm = logs.coin(.eth, market, group: group).times(cap.beta.eth, plus: logarithm)
    }
    if cap.rentBeta != 0 {
      let rent = logs.rent(market, group: group)
      logarithm = rent.times(cap.rentBeta, plus: logarithm)
    }
    return logs.exp(logarithm) * cap.initialUSD * ownFactor[group]
  }

  /// Value of all shares on which they are issued: market value where there is one, else marked equity.
  @inline(__always)
  func issuanceValue(group: Int) -> Lanes {
    if plan.hasMarketCap { return marketValue(group: group) * book.shares[group] }
    return equity(group: group)
  }

  /// Where a share is worth at least so much.
  @inline(__always)
  func sharesReach(_ price: Lanes, group: Int) -> LaneMask {
    if !plan.hasMarketCap { return equity(group: group) .>= price * book.shares[group] }
    return marketValue(group: group) .>= price
  }
}
