import NumericCore

/// Flows and amortisation of every balance sheet of the tile; sheets in trouble are left to
/// `settleSheets`.
///
/// What all books share is computed once for a group.
@inline(never)
func stepSheets(
  _ sheets: UnsafeMutablePointer<Lanes>, _ levels: UnsafeMutablePointer<Lanes>,
  _ terms: FixedArray<SheetTerms>, _ troubles: UnsafeMutablePointer<UInt64>
) {
  for group in 0..<BooksKernel.groups {
    let level = levels + group * BooksMarket.columns
    let common = level[0].times(
      SheetTerms.coinIncome,
      plus: level[3].times(-SheetTerms.power, plus: Lanes(repeating: -SheetTerms.overhead)))
    let view = SheetView(
      price: level[0], rent: level[2], common: common, hardware: level[2] * SheetTerms.hardware)
    let trouble = UnsafeMutableRawPointer(troubles + group).assumingMemoryBound(to: UInt8.self)
    for book in 0..<SheetTerms.count {
      let sheet = sheets + (group * SheetTerms.count + book) * SheetTable.columns
      trouble[book] = UInt8(truncatingIfNeeded: laneSet(stepSheet(sheet, view, terms[book]) .< 0))
    }
  }
}

/// The market in a step, as the books of a group see it.
private struct SheetView {
  let price: Lanes
  let rent: Lanes
  /// Income and costs that all books have.
  let common: Lanes
  /// Worth of the hardware.
  let hardware: Lanes
}

/// One step of one balance sheet on eight paths; returns a negative number in a lane that must sell
/// or has failed.
///
/// The sale may come last, because it only turns coins into cash and leaves assets as they are, and
/// because a book that must sell pays no debt back.
@inline(__always)
private func stepSheet(
  _ sheet: UnsafeMutablePointer<Lanes>, _ view: SheetView, _ terms: SheetTerms
) -> Lanes {
  let debt = sheet[2]
  let revenue = view.rent.times(terms.rentIncome, plus: view.common) + sheet[0]
  let cash = debt.times(-terms.interest, plus: revenue)
  let payable = debt.atMost(Lanes(repeating: terms.amortisation))
  let paid = (cash - SheetTerms.cushion).atLeast(Lanes()).atMost(payable)
  let left = cash - paid
  let owed = debt - paid
  let assets = sheet[1].times(view.price, plus: view.hardware + left)
  let slack = owed.times(-SheetTerms.assetFloor, plus: assets)
  sheet[0] = left
  sheet[2] = owed
  return left.atMost(slack)
}

/// Settles the sheets in trouble, one after another: in a step one in forty groups of eight paths
/// of a book has one.
///
/// It is a pass of its own: a branch that waits for the whole chain of `stepSheet` costs more when it is mispredicted,
/// 7 % of W2.
@inline(never)
func settleSheets(
  _ sheets: UnsafeMutablePointer<Lanes>, _ levels: UnsafeMutablePointer<Lanes>,
  _ troubles: UnsafeMutablePointer<UInt64>
) {
  for group in 0..<BooksKernel.groups {
    var trouble = troubles[group]
    while trouble != 0 {
      let book = trouble.trailingZeroBitCount / laneCount
      trouble &= ~(0xFF &<< UInt64(book * laneCount))
      settle(
        sheets + (group * SheetTerms.count + book) * SheetTable.columns,
        levels + group * BooksMarket.columns)
    }
  }
}

/// Sells where cash is short, and records the books that fail.
///
/// A failed book gets infinite cash, no coins and no debt, so that it is never in trouble again.
@inline(__always)
private func settle(_ sheet: UnsafeMutablePointer<Lanes>, _ level: UnsafeMutablePointer<Lanes>) {
  let zero = Lanes()
  let (cash, coins, debt) = (sheet[0], sheet[1], sheet[2])
  let worth = coins * level[0]
  let assets = level[2].times(SheetTerms.hardware, plus: worth + cash)
  let slack = debt.times(-SheetTerms.assetFloor, plus: assets)
  let sale = (zero - cash).atLeast(zero).atMost(worth)
  let left = cash + sale
  let loss = assets.times(-SheetTerms.recovery, plus: debt).atLeast(zero)
  let failing = (left + 1e-9).atMost(slack) .< 0
  sheet[0] = left.replacing(with: .infinity, where: failing)
  sheet[1] = (coins - sale / level[0]).replacing(with: zero, where: failing)
  sheet[2] = debt.replacing(with: zero, where: failing)
  sheet[3] = sheet[3].replacing(with: loss, where: failing)
}
