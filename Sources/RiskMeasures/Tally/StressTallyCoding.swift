import CreditBasics

extension StressTally {
  /// Version of the bytes that `encode()` writes.
  public static let formatVersion = 8
  private static let signature = 0x594C_4C41_5453_534D

  /// The tally's state, without the book and the plan: the same bytes for the same blocks in any order.
  ///
  /// Bytes have no checksum: callers that store them add one.
  public func encode() -> [UInt8] {
    var bytes: [UInt8] = []
    encode { bytes += $0 }
    return bytes
  }

  /// Hands over the same bytes in pieces of about a megabyte and a shorter last one, so that a
  /// large tally need not be in memory twice.
  public func encode(_ take: ([UInt8]) -> Void) {
    withoutActuallyEscaping(take) { take in
      var writer = ByteWriter(take)
      write(to: &writer)
      writer.finish()
    }
  }

  private func write(to writer: inout ByteWriter) {
    writer.write(Self.signature)
    writer.write(Self.formatVersion)
    writer.write(pathCount)
    factorFans.write(to: &writer)
    for measure in Self.measures { measure.state.write(self, &writer) }
  }

  /// Restores a tally of the same run.
  ///
  /// - Throws: `TallyCodingError` if the bytes are not one, of this version and shape.
  public init(
    decoding bytes: some Sequence<UInt8>, book: BookShape, fanPlan: FactorFanPlan
  ) throws {
    let bytes = Array(bytes)
    try self.init(decoding: bytes.count, { bytes }, book: book, fanPlan: fanPlan)
  }

  /// Restores a tally of the same run from pieces of `size` bytes in all, so that a large one need not be in memory
  /// twice.
  package init(
    decoding size: Int, _ next: @escaping () -> [UInt8]?, book: BookShape, fanPlan: FactorFanPlan
  ) throws {
    self.init(book: book, fanPlan: fanPlan)
    var reader = ByteReader(size: size, next)
    guard try reader.integer() == Self.signature else { throw TallyCodingError.damaged }
    let version = try reader.integer()
    guard version == Self.formatVersion else { throw TallyCodingError.version(version) }
    pathCount = try reader.integer()
    guard (0...Simulation.mostPaths).contains(pathCount) else { throw TallyCodingError.damaged }
    reader.pathCount = pathCount
    try factorFans.read(from: &reader)
    for measure in Self.measures { try measure.state.read(&self, &reader) }
    guard reader.isAtEnd, losses.count == pathCount, bottomless.losses.count == pathCount else {
      throw TallyCodingError.damaged
    }
  }
}
