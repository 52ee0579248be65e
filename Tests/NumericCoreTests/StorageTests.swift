import NumericCore
import Testing

/// Memory of plans and tiles lives as long as its owner.
@Suite struct StorageTests {
  private final class Witness {}

  @Test func valuesGoWithTheirStorage() {
    weak var seen: Witness?
    weak var pinned: Witness?
    do {
      let storage = Storage()
      let array = FixedArray(count: 3, in: storage) { _ in
        let witness = Witness()
        seen = witness
        return witness
      }
      do {
        let witness = Witness()
        pinned = witness
        _ = Pinned(witness, in: storage)
      }
      #expect(array.count == 3)
      #expect(seen != nil && pinned != nil)
      withExtendedLifetime(storage) {}
    }
    #expect(seen == nil && pinned == nil)
  }

  @Test func aStorageOutlivesWhatKeepsIt() {
    weak var seen: Witness?
    do {
      let table = LaneTable(columns: 1)
      do {
        let plan = Storage()
        let witness = Witness()
        seen = witness
        _ = FixedArray([witness], in: plan)
        table.keep(plan)
      }
      #expect(seen != nil)
      withExtendedLifetime(table) {}
    }
    #expect(seen == nil)
  }
}
