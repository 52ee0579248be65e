import CreditBasics
import Reporting
import ResultReading
import RiskMeasures

/// The figures that a reader should not have to scroll for.
struct FirstScreen {
  let result: FinishedResult

  /// Five figures: who, when, why, what it costs, what the lender believed.
  var tiles: Markup {
    let tiles = [likelihood, time, cause, loss, belief]
    return "<dl class=\"tiles\">\(tiles)</dl>"
  }

  private func tile(_ name: String, _ value: String, _ detail: String, alarm: Bool = false)
    -> Markup
  {
    let style: Markup = alarm ? " class=\"alarm\"" : ""
    return "<div\(style)><dt>\(name)</dt><dd>\(value)</dd><dd>\(detail)</dd></div>"
  }

  private var likelihood: Markup {
    let total = result.portfolio
    let (share, interval) = total.words(in: result.manifest.paths)
    return tile(
      result.miners.count == 1 ? "It defaults" : "Any miner defaults", share, interval,
      alarm: total.pd > 0.5)
  }

  private var time: Markup {
    guard let year = result.portfolio.meanDefaultYear else {
      return tile("First default", "none", "on \(NumberWords.count(result.manifest.paths, "path"))")
    }
    return tile("First default", NumberWords.time(years: year), "after the as-of date, on average")
  }

  private var cause: Markup {
    guard let first = result.causesOfAll.first else {
      let isKnown = result.portfolio.pd == 0
      return tile("Main cause", "–", isKnown ? "no default" : "the causes are not in this result")
    }
    return tile(
      "Main cause",
      first.cause == DefaultCause.maturity.key
        ? "unpaid at maturity" : CauseWords.of(first.cause).name,
      "\(NumberWords.percent(first.share)) of \(result.miners.count == 1 ? "its" : "all miners'") defaults"
    )
  }

  private var loss: Markup {
    tile(
      "Expected loss", Seen.dollars(result.portfolio.expectedLoss),
      BeyondHorizon(result: result).tileWords ?? StillOwed(result: result).tileWords
        ?? result.tail99.map {
          Seen.words(.dollars, $0.expectedShortfall, $0.expectedShortfallError)
            + " in the worst 1\u{A0}% of paths"
        }
        ?? "discounted, of what the lender holds")
  }

  private var belief: Markup {
    guard let believed = result.gap(MinerSummary.portfolioName, "expected_loss_usd")?.lender else {
      return tile("The lender believed", "–", "the lender's view is not in this result")
    }
    let chance = result.gap(MinerSummary.portfolioName, "pd")?.lender
    return tile(
      "The lender believed", believed > 0 ? NumberWords.dollars(believed) : "no loss",
      chance.map {
        let defaults = $0 > 0 ? "a default on \(NumberWords.percent($0))" : "no default on any"
        return believed > 0 ? "of loss, and \(defaults) of the paths" : "\(defaults) of the paths"
      } ?? "of loss")
  }

  /// Default probabilities: the lender's beside the full model's where both are there.
  var figures: [Figure] {
    switch result.miners.count {
    case 0: []
    // With one borrower the tiles already say what bars would.
    case 1: result.gap == nil ? [] : [probabilities]
    default: [probabilities] + (losses.map { [$0] } ?? [])
    }
  }

  private var shown: [SummaryRow] { Array(result.minersByPD.prefix(Limits.rows)) }

  private var probabilities: Figure {
    let pairs = shown.map { (row: $0, lender: result.gap($0.miner, "pd")?.lender) }
    let believed = pairs.contains { $0.lender != nil }
    let paths = result.manifest.paths
    let highest = pairs.map { max($0.row.bounds(in: paths).upperBound, $0.lender ?? 0) }.max() ?? 1
    let rows = pairs.map { row, lender -> DumbbellChart.Row in
      var marks: [DumbbellChart.Mark] = []
      if let lender {
        marks.append(
          .init(
            value: lender, style: 0,
            text: "\(row.miner), lender's view: \(NumberWords.percent(lender))"))
      }
      let (share, interval) = row.words(in: paths)
      marks.append(
        .init(
          value: row.pd, style: 1, text: "\(row.miner), full model: \(share), \(interval)",
          interval: row.bounds(in: paths)))
      return .init(name: row.miner, marks: marks, label: Seen.percent(row.pd))
    }
    let entries =
      (believed ? [(name: "lender's view", style: 0)] : []) + [(name: "full model", style: 1)]
    return Figure(
      id: "first-pd",
      title: believed ? "Default probability: believed and found" : "Default probability",
      description: "Probability of default \(result.withinHorizon) of "
        + NumberWords.list(shown.map { "\($0.miner) \(Seen.percent($0.pd))" }) + ".",
      chart: DumbbellChart(
        rows: rows, legend: Legend(kind: .shapes, entries: entries),
        labelTitle: believed ? "full model" : nil,
        xTitle: "probability of default \(result.withinHorizon)"
          + (result.given == nil ? "" : ", given the market"),
        xRange: 0...Ticks.ceiling(max(highest, 1e-4), about: 5),
        xLabel: NumberWords.axisPercent),
      span: losses == nil || shown.count == 1 ? 3 : 2, table: summaryTable,
      cut: result.cut(shown.count, .likeliest))
  }

  /// Nil when nothing is ever lost.
  private var losses: Figure? {
    guard result.portfolio.expectedLoss > 0 else { return nil }
    let ordered = Array(result.minersByLoss.prefix(Limits.rows))
    let rows = ordered.map { row -> BarChart.Row in
      let amount = Seen.dollars(row.expectedLoss)
      return .init(
        name: row.miner,
        segments: [.init(value: row.expectedLoss, style: 1, text: "\(row.miner): \(amount)")],
        interval: Confidence.interval(row.expectedLoss, row.expectedLossError),
        label: amount)
    }
    return Figure(
      id: "first-el", title: "Expected loss of what the lender holds",
      description: NumberWords.listing(
        "Expected discounted loss by miner",
        ordered.map { "\($0.miner) \(Seen.dollars($0.expectedLoss))" }),
      chart: BarChart.expectedLosses(rows), cut: result.cut(ordered.count, .costliest))
  }

  private var summaryTable: DataTable {
    let listed =
      isLarge
      ? Array(result.minersByPD.prefix(Limits.rows)) + [result.portfolio]
      : result.minersByPD + [result.portfolio]
    let rows = listed.map { row in
      cells(row) + (hasScenario ? [explanation(of: row)] : [])
    }
    return DataTable.limited(
      isLarge
        ? "The \(Limits.rows) likeliest to default, equals by loss, then by debt, and the portfolio"
        : "Every miner, and the portfolio (any default)",
      [
        .text("miner"), .number("PD"), .number("95 % interval"), .number("mean default year"),
        .number("expected loss"), .number("s.e."), .number("debt today"),
        .number("cascade share"),
      ] + (hasScenario ? [.command("its worst paths, asked beside this page")] : []), rows,
      to: Limits.tableRows + 1, file: "summary.csv")
  }

  /// A row of the table; a figure that is 0 on every path is `none seen`, with the bound that so
  /// many paths leave.
  private func cells(_ row: SummaryRow) -> [String] {
    let error = row.expectedLoss > 0 ? row.expectedLossError : nil
    let (share, ends) = Seen.words(
      row.pd, from: row.low, to: row.high, in: result.manifest.paths, decimals: 2, " – ")
    return [
      row.miner, share, ends,
      row.meanDefaultYear.map { NumberWords.signed($0, 2) } ?? "–",
      Seen.dollars(row.expectedLoss), error.map(NumberWords.dollars) ?? "–",
      NumberWords.dollars(row.initialDebt), row.cascadeShare.map { Seen.percent($0) } ?? "–",
    ]
  }

  private var isLarge: Bool { result.miners.count > Limits.tableRows }

  private var hasScenario: Bool { result.scenarioText != nil }

  /// The command that lists the paths behind a row.
  private func explanation(of row: SummaryRow) -> String {
    let miner =
      row.miner == MinerSummary.portfolioName
      ? "" : " --defaulting \(ShellWord.quoted(row.miner))"
    return "minerstress explain scenario.json\(miner) --worst 3"
  }
}
