/// Cycles per unit of work below which the busiest pipes cannot go; worked out from the disassembly in
/// `docs/performance.md`.
enum PortLimit {
  #if AVX512
    static let paths = 1.53
    static let books = 10.1
  #else
    static let paths = 4.3
    static let books = 25.0
  #endif
}
