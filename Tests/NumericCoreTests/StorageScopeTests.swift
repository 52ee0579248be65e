import NumericCore
import Testing

/// Storage lives as long as its scope, and as the program without one.
@Suite struct StorageScopeTests {
  private final class Witness {}

  @Test func storageGoesWithItsScope() {
    weak var seen: Witness?
    weak var pinned: Witness?
    do {
      let scope = StorageScope()
      let array = scope.collect {
        FixedArray(count: 3) { _ in
          let witness = Witness()
          seen = witness
          return witness
        }
      }
      _ = scope.collect {
        let witness = Witness()
        pinned = witness
        return Pinned(witness)
      }
      #expect(array.count == 3)
      #expect(seen != nil && pinned != nil)
      withExtendedLifetime(scope) {}
    }
    #expect(seen == nil && pinned == nil)
  }

  @Test func anInnerScopeOwnsItsOwn() {
    weak var seen: Witness?
    let outer = StorageScope()
    outer.collect {
      StorageScope().collect {
        let witness = Witness()
        seen = witness
        _ = FixedArray([witness])
      }
    }
    #expect(seen == nil)
    withExtendedLifetime(outer) {}
  }
}
