import NumericCore

/// The balance sheets of a tile: cash, coins, debt and loss of every book of every group.
///
/// A loss is −1 until the book defaults.
final class SheetTable {
  static let columns = 4
  let base: UnsafeMutablePointer<Lanes>
  /// The lanes that a step leaves short of cash or of assets, as bits: a byte for every book, a
  /// word for every group.
  let troubles: UnsafeMutablePointer<UInt64>
  private let groups: Int

  init(groups: Int) {
    self.groups = groups
    base = alignedLanes(groups * SheetTerms.count * Self.columns)
    troubles = .allocate(capacity: groups)
    troubles.initialize(repeating: 0, count: groups)
  }

  deinit {
    base.deallocate()
    troubles.deallocate()
  }

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
