import NumericCore

/// Memory for `count` lane values that begins a cache line.
///
/// Swift aligns vectors to 16 bytes, so that in ordinary memory each one of 64 bytes lies in two lines
/// and loads cost twice as much.
func alignedLanes(_ count: Int) -> UnsafeMutablePointer<Lanes> {
  let column = UnsafeMutableRawPointer.allocate(
    byteCount: count * MemoryLayout<Lanes>.stride, alignment: 64
  ).bindMemory(to: Lanes.self, capacity: count)
  column.initialize(repeating: Lanes(), count: count)
  return column
}
