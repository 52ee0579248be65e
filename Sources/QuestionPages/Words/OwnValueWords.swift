import Questions

extension OwnValue {
  /// What pages call the scenario's own value.
  static let mark = "as in the scenario"

  /// The value in the words of its input: `$87.5k`, `10 % to 30 %`; nil where it has none.
  func words(_ inputs: InputWords) -> String? {
    switch self {
    case .one(let own): inputs.value(own)
    case .between(let low, let high): "\(inputs.value(low)) to \(inputs.value(high))"
    case .other: nil
    }
  }
}
