import CreditBasics

extension Plausibility {
  /// What has a value to a buyer and no end is valued as if it were paid for ever.
  mutating func checkContracts(_ miner: Miner) {
    let keys = ["miners", miner.name]
    for lot in miner.gpuLots {
      guard let contract = lot.contract, contract.isAssignable, contract.until == .infinity else {
        continue
      }
      warn(
        keys + ["gpuLots", lot.name, "contract", "until"],
        "is absent: the contract is assignable, and a buyer is taken to pay for today's margin for "
          + "ever; give its end", .grave)
    }
    for lease in miner.leases where lease.discountRate != nil && lease.until == .infinity {
      warn(
        keys + ["leases", lease.name, "until"],
        "is absent: the lease has a value, and is valued as if it were paid for ever; give its end",
        .grave)
    }
  }
}
