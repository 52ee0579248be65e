/// An assumption of the standard list.
package struct StandardAssumption: Sendable {
  /// Its name in tables.
  package let name: String
  /// What pages call it.
  package let words: String
  /// What it is, in a sentence for those who do not know the model.
  package let about: String
  /// The levers, pulled together.
  package let levers: [Lever]
  /// What pages call its ends, where their values say too little.
  package let ends: (low: String, high: String)?
  /// Why a rise may lower losses where one expects it to raise them; nil where there is no such
  /// surprise.
  package let whyRisesHelp: String?

  private init(
    _ name: String, _ levers: (String, Lever.Change, String, String)..., words: String? = nil,
    about: String, ends: (low: String, high: String)? = nil, whyRisesHelp: String? = nil
  ) {
    (self.name, self.words, self.about) = (name, words ?? name, about)
    (self.ends, self.whyRisesHelp) = (ends, whyRisesHelp)
    self.levers = levers.map { Lever(pattern: $0.0, change: $0.1, values: [$0.2, $0.3]) }
  }

  /// What pages call the assumption that varies this pattern alone; nil where there is none.
  package static func words(of pattern: String) -> String? {
    all.first { $0.levers.map(\.pattern) == [pattern] }?.words
  }

  /// The assumptions that matter to loans to miners and GPU hosts, changed relative to the
  /// scenario's figures.
  package static let all = [
    StandardAssumption(
      "rent decline", ("market.regimes.*.computeRent.annualDecline", .add, "-0.1", "0.1"),
      about: "How fast the rent of computers falls from year to year."),
    StandardAssumption(
      "bitcoin drift", ("market.regimes.*.btc.drift", .add, "-0.2", "0.2"),
      about: "How much the price of bitcoin rises a year on average."),
    StandardAssumption(
      "ether drift", ("market.regimes.*.eth.drift", .add, "-0.2", "0.2"),
      about: "How much the price of ether rises a year on average."),
    StandardAssumption(
      "coin volatility", ("market.regimes.*.btc.volatility", .scale, "0.8", "1.25"),
      ("market.regimes.*.eth.volatility", .scale, "0.8", "1.25"),
      about: "How widely prices of coins swing around their trend."),
    StandardAssumption(
      "coin–rent correlation",
      ("market.regimes.*.correlation.btc.computeRent", .set, "0", "0.7"),
      ("market.regimes.*.correlation.eth.computeRent", .set, "0", "0.7"),
      words: "correlation of coins and compute rent",
      about: "Whether prices of coins and rents of computers fall together."),
    StandardAssumption(
      "GPU opex", ("market.gpus.*.opexPerHour", .scale, "0.75", "1.5"),
      words: "running costs of GPUs", about: "What an hour of a GPU costs besides power."),
    StandardAssumption(
      "overheads", ("miners.*.overheadPerYear", .scale, "0.75", "1.25"),
      words: "overheads of borrowers", about: "Costs that do not depend on what the machines do."),
    StandardAssumption(
      "customers walk away below",
      ("miners.*.gpuLots.*.contract.walkAwayBelow", .set, "0", "0.5"),
      words: "rent at which customers walk away",
      about: "How far spot rent must fall below a contract’s rate before its customer leaves.",
      ends: ("never", "below 50\u{A0}% of the contract")),
    StandardAssumption(
      "tenant defaults", ("market.regimes.*.tenantDefaultPerYear", .scale, "0.5", "2"),
      words: "defaults of tenants", about: "How often those who rent computers or halls fail."),
    StandardAssumption(
      "GPU depth", ("market.gpus.*.depth.units", .scale, "0.5", "2"),
      words: "depth of the market for used GPUs",
      about: "How many used GPUs can be sold before their price falls much."),
    StandardAssumption(
      "launch dates", ("market.launches.*.date", .add, "0", "1"),
      words: "launch dates of new GPUs", about: "When a newer class makes the older ones cheaper."),
    StandardAssumption(
      "launch haircuts on rent", ("market.launches.*.impact.*.rent", .scale, "0", "1.5"),
      words: "fall of rents at a launch",
      about: "How much a newer class takes off the rent of the older ones.",
      ends: ("none", "×1.5")),
    StandardAssumption(
      "resale price", ("market.gpus.*.resalePrice", .scale, "0.8", "1.25"),
      words: "resale price of hardware",
      about: "What used GPUs, and sites where they are a class of hardware, sell for today."),
    StandardAssumption(
      "resale decline", ("market.gpus.*.resaleDecline", .add, "-0.1", "0.1"),
      words: "decline of resale prices",
      about: "How fast prices of used GPUs, and of sites that are a class, fall a year."),
    StandardAssumption(
      "relocation haircut", ("resolution.relocationHaircut", .scale, "0.5", "1.5"),
      words: "haircut for moving hardware",
      about: "What taking machines out of a failed borrower’s hall costs of their price."),
    StandardAssumption(
      "spot rent today", ("market.gpus.*.rentPerHour", .scale, "0.8", "1.25"),
      about: "What an hour of a GPU is let for today without a contract."),
    StandardAssumption(
      "delay of halls", ("miners.*.leases.*.meanDelayYears", .set, "0", "1"),
      words: "delay of new halls", about: "How much later than planned a hall begins to earn.",
      ends: ("none", "1 year on average")),
    StandardAssumption(
      "utilisation", ("market.regimes.*.utilisation", .add, "-0.15", "0"),
      about: "Share of the hours without a contract in which GPUs are let."),
    StandardAssumption(
      "spot power price", ("market.power.spotPerMWh", .scale, "0.7", "1.5"),
      about: "Price of the power that is bought from day to day.",
      whyRisesHelp: "machines that stand still resell at spot the power that was bought ahead"),
    StandardAssumption(
      "hashrate growth", ("market.network.growth", .add, "-0.2", "0.2"),
      about: "How fast the competition of all bitcoin miners grows, which divides the same coins."),
    StandardAssumption(
      "refinancing open", ("market.regimes.*.refinancingOpen", .set, "false", "true"),
      words: "refinancing of loans that fall due",
      about: "Whether lenders extend a loan that falls due, in every state of the market.",
      ends: ("never", "always")),
  ]
}
