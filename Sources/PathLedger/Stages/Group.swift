import CreditBasics

/// What a miner exchanges with its parent and children in a step, and what its stakes in children
/// are worth.
struct GroupBooks {
  /// Dollars that children distributed in the step.
  var received = 0.0
  /// Dollars of support that it gave to children in the step.
  var given = 0.0
  /// The parent's cash at the end of the step before, less its support of other children in this
  /// step; nil without a parent that can give.
  var parentCash: Double?
  /// Dollars that the parent has given so far.
  var supported = 0.0
  /// Dollars that the parent gave in this step.
  var support = 0.0
  /// Positive equity of children after their own step.
  var stakes = 0.0

  /// Opens a step: relatives have exchanged nothing yet.
  mutating func begin() {
    (received, given, support) = (0, 0, 0)
    (parentCash, stakes) = (nil, 0)
  }
}

extension MinerBooks {
  /// Takes cash from the parent to cover negative cash, within the cap and what the parent can
  /// spare.
  mutating func callParent() {
    guard cash < 0, let support = terms.miner.support, let parentCash = group.parentCash
    else { return }
    let most = min(support.capUSD - group.supported, parentCash - support.keepUSD)
    let given = min(-cash, max(0, most))
    guard given > 0 else { return }
    cash += given
    group.support = given
    group.supported += given
    log.note(.liquidity, .parentSupport, given)
  }

  /// Notes what children distributed in the step and what they were given; returns the first less
  /// the second in dollars.
  mutating func settleWithChildren() -> Double {
    if group.received > 0 { log.note(.operations, .fromChildren, group.received) }
    if group.given > 0 { log.note(.operations, .supportGiven, -group.given) }
    return group.received - group.given
  }
}
