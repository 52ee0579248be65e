/// An immutable array without reference counting, for plans that kernels read.
///
/// Copies share the storage, which is never freed: a plan is made once a run (a few kilobytes) and
/// read by every thread until the program ends. Reference counts of ordinary arrays, contended by two
/// threads in the inner loop, cost more than the arithmetic around them.
@frozen
public struct FixedArray<Element>: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Element>
  /// Number of elements.
  public let count: Int

  /// Copies the elements.
  public init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: max(1, elements.count))
    base.initialize(from: elements, count: elements.count)
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

  /// Whether there is no element.
  @inlinable @inline(__always)
  public var isEmpty: Bool { count == 0 }
}
