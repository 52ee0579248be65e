import CreditBasics

/// Words of term sheets for what a scenario has under another key.
enum TermSheetWords {
  /// The key that a word means, and a key that its object also has, where the same key means something else in
  /// other objects.
  private static let keys: [String: (key: String, beside: String?)] = [
    "rank": ("seniority", nil), "ranking": ("seniority", nil), "priority": ("seniority", nil),
    "dsra": ("reserve", nil), "escrow": ("reserve", nil), "debtservicereserve": ("reserve", nil),
    "cashsweep": ("sweep", nil), "excesscashflow": ("sweep", nil), "ecf": ("sweep", nil),
    "extension": ("refinance", nil), "extensions": ("refinance", nil),
    "dividends": ("distributions", nil), "lockup": ("minDSCR", "keep"),
    "spread": ("margin", "floor"), "until": ("availableUntil", nil),
    "guarantee": ("support", nil), "parentguarantee": ("support", nil), "capex": ("orders", nil),
    "upfrontshare": ("advanceRate", nil), "ddtl": ("commitment", nil),
    "accordion": ("commitment", nil),
    "asic": ("asics", nil), "rigs": ("rigLots", nil), "gpus": ("gpuLots", nil),
  ]

  /// `; its key is "seniority"` for a word that means one of some known keys, or nothing.
  static func hint(for word: String, among known: [String]) -> String {
    let letters = word.lowercased().filter(\.isLetter)
    guard let (key, beside) = keys[letters], known.contains(key),
      beside.map(known.contains) ?? true
    else { return "" }
    return "; its key is \(Excerpt.quoted(key))"
  }
}
