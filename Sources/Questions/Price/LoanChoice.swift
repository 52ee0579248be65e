import CreditBasics
import RiskMeasures
import ScenarioFiles

/// A loan and the book beside it: the same scenario with the loan and without.
package struct LoanChoice: Sendable {
  /// The scenario with the loan, as a document that levers can be pulled on.
  package let varied: VariedScenario
  /// The book without the loan, in the steps and up to the horizon of the scenario with it.
  package private(set) var without: Scenario
  /// Whether "without the loan" means that others make and hold it.
  package private(set) var isByOthers = false
  /// The borrower, as a number in the book with the loan.
  package let miner: Int
  /// The loan, as a number in the book with it.
  package let tranche: Int
  /// The book with the loan.
  package let book: BookShape

  /// The scenario with the loan.
  package var with: Scenario { varied.base.scenario }

  /// Finds the loan that `--loan` names: `MINER,TRANCHE` of the scenario, or a file that adds one.
  ///
  /// - Parameter byOthers: Whether "without the loan" means that others make and hold it.
  /// - Throws: `QuestionError`, or the `ScenarioError` of the file.
  package init(_ text: String, _ varied: VariedScenario, byOthers: Bool = false) throws {
    if text.hasSuffix(".json5") || text.hasSuffix(".json") {
      try self.init(file: text, varied)
    } else {
      try self.init(named: text, varied)
    }
    if byOthers {
      isByOthers = true
      var same = with
      same.miners[miner].tranches[tranche - book.miners[miner].tranches.lowerBound].heldShare = 0
      without = same
    }
    guard held > 0 else {
      throw QuestionError(
        "--loan \(text): nothing of the loan is held (heldShare or principal 0), so that there is "
          + "nothing to price")
    }
  }

  private init(named text: String, _ varied: VariedScenario) throws {
    let names = TextPieces.split(text, at: ",").map(QuotedText.unquoted)
    guard names.count == 2 else {
      throw QuestionError(
        "--loan \(text): "
          + (QuotedText.unclosed(in: text)
            ?? "expected MINER,TRANCHE of the scenario, or a file with a loan (.json5 or .json)"))
    }
    let found = try varied.base.scenario.loan(names[0], names[1], asked: text)
    self.init(
      varied, without: varied.base.scenario.removing(found.tranche, of: found.miner), found)
  }

  private init(file: String, _ varied: VariedScenario) throws {
    let with = try VariedScenario(try varied.document.adding(loan: file))
    var without = varied.base.scenario
    let added = with.base.scenario.loans(besides: without)
    guard added.count == 1 else {
      let names = added.map { with.base.scenario.name(of: $0) }
      throw QuestionError(
        "--loan \(file): expected one tranche that the scenario does not have, found "
          + (added.isEmpty
            ? "none; a loan of the scenario is priced with --loan MINER,TRANCHE"
            : "\(added.count): \(names.joined(separator: "; "))"))
    }
    without.grid = with.base.scenario.grid
    self.init(with, without: without, added[0])
  }

  private init(_ varied: VariedScenario, without: Scenario, _ place: LoanPlace) {
    self.varied = varied
    self.without = without
    miner = place.miner
    book = BookShape(varied.base.scenario)
    tranche = book.miners[place.miner].tranches.lowerBound + place.tranche
  }

  /// The loan's terms that results need.
  package var terms: BookShape.Tranche { book.tranches[tranche] }

  /// The loan itself.
  var debt: Tranche {
    with.miners[miner].tranches[tranche - book.miners[miner].tranches.lowerBound]
  }

  /// Dollars held of principal and commitment.
  var held: Double { terms.heldShare * (terms.principalUSD + terms.committedUSD) }

  /// `BORROWER, LOAN`.
  package var name: String { "\(book.miners[miner].name), \(terms.name)" }

  /// What the loan pays for, and what becomes of it without the loan.
  package var purchases: LoanPurchases {
    let place = (miner: miner, tranche: tranche - book.miners[miner].tranches.lowerBound)
    return LoanPurchases(of: place, in: with, without: without)
  }

  /// The path of the loan's principal in the scenario's document.
  var principalPath: String {
    ["miners", book.miners[miner].name, "tranches", terms.name, "principal"]
      .reduce(NodePath()) { NodePath($0.steps + [.key($1)]) }.typed
  }
}

/// A tranche by its miner, and its number in the miner's list.
typealias LoanPlace = (miner: Int, tranche: Int)

extension Scenario {
  /// Finds a tranche by names.
  fileprivate func loan(
    _ miner: String, _ tranche: String, asked text: String
  ) throws(QuestionError) -> LoanPlace {
    let names = miners.map(\.name)
    guard let place = TypedName.place(of: miner, among: names) else {
      throw QuestionError(
        "--loan \(text): no miner is called \"\(miner)\""
          + Suggestion.hint(for: miner, among: names))
    }
    let debts = miners[place].tranches.map(\.name)
    guard let number = TypedName.place(of: tranche, among: debts) else {
      throw QuestionError(
        "--loan \(text): no tranche of \"\(miner)\" is called \"\(tranche)\""
          + Suggestion.hint(for: tranche, among: debts))
    }
    return (place, number)
  }

  /// Tranches that another scenario does not have.
  fileprivate func loans(besides other: Scenario) -> [LoanPlace] {
    let known = Set(other.miners.flatMap { miner in miner.tranches.map { [miner.name, $0.name] } })
    return miners.enumerated().flatMap { place, miner in
      miner.tranches.indices.filter { !known.contains([miner.name, miner.tranches[$0].name]) }
        .map { (place, $0) }
    }
  }

  fileprivate func name(of place: LoanPlace) -> String {
    "\(miners[place.miner].name), \(miners[place.miner].tranches[place.tranche].name)"
  }
}
