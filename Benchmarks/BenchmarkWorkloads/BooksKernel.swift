import NumericCore

/// W2's inner loops: W1's factors with regimes and jumps, and eight balance sheets on every path.
final class BooksKernel: TileKernel {
  static let groups = PathsKernel.groups
  static let tilePaths = PathsKernel.tilePaths
  static let purpose = Purpose("benchmark/books")

  private let market: BooksMarket
  private let sheets: SheetTable
  private let storage = Storage()
  private let terms: FixedArray<SheetTerms>
  private let streams: UnsafeMutablePointer<PairStream>
  private let normals: UnsafeMutablePointer<Lanes>
  private let coefficients: PairMath.Coefficients

  init() {
    coefficients = PairMath.Coefficients(in: storage)
    terms = FixedArray((0..<SheetTerms.count).map(SheetTerms.init), in: storage)
    streams = .allocate(capacity: Self.groups / 2)
    normals = alignedLanes(2 * FactorLaw.count * Self.groups)
    market = BooksMarket()
    sheets = SheetTable(groups: Self.groups)
  }

  deinit {
    streams.deallocate()
    normals.deallocate()
  }

  /// Simulates the tile that begins at path `first`; its state is left in the tile.
  func run(first: Int, seed: UInt64) {
    beginStreams(streams, groups: Self.groups, first: first, seed: seed, purpose: Self.purpose)
    market.begin(first: first, seed: seed)
    sheets.begin(terms)
    market.happen(in: 0)
    for step in 0..<FactorLaw.steps {
      if step & 1 == 0 { drawPathNormals(streams, normals, coefficients) }
      let half = normals + (step & 1) * FactorLaw.count * Self.groups
      advanceBooksMarket(market.levels, half, market)
      market.happen(in: step + 1)
      stepSheets(sheets.base, market.levels, terms, sheets.troubles)
      settleSheets(sheets.base, market.levels, sheets.troubles)
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
