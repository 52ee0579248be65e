import Foundation

/// Large blocks of memory go back to the system as soon as they are free, and where `ulimit -v` limits
/// addresses all threads share one heap.
///
/// The C library would keep large blocks for later ones of the same size; small blocks settle between
/// them and after some hundred scenarios most of the memory is held and not used. For each thread it
/// would also reserve 64 MB of addresses, most of them for nothing.
enum LargeBlocks {
  /// Blocks from this size on, in bytes: tallies are larger, what is made for each block of paths is
  /// smaller.
  private static let least: Int32 = 1 << 20

  /// To be called before other threads are started.
  static func giveBackAtOnce() {
    #if os(Linux)
      // Swift's Glibc module does not show this call, and other C libraries may lack it.
      typealias Option = @convention(c) (Int32, Int32) -> Int32
      let (mapThreshold, mostHeaps) = (Int32(-3), Int32(-8))
      guard let symbol = dlsym(nil, "mallopt") else { return }
      let set = unsafeBitCast(symbol, to: Option.self)
      _ = set(mapThreshold, least)
      var addresses = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &addresses) == 0,
        addresses.rlim_cur < rlim_t.max
      else { return }
      _ = set(mostHeaps, 1)
    #endif
  }
}
