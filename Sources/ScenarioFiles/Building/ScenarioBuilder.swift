import CreditBasics

extension Scenario {
  /// Builds the scenario from a document that has passed every check.
  init(_ root: Settled) {
    let market = Market(root.part("market"))
    let simulation = root.part("simulation")
    let view = root.part("lenderView")
    let regimes = market.regimes.map(\.name)
    var root = root
    root.places[.gpu] = Settled.places(market.gpus.map(\.name))
    root.places[.tenant] = Settled.places(root.node["tenants"]?.block?.names ?? [])
    root.places[.miner] = Settled.places(root.node["miners"]?.block?.names ?? [])
    root.shortRate = market.shortRate?.initial ?? 0
    self.init(
      unchecked: root.text("name"), asOf: root.text("asOf"),
      grid: TimeGrid(
        horizonYears: root.number("horizonYears"), stepsPerYear: root.integer("stepsPerYear")),
      riskFreeRate: root.number("riskFreeRate"),
      simulation: Simulation(
        paths: simulation.integer("paths"), seed: simulation.unsigned("seed")),
      lenderView: LenderView(
        regime: regimes.firstIndex(of: view.text("regime")) ?? 0,
        usefulLifeYears: view.number("usefulLifeYears")),
      market: market,
      tenants: FieldRules.tenant.values("tenants", of: root, name: \.name),
      resolution: FieldRules.resolution.value(root.part("resolution")),
      miners: FieldRules.miner.values("miners", of: root, name: \.name))
  }
}
