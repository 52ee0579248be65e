/// Owns the storage of the `FixedArray` and `Pinned` values that are made while it collects.
///
/// Plans and tiles are read through bare pointers, so their owner keeps a scope beside them and lets it
/// go with them; values made outside of any scope live as long as the program.
public final class StorageScope: @unchecked Sendable {
  @TaskLocal private static var current: StorageScope?
  /// What frees each piece of storage.
  ///
  /// Filled by the one thread that collects, read when no other thread is left.
  private var endings: [() -> Void] = []

  /// Creates a scope that owns nothing.
  public init() {}

  deinit { for end in endings.reversed() { end() } }

  /// Makes a value whose storage this scope will own.
  public func collect<Value>(_ make: () throws -> Value) rethrows -> Value {
    try Self.$current.withValue(self, operation: make)
  }

  /// Hands storage over to the scope that is collecting, if one is.
  static func own(_ end: @escaping () -> Void) { current?.endings.append(end) }
}
