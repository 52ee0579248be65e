/// The fewest cycles per unit of work: those that the busiest pipes of each stage need, summed over
/// the stages.
///
/// `docs/performance/kernels.md` works them out from the disassembly.
enum PortLimit {
  #if AVX512
    static let paths = 1.76
    static let books = 12.6
  #else
    static let paths = 4.13
    static let books = 27.5
  #endif
}
