import CreditBasics
import Reporting

/// What a loan pays for, and what becomes of it in the world without the loan.
package struct LoanPurchases {
  /// Orders that are not placed without the loan.
  package let dropped: [Order]
  /// Orders that stand without it, and that the borrower must then pay alone.
  let standing: [Order]
  /// Names of the lots and leases that wait for dropped orders.
  private let waiting: [String]
  /// Names of other loans that those lots and leases secure, and that lose this security.
  private let exposed: [String]

  /// Compares the borrower with the loan and without; a loan that others make pays for all of it.
  init(of place: LoanPlace, in with: Scenario, without: Scenario) {
    let borrower = with.miners[place.miner]
    let numbers = borrower.orders(fundedBy: place.tranche)
    let bare = without.miners.first { $0.name == borrower.name }
    let name = borrower.tranches[place.tranche].name
    let isMade = bare?.tranches.contains { $0.name == name } ?? false
    let known = Set((bare?.orders ?? []).map(\.name))
    let gone = isMade ? [] : numbers.filter { !known.contains(borrower.orders[$0].name) }
    dropped = gone.map { borrower.orders[$0] }
    // The borrower need not pay alone for an order that another loan funds.
    let unfunded = Set((bare?.orders ?? []).filter { $0.fundedBy == nil }.map(\.name))
    standing =
      isMade
      ? []
      : numbers.map { borrower.orders[$0] }.filter { unfunded.contains($0.name) && $0.costUSD > 0 }
    let assets =
      borrower.gpuLots.map { (name: $0.name, order: $0.order, liens: $0.liens) }
      + borrower.rigLots.map { (name: $0.name, order: $0.order, liens: $0.liens) }
      + borrower.leases.map { (name: $0.name, order: $0.order, liens: $0.liens) }
    let waits = assets.filter { asset in asset.order.map(gone.contains) ?? false }
    waiting = waits.map(\.name)
    let secured = Set(waits.flatMap(\.liens)).subtracting([place.tranche])
    exposed = secured.sorted().map { borrower.tranches[$0].name }
  }

  /// What a reader must know of the world without the loan, a line each.
  var notes: [String] {
    var notes: [String] = []
    if !dropped.isEmpty {
      let waits =
        waiting.isEmpty
        ? "" : ", and what waits for that (\(NumberWords.list(waiting))) is not there"
      let bare =
        exposed.isEmpty
        ? "" : "; \(NumberWords.list(exposed)), secured by that, stands without it"
      notes.append(
        "without the loan what it funds is not bought: \(Self.words(dropped))\(waits)\(bare); "
          + "--by-others asks what a share costs of a loan that is made anyway")
    }
    if let alone { notes.append("\(alone): a borrower who cannot fails of the order") }
    return notes
  }

  /// What the borrower must pay alone without the loan; nil for nothing.
  package var alone: String? {
    standing.isEmpty
      ? nil : "without the loan the borrower must pay for \(Self.words(standing)) alone"
  }

  private static func words(_ orders: [Order]) -> String {
    NumberWords.list(
      orders.map { "\($0.name) (\(TypedNumbers.shown($0.costUSD, .dollars, digits: 3)))" })
  }
}

extension Order {
  /// All of its payments in dollars.
  fileprivate var costUSD: Double { payments.reduce(0) { $0 + $1.amountUSD } }
}
