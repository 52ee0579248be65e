import CreditBasics
import Reporting
import RiskMeasures

/// The figures of a loan, estimated from the paths with it, without it and in the risk-adjusted market.
struct LoanFigures {
  /// The book's losses in one of the runs.
  private struct Book {
    let expectedLoss: MeasureSample
    /// By level.
    let shortfall: [Int: MeasureSample]
    let unexpectedLoss: [Int: MeasureSample]

    init(_ losses: [Double], levels: [Int]) {
      let mean = MeasureSample(meanOf: losses)
      expectedLoss = mean
      shortfall = Dictionary(
        uniqueKeysWithValues: levels.map {
          ($0, MeasureSample(expectedShortfallOf: losses, thousandths: $0))
        })
      unexpectedLoss = Dictionary(
        uniqueKeysWithValues: levels.map {
          let risk = MeasureSample(valueAtRiskOf: losses, thousandths: $0)
          var unexpected = risk - mean
          // `-` treats samples without loss as exact, but too few paths tell no error.
          unexpected.widening = risk.widening
          return ($0, unexpected)
        })
    }
  }

  private let price: LoanPrice
  private let paths: PathValues
  private let without: PathValues
  private let adjusted: PathValues?
  private let book: Book
  private let bookWithout: Book
  private let loss: MeasureSample
  private let exposure: MeasureSample

  init(_ price: LoanPrice, _ paths: PathValues, without: PathValues, adjusted: PathValues?) {
    self.price = price
    self.paths = paths
    self.without = without
    self.adjusted = adjusted
    let levels = Set(price.terms.levels + [price.terms.capital.level].compactMap { $0 })
    book = Book(paths[.portfolioLoss], levels: levels.sorted())
    bookWithout = Book(without[.portfolioLoss], levels: levels.sorted())
    let held = price.choice.terms.heldShare
    loss = held * MeasureSample(meanOf: paths[.trancheLoss(price.choice.tranche)])
    exposure = held * MeasureSample(meanOf: paths[.exposure(price.choice.tranche)])
  }

  private var choice: LoanChoice { price.choice }
  private var rate: Double { choice.with.riskFreeRate }

  /// `s`, initial coupon less `r`.
  private var offeredSpread: Double { choice.terms.coupon - rate }

  /// `f − r`.
  private var fundingSpread: Double { (price.terms.funding ?? rate) - rate }

  private var marginalLoss: MeasureSample { book.expectedLoss - bookWithout.expectedLoss }

  private func exactly(_ value: Double) -> MeasureSample {
    MeasureSample(exactly: value, paths: paths.pathCount)
  }

  // MARK: Capital and spreads

  /// `K`.
  var capital: MeasureSample {
    switch price.terms.capital {
    case .share(let share): exactly(share * choice.held)
    case .expectedShortfall(let level): marginal(\.shortfall, level) - marginalLoss
    case .unexpectedLoss(let level): marginal(\.unexpectedLoss, level)
    }
  }

  private func marginal(_ tail: KeyPath<Book, [Int: MeasureSample]>, _ level: Int) -> MeasureSample
  {
    (book[keyPath: tail][level] ?? .undefined) - (bookWithout[keyPath: tail][level] ?? .undefined)
  }

  private var capitalShare: MeasureSample { (1 / choice.held) * capital }

  /// `ΔEL / A`.
  private var lossRate: MeasureSample { marginalLoss / exposure }

  private var returnOnCapital: MeasureSample {
    guard (capital.value ?? 0) > 0, !choice.terms.isConvertible else { return .undefined }
    return exactly(rate) + (exactly(offeredSpread - fundingSpread) - lossRate) / capitalShare
  }

  private var hurdleSpread: MeasureSample {
    1e4 * (lossRate + exactly(fundingSpread) + (price.terms.hurdle - rate) * capitalShare)
  }

  private var breakEven: MeasureSample { Self.breakEven(paths, choice) }

  private static func breakEven(_ paths: PathValues, _ choice: LoanChoice) -> MeasureSample {
    MeasureSample(
      losses: paths[.trancheLoss(choice.tranche)], exposures: paths[.exposure(choice.tranche)])
  }

  // MARK: The table

  /// Every figure, in the order of the table.
  var quantities: [Quantity] {
    loanRows + defaultRows + lossRows + spreadRows + bookRows + capitalRows
      + price.groups.flatMap(concentration)
  }

  private var loanRows: [Quantity] {
    [
      Quantity("principal_held", exactly: choice.held, .dollars),
      Quantity("offered_spread", exactly: 1e4 * offeredSpread, .basisPoints),
      Quantity("beyond_horizon", exactly: choice.terms.beyondHorizon, .share),
      Quantity(
        "owed_at_end_share", owedAtEnd.estimate, .share,
        isUnseen: choice.debt.refinance == nil ? false : nil),
      Quantity("life", ((1 / choice.held) * exposure).estimate, .years),
    ]
  }

  private var defaultRows: [Quantity] {
    let claims = paths[.claimStep(choice.tranche)]
    let with = defaults(paths, choice.with)
    let before = defaults(without, choice.without)
    let early = MeasureSample(defaultsIn: claims, by: 12, paths.grid)
    return [
      Quantity("pd_12m", early.estimate, .share, isCutShort: endsEarly),
      Quantity("pd", Self.everDefaults(claims).estimate, .share),
      Quantity("borrower_pd", with.estimate, .share),
      // A borrower whom only the loan brings into the book cannot fail without it.
      Quantity(
        "borrower_pd_without", before.estimate, .share,
        isUnseen: price.borrower(in: choice.without) == nil ? false : nil),
      Quantity("marginal_borrower_pd", (with - before).estimate, .share),
    ]
  }

  private func defaults(_ values: PathValues, _ scenario: Scenario) -> MeasureSample {
    guard let miner = price.borrower(in: scenario) else { return exactly(0) }
    return Self.everDefaults(values[.defaultStep(miner)])
  }

  /// A note that without the loan the borrower closes more often than he defaults: no PD counts
  /// closures.
  ///
  /// Nil where he does not, or where he closes no more often than with the loan.
  var closures: String? {
    let share = { (values: PathValues, scenario: Scenario) in
      price.borrower(in: scenario)
        .flatMap { Self.everDefaults(values[.closedStep($0)]).value } ?? 0
    }
    let (with, before) = (share(paths, choice.with), share(without, choice.without))
    guard before > max(with, defaults(without, choice.without).value ?? 0) else { return nil }
    let words = { (share: Double) in TypedNumbers.shown(share, .share, digits: 3) }
    return "without the loan the borrower closes on \(words(before)) of paths, out of cash and "
      + "owing nothing (with it on \(words(with))): no PD counts that"
  }

  /// What the loan owes when the run ends, over principal and commitment.
  private var owedAtEnd: MeasureSample {
    let promised = choice.terms.principalUSD + choice.terms.committedUSD
    return (1 / promised) * MeasureSample(meanOf: paths[.owedAtEnd(choice.tranche)])
  }

  /// Whether something material is owed when the run ends although by today's schedule nothing is.
  private var isExtended: Bool {
    choice.terms.beyondHorizon == 0 && OwedAtEnd.isMaterial(owedAtEnd.value)
  }

  /// A note that extensions outlast the run; nil where they do not.
  var stillOwed: String? {
    guard isExtended, let share = owedAtEnd.value else { return nil }
    let grid = choice.with.grid
    let longer = choice.debt.extendedMaturity.flatMap { date -> String? in
      let horizon = grid.tenths(counting: date)
      guard date > grid.endYears, horizon <= 100 else { return nil }
      return "; horizonYears \(RoundedNumber.text(horizon, 4)) counts one extension"
    }
    return
      "\(RoundedNumber.text(100 * share, 3)) % of it is still owed when the run ends, extended: losses "
      + "after that are not counted, and no figure is one of its whole life\(longer ?? "")"
  }

  private static func everDefaults(_ steps: [Double]) -> MeasureSample {
    MeasureSample(shareOf: steps.map(\.isFinite))
  }

  /// Whether the run ends before its first year does.
  private var endsEarly: Bool { paths.grid.endYears < 1 - TimeGrid.dateTolerance }

  private var lossRows: [Quantity] {
    let year = Double(paths.grid.stepsPerYear) * (1 + TimeGrid.dateTolerance)
    let early = zip(paths[.trancheLoss(choice.tranche)], paths[.claimStep(choice.tranche)]).map {
      $1 <= year ? choice.terms.heldShare * $0 : 0
    }
    let lifetime = choice.terms.beyondHorizon == 0 ? loss.estimate : nil
    return [
      Quantity(
        "expected_loss_12m", MeasureSample(meanOf: early).estimate, .dollars, isCutShort: endsEarly),
      Quantity("expected_loss", loss.estimate, .dollars),
      Quantity("expected_loss_lifetime", lifetime, .dollars, isCutShort: isExtended),
    ]
  }

  private var spreadRows: [Quantity] {
    let premium = adjusted.map { Self.breakEven($0, choice) } ?? .undefined
    return [
      Quantity("break_even_spread", breakEven.estimate, .basisPoints),
      Quantity("break_even_spread_risk_adjusted", premium.estimate, .basisPoints),
      Quantity(
        "risk_premium", (premium - breakEven).estimate, .basisPoints,
        isUnseen: premium.value == 0 && breakEven.value == 0),
      Quantity("rent_price_of_risk", exactly: price.terms.rentPriceOfRisk, .ratio),
    ]
  }

  private var bookRows: [Quantity] {
    let ours = [
      Quantity("portfolio_expected_loss", book.expectedLoss.estimate, .dollars),
      Quantity("portfolio_expected_loss_without", bookWithout.expectedLoss.estimate, .dollars),
      Quantity("marginal_expected_loss", marginalLoss.estimate, .dollars),
      Quantity("knock_on_expected_loss", knockOn.estimate, .dollars),
    ]
    return ours
      + price.terms.levels.flatMap { level in
        tailRows("es", \.shortfall, level) + tailRows("unexpected_loss", \.unexpectedLoss, level)
      }
  }

  /// What the loan adds to the losses on other debt.
  ///
  /// Path by path, rounded to the twelfth digit of the book's loss: the same losses summed in
  /// another order differ by 0.
  private var knockOn: MeasureSample {
    let own = paths[.trancheLoss(choice.tranche)].map { choice.terms.heldShare * $0 }
    let expected = zip(without[.portfolioLoss], own).map { $0 + $1 }
    return MeasureSample(
      meanOf: zip(paths[.portfolioLoss], expected).map { PairedRatios.difference($0, $1) })
  }

  /// Whether a 0 above expected loss is unseen: not where a loss is seen; nil leaves it to the
  /// figure.
  private func isUnseen(in book: Book) -> Bool? { book.expectedLoss.value == 0 ? nil : false }

  private func tailRows(
    _ name: String, _ tail: KeyPath<Book, [Int: MeasureSample]>, _ level: Int
  ) -> [Quantity] {
    let text = "\(name)(\(JSONScalar.shortest(Double(level) / 1000)))"
    let figure = { (name: String, book: Book) in
      Quantity(
        "\(name)_\(text)", book[keyPath: tail][level]?.estimate, .dollars,
        isUnseen: isUnseen(in: book))
    }
    return [
      figure("portfolio", book), figure("portfolio_without", bookWithout),
      Quantity("marginal_\(text)", marginal(tail, level).estimate, .dollars),
    ]
  }

  private var capitalRows: [Quantity] {
    let margin =
      choice.terms.isConvertible
      ? .undefined : exactly(1e4 * offeredSpread) - hurdleSpread
    return [
      Quantity("capital", capital.estimate, .dollars, isUnseen: isUnseen(in: book)),
      Quantity(
        "capital_of_principal", capitalShare.estimate, .share, isUnseen: isUnseen(in: book)),
      Quantity("funding", exactly: fundingSpread + rate, .perYear),
      Quantity("hurdle", exactly: price.terms.hurdle, .perYear),
      Quantity("raroc", returnOnCapital.estimate, .perYear),
      Quantity("spread_for_hurdle", hurdleSpread.estimate, .basisPoints),
      Quantity("offered_over_hurdle", margin.estimate, .basisPoints),
    ]
  }

  private func concentration(_ group: Concentration) -> [Quantity] {
    let rows = { (suffix: String, values: PathValues, scenario: Scenario) -> [Quantity] in
      let members = group.members(of: scenario)
      let all = scenario.miners.reduce(0) { $0 + $1.heldUSD }
      let held = members.reduce(0) { $0 + scenario.miners[$1].heldUSD }
      let losses = MeasureSample(meanOf: values[.lossOf(members)])
      let share = losses / MeasureSample(meanOf: values[.portfolioLoss])
      return [
        Quantity(
          "share_of_principal\(suffix)(\(group.text))", exactly: all > 0 ? held / all : nil, .share),
        Quantity(
          "share_of_expected_loss\(suffix)(\(group.text))", share.estimate, .share,
          isUnseen: members.isEmpty ? false : nil),
      ]
    }
    return rows("", paths, choice.with) + rows("_without", without, choice.without)
  }
}
