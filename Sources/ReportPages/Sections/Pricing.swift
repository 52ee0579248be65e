import Reporting
import ResultReading
import RiskMeasures

/// What each tranche pays, and what it would have to pay.
struct Pricing {
  let result: FinishedResult

  var section: PageSection {
    var section = PageSection(
      id: "pricing", title: "What the loans should have paid", shortTitle: "Pricing",
      lead: """
        The break-even spread pays the expected loss and nothing more: no risk premium, no costs. \
        The offered spread is the initial coupon less the risk-free rate. Convertibles also pay \
        in optionality, so theirs is not compared. PD counts defaults after an extension too: what \
        cannot be repaid at maturity may be extended and stays in the tranche.
        """)
    guard result.tranches != nil else {
      section.missing = ["tranches.csv"]
      return section
    }
    section.figures = [spreads].compactMap { $0 }
    if section.figures.isEmpty, let why = undrawn.sentences {
      section.lead = "\(section.lead) \(why)"
    }
    section.tail = table
    return section
  }

  private var priced: [TrancheRow] {
    comparable.filter(\.isHeld).sorted {
      let (one, other) = ($0.mispricing ?? 0, $1.mispricing ?? 0)
      return one == other ? TrancheRow.costsMore($0, $1) : one < other
    }
  }

  private var comparable: [TrancheRow] {
    (result.tranches ?? []).filter { $0.mispricing != nil && $0.breakEven != nil }
  }

  private var spreads: Figure? {
    let all = priced.filter { !$0.isUnpayable }
    let shown = Array(all.prefix(Limits.rows))
    guard !shown.isEmpty else { return nil }
    let rows = shown.map(spread)
    let values = rows.flatMap { $0.marks.map { $0.interval?.upperBound ?? $0.value } }
    let lowest = min(0, shown.map(\.offered).min() ?? 0)
    let step = Ticks.step(max(values.max() ?? 1, 1) - lowest, about: 6)
    let why: Markup? = undrawn.sentences.map { " \($0)" }
    let low = (lowest / step).rounded(.down) * step
    let high = (max(values.max() ?? 1, 1) / step).rounded(.up) * step
    return Figure(
      id: "spreads", title: "Offered spread and break-even spread",
      description: NumberWords.listing(
        "Spreads by tranche, the lowest mispricing first",
        shown.map(Self.words)),
      chart: DumbbellChart(
        rows: rows,
        legend: Legend(
          kind: .shapes, entries: [(name: "offered", style: 0), (name: "break-even", style: 1)]),
        xTitle: "basis points a year", xRange: low...high,
        xLabel: NumberWords.basisPoints), span: 3,
      note: """
        At the right the mispricing, offered less break-even spread: below 0 the loan pays too little. \
        The lowest comes first.\(why)
        """,
      cut: Cut(
        shown: shown.count, all: all.count, things: "priced tranches",
        order: "those that pay least for their risk"))
  }

  private var undrawn: Undrawn {
    Undrawn(
      unpayable: priced.filter(\.isUnpayable).map { "\($0.tranche) of \($0.miner)" },
      notHeld: comparable.count { !$0.isHeld })
  }

  private func spread(_ row: TrancheRow) -> DumbbellChart.Row {
    let name = "\(row.tranche) (\(row.miner))"
    let needed = row.breakEven ?? 0
    let half = Confidence.half(row.breakEvenError)
    return .init(
      name: row.tranche, owner: row.miner,
      marks: [
        .init(
          value: row.offered, style: 0,
          text: "\(name) offers \(NumberWords.basisPoints(row.offered))"),
        .init(
          value: needed, style: 1,
          text: row.expectedLoss == 0
            ? "\(name) has lost nothing on any path: the probability of a loss is \(noLoss)"
            : "\(name) needs \(NumberWords.basisPoints(needed)) "
              + (half.map { "± \(NumberWords.basisPoints($0))" } ?? "(no interval)"),
          interval: half.flatMap { $0 > 0 ? (needed - $0)...(needed + $0) : nil }),
      ], label: Self.mispricing(row.mispricing ?? 0, row.expectedLoss > 0))
  }

  private static func words(_ row: TrancheRow) -> String {
    let needed =
      row.expectedLoss > 0
      ? "needs \(NumberWords.basisPoints(row.breakEven ?? 0))" : "has lost nothing"
    return
      "\(row.tranche) of \(row.miner) offers \(NumberWords.basisPoints(row.offered)) and \(needed)"
  }

  private var noLoss: String { NumberWords.unseen(in: result.manifest.paths) }

  /// The table of tranches, the deciding columns first: a phone shows two or three beside the
  /// names.
  private var table: Markup {
    let ordered = (result.tranches ?? []).sorted(by: TrancheRow.costsMore)
    let shown = ordered.prefix(Limits.tableRows)
    let table = DataTable.limited(
      "Tranches, the costliest first, equals by PD and by principal (whole tranches, without the lender's share)",
      [
        .text("tranche"), .number("PD"), .number("expected loss"), .number("LGD"),
        .number("EAD"), .number("principal"), .number("lender’s share"), .number("break-even"),
        .number("s.e."), .number("offered"), .number("mispricing"),
      ], ordered.lazy.map(cells), under: shown.map { "\($0.miner), \(KindWords.name($0.kind))" },
      file: "tranches.csv")
    let isAnyUnseen = shown.contains { $0.expectedLoss == 0 }
    let unseen: Markup? =
      isAnyUnseen
      ? """
      <p class="note">None seen: no path has a loss of the tranche; the probability of one is \
      \(noLoss), at 95 %.</p>
      """ : nil
    return "\(table.markup)\(weights(shown))\(unseen)"
  }

  /// What LGD is a mean of; nil where no tranche has one.
  private func weights(_ rows: some Collection<TrancheRow>) -> Markup? {
    let defaulting = rows.filter { $0.lossGivenDefault != nil }
    guard !defaulting.isEmpty else { return nil }
    return defaulting.allSatisfy { $0.lossOfClaims != nil }
      ? """
      <p class="note">LGD is what is lost of all claims in default, so that large claims weigh more: \
      PD × LGD × EAD is the loss before discounting. Charts of what is lost of a claim count each \
      default alike.</p>
      """
      : """
      <p class="note">LGD is the mean of the defaults, each alike, so that PD × LGD × EAD is not the \
      loss: great losses may come with small claims, or with great ones.</p>
      """
  }

  /// A mispricing in words; of a loan that lost on no path only a bound is known, since it too
  /// needs some spread.
  private static func mispricing(_ value: Double, _ isSeen: Bool) -> String {
    (isSeen ? "" : "at most ") + NumberWords.basisPoints(value)
  }

  /// Weighted by claims where the result says it, as the loss is.
  private func lossGivenDefault(_ row: TrancheRow) -> String? {
    let defaults = result.manifest.count(row.pd)
    if let weighted = row.lossOfClaims {
      // A mean near 0 is shown without its interval, which would have many digits.
      guard weighted >= 1e-4 else { return NumberWords.percent(weighted) }
      return Verdict.words(.share, weighted, row.lossOfClaimsError, over: defaults)
    }
    return row.lossGivenDefault.map {
      Verdict.words(.share, $0, row.lossGivenDefaultError, over: defaults)
    }
  }

  private func cells(_ row: TrancheRow) -> [String] {
    let isSeen = row.expectedLoss > 0
    let isPriced = isSeen && !row.isUnpayable
    let breakEven = row.breakEven.map(NumberWords.basisPoints) ?? "–"
    return [
      row.tranche, Seen.percent(row.pd), Seen.dollars(row.expectedLoss),
      lossGivenDefault(row) ?? "–",
      row.exposure.map(NumberWords.dollars) ?? "–",
      NumberWords.dollars(row.principal) + (row.principal == 0 ? " (undrawn)" : ""),
      row.heldShare.map { NumberWords.percent($0) } ?? "–",
      isPriced ? breakEven : isSeen ? UnpayableSpread.short : "–",
      isPriced ? row.breakEvenError.map { NumberWords.signed($0, 1) + "\u{A0}bp" } ?? "–" : "–",
      NumberWords.basisPoints(row.offered),
      row.isUnpayable ? "–" : row.mispricing.map { Self.mispricing($0, isSeen) } ?? "–",
    ]
  }
}
