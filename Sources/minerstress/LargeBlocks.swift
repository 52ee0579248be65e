import Foundation

/// Large blocks of memory go back to the system as soon as they are free.
///
/// The C library would keep them for later ones of the same size; small blocks settle between them and
/// after some hundred scenarios most of the memory is held and not used.
enum LargeBlocks {
  /// Blocks from this size on, in bytes: tallies are larger, what is made for each block of paths is
  /// smaller.
  private static let least: Int32 = 1 << 20

  /// To be called before other threads are started.
  static func giveBackAtOnce() {
    #if os(Linux)
      // Swift's Glibc module does not show this call, and other C libraries may lack it.
      typealias Option = @convention(c) (Int32, Int32) -> Int32
      let mapThreshold: Int32 = -3
      guard let symbol = dlsym(nil, "mallopt") else { return }
      _ = unsafeBitCast(symbol, to: Option.self)(mapThreshold, least)
    #endif
  }
}
