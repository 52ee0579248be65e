import QuestionPages
import Questions
import RiskMeasures
import ScenarioFiles
import ScenarioWarnings

/// `minerstress price`: what a loan costs the book that it joins.
enum PriceCommand {
  static let loan = OptionSpec(
    "loan", "MINER,TRANCHE|FILE", help: "the loan: one of the scenario, or a file that adds one")
  static let byOthers = OptionSpec(
    "by-others", help: "without it, the loan is made all the same and held by others")
  static let limit = OptionSpec(
    "advance-limit", "MEASURE<VALUE", repeats: true,
    help: "largest advance within a limit: 'pd(NAME,2)<5%'")

  /// An option that sets one of the terms of a price, and how its text is read.
  private struct TermOption {
    let spec: OptionSpec
    let set: @Sendable (inout PriceTerms, String) throws -> Void

    init(
      _ name: String, _ value: String, _ help: String, or usual: String,
      set: @escaping @Sendable (inout PriceTerms, String) throws -> Void
    ) {
      spec = OptionSpec(name, value, help: "\(help) (default \(usual))")
      self.set = set
    }
  }

  private static let usual = PriceTerms()
  private static let terms = [
    TermOption("hurdle", "RATE", "return on capital asked for, per year", or: "\(usual.hurdle)") {
      $0.hurdle = try PriceTerms.rate($1, option: "hurdle")
    },
    TermOption("capital", "RULE", "es:LEVEL, ul:LEVEL or share:SHARE", or: "es:0.999") {
      $0.capital = try CapitalRule(parsing: $1)
    },
    TermOption("funding", "RATE", "the lender's cost of funds per year", or: "the risk-free rate") {
      $0.funding = try PriceTerms.rate($1, option: "funding")
    },
    TermOption("levels", "LEVEL[,LEVEL...]", "levels of tail measures", or: "0.99,0.999") {
      $0.levels = try PriceTerms.levels($1)
    },
    TermOption(
      "rent-price-of-risk", "X", "what a unit of rent's volatility takes off its trend",
      or: "\(usual.rentPriceOfRisk)"
    ) {
      $0.rentPriceOfRisk = try PriceTerms.priceOfRisk($1)
    },
  ]

  static let command = Command.question(
    "price", "price a loan beside the book: spread, capital, return, largest advance",
    asks: [loan, byOthers] + terms.map(\.spec) + [limit], options: [.paths], run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard let wanted = arguments.string(loan) else {
      throw CommandFailure.usage(
        "price: --loan is missing: MINER,TRANCHE of the scenario, or a file that adds a loan")
    }
    var terms = try self.terms(arguments)
    let session = try QuestionSession(arguments, suffix: "-price")
    let choice = try LoanChoice(wanted, session.varied, byOthers: arguments.has(byOthers))
    terms.limits = try arguments.strings(limit).map {
      try PriceTerms.limit($0, book: BookShape(choice.with))
    }
    let price = try LoanPrice(choice, terms)
    try judge(price.choice.varied.base, session, arguments)
    let found = try session.simulate(
      paths: price.pathCount, bytesPerPath: price.bytesPerPath
    ) { try price.run($0) }
    session.show(price.text(found))
    try session.write(
      [price.table(found), price.page(found)], paths: session.base.simulation.paths,
      scenario: price.choice.varied.base)
    return .delivered
  }

  /// Prints notes and warnings about the loan's file, without those that the scenario has caused
  /// already.
  private static func judge(
    _ read: ReadScenario, _ session: QuestionSession, _ arguments: Arguments
  ) throws {
    try ScenarioInput.judge(read, arguments, announces: false)
    let known = session.varied.base
    let said = Set((known.notes + known.warnings).map(\.description))
    let notes = arguments.has(.quiet) ? [] : read.notes
    for line in notes + read.warnings where !said.contains(line.description) {
      Console.note("\(line.kind): \(line)")
    }
  }

  private static func terms(_ arguments: Arguments) throws -> PriceTerms {
    try terms.reduce(into: PriceTerms()) { found, term in
      if let text = arguments.string(term.spec) { try term.set(&found, text) }
    }
  }
}
