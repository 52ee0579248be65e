/// Keys of scenario files as people say them.
package enum KeyWords {
  /// What is written before a name under a key whose entries have names; empty where the name says
  /// enough.
  private static let holders = [
    "miners": "", "tranches": "", "gpus": "GPU class", "gpuLots": "GPU lot", "rigLots": "rig lot",
    "leases": "lease", "orders": "order", "tenants": "tenant", "regimes": "regime",
    "launches": "launch", "shocks": "shock", "jumps": "jump", "coinDepth": "depth of",
  ]

  private static let names = [
    "gpu": "GPU", "gpus": "GPUs", "asics": "ASICs", "btc": "bitcoin", "eth": "ether",
    "asOf": "as-of date", "calibratedOn": "calibrated on", "dscr": "DSCR", "ltv": "LTV",
  ]

  /// A place in a scenario, what it belongs to first: `gpu-neocloud, GPU lot B200 delivery, in service`.
  package static func place(_ keys: [String]) -> String {
    var parts: [String] = []
    var rest = keys[...]
    while let key = rest.popFirst() {
      if key == "market", parts.isEmpty, !rest.isEmpty { continue }
      if let holder = holders[key], let name = rest.popFirst() {
        // A coin's key is a word of this program, not a user's name.
        let own = key == "coinDepth" ? words(name) : name
        parts.append(holder.isEmpty ? own : "\(holder) \(own)")
      } else {
        parts.append(words(key))
      }
    }
    return parts.joined(separator: ", ")
  }

  /// The keys with a star for each name that somebody gave.
  package static func withoutNames(_ keys: [String]) -> [String] {
    var isName = false
    return keys.map { key in
      defer { isName = !isName && holders[key] != nil }
      return isName ? "*" : key
    }
  }

  /// A key's words: `resaleDecline` is `resale decline`, `minDSCR` is `min DSCR`.
  package static func words(_ key: String) -> String {
    if let known = names[key] { return known }
    var words: [String] = [""]
    for character in key {
      if character.isUppercase, words[words.count - 1].last?.isLowercase ?? false {
        words.append("")
      }
      words[words.count - 1].append(character)
    }
    return words.map { $0.count(where: \.isUppercase) > 1 ? $0 : $0.lowercased() }
      .joined(separator: " ").replacing("_", with: " ")
  }
}
