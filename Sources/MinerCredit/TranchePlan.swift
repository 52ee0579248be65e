import CreditBasics
import NumericCore

/// One tranche resolved to indices and constants.
struct TranchePlan: Sendable {
  let principal: Double
  let coupon: Double
  let pledgedBTC: Double
  let pledgedETH: Double
  /// GPUs pledged to it, by class.
  let pledgedGPUs: FixedArray<ClassCount>
  let margin: MarginTerms?
  let covenant: CovenantTerms?
  let refinance: RefinanceTerms?
  /// Conversion premium; nil without conversion.
  let conversionPremium: Double?
  /// Whether coins or GPUs are or can become pledged to it.
  let mayHoldCollateral: Bool
  /// Whether lanes can be on different schedules and coupons.
  var isExtendable: Bool { refinance != nil }

  init(_ miner: Miner, tranche index: Int) {
    let tranche = miner.tranches[index]
    principal = tranche.principalUSD
    coupon = tranche.coupon
    pledgedBTC = tranche.pledge.btc
    pledgedETH = tranche.pledge.eth
    let lots = miner.gpuLots.filter { $0.pledgedTo == index }
    pledgedGPUs = FixedArray(classCounts(lots))
    margin = tranche.margin
    covenant = tranche.covenant
    refinance = tranche.refinance
    conversionPremium = tranche.conversionPremium
    mayHoldCollateral =
      margin != nil || pledgedBTC > 0 || pledgedETH > 0 || !lots.isEmpty
  }
}
