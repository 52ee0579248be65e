import CreditBasics

/// What the regimes of a fit are called, so that a fragment means what its base means.
package struct RegimeNames: Sendable, Equatable {
  /// Names from the calmest regime.
  package let names: [String]
  /// What is to be said about them; nil for nothing.
  package let note: String?

  /// Finds names for `count` fitted regimes.
  ///
  /// Names of the base's own: `calm` and `stress` where it has them; else, where it has as many regimes as the
  /// fit, by their rank of volatility. Under a name that the base does not have, a regime would get
  /// probability 0 and none of the base's other values.
  ///
  /// - Parameters:
  ///   - given: The user's own names, from the calmest; nil for none.
  ///   - base: The scenario that the fragment extends; nil for none.
  /// - Throws: Why no names can be found, with the way out.
  package init(
    count: Int, given: [String]?, base: (market: Market, file: String)?
  ) throws(HistoryError) {
    let usual = CalibrationReport.names(count)
    let known = base?.market.regimes.map(\.name) ?? []
    if let given {
      guard given.count == count, Set(given).count == count else {
        throw HistoryError(
          "--names: expected \(count) different names, from the calmest regime, found "
            + given.joined(separator: ","))
      }
      if let base, let stranger = given.first(where: { !known.contains($0) }) {
        throw HistoryError(
          "--names: \(base.file) has no regime \"\(stranger)\""
            + Suggestion.hint(for: stranger, among: known)
            + "; it has " + known.joined(separator: ", "))
      }
      (names, note) = (given, nil)
      return
    }
    guard let base, !usual.allSatisfy(known.contains) else {
      (names, note) = (usual, nil)
      return
    }
    guard known.count >= count else {
      throw HistoryError(
        "\(base.file) has fewer regimes than the \(count) to be fitted, \(known.joined(separator: ", ")): "
          + "--regimes \(known.count) fits as many")
    }
    guard known.count == count else {
      throw HistoryError(
        "\(base.file) calls its regimes \(known.joined(separator: ", ")): say which "
          + (count == 1 ? "is the fitted one" : "are the \(count) fitted ones, from the calmest")
          + ", such as --names " + known.prefix(count).joined(separator: ","))
    }
    let ranked = base.market.regimes.sorted { Self.volatility($0) < Self.volatility($1) }
    names = ranked.map(\.name)
    note =
      "regimes are called as in \(base.file), by their rank of volatility there: "
      + zip(usual, names).map { "\($0) is \($1)" }.joined(separator: ", ")
  }

  private static func volatility(_ regime: Regime) -> Double {
    max(regime.coins.btc.volatility, regime.coins.eth.volatility)
  }
}
