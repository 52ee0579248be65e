/// An assumption of the standard list.
struct StandardAssumption: Sendable {
  let name: String
  let levers: [Lever]
  /// Why a rise may do good where one expects it to do harm; nil where nothing surprises.
  let whyRisesHelp: String?

  private init(
    _ name: String, _ levers: (String, Lever.Change, String, String)..., whyRisesHelp: String? = nil
  ) {
    self.name = name
    self.whyRisesHelp = whyRisesHelp
    self.levers = levers.map { Lever(pattern: $0.0, change: $0.1, values: [$0.2, $0.3]) }
  }

  /// What matters to loans to miners and GPU hosts; every change is relative to the scenario's own figure.
  static let all = [
    StandardAssumption(
      "rent decline", ("market.regimes.*.computeRent.annualDecline", .add, "-0.1", "0.1")),
    StandardAssumption("bitcoin drift", ("market.regimes.*.btc.drift", .add, "-0.2", "0.2")),
    StandardAssumption("ether drift", ("market.regimes.*.eth.drift", .add, "-0.2", "0.2")),
    StandardAssumption(
      "coin volatility", ("market.regimes.*.btc.volatility", .scale, "0.8", "1.25"),
      ("market.regimes.*.eth.volatility", .scale, "0.8", "1.25")),
    StandardAssumption(
      "coin–rent correlation",
      ("market.regimes.*.correlation.btc.computeRent", .set, "0", "0.7"),
      ("market.regimes.*.correlation.eth.computeRent", .set, "0", "0.7")),
    StandardAssumption("GPU opex", ("market.gpus.*.opexPerHour", .scale, "0.75", "1.5")),
    StandardAssumption("overheads", ("miners.*.overheadPerYear", .scale, "0.75", "1.25")),
    StandardAssumption(
      "customers walk away below",
      ("miners.*.gpuLots.*.contract.walkAwayBelow", .set, "0", "0.5")),
    StandardAssumption(
      "tenant defaults", ("market.regimes.*.tenantDefaultPerYear", .scale, "0.5", "2")),
    StandardAssumption("GPU depth", ("market.gpus.*.depth.units", .scale, "0.5", "2")),
    StandardAssumption("launch dates", ("market.launches.*.date", .add, "0", "1")),
    StandardAssumption(
      "launch haircuts on rent", ("market.launches.*.impact.*.rent", .scale, "0", "1.5")),
    StandardAssumption("resale price", ("market.gpus.*.resalePrice", .scale, "0.8", "1.25")),
    StandardAssumption("resale decline", ("market.gpus.*.resaleDecline", .add, "-0.1", "0.1")),
    StandardAssumption(
      "relocation haircut", ("resolution.relocationHaircut", .scale, "0.5", "1.5")),
    StandardAssumption("spot rent today", ("market.gpus.*.rentPerHour", .scale, "0.8", "1.25")),
    StandardAssumption("delay of halls", ("miners.*.leases.*.meanDelayYears", .set, "0", "1")),
    StandardAssumption("utilisation", ("market.regimes.*.utilisation", .add, "-0.15", "0")),
    StandardAssumption(
      "spot power price", ("market.power.spotPerMWh", .scale, "0.7", "1.5"),
      whyRisesHelp: "machines that stand still resell at spot the power that was bought ahead"),
    StandardAssumption("hashrate growth", ("market.network.growth", .add, "-0.2", "0.2")),
    StandardAssumption(
      "refinancing open", ("market.regimes.*.refinancingOpen", .set, "false", "true")),
  ]
}
