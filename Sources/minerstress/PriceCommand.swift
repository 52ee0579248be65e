import Questions
import RiskMeasures
import ScenarioFiles

/// `minerstress price`: what a loan costs the book that it joins.
enum PriceCommand {
  static let loan = OptionSpec(
    "loan", "MINER,TRANCHE|FILE", help: "the loan: one of the scenario, or a file that adds one")
  static let byOthers = OptionSpec(
    "by-others", help: "without it, the loan is made all the same and held by others")
  static let hurdle = OptionSpec(
    "hurdle", "RATE", help: "return on capital asked for, per year (default 0.15)")
  static let capital = OptionSpec(
    "capital", "RULE", help: "es:LEVEL, ul:LEVEL or share:SHARE (default es:0.999)")
  static let funding = OptionSpec(
    "funding", "RATE", help: "the lender's cost of funds per year (default the risk-free rate)")
  static let levels = OptionSpec(
    "levels", "LEVEL[,LEVEL...]", help: "levels of tail measures (default 0.99,0.999)")
  static let priceOfRisk = OptionSpec(
    "rent-price-of-risk", "X",
    help: "what a unit of rent's volatility takes off its trend (default 0.3)")
  static let limit = OptionSpec(
    "advance-limit", "MEASURE<VALUE", repeats: true,
    help: "largest advance within a limit: 'pd(NAME,2)<5%'")

  static let command = Command(
    name: "price", operands: "SCENARIO",
    summary: "price a loan beside the book: spread, capital, return, largest advance",
    options: [
      loan, byOthers, hurdle, capital, funding, levels, priceOfRisk, limit, .paths,
    ] + OptionSpec.question, run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard let wanted = arguments.string(loan) else {
      throw CommandFailure.usage(
        "price: --loan is missing: MINER,TRANCHE of the scenario, or a file that adds a loan")
    }
    var terms = try QuestionSession.reporting { try self.terms(arguments) }
    let session = try QuestionSession(arguments, suffix: "-price")
    let price = try QuestionSession.reporting {
      let choice = try LoanChoice(
        wanted, session.varied, byOthers: arguments.has(byOthers))
      terms.limits = try arguments.strings(limit).map {
        try PriceTerms.limit($0, book: BookShape(choice.with))
      }
      return try LoanPrice(choice, terms)
    }
    try judge(price.choice.varied.base, session, arguments)
    let (found, status) = try session.simulate(
      paths: price.pathCount, bytesPerPath: price.bytesPerPath
    ) { try price.run($0) }
    guard let found else {
      Console.error("stopped; nothing was written")
      return status
    }
    Console.print(price.text(found))
    try session.write(
      [price.table(found), price.page(found)], paths: session.base.simulation.paths,
      scenario: price.choice.varied.base)
    return .delivered
  }

  /// Says what the loan's file adds and what is odd about it, beside what the scenario has said already.
  private static func judge(
    _ read: ReadScenario, _ session: QuestionSession, _ arguments: Arguments
  ) throws {
    try ScenarioInput.judge(read, arguments, announces: false)
    guard !arguments.has(.quiet) else { return }
    let known = session.varied.base
    let said = Set((known.notes + known.warnings).map(\.description))
    for line in read.notes + read.warnings where !said.contains(line.description) {
      Console.note("\(line.kind): \(line)")
    }
  }

  private static func terms(_ arguments: Arguments) throws -> PriceTerms {
    var terms = PriceTerms()
    if let text = arguments.string(hurdle) {
      terms.hurdle = try PriceTerms.rate(text, option: hurdle.name)
    }
    if let text = arguments.string(capital) { terms.capital = try CapitalRule(parsing: text) }
    if let text = arguments.string(funding) {
      terms.funding = try PriceTerms.rate(text, option: funding.name)
    }
    if let text = arguments.string(levels) { terms.levels = try PriceTerms.levels(text) }
    if let text = arguments.string(priceOfRisk) {
      terms.rentPriceOfRisk = try PriceTerms.priceOfRisk(text)
    }
    return terms
  }
}
