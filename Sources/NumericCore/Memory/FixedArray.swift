/// An immutable array without reference counting, for plans that kernels read.
///
/// Copies share the storage, which belongs to the `Storage` in which it was made. Reference counts of
/// ordinary arrays, contended by two threads in the inner loop, cost more than the arithmetic around
/// them.
///
/// Elements of a type that cannot be copied are read in place, so that a large plan passed to a
/// function is not copied at every call.
@frozen
public struct FixedArray<Element: ~Copyable>: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Element>
  /// Number of elements.
  public let count: Int

  /// Makes `count` elements, which live as long as `storage`.
  public init(count: Int, in storage: Storage, _ make: (Int) -> Element) {
    let base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
    for index in 0..<count { (base + index).initialize(to: make(index)) }
    self.init(base, count: count, in: storage)
  }

  /// Takes over initialised memory.
  private init(_ base: UnsafeMutablePointer<Element>, count: Int, in storage: Storage) {
    self.base = base
    self.count = count
    storage.own {
      base.deinitialize(count: count)
      base.deallocate()
    }
  }

  /// The element at an index below `count`.
  @inlinable @inline(__always)
  public subscript(index: Int) -> Element {
    unsafeAddress { UnsafePointer(base + index) }
    nonmutating unsafeMutableAddress { base + index }
  }

  /// The valid indices.
  @inlinable @inline(__always)
  public var indices: Range<Int> { 0..<count }

  /// The first `length` elements, in the same memory.
  public func prefix(_ length: Int) -> FixedArray {
    demand(0...count ~= length, "a prefix longer than its array")
    return FixedArray(sharing: base, count: length)
  }

  /// Looks at memory that another array has.
  private init(sharing base: UnsafeMutablePointer<Element>, count: Int) {
    self.base = base
    self.count = count
  }

  /// Whether there is no element.
  @inlinable @inline(__always)
  public var isEmpty: Bool { count == 0 }
}

extension FixedArray {
  /// Copies the elements into memory that lives as long as `storage`.
  public init(_ elements: [Element], in storage: Storage) {
    let base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer { all in
      if let first = all.baseAddress { base.initialize(from: first, count: all.count) }
    }
    self.init(base, count: elements.count, in: storage)
  }
}

/// One large value at a fixed address, read in place instead of being copied with its owner.
@frozen
public struct Pinned<Value>: @unchecked Sendable {
  @usableFromInline let base: UnsafePointer<Value>

  /// Moves a value to its place, which lives as long as `storage`.
  public init(_ value: Value, in storage: Storage) {
    let place = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    place.initialize(to: value)
    base = UnsafePointer(place)
    storage.own {
      place.deinitialize(count: 1)
      place.deallocate()
    }
  }

  /// Where the value is.
  @inlinable @inline(__always)
  public var address: UnsafePointer<Value> { base }
}
