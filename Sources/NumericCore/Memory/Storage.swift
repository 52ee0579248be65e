/// Owns the memory of the `FixedArray` and `Pinned` values that are made in it, and frees it with itself.
///
/// Such values are bare pointers, so that kernels read them without counting references: a plan or a tile keeps its
/// storage beside them. One thread fills it when a plan or a tile is set up.
public class Storage: @unchecked Sendable {
  private var endings: [() -> Void] = []

  /// Creates a storage that owns nothing.
  public init() {}

  deinit { for end in endings.reversed() { end() } }

  /// Keeps another storage, which this one's values point into, for as long as this one lives.
  public final func keep(_ other: Storage) { own { withExtendedLifetime(other) {} } }

  /// Registers an action for when the storage is freed; the last registered runs first.
  final func own(_ end: @escaping () -> Void) { endings.append(end) }
}
