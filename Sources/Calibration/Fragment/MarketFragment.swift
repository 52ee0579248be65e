import CreditBasics

/// Writes a fit as the market part of a scenario, for `extends`.
///
/// Each regime has the volatilities and the correlation of the weekly fit, and a drift of the mean that gives every
/// regime the log drift of the whole sample: a regime's own mean return is known far less well. Jumps are
/// reported and not written, because the regimes' volatilities contain them; those of a base are taken out. What
/// reverts is written by [`ReversionLines`](ReversionLines.swift).
package struct MarketFragment {
  let report: CalibrationReport
  /// What the fragment's comments call the data.
  let source: String
  /// The scenario to extend; nil for none.
  let over: Base?

  /// A scenario under the fragment.
  package struct Base {
    /// Its file, as seen from the fragment's.
    let file: String
    /// Initial probability of its regimes that the fit does not have: they stay.
    let keptShare: Double
    let market: Market

    /// Refers to a scenario that was read from somewhere.
    package init(_ scenario: Scenario, file: String, fitted names: [String]) {
      self.file = file
      market = scenario.market
      keptShare = zip(scenario.market.regimes, scenario.market.initialRegime)
        .reduce(0) { names.contains($1.0.name) ? $0 : $0 + $1.1 }
    }
  }

  package init(_ report: CalibrationReport, source: String, over: Base?) {
    self.report = report
    self.source = source
    self.over = over
  }

  /// The text in JSON5.
  package var text: String {
    let doubts = report.history.doubts(halvings: report.halvings) + report.doubts
    let head = ["// Market parameters estimated from \(source).", "// \(sample)"]
    let comments = doubts.map { "// Warning: \($0)." } + notes.map { "// Note: \($0)." }
    return (head + comments).joined(separator: "\n") + "\n" + object(beside: nil)
  }

  /// The text without the comments above it, with further lines of the scenario and of its market.
  func object(beside extra: (scenario: String, market: String)?) -> String {
    var lines = ["{"]
    if let over { lines.append("  extends: \(JSONScalar.quoted(over.file)),") }
    if let extra { lines.append(extra.scenario) }
    lines += ["  market: {", dates] + spots + regimeLines + jumpLines + reversions.marketLines
    if let extra { lines.append(extra.market) }
    lines += ["  },", "}"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Notes on what the fragment takes out of its base and changes in it, which of the base's
  /// regimes the back-test leaves out, and what is at the bound of the format.
  package var notes: [String] {
    let reverting = reversions.notes(over: over)
    guard let over, let jumps = contained else { return reverting }
    return jumps.notes(of: over.file) + keptNotes(of: over.file) + reverting
  }

  /// Notes on regimes of the base that are not fitted: the back-test lacks them, and they may count
  /// weeks twice.
  private func keptNotes(of file: String) -> [String] {
    let kept = keptNames.joined(separator: ", ")
    guard !kept.isEmpty else { return [] }
    let alone = "the back-test is of the fitted regimes alone, without \(kept)"
    guard report.names.count == 1 else { return [alone] }
    return [
      alone,
      "\(report.names[0]) is fitted to all weeks, those of turmoil too; \(kept) of \(file) would count them "
        + "again: fit more regimes, or give \(kept) an initial probability and switching of 0",
    ]
  }

  /// Regimes of the base that are not fitted.
  private var keptNames: [String] {
    (over?.market.regimes.map(\.name) ?? []).filter {
      report.regimes == nil || !report.names.contains($0)
    }
  }

  private var reversions: ReversionLines {
    ReversionLines(report, kept: keptNames)
  }

  /// The base's jumps that the fitted volatilities contain; nil without a base or fitted regimes.
  private var contained: ContainedJumps? {
    guard let over, report.regimes != nil, let weekly = report.weekly else { return nil }
    return ContainedJumps(in: over.market, fitted: report.names, coins: weekly.factors)
  }

  private var jumpLines: [String] {
    guard let lines = contained?.lines, !lines.isEmpty else { return [] }
    return ["    jumps: {"] + lines.map { "      \($0)," } + ["    },"]
  }

  /// The newest date of each column: today's values are from then.
  private var dates: String {
    let ends = report.history.factors.compactMap { factor in
      report.history.series[factor]?.newestDay.map {
        "\(factor.rawValue): \"\(SeriesCheck.date($0))\""
      }
    }
    return "    calibratedOn: { \(ends.joined(separator: ", ")) },"
  }

  private var sample: String {
    let days = report.history.series.values
    let first = days.compactMap(\.days.first).min().map(SeriesCheck.date) ?? "?"
    let last = days.compactMap(\.newestDay).max().map(SeriesCheck.date) ?? "?"
    return "From \(first) to \(last). "
      + "In comments: standard error after ±, 95 % interval in brackets. Copy what you trust; drifts are the least certain."
  }

  private var spots: [String] {
    [HistoryFactor.btc, .eth].compactMap { factor in
      guard let series = report.history.series[factor], let level = series.logs.last,
        let day = series.newestDay
      else { return nil }
      return "    \(factor.rawValue): { spot: \(Self.number(Real.exp(level), 6)) },  // "
        + SeriesCheck.date(day)
    }
  }

  private var regimeLines: [String] {
    let kept = reversions.lines(inFitted: false)
    let blocks =
      fittedBlocks
      + (kept.isEmpty
        ? [] : keptNames.flatMap { ["      \(Self.key($0)): {"] + kept + ["      },"] })
    return startLines + (blocks.isEmpty ? [] : ["    regimes: {"] + blocks + ["    },"])
  }

  /// The law of the regimes: where it begins and how it switches.
  private var startLines: [String] {
    guard let model = report.regimes, let errors = report.errors, let weekly = report.weekly,
      let switching = report.switching
    else { return [] }
    let kept = over?.keptShare ?? 0
    let shares = Self.shares(switching.shares, sum: 1 - kept)
    let lines = [
      "    // "
        + (model.count == 1
          ? "One regime, \(weekly.count) weeks"
          : "Hidden Markov model with \(model.count) regimes, \(weekly.count) weeks; the initial regime is the "
            + "long-run law")
        + (kept > 0 ? ", less the \(Self.number(kept, 4)) of other regimes." : "."),
      "    initialRegime: { "
        + zip(report.names, shares).map { "\(Self.key($0)): \($1)" }.joined(separator: ", ")
        + " },",
    ]
    return lines + (model.count > 1 ? switchingLines(switching, errors) : [])
  }

  private var fittedBlocks: [String] {
    guard let model = report.regimes, let errors = report.errors, let weekly = report.weekly else {
      return []
    }
    return report.names.enumerated().flatMap { regime, name -> [String] in
      var lines = ["      \(Self.key(name)): {"]
      for (coin, factor) in weekly.factors.enumerated() {
        lines.append(coinLine(factor, errors.volatility[regime][coin]))
      }
      if let rho = model.correlation(regime) {
        let shown = Self.shown(errors.correlation[regime])
        lines.append("        correlation: { btc: { eth: \(Self.number(rho, 3)) } },  // \(shown)")
      }
      return lines + reversions.lines(inFitted: true) + ["      },"]
    }
  }

  private func switchingLines(_ switching: SwitchingFit, _ errors: RegimeErrors) -> [String] {
    let names = report.names
    var lines = ["    switching: {  // per year"]
    if !switching.isExact {
      lines[0] +=
        "; nearest to the weekly probabilities, which have no generator: within "
        + Self.number(switching.gap, 2)
    }
    for from in names.indices {
      let to = names.indices.filter { $0 != from }
        .map { "\(Self.key(names[$0])): \(Self.number(switching.intensities[from][$0], 4))" }
        .joined(separator: ", ")
      let fitted = Self.shown(errors.transition[from][from])
      let stay =
        switching.isDoubtful
        ? Self.number(switching.weekly[from][from], 3) + ", fitted " + fitted : fitted
      lines.append(
        "      \(Self.key(names[from])): { \(to) },  // stays a week with probability \(stay)")
    }
    return lines + ["    },"]
  }

  private func coinLine(_ factor: HistoryFactor, _ fitted: Fitted) -> String {
    let volatility = fitted.value
    let drift = report.diffusions.first { $0.factor == factor }?.fit.logDrift ?? Fitted(0, nil)
    let mean = drift.value + volatility * volatility / 2
    return "        \(factor.rawValue): { drift: \(Self.number(mean, 3)), volatility: "
      + "\(Self.number(volatility, 3)) },  // volatility \(Self.shown(fitted)); "
      + "log drift \(Self.shown(drift)) plus σ²/2"
  }

  /// Shares of four digits; the last one makes them sum to `sum`.
  private static func shares(_ values: [Double], sum: Double) -> [String] {
    let units = values.dropLast().map { Int(($0 * sum * 1e4).rounded()) }
    let last = max(0, sum - Double(units.reduce(0, +)) / 1e4)
    return units.map { number(Double($0) / 1e4, 5) } + [number(last, 12)]
  }

  /// An estimate with its error, its interval and its note.
  static func shown(_ fitted: Fitted) -> String {
    let ends = [fitted.low, fitted.high].map { $0.map { number($0, 3) } ?? "…" }
    return number(fitted.value, 3) + (fitted.error.map { " ± " + number($0, 2) } ?? "")
      + (fitted.low == nil && fitted.high == nil ? "" : " (\(ends[0]) to \(ends[1]))")
      + (fitted.note.map { ", \($0)" } ?? "")
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    RoundedNumber.text(value, digits)
  }

  /// A name as a key: quoted unless it is a plain word.
  static func key(_ name: String) -> String {
    name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
      ? name : JSONScalar.quoted(name)
  }
}
