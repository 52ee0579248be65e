import CreditBasics

/// Checks that need several fields: sums, orders, matrices, and things that are used but not given.
///
/// Works on what the rules have accepted: any key may be missing, because its value was wrong.
struct CrossChecks {
  var log: IssueLog
  let root: Node

  /// Adds every problem between the fields of a scenario to the problems already known.
  static func run(_ root: Node, _ log: IssueLog) -> IssueLog {
    var checks = CrossChecks(log: log, root: root)
    checks.checkGrid()
    checks.checkMarket()
    checks.checkUse()
    let miners = root["miners"]?.block ?? Block()
    for (name, miner) in root.named("miners") {
      checks.checkMiner(miner, NodePath([.key("miners"), .key(name)]))
    }
    checks.checkParents(miners)
    checks.checkGuarantors()
    return checks.log
  }

  mutating func note(_ node: Node, _ path: NodePath, _ message: String) {
    log.note(node.position, path, message)
  }

  /// Notes that something is missing: at the null that removed it or what it belongs to, or else at
  /// the object that lacks it.
  mutating func noteAbsence(of path: NodePath, _ message: String) {
    var node = root
    for name in path.names {
      guard let next = node[name] else {
        return log.note(node.block?.removed[name] ?? node.position, path, message)
      }
      node = next
    }
  }

  /// Whether a problem at or below this path has been noted already.
  func wasWrong(_ path: NodePath) -> Bool {
    if log.issues.isEmpty { return false }
    return log.issues.contains { $0.way?.steps.starts(with: path.steps) == true }
  }

  private mutating func checkGrid() {
    checkHorizon()
    guard let horizon = root["horizonYears"], let years = horizon.double,
      let perYear = root["stepsPerYear"]?.double
    else { return }
    let steps = (years * perYear).rounded()
    let path = NodePath([.key("horizonYears")])
    if steps < 1 {
      note(
        horizon, path,
        "expected at least half a step of 1/\(JSONScalar.shortest(perYear)) year, found \(horizon.found)"
      )
    }
    let cells = steps * Double(scheduleCount)
    if cells > Double(Scenario.mostScheduleCells) {
      let limit = Thousands.grouped(Scenario.mostScheduleCells)
      note(
        horizon, path,
        "expected at most \(limit) steps × (miners, lots, leases and tranches), found "
          + Thousands.grouped(Int(cells)) + "; take fewer steps per year, or split the book")
    }
  }

  /// Without `horizonYears` the run ends with the debt: there must be some, and it must end within
  /// 100 years.
  private mutating func checkHorizon() {
    let path = NodePath([.key("horizonYears")])
    guard let horizon = root["horizonYears"] else {
      let miners = root["miners"]?.block?.members.values.map(\.node) ?? []
      let hasDebt = miners.contains { $0["tranches"]?.block?.members.isEmpty == false }
      guard !miners.isEmpty, !hasDebt, !wasWrong(path) else { return }
      let isTable = root["miners"]?.position.source.name.hasSuffix(".csv") == true
      return noteAbsence(
        of: path,
        "expected more than 0, up to 100 years, as no miner has a tranche whose maturity could end "
          + "the run; found nothing" + (isTable ? "; a table of --tranches says what they owe" : "")
      )
    }
    if let years = horizon.double, years > 100 {
      note(
        horizon, path,
        "expected up to 100 years, found that the latest maturity and grace end after "
          + "\(JSONScalar.shortest((years * 10).rounded() / 10)); give horizonYears")
    }
  }

  private var scheduleCount: Int {
    let miners = root["miners"]?.block ?? Block()
    return miners.members.values.reduce(0) { total, member in
      ["gpuLots", "rigLots", "leases", "tranches"].reduce(total + 1) { sum, key in
        sum + (member.node[key]?.block?.members.count ?? 0)
      }
    }
  }
}
