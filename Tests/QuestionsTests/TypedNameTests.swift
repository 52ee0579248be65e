import CreditBasics
import Questions
import RiskMeasures
import ScenarioFiles
import ScenarioWarnings
import TestSupport
import Testing

/// Names with every character that paths, measures and options give a meaning, or that screens do not show.
@Suite struct TypedNameTests {
  static let names =
    [
      String(repeating: "Digital Infrastructure ", count: 4) + "Holdings",
      "GPU\u{A0}host",
      "a\u{202E}b", "a\u{200D}b", "\u{200D}a", "a\"b", "\"ab\"", "a\\b", "a.b", "*", "{a}",
      "{other}", "a b",
      "it's", "a,b", "a(b", "a]b", "a=b", "a+", "a*", "é", "\u{1F469}\u{200D}\u{1F692}",
    ] + ["x", "é", "\u{A0}"].map { "a" + String(repeating: $0, count: 98) + "b" }

  private static func text(_ name: String) -> String {
    let key = JSONScalar.quoted(name)
    return """
      {
        name: "names", asOf: "2025-12-31", horizonYears: 2, stepsPerYear: 12, riskFreeRate: 0.03,
        simulation: { paths: 200, seed: 5 },
        market: {
          regimes: { \(key): { btc: { drift: 0.1, volatility: 0.5 }, computeRent: { volatility: 0.3 } } },
          btc: { spot: 100 }, power: { spotPerMWh: 45 },
          gpus: { \(key): { rentPerHour: 3, newPrice: 40000, resalePrice: 30000, resaleDecline: 0.3, kilowatts: 1.5 } },
        },
        miners: {
          \(key): {
            cash: 1000, treasury: { btc: 100 }, insolvency: { barrier: 1.0 },
            gpuLots: { \(key): { gpu: \(key), count: 1 } },
            tranches: { \(key): { kind: "bitcoinLoan", principal: 6000, coupon: 0.1, maturity: "2028-12-31" } },
          },
          other: {
            cash: 500, treasury: { btc: 50 }, insolvency: { barrier: 1.0 },
            tranches: { notes: { kind: "highYield", principal: 3500, coupon: 0.1, maturity: "2029-12-31" } },
          },
        },
      }
      """
  }

  private static func varied(_ name: String, _ overrides: [String] = []) throws -> VariedScenario {
    try VariedScenario(
      ScenarioDocument.parse(text(name), name: "names.json5", overrides: overrides))
  }

  /// Cash of the borrower of that name, and of the other one.
  private static func cash(_ read: ReadScenario, _ name: String) throws -> [Double] {
    let miners = read.scenario.miners
    let own = try #require(miners.first { $0.name == name })
    let other = try #require(miners.first { $0.name == "other" })
    return [own.cashUSD, other.cashUSD]
  }

  @Test(arguments: names) func pathsReadBackWhatTheyWrite(name: String) throws {
    let path = NodePath([.key("miners"), .key(name), .key(name)])
    #expect(try NodePath(parsing: path.typed) == path)
    #expect(QuotedText.unquoted(QuotedText.quoted(name)) == name)
  }

  @Test(arguments: names) func patternsReachEveryName(name: String) throws {
    let varied = try Self.varied(name)
    let lever = try Lever(parsing: "miners.*.cash*=0.5,2", form: .grid)
    #expect(try Self.cash(varied.pulling([(lever, "2")]).resolve(), name) == [2000, 1000])
    let coupons = try Lever(parsing: "miners.*.tranches.*.coupon=0.01:0.9", form: .bracket)
    let read = try varied.pulling([(coupons, "0.2")]).resolve()
    #expect(read.scenario.miners.flatMap(\.tranches).map(\.coupon) == [0.2, 0.2])
  }

  @Test(arguments: names) func aNameInQuotesIsThatNameAlone(name: String) throws {
    let path = "miners.\(QuotedText.quoted(name)).cash"
    let set = try Self.varied(name, ["\(path)=7"]).base
    #expect(try Self.cash(set, name) == [7, 500])
    let varied = try Self.varied(name)
    for (sign, value, result) in [("=", "7", 7.0), ("+=", "5", 1005), ("*=", "3", 3000)] {
      let lever = try Lever(parsing: "\(path)\(sign)\(value),1", form: .grid)
      #expect(try Self.cash(varied.pulling([(lever, value)]).resolve(), name) == [result, 500])
    }
    let both = "miners.{\(QuotedText.quoted(name)), other}.cash"
    let list = try Lever(parsing: "\(both)=7,8", form: .grid)
    #expect(try Self.cash(varied.pulling([(list, "7")]).resolve(), name) == [7, 7])
    #expect(try Self.cash(Self.varied(name, ["\(both)=7"]).base, name) == [7, 7])
  }

  @Test(arguments: names) func measuresReadBackWhatTheyWrite(name: String) throws {
    let book = BookShape(try Self.varied(name).base.scenario)
    let miner = try #require(book.miners.firstIndex { $0.name == name })
    let tranche = try #require(book.tranches.firstIndex { $0.name == name })
    for measure in [
      Measure.expectedLoss(miner: miner), .breakEvenSpread(tranche: tranche),
      .defaultProbability(miner: miner, month: 12),
    ] {
      #expect(try Measure(parsing: measure.text(in: book), book: book) == measure)
    }
    let quoted = QuotedText.quoted(name)
    #expect(
      try Measure(parsing: "pd(\(quoted),1)", book: book)
        == .defaultProbability(miner: miner, month: 12))
  }

  /// The value of --nearest is a name: bare, whatever is in it, or in quotes.
  @Test(arguments: names) func anOptionTakesNamesBareAndInQuotes(name: String) throws {
    let scenario = try Self.varied(name).base.scenario
    for typed in [name, QuotedText.quoted(name)] {
      #expect(try NearestBreak(scenario, miner: typed).name == name)
    }
    #expect(
      problem { try NearestBreak(scenario, miner: "'othr'") }
        == "--nearest 'othr': no miner is called \"othr\"; did you mean \"other\"?")
  }

  @Test(arguments: names) func theAdvanceOfALoanIsVaried(name: String) throws {
    let quoted = QuotedText.quoted(name)
    let choice = try LoanChoice("\(quoted),\(quoted)", try Self.varied(name))
    var terms = PriceTerms()
    terms.limits = [try PriceTerms.limit("pd(\(quoted),1)<0.2", book: BookShape(choice.with))]
    #expect(throws: Never.self) { try LoanPrice(choice, terms) }
  }

  /// A loan to a person, on collateral as small.
  @Test(arguments: names) func smallLoansAreNoMillions(name: String) throws {
    let key = JSONScalar.quoted(name)
    let text = """
      { name: "retail", asOf: "2025-12-31", horizonYears: 2,
        market: { regimes: { calm: {} }, btc: { spot: 87500 } },
        miners: { \(key): { cash: 300, treasury: { btc: 0.1 }, tranches: { \(key): {
          kind: "bitcoinLoan", principal: 4000, coupon: 0.1, maturity: "2027-06-30" } } } } }
      """
    let warnings = try ScenarioReader.read(text: text, name: "f").warnings
    #expect(warnings.map(\.message) == [])
  }

  @Test(arguments: names) func theStandardAssumptionsAreThoseOfAPlainName(name: String) throws {
    let plain = try Tornado(Self.varied("plain"), measure: nil, levers: [])
    let named = try Tornado(Self.varied(name), measure: nil, levers: [])
    #expect(named.assumptions.map(\.name) == plain.assumptions.map(\.name))
    #expect(named.leftOut == plain.leftOut)
    #expect(named.assumptions.map(\.name).contains("resale decline"))
  }
}
