import CreditBasics
import Foundation
import RiskMeasures

/// The short table for standard output: at most 80 columns for names of ordinary length, no colours.
public enum ResultTable {
  /// Most miners of which each has a line.
  public static let mostMiners = 60
  /// Lines of a larger book: enough to see who fails first, few enough for a screen.
  private static let linesOfMany = 50

  /// One line for each miner and the portfolio, then value at risk and expected shortfall.
  ///
  /// A book of more than `mostMiners` has lines only for those with the greatest default
  /// probability.
  ///
  /// - Parameter scenario: What was simulated; if a table gives its market, that is said above all
  ///   figures.
  public static func render(_ result: StressResult, of scenario: Scenario? = nil) -> String {
    let given = scenario.map(GivenMarket.heading) ?? ""
    return given + lines(result).joined(separator: "\n") + "\n"
  }

  private static func lines(_ result: StressResult) -> [String] {
    let years = JSONScalar.shortest(rounded(result.horizonYears, 2))
    let header = ["miner", "PD \(years)y", "± s.e.", "expected loss", "± s.e.", "cascades"]
    let shown = shown(result)
    let miners = shown + [result.portfolio]
    let decimals = decimals(telling: miners.map(\.defaultError))
    let rows = miners.map { cells($0, decimals) }
    let note =
      shown.count < result.miners.count
      ? [
        "the \(shown.count) of \(Thousands.grouped(result.miners.count)) miners with the greatest "
          + "PD; all are in summary.csv", "",
      ] : []
    return note + ScreenFormat.columns([header] + rows) + [""] + tail(result)
  }

  /// The miners that have a line: all, or of many the worst, by expected loss where PDs are the same.
  private static func shown(_ result: StressResult) -> [MinerSummary] {
    guard result.miners.count > mostMiners else { return result.miners }
    let ranked = result.miners.stablySorted {
      ($0.defaults.count, $0.expectedLossUSD.value) > ($1.defaults.count, $1.expectedLossUSD.value)
    }
    return Array(ranked.prefix(linesOfMany))
  }

  /// Decimals of probabilities in per cent: two, or as many as show that an error or a bound is not 0.
  private static func decimals(telling errors: [Double]) -> Int {
    let least = errors.filter { $0 > 0 }.min() ?? 1
    return (2...12).first { 100 * least * pow(10, Double($0)) >= 0.5 } ?? 12
  }

  private static func cells(_ row: MinerSummary, _ decimals: Int) -> [String] {
    let error = ScreenFormat.percent(row.defaultError, decimals)
    return [
      row.miner.shortened(24), ScreenFormat.percent(row.defaults.value, decimals),
      row.defaults.count > 0 ? error : "< " + error,
      row.expectedLossUSD.isUnseen
        ? Estimate.noneSeen : ScreenFormat.dollars(row.expectedLossUSD.value),
      row.expectedLossUSD.isUnseen
        ? ScreenFormat.nothing
        : row.expectedLossUSD.standardError.map(ScreenFormat.dollars) ?? ScreenFormat.nothing,
      row.cascadeShare.map { ScreenFormat.percent($0, 1) } ?? "–",
    ]
  }

  private static func tail(_ result: StressResult) -> [String] {
    guard !result.portfolio.expectedLossUSD.isUnseen else {
      return [Estimate.noTail, "", portfolioNote] + notes(result)
    }
    let hasErrors = result.lossQuantiles.contains {
      ($0.low != nil && $0.high != nil) || $0.expectedShortfallUSD.standardError != nil
    }
    return result.lossQuantiles.map { row in
      let level = ScreenFormat.percent(
        Double(row.thousandths) / 1000, row.thousandths % 10 == 0 ? 0 : 1)
      let interval =
        if let low = row.low, let high = row.high {
          " (\(ScreenFormat.dollars(from: low, to: high)))"
        } else {
          ""
        }
      let error =
        row.expectedShortfallUSD.standardError.map { " ± \(ScreenFormat.dollars($0))" } ?? ""
      return "\(level.padded(6))  VaR \(ScreenFormat.dollars(row.valueAtRiskUSD))\(interval)  "
        + "ES \(ScreenFormat.dollars(row.expectedShortfallUSD.value))\(error)"
    } + ["", portfolioNote + (hasErrors ? "; (95 % interval), ± one s.e." : "")] + notes(result)
  }

  private static func notes(_ result: StressResult) -> [String] {
    closedNote(result) + owedNote(result) + noneSeenNote(result) + pairsNote(result)
      + ["\(NumberWords.count(result.paths, "path")), seed \(result.seed)"]
  }

  /// Most miners that are named as closed.
  private static let mostClosed = 6

  /// Names miners that end their business without a default: they are in no other figure of the
  /// table.
  private static func closedNote(_ result: StressResult) -> [String] {
    let closed = result.miners.filter { $0.closed.count > 0 }
      .sorted { ($1.closed.count, $0.miner) < ($0.closed.count, $1.miner) }
    guard !closed.isEmpty else { return [] }
    return named("closed without default:", closed, most: mostClosed, \.closed.value)
  }

  /// Names miners that still owe something although today's schedule has ended: losses after that are
  /// in no figure of the table.
  private static func owedNote(_ result: StressResult) -> [String] {
    let owing = result.miners.filter(\.isExtended).sorted {
      ($1.owedShare, $0.miner) < ($0.owedShare, $1.miner)
    }
    guard !owing.isEmpty else { return [] }
    return named(
      "still owed when the run ends, losses after it not counted:", owing,
      most: OwedAtEnd.mostNamed, \.owedShare)
  }

  /// A heading and the first miners with their shares.
  private static func named(
    _ heading: String, _ miners: [MinerSummary], most: Int, _ share: (MinerSummary) -> Double
  ) -> [String] {
    let named = miners.prefix(most).map {
      "\($0.miner.shortened(24)) \(ScreenFormat.percent(share($0), 2))"
    }
    let more = miners.count - named.count
    return ScreenFormat.wrapped(
      heading, named + (more > 0 ? ["\(more) more"] : []), indent: 2, width: 80)
  }

  /// The probability of some default grows with the number of miners: a reader has to know.
  private static let portfolioNote = "PORTFOLIO: any miner's default, all held losses"

  /// Explains `<`: that no path shows a default does not prove that there is none.
  private static func noneSeenNote(_ result: StressResult) -> [String] {
    let rows = result.miners + [result.portfolio]
    return rows.contains { $0.defaults.count == 0 }
      ? [
        "<: \(Estimate.noneSeen); at 95 % the probability is below "
          + Unseen.formula(in: result.paths)
      ] : []
  }

  private static func pairsNote(_ result: StressResult) -> [String] {
    guard result.defaultCorrelations == nil else { return [] }
    return [
      "default_correlation.csv is left out from \(BookShape.manyMiners) miners on; "
        + "--only names it to have it"
    ]
  }

  private static func rounded(_ value: Double, _ decimals: Int) -> Double {
    let scale = pow(10, Double(decimals))
    return (value * scale).rounded() / scale
  }
}

extension MinerSummary {
  /// The standard error of the default probability; its bound at 95 % where no path shows a default.
  fileprivate var defaultError: Double {
    defaults.count > 0 ? defaults.standardError : Unseen.bound(in: defaults.total)
  }
}
