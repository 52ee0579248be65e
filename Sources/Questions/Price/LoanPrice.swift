import CreditBasics
import RiskMeasures

/// What a loan costs the book that it joins: the same draws with the loan and without.
///
/// With held loss `L` of the loan, its discounted held exposure `A` in dollar-years, `ΔEL` the expected loss of
/// the book with the loan less without, `K` its capital, `N` what is held of principal and commitment, `r` the
/// risk-free rate, `f` the cost of funds, `s` the offered spread and `h` the hurdle:
///
///     RAROC = r + (s − (f − r) − ΔEL/A) · N/K,    s(h) = ΔEL/A + (f − r) + (h − r) · K/N
///
/// Capital is held in proportion to what is outstanding, and earns `r`.
package struct LoanPrice: Sendable {
  package struct Found: Sendable {
    /// Every figure with its error, in the order of the table.
    package let quantities: [Quantity]
    /// PD, LGD, EAD and EL of the loan.
    package let inDefault: LoanDefault
    /// What a reader must know beside the figures, a line each.
    package let notes: [String]
  }

  package let choice: LoanChoice
  /// What it is priced for.
  package let terms: PriceTerms
  /// What the borrower has in common with others of the book.
  package let groups: [Concentration]
  let searches: [ReverseStress]
  private let adjusted: Scenario?

  /// The least and greatest advance that is searched, as multiples of the principal.
  static let advances = (least: 0.02, most: 5.0)

  /// Checks everything that will be run; nothing is run.
  package init(_ choice: LoanChoice, _ terms: PriceTerms) throws {
    self.choice = choice
    self.terms = terms
    groups = Concentration.all(of: choice.with.miners[choice.miner], in: choice.with)
    adjusted = choice.with.riskAdjusted(rentPriceOfRisk: terms.rentPriceOfRisk)
    let principal = choice.terms.principalUSD
    guard terms.limits.isEmpty || principal > 0 else {
      throw QuestionError(
        "--advance-limit varies the principal of \(choice.name), which is 0; give the loan one")
    }
    let ends = [Self.advances.least, Self.advances.most].map {
      RoundedNumber.text($0 * principal, 6)
    }
    let lever = Lever(pattern: choice.principalPath, change: .set, values: ends)
    searches = try terms.limits.map {
      try ReverseStress(choice.varied, lever: lever, target: $0)
    }
  }

  /// Paths of all runs, where a search counts as twenty.
  package var pathCount: Int { (3 + 20 * searches.count) * choice.with.simulation.paths }

  /// Bytes that a path takes for its values and their contributions to errors.
  package var bytesPerPath: Double {
    Double(8 * (40 + 4 * groups.count + 8 * terms.levels.count))
  }

  /// Simulates; nil when told to stop.
  package func run(_ runs: PairedRuns) throws -> Found? {
    let with = choice.with
    guard let paths = values(of: with, runs, loanColumns + claimColumns + bookColumns(with)),
      let without = values(of: choice.without, runs, bookColumns(choice.without))
    else { return nil }
    var adjustedPaths: PathValues?
    if let adjusted {
      guard let found = values(of: adjusted, runs, loanColumns) else { return nil }
      adjustedPaths = found
    }
    var advances: [(ReverseStress, ReverseStress.Answer)] = []
    for search in searches {
      let answer = try search.solve(runs)
      if case .stopped = answer { return nil }
      advances.append((search, answer))
    }
    let figures = LoanFigures(self, paths, without: without, adjusted: adjustedPaths)
    return Found(
      quantities: figures.quantities + advances.flatMap { advanceQuantities($0.target, $1) },
      inDefault: LoanDefault(choice, paths), notes: notes(figures, advances))
  }

  private func values(
    of scenario: Scenario, _ runs: PairedRuns, _ columns: [PathColumn]
  ) -> PathValues? {
    PathValues(
      scenario, columns: Set(columns), threads: runs.threads, progress: runs.progress)
  }

  private var loanColumns: [PathColumn] {
    [.trancheLoss(choice.tranche), .exposure(choice.tranche), .claimStep(choice.tranche)]
  }

  private var claimColumns: [PathColumn] {
    [.claim(choice.tranche), .lossGivenDefault(choice.tranche), .owedAtEnd(choice.tranche)]
  }

  private func bookColumns(_ scenario: Scenario) -> [PathColumn] {
    var columns = groups.map { PathColumn.lossOf($0.members(of: scenario)) } + [.portfolioLoss]
    if let miner = borrower(in: scenario) {
      columns += [.defaultStep(miner), .closedStep(miner)]
    }
    return columns
  }

  /// The borrower as a number in a scenario; nil where only the loan brings him into the book.
  func borrower(in scenario: Scenario) -> Int? {
    scenario.miners.firstIndex { $0.name == choice.book.miners[choice.miner].name }
  }
}

// MARK: - The advance, and what is to be noted

extension LoanPrice {
  private func advanceQuantities(
    _ target: Target, _ answer: ReverseStress.Answer
  ) -> [Quantity] {
    var estimate: Estimate?
    if case .found(let solution) = answer {
      estimate = Estimate(value: solution.x, standardError: solution.standardError)
    }
    let share = estimate.map {
      Estimate(
        value: $0.value / choice.terms.principalUSD,
        standardError: $0.standardError.map { $0 / choice.terms.principalUSD })
    }
    let name = limitText(target)
    return [
      Quantity("largest_advance(\(name))", estimate, .dollars),
      Quantity("largest_advance_of_principal(\(name))", share, .ratio),
    ]
  }

  /// A limit of the advance as users write it.
  package func limitText(_ target: Target) -> String {
    "\(target.measure.text(in: choice.book))<\(JSONScalar.shortest(target.value))"
  }

  /// What "without the loan" means where others make it.
  private static let byOthers =
    "without means that others hold the loan: the borrower does the same, and only the lender's share "
    + "is not in the book"

  private func notes(
    _ figures: LoanFigures, _ advances: [(ReverseStress, ReverseStress.Answer)]
  ) -> [String] {
    var notes = choice.isByOthers ? [Self.byOthers] : []
    notes += choice.purchases.notes + [figures.closures].compactMap(\.self)
    let beyond = choice.terms.beyondHorizon
    if beyond > 0 {
      notes.append(
        "\(RoundedNumber.text(100 * beyond, 3)) % of the principal falls due after the horizon: "
          + "losses and spreads are those up to it, and there is no lifetime figure")
    }
    notes += [figures.stillOwed].compactMap(\.self)
    if choice.terms.isConvertible {
      notes.append(
        "holders of convertibles are also paid in optionality: no RAROC, and no margin over the hurdle"
      )
    }
    if adjusted == nil {
      notes.append(
        "a coin's jump with up of 1 or more has no mean to compensate: no risk-adjusted spread")
    }
    if let capital = figures.capital.value, capital <= 0 {
      notes.append("the loan takes no capital on these draws: RAROC is not defined")
    }
    return notes + advances.compactMap(advanceNote)
  }

  private func advanceNote(_ search: ReverseStress, _ answer: ReverseStress.Answer) -> String? {
    let limit = limitText(search.target)
    let money = { (multiple: Double) in
      TypedNumbers.shown(multiple * choice.terms.principalUSD, .dollars, digits: 3)
    }
    switch answer {
    case .found, .stopped: return nil
    case .undefined(let x):
      let place = money(x / choice.terms.principalUSD)
      return "\(limit): " + search.refusal(undefinedAt: place)
    case .jumps(let jump):
      let place = money(jump.below / choice.terms.principalUSD)
      return "\(limit): the measure jumps over the limit at \(place)"
    case .outside(_, let high):
      return high.value <= search.target.value
        ? "\(limit) holds up to \(money(Self.advances.most)), beyond which nothing was looked at"
        : "\(limit) does not hold even at \(money(Self.advances.least))"
    }
  }
}
