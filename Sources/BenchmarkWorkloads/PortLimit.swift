/// Cycles per unit of work below which two multiply-add pipes cannot go; worked out from the
/// disassembly in `docs/performance.md`.
enum PortLimit {
  #if AVX512
    /// Eight lanes are one instruction.
    private static let instructionsPerGroup = 1.0
  #else
    private static let instructionsPerGroup = 2.0
  #endif

  static let paths = 2.1 * instructionsPerGroup
  static let books = 15 * instructionsPerGroup
}
