import CreditBasics
import ScenarioFiles

/// Compares prices of hardware with each other, and warns of lots that cannot be meant.
extension Plausibility {
  /// Usual prices of a used GPU in years of its full rent.
  private static let usualPayback = 0.1...15.0

  mutating func checkPrices(of gpu: GPUClass) {
    let keys = ["market", "gpus", gpu.name]
    let (new, used, rent) = (gpu.newPriceUSD, gpu.resalePriceUSD, gpu.rentPerHour)
    if new > 0, NumberRange.pricePerGPU.doubt(about: new) == nil, used > 1.5 * new {
      warn(
        keys + ["resalePrice"],
        "\(JSONScalar.shortest(used)) is \(NumberText.digits(used / new, 2)) times newPrice, "
          + "\(JSONScalar.shortest(new)): are both in dollars?", .mistake)
    }
    // A rent that is unusual by itself has been warned of already.
    guard rent > 0, NumberRange.perGPUHour.doubt(about: rent) == nil else { return }
    let payback = used / (rent * TimeGrid.hoursPerYear)
    if used > 0, NumberRange.pricePerGPU.doubt(about: used) == nil,
      !Self.usualPayback.contains(payback)
    {
      warn(
        keys + ["resalePrice"],
        "\(JSONScalar.shortest(used)) is \(NumberText.digits(payback, 2)) times a year's rent at "
          + "\(JSONScalar.shortest(rent)) an hour, outside the usual 0.1 to 15", .mistake)
    }
    if gpu.opexPerHour > 5 * rent {
      warn(
        keys + ["opexPerHour"],
        "\(JSONScalar.shortest(gpu.opexPerHour)) is \(NumberText.digits(gpu.opexPerHour / rent, 2)) "
          + "times rentPerHour, \(JSONScalar.shortest(rent)): it would never run", .mistake)
    }
  }

  mutating func checkLots(of miner: Miner) {
    let keys = ["miners", miner.name]
    for lot in miner.gpuLots {
      let place = keys + ["gpuLots", lot.name]
      if lot.count != lot.count.rounded() {
        warn(
          place + ["count"], "\(JSONScalar.shortest(lot.count)) is not a whole number", .slight)
      } else if lot.count == 0 {
        warn(place + ["count"], "is 0: the lot is empty", .slight)
      }
      checkTerm(of: lot, miner, place)
    }
    for lot in miner.allRigLots where lot.fleet.petahash > 0 && lot.fleet.joulesPerTerahash == 0 {
      let place = lot.name == "asics" ? ["asics"] : ["rigLots", lot.name]
      warn(
        keys + place + ["joulesPerTerahash"],
        "is 0: the rigs run without power; usually 5 to 150 J/TH", .grave)
    }
  }

  /// Warns of a contract that ends while its hardware is still being paid for.
  private mutating func checkTerm(of lot: GPULot, _ miner: Miner, _ keys: [String]) {
    let last = miner.paid(lot.order)
    guard let until = lot.contract?.until, last.isFinite, until < last - TimeGrid.dateTolerance
    else { return }
    warn(
      keys + ["contract", "until"],
      "is \(NumberText.years(last - until, 2)) before the last payment of the lot's order, "
        + "before which not all of it is in service", .grave)
  }
}
