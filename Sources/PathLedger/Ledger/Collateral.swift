import CreditBasics

/// What was pledged to a tranche when its miner defaulted, in dollars.
public struct CollateralAccount: Sendable, Equatable {
  /// At marks.
  public var markedUSD = 0.0
  /// What it fetches when this miner alone sells all it has.
  public var aloneUSD = 0.0
  /// What it fetches when every miner alive at the step's start sells all it has.
  public var togetherUSD = 0.0
}

extension MinerBooks {
  /// The pool of this miner's things alone.
  var ownPool: DefaultPool { DefaultPool([self], gpuClasses: terms.law.market.gpus.count) }

  /// The collateral of each tranche as the books stand, `everyone` the pool of all miners alive.
  func collateral(_ everyone: DefaultPool) -> [CollateralAccount] {
    let own = ownPool
    return loans.indices.map {
      CollateralAccount(
        markedUSD: pledgedValue($0), aloneUSD: pledgeProceeds($0, in: own),
        togetherUSD: pledgeProceeds($0, in: everyone))
    }
  }
}
