import CreditBasics
import ScenarioFiles

extension MarketFragment {
  /// Reads the fragment as a scenario does, over its base or with a borrower beside it.
  ///
  /// The base's file name counts from the working directory.
  ///
  /// - Throws: What no scenario can have, by key, with the way out; the fragment is not to be
  ///   written then.
  package func check() throws(HistoryError) {
    do throws(ScenarioError) {
      _ = try ScenarioReader.read(text: object(beside: borrower), name: "market.json5")
    } catch {
      let place = over.map { " over \($0.file)" } ?? ""
      let lines = error.issues.map { "  \($0.path): \($0.message)\(remedy($0))" }
      throw HistoryError(
        "market.json5\(place) would not be a valid scenario, and is not written:\n"
          + lines.joined(separator: "\n"))
    }
  }

  /// The members that make a scenario of a fragment without a base.
  private var borrower: (scenario: String, market: String)? {
    guard over == nil else { return nil }
    let day = report.history.series.values.compactMap(\.newestDay).max() ?? 0
    return (
      "  name: \"check\", asOf: \"\(SeriesCheck.date(day))\", horizonYears: 1, miners: { one: { cash: 1 } },",
      report.regimes == nil ? "    regimes: { all: {} }," : "    // The regimes that were fitted."
    )
  }

  private func remedy(_ issue: Issue) -> String {
    guard let model = report.regimes, let over,
      let regime = report.names.indices.first(where: {
        issue.keys == ["market", "regimes", report.names[$0], "correlation"]
      }), let rho = model.correlation(regime)
    else { return "; that is what the history gives: look at its column, or leave it out" }
    return
      "; the fit sets that of btc and eth to \(RoundedNumber.text(rho, 3)), the others are those "
      + "of \(over.file): change them there"
  }
}
