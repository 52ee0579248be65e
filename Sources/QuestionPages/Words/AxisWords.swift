import Questions
import ReportPages
import Reporting
import ScenarioFiles

/// What people call the places that a pattern stands for: `compute rent annual decline (every regime)`.
package enum AxisWords {
  /// Names of drivers and coins.
  private static let drivers = [
    "btc": "bitcoin", "eth": "ether", "networkHashrate": "network hashrate",
    "computeRent": "compute rent", "powerPrice": "power price", "shortRate": "short rate",
    "power": "power",
  ]

  /// Words for keys whose own names say too little.
  private static let leaves = [
    "spot": "price", "spotPerMWh": "spot price", "usdPerDay": "dollars traded a day",
    "petahash": "hashrate", "asOf": "as-of date",
  ]

  /// What one entry under a key is called, for keys whose entries have names that the user chose.
  private static let kinds = [
    "regimes": "regime", "gpus": "GPU class", "launches": "launch", "jumps": "jump event",
    "miners": "miner", "tranches": "tranche", "gpuLots": "GPU lot", "rigLots": "rig lot",
    "leases": "lease", "tenants": "tenant", "orders": "order",
  ]

  /// What people call a driver or coin.
  package static func driver(_ key: String) -> String { drivers[key] ?? key }

  /// What pages call an input: the words of the tornado's standard list where it is listed there.
  package static func subject(_ pattern: String) -> String {
    StandardAssumption.words(of: pattern) ?? words(pattern)
  }

  /// Plain words for a pattern.
  private static func words(_ pattern: String) -> String {
    var steps = PathPattern.names(of: pattern)
    var places: [String] = []
    var at = 0
    while at < steps.count {
      if let kind = key(steps[at]).flatMap({ kinds[$0] }), at + 1 < steps.count {
        places.append(place(kind, steps[at + 1]))
        steps.removeSubrange(at...at + 1)
      } else {
        at += 1
      }
    }
    if steps.first == ["market"] { steps.removeFirst() }
    // The pattern names a thing itself, and no property of it.
    if steps.isEmpty, !places.isEmpty { return places.joined(separator: ", ") }
    let what: String
    if let cut = steps.firstIndex(of: ["correlation"]), cut + 2 < steps.count {
      what = "correlation of \(list(steps[cut + 1])) with \(list(steps[cut + 2]))"
    } else {
      let leaf = steps.last.map(list) ?? pattern
      let owner = steps.dropLast().map(list).joined(separator: ", ")
      let isDriver = steps.count == 2 && steps[0]?.allSatisfy { drivers[$0] != nil } == true
      what = owner.isEmpty ? leaf : "\(owner)\(isDriver ? "" : ":") \(leaf)"
    }
    return places.isEmpty ? what : what + " (\(places.joined(separator: ", ")))"
  }

  /// The only name of a step; nil where it stands for several.
  private static func key(_ step: [String]?) -> String? { step?.count == 1 ? step?.first : nil }

  private static func place(_ kind: String, _ step: [String]?) -> String {
    guard let step else { return "every \(kind)" }
    let names = step.joined(separator: " and ")
    return kind == "regime" || kind == "miner" ? names : "\(kind) \(names)"
  }

  private static func list(_ step: [String]?) -> String {
    (step ?? ["every one"]).map { key in
      drivers[key] ?? leaves[key] ?? KeyWords.words(key)
    }.joined(separator: " and ")
  }
}

extension Lever {
  /// What is varied, in plain words, with what is done to it.
  package var words: String {
    switch change {
    case .set: subject
    case .add: "added to " + subject
    case .scale: "factor on " + subject
    case .overlay: subject
    }
  }

  /// What is varied, in plain words, without what is done to it.
  var subject: String {
    if change == .overlay { return "file laid over the scenario" }
    return AxisWords.subject(pattern)
  }

  /// The lever in a page's words, beside what was typed for it.
  var typed: AskedPage.Typed { (words: words, code: pattern + change.rawValue + "…") }
}
