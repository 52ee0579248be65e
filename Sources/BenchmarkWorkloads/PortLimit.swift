/// Cycles per unit of work below which two multiply-add pipes cannot go; worked out from the
/// disassembly in `docs/performance.md`.
enum PortLimit {
  static let paths = 4.2
  static let books = 30.0
}
