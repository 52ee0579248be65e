import NumericCore

/// W2's inner loops: W1's factors with regimes and jumps, and eight balance sheets on every path.
final class BooksKernel {
  static let groups = PathsKernel.groups
  static let tilePaths = PathsKernel.tilePaths
  static let purpose = Purpose("benchmark/books")

  private let market: BooksMarket
  private let sheets: SheetTable
  private let terms = FixedArray((0..<SheetTerms.count).map(SheetTerms.init))
  private let streams: UnsafeMutablePointer<LaneStream>
  private let normals: UnsafeMutablePointer<Lanes>

  init() {
    streams = .allocate(capacity: Self.groups)
    normals = .allocate(capacity: 2 * FactorLaw.count * Self.groups)
    normals.initialize(repeating: Lanes(), count: 2 * FactorLaw.count * Self.groups)
    market = BooksMarket()
    sheets = SheetTable(groups: Self.groups)
  }

  deinit {
    streams.deallocate()
    normals.deallocate()
  }

  /// Simulates the tile that begins at path `first`; its state is left in the tile.
  func run(first: Int, seed: UInt64) {
    for group in 0..<Self.groups {
      (streams + group).initialize(
        to: LaneStream(
          seed: seed, paths: pathNumbers(first + group * laneCount), purpose: Self.purpose))
    }
    market.begin(first: first, seed: seed)
    sheets.begin(terms)
    for step in 0..<FactorLaw.steps {
      if step & 1 == 0 { drawPathNormals(streams, normals) }
      market.happen(in: step)
      let half = normals + (step & 1) * FactorLaw.count * Self.groups
      advanceBooksMarket(market.levels, half, market)
      stepSheets(sheets.base, market.levels, terms)
    }
  }

  /// Adds each path's statistics: levels, minimum, first book's cash, defaults, losses.
  func collect(into moments: inout [Moments]) {
    for group in 0..<Self.groups {
      var values = (0...FactorLaw.count).map { market.levels[group * BooksMarket.columns + $0] }
      let books = sheets.base + group * SheetTerms.count * SheetTable.columns
      values.append(books[0])
      var defaults = Lanes()
      var losses = Lanes()
      for book in 0..<SheetTerms.count {
        let loss = books[book * SheetTable.columns + 3]
        defaults = (defaults + 1).replacing(with: defaults, where: loss .< 0)
        losses = (losses + loss).replacing(with: losses, where: loss .< 0)
      }
      values += [defaults, losses]
      for (index, x) in values.enumerated() {
        moments[index].add(count: laneCount, sum: x.sum(), squares: (x * x).sum())
      }
    }
  }
}

/// The balance sheets of a tile: cash, coins, debt and loss of every book of every group.
///
/// A loss is −1 until the book defaults.
final class SheetTable {
  static let columns = 4
  let base: UnsafeMutablePointer<Lanes>
  private let groups: Int

  init(groups: Int) {
    self.groups = groups
    base = .allocate(capacity: groups * SheetTerms.count * Self.columns)
    base.initialize(repeating: Lanes(), count: groups * SheetTerms.count * Self.columns)
  }

  deinit { base.deallocate() }

  func begin(_ terms: FixedArray<SheetTerms>) {
    for group in 0..<groups {
      for book in terms.indices {
        let sheet = base + (group * SheetTerms.count + book) * Self.columns
        sheet[0] = Lanes(repeating: terms[book].cash)
        sheet[1] = Lanes(repeating: terms[book].coins)
        sheet[2] = Lanes(repeating: terms[book].debt)
        sheet[3] = Lanes(repeating: -1)
      }
    }
  }
}

/// One step of every balance sheet of the tile.
@inline(never)
func stepSheets(
  _ sheets: UnsafeMutablePointer<Lanes>, _ levels: UnsafeMutablePointer<Lanes>,
  _ terms: FixedArray<SheetTerms>
) {
  for group in 0..<BooksKernel.groups {
    let level = levels + group * BooksMarket.columns
    let inverse = 1 / level[0]
    for book in 0..<SheetTerms.count {
      let sheet = sheets + (group * SheetTerms.count + book) * SheetTable.columns
      stepSheet(sheet, level, inverse, terms[book])
    }
  }
}

/// One step of one balance sheet on eight paths: flows, sale when short, amortisation, default.
@inline(__always)
private func stepSheet(
  _ sheet: UnsafeMutablePointer<Lanes>, _ level: UnsafeMutablePointer<Lanes>, _ inverse: Lanes,
  _ terms: SheetTerms
) {
  let zero = Lanes()
  let debt = sheet[2]
  let income = level[0].times(terms.coinIncome, plus: sheet[0] - terms.overhead)
  let revenue = level[2].times(terms.rentIncome, plus: income)
  let cash = debt.times(-terms.interest, plus: level[3].times(-terms.power, plus: revenue))
  let coins = sheet[1]
  let worth = coins * level[0]
  let sale = (zero - cash).atLeast(zero).atMost(worth)
  let paid = (cash - SheetTerms.cushion).atLeast(zero).atMost(debt).atMost(
    Lanes(repeating: terms.amortisation))
  let left = cash + sale - paid
  let owed = debt - paid
  let assets = level[2].times(SheetTerms.hardware, plus: worth - sale + left)
  let slack = owed.times(-SheetTerms.assetFloor, plus: assets)
  let loss = assets.times(-SheetTerms.recovery, plus: owed).atLeast(zero)
  sheet[0] = left
  sheet[1] = (zero - sale).times(inverse, plus: coins)
  sheet[2] = owed
  // Negative in a lane whose book fails now and has not before: one comparison where masks combined
  // by logic are packed and unpacked.
  let failing = (left + 1e-9).atMost(slack).atLeast(sheet[3])
  sheet[3] = sheet[3].replacing(with: loss, where: failing .< 0)
}
