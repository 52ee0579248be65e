/// The coins a miner holds.
public enum Coin: Int, Sendable, CaseIterable {
  case btc, eth

  /// The coin's key in scenario files.
  public var key: String { String(describing: self) }

  /// The coin as texts call it: `BTC`.
  package var symbol: String { key.uppercased() }
}

/// One value for each coin.
public struct PerCoin<Value> {
  /// Bitcoin's value.
  public var btc: Value
  /// Ether's value.
  public var eth: Value

  /// Creates a pair of values.
  public init(btc: Value, eth: Value) {
    self.btc = btc
    self.eth = eth
  }

  /// The value of one coin.
  public subscript(coin: Coin) -> Value {
    get { coin == .btc ? btc : eth }
    set { if coin == .btc { btc = newValue } else { eth = newValue } }
  }
}

extension PerCoin: Sendable where Value: Sendable {}
extension PerCoin: Equatable where Value: Equatable {}
