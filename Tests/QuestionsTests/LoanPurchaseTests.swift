import CreditBasics
import Foundation
import Questions
import ScenarioFiles
import Testing

/// What a loan pays for, in the world without the loan.
@Suite struct LoanPurchaseTests {
  private static let order = "payments: { \"2026-06-30\": 4000 }"
  private static let funding = "fundedBy: \"build loan\", advanceRate: 0.8"
  private static let loan = """
    "build loan": { kind: "abl", principal: 0, coupon: 0.1, maturity: "2029-12-31", \
    commitment: { amount: 3200 } }
    """

  private static func hall(_ liens: String = "") -> String {
    "hall: { revenuePerYear: 1500, costShare: 0.2, from: \"2026-07-31\", until: \"2035-12-31\", "
      + "order: \"campus\", pledgedTo: [\(liens)] }"
  }

  /// A loan, what it funds, and what waits for that.
  private static let project =
    "orders: { campus: { \(order), \(funding) } }, leases: { \(hall("\"build loan\"")) }, "
    + "tranches: { \(loan) }"

  /// The sample book with a builder, of whom some members are given.
  private static func book(_ builder: String) throws -> VariedScenario {
    let text = SampleBook.text.replacing(
      "miners: {\n",
      with:
        "miners: {\n builder: { cash: 1000, overheadPerYear: 60, treasury: { btc: 2 }, \(builder) },\n"
    )
    return try VariedScenario(ScenarioDocument.parse(text, name: "builder.json5"))
  }

  private static func priced(
    _ loan: String, _ varied: VariedScenario, byOthers: Bool = false
  ) throws -> (price: LoanPrice, found: LoanPrice.Found) {
    var terms = PriceTerms()
    terms.capital = .share(0.08)
    let price = try LoanPrice(try LoanChoice(loan, varied, byOthers: byOthers), terms)
    return (price, try #require(try price.run(PairedRuns(threads: 2))))
  }

  /// Taken out of the scenario, or brought by a file with what it buys: one world without, digit for digit.
  @Test func whatTheLoanPaysForIsNotThereWithoutIt() throws {
    let project = Self.project
    let file = try PriceTests.loanFile("{ miners: { builder: { \(project) } } }")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let (price, named) = try Self.priced("builder,build loan", Self.book(project))
    let (_, added) = try Self.priced(file, Self.book(""))
    #expect(named.quantities.map(\.name) == added.quantities.map(\.name))
    #expect(named.quantities.map(\.estimate) == added.quantities.map(\.estimate))
    let builder = try #require(price.choice.without.miners.first { $0.name == "builder" })
    #expect(builder.orders.isEmpty && builder.leases.isEmpty && builder.tranches.isEmpty)
    let note =
      "without the loan what it funds is not bought: campus ($4k), and what waits for that (hall) "
      + "is not there; --by-others asks what a share costs of a loan that is made anyway"
    #expect(named.notes.contains(note) && added.notes.contains(note))
    let page = price.page(named).text.replacing("\u{A0}", with: " ")
    #expect(page.contains("without, where what it funds (campus) is not bought. "))
    // Made by others, the campus is built: nothing of that is to be said.
    let (_, others) = try Self.priced("builder,build loan", Self.book(project), byOthers: true)
    #expect(!others.notes.contains { $0.contains("not bought") })
  }

  /// Nobody is to take "without" for a borrower who lacks the loan, nor what may be drawn for what is held.
  @Test func aCommitmentOfOthersIsSaidToBeOne() throws {
    let (price, found) = try Self.priced(
      "builder,build loan", Self.book(Self.project), byOthers: true)
    let note = "without means that others hold the loan: the borrower does the same, and only "
    #expect(found.notes.first == note + "the lender's share is not in the book")
    let screen = price.text(found)
    #expect(screen.contains("\nnote: \(note)") && screen.contains("\nprincipal held or committed "))
    let page = price.page(found).text.replacing("\u{A0}", with: " ")
    for part in [
      String(note.dropFirst()), " if others hold it. Break-even on ",
      "<th scope=\"row\">PD of the borrower if others hold it</th>",
      "<th scope=\"row\">capital, share of principal held or committed</th>",
      " held or committed; no size limit was asked for.",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(price.table(found).text.contains("\nprincipal_held,"))
  }

  /// Other debt, other orders and what waits for them keep what they point at.
  @Test func whatTheLoanDoesNotPayForStays() throws {
    let varied = try Self.book(
      "orders: { campus: { \(Self.order), \(Self.funding) }, "
        + "annexe: { payments: { \"2026-03-31\": 10 }, fundedBy: \"side loan\" } }, "
        + "leases: { \(Self.hall("\"build loan\", \"mezzanine\"")), "
        + "shed: { revenuePerYear: 9, from: \"2026-07-31\", until: \"2035-12-31\", order: \"annexe\", "
        + "pledgedTo: [\"side loan\"] } }, "
        + "tranches: { \(Self.loan), mezzanine: { kind: \"abl\", principal: 100, coupon: 0.15, "
        + "maturity: \"2029-12-31\", seniority: 2 }, \"side loan\": { kind: \"abl\", principal: 0, "
        + "coupon: 0.1, maturity: \"2029-12-31\", commitment: { amount: 10 } } }")
    let (price, found) = try Self.priced("builder,build loan", varied)
    let builder = try #require(price.choice.without.miners.first { $0.name == "builder" })
    #expect(builder.tranches.map(\.name) == ["mezzanine", "side loan"])
    #expect(builder.orders.map(\.name) == ["annexe"] && builder.orders[0].fundedBy == 1)
    #expect(builder.leases.map(\.name) == ["shed"])
    #expect(builder.leases[0].order == 0 && builder.leases[0].liens == [1])
    #expect(
      found.notes.contains {
        $0.contains("(hall) is not there; mezzanine, secured by that, stands without it;")
      })
  }

  /// An order that the scenario has without the loan stands: who cannot pay it closes, which no PD shows.
  @Test func anOrderThatStandsIsSaidBesideTheAnswer() throws {
    let varied = try Self.book(
      "orders: { campus: { \(Self.order) } }, leases: { \(Self.hall()) }")
    let file = try PriceTests.loanFile(
      "{ miners: { builder: { orders: { campus: { \(Self.funding) } }, "
        + "leases: { hall: { pledgedTo: [\"build loan\"] } }, tranches: { \(Self.loan) } } } }")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let (price, found) = try Self.priced(file, varied)
    let alone = "without the loan the borrower must pay for campus ($4k) alone"
    #expect(found.notes.contains("\(alone): a borrower who cannot fails of the order"))
    let figures = Dictionary(uniqueKeysWithValues: found.quantities.map { ($0.name, $0.estimate) })
    #expect(try PriceTests.estimate("borrower_pd_without", figures).value == 0)
    #expect(
      found.notes.contains {
        $0.hasPrefix(
          "without the loan the borrower closes on 100 % of paths, out of cash and owing ")
      }, "\(found.notes)")
    let page = price.page(found).text.replacing("\u{A0}", with: " ")
    let title = try #require(page.firstRange(of: "<h1>"))
    let end = try #require(page.firstRange(of: "</h1>"))
    let heading = page[title.upperBound..<end.lowerBound]
    #expect(heading.contains("– but \(alone)"), "\(heading)")
  }
}
