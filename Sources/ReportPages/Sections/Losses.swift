import Reporting
import ResultReading
import RiskMeasures

/// What defaults cost the lender: distribution, tail, and whose debt makes the tail.
struct Losses {
  let result: FinishedResult

  var section: PageSection {
    let leftOver = LossGivenDefault(result: result).figure
    let below: Markup? = leftOver == nil ? nil : " Below, what a default leaves of each claim."
    return PageSection(
      id: "losses", title: "What it costs", shortTitle: "Losses",
      lead: """
        The discounted loss of the portfolio on each path, weighted by the lender's share of each \
        tranche. VaR is a quantile of it, ES the mean of the paths beyond.\(below)
        """,
      figures: [
        distribution, exceedance, leftOver, contributions,
        LossesByYear(result: result).figure, BeyondHorizon(result: result).figure,
      ].compactMap { $0 },
      tail: quantileTable ?? "",
      missing: PageSection.absent([
        "loss_distribution.csv": result.losses, "lgd_distribution.csv": result.lossesGivenDefault,
        "loss_quantiles.csv": result.quantiles, "es_contributions.csv": result.contributions,
      ]))
  }

  /// Without any loss there is nothing to draw: the sentence of the first screen says it.
  private var bins: [LossBinRow]? {
    guard let rows = result.losses, rows.contains(where: { $0.high > 0 && $0.paths > 0 }) else {
      return nil
    }
    return rows
  }

  private var distribution: Figure? {
    guard let rows = bins else { return nil }
    let zero = rows.first { $0.high == 0 }?.probability ?? 0
    let drawn = rows.filter { $0.high > 0 }.map { row in
      Histogram.Bin(
        low: row.low, high: row.high, value: row.probability,
        text: "\(NumberWords.dollars(row.low)) to \(NumberWords.dollars(row.high)): "
          + "\(NumberWords.percent(row.probability)) of the paths")
    }
    let mean = result.portfolio.expectedLoss
    var markers = [
      Histogram.Marker(
        value: mean, label: "EL \(NumberWords.dollars(mean))",
        text: "expected loss \(NumberWords.dollars(mean))")
    ]
    if let tail = result.tail99 {
      markers.append(
        .init(
          value: tail.valueAtRisk, label: "VaR 99 % \(NumberWords.dollars(tail.valueAtRisk))",
          text: "value at risk at 99 %: \(NumberWords.dollars(tail.valueAtRisk))"))
      markers.append(
        .init(
          value: tail.expectedShortfall,
          label: "ES 99 % \(NumberWords.dollars(tail.expectedShortfall))",
          text: "expected shortfall at 99 %: \(NumberWords.dollars(tail.expectedShortfall))"))
    }
    return Figure(
      id: "loss", title: "Distribution of the portfolio's loss",
      description: "Histogram of the portfolio's loss; \(NumberWords.percent(zero)) of the paths "
        + "lose nothing. " + markers.map(\.text).joined(separator: "; ") + ".",
      chart: Histogram(
        bins: drawn, markers: markers, style: 1, xTitle: "discounted loss",
        yTitle: "share of paths", xRange: 0...(rows.map(\.high).max() ?? 1),
        xLabel: NumberWords.dollars, yLabel: NumberWords.axisPercent, height: 320), span: 2,
      note: zero > 0
        ? "\(NumberWords.percent(zero)) of the paths lose nothing and are not drawn."
        : "Every path loses something.",
      table: DataTable(
        caption: "Loss distribution",
        columns: [
          .number("from"), .number("to"), .number("paths"), .number("share"),
          .number("share with more"),
        ],
        rows: rows.filter { $0.paths > 0 }.map {
          [
            NumberWords.dollars($0.low), NumberWords.dollars($0.high), NumberWords.count($0.paths),
            NumberWords.percent($0.probability, decimals: 3),
            NumberWords.percent($0.exceedance, decimals: 3),
          ]
        }))
  }

  private var exceedance: Figure? {
    guard let rows = bins else { return nil }
    let count = result.manifest.paths
    let paths = Double(count)
    let points = rows.filter { $0.exceedance > 0 }.map { row -> LineChart.Point in
      let range = Wilson.interval(share: row.exceedance, of: paths)
      return .init(
        x: row.high, y: row.exceedance, low: max(range.lowerBound, 1 / paths),
        high: range.upperBound,
        words: Seen.words(.share, row.exceedance, in: range, paths: count))
    }
    guard points.count > 1 else { return nil }
    return Figure(
      id: "exceedance", title: "How often a loss is exceeded",
      description: "Probability, on a logarithmic scale, that the portfolio loses more than an "
        + "amount, with 95 % intervals.",
      chart: LineChart(
        series: [.init(name: "probability of more", style: 1, points: points)],
        xTitle: "discounted loss", yTitle: "probability of a greater loss (log scale)",
        xRange: 0...(points.last?.x ?? 1), yRange: max(1 / paths, 1e-7)...1,
        ySpacing: .logarithmic, xLabel: NumberWords.dollars, yLabel: NumberWords.axisPercent,
        valueLabel: NumberWords.percent, labelsSeries: false, height: 320))
  }

  private var contributions: Figure? {
    guard let all = result.contributions, !all.isEmpty else { return nil }
    let level = all.contains { $0.level == 0.99 } ? 0.99 : all[0].level
    let rows = all.filter { $0.level == level }
    // With one borrower the tail is split by loan.
    let isOne = result.miners.count == 1
    let byMiner = Dictionary(grouping: rows) { isOne ? $0.tranche : $0.miner }
      .map { name, rows in (miner: name, amount: rows.reduce(0) { $0 + $1.contribution }) }
      .filter { $0.amount > 0 }.sorted { ($1.amount, $0.miner) < ($0.amount, $1.miner) }
    guard byMiner.count > 1, let greatest = byMiner.first?.amount else { return nil }
    let total = byMiner.reduce(0) { $0 + $1.amount }
    let name = "ES \(NumberWords.percent(level))"
    return Figure(
      id: "contributions", title: isOne ? "Which loan makes the tail" : "Whose debt makes the tail",
      description: NumberWords.listing(
        "Euler contributions to \(name) by \(isOne ? "tranche" : "miner")",
        byMiner.prefix(Limits.rows).map { "\($0.miner) \(NumberWords.dollars($0.amount))" }),
      chart: BarChart(
        rows: byMiner.prefix(Limits.rows).map { one in
          .init(
            name: one.miner,
            segments: [
              .init(
                value: one.amount, style: 1,
                text: "\(one.miner): \(NumberWords.dollars(one.amount)), "
                  + "\(NumberWords.percent(one.amount / total)) of \(name)")
            ], label: NumberWords.percent(one.amount / total))
        }, xTitle: "contribution to \(name)", maximum: Ticks.ceiling(greatest),
        xLabel: NumberWords.dollars),
      note:
        "\(isOne ? "The loans’" : "The miners’") mean losses on the paths of the tail: they add up to \(name).",
      table: DataTable.limited(
        "Contributions to expected shortfall",
        [
          .number("level"), .text("miner"), .text("tranche"), .number("contribution"),
          .number("s.e."), .number("share"),
        ],
        all.filter { $0.contribution > 0 }.sorted { $1.contribution < $0.contribution }.lazy.map {
          [
            NumberWords.percent($0.level, decimals: 1), $0.miner, $0.tranche,
            NumberWords.dollars($0.contribution),
            $0.error.map(NumberWords.dollars) ?? "–",
            $0.share.map { NumberWords.percent($0, decimals: 2) } ?? "–",
          ]
        }, file: "es_contributions.csv"),
      cut: Cut(
        shown: min(Limits.rows, byMiner.count), all: byMiner.count,
        things: isOne ? "loans" : "miners", order: "those that contribute most"))
  }

  private var quantileTable: Markup? {
    guard let rows = result.quantiles, !rows.isEmpty else { return nil }
    return DataTable(
      caption: "Value at risk and expected shortfall of the portfolio",
      columns: [
        .number("level"), .number("one path in"), .number("VaR"), .number("95 % interval"),
        .number("ES"), .number("s.e."),
      ],
      rows: rows.map { row in
        // A VaR of $0 is an estimate: most paths lose nothing. An ES of $0 means that no loss was seen.
        let isSeen = row.expectedShortfall > 0
        let interval = row.low.flatMap { low in
          row.high.map { NumberWords.dollars(from: low, to: $0, " – ") }
        }
        return [
          NumberWords.percent(row.level, decimals: 1),
          NumberWords.count(Int(row.returnPeriod.rounded())),
          NumberWords.dollars(row.valueAtRisk),
          isSeen ? interval ?? "–" : "–",
          Seen.dollars(row.expectedShortfall),
          isSeen ? row.expectedShortfallError.map(NumberWords.dollars) ?? "–" : "–",
        ]
      }
    ).markup
  }
}
