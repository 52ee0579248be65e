import CreditBasics
import Foundation

/// What leases are worth, and contracts that are sold with their GPUs.
extension MinerBooks {
  /// Value of a lease at the end of the step in dollars, times the share paid of its order.
  func leaseValue(_ index: Int) -> Double {
    let lease = terms.miner.leases[index]
    guard let rate = lease.discountRate else { return 0 }
    let now = terms.grid.time(step + 1)
    var start = now
    if !runs(from: leases[index].start, lease.order) {
      start = terms.start(max(lease.from ?? 0, now) + lease.meanDelayYears, lease.order)
    }
    start = max(start, leases[index].letAt)
    guard start < lease.until else { return 0 }
    let perYear = lease.revenuePerYear * (1 - lease.costShare) * leases[index].share
    return paidShare(lease.order) * perYear * exp(-rate * (start - now))
      * annuity(lease.until - start, rate: rate)
  }

  /// What a lease fetches.
  func leaseProceeds(_ index: Int) -> Double {
    let rules = terms.resolution
    return leaseValue(index) * (1 - rules.leaseHaircut) * (1 - rules.costRate)
      * exp(-terms.riskFreeRate * rules.leaseLagYears)
  }

  /// Dollars for a whole lot sold with its contract, where that is more than its hardware alone
  /// would fetch in a bottomless market; nil where the lot is dumped as hardware.
  func contractProceeds(_ index: Int) -> Double? {
    let lot = terms.miner.gpuLots[index]
    guard let contract = lot.contract, contract.isAssignable, lots[index].hasTenant,
      runs(from: lots[index].start, lot.order), !hasHappened(contract.until)
    else { return nil }
    let (rules, gpu) = (terms.resolution, terms.law.market.gpus[lot.gpu])
    let resale = factor * market.resaleUSD[lot.gpu]
    let left = contract.until - terms.grid.time(step + 1)
    let costPerHour = gpu.opexPerHour + gpu.kilowatts / 1000 * pricePerMWh
    let income =
      contract.share * TimeGrid.hoursPerYear
      * (contract.ratePerHour * (1 - contract.prepaid) - costPerHour)
      * annuity(left, rate: rules.contractYield)
    let fade = rules.contractYield + gpu.resaleDecline
    let after =
      left.isFinite ? resale * (1 - rules.relocationHaircut) * exp(-fade * left) : 0
    let price = (1 - rules.leaseHaircut) * (income + after) * (1 - rules.costRate)
    let hardware =
      resale * max(1 - rules.relocationHaircut, rules.scrapShare)
      * exp(-(gpu.resaleDecline + terms.riskFreeRate) * rules.lagYears) * (1 - rules.costRate)
    return price > hardware * Limit.most(1) ? price * lot.count : nil
  }
}

/// Value of a dollar a year for `years`, discounted at rate `y`: `(1 − e^{−y·years}) / y`, or
/// `years` at rate 0.
private func annuity(_ years: Double, rate: Double) -> Double {
  rate == 0 ? years : -expm1(-rate * years) / rate
}
