extension StressTally {
  /// Version of the bytes that `encode()` writes.
  public static let formatVersion = 3
  private static let signature = 0x594C_4C41_5453_534D

  /// The tally's state, without the book and the plan: the same bytes for the same blocks in any order.
  ///
  /// Bytes are not protected against damage: whoever stores them adds a checksum.
  public func encode() -> [UInt8] {
    var bytes: [UInt8] = []
    encode { bytes += $0 }
    return bytes
  }

  /// Gives the same bytes away in pieces of a megabyte and a last one that may be shorter, so that a
  /// great tally need not be in memory twice.
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
    defaults.write(to: &writer)
    tranches.write(to: &writer)
    heldLosses.write(to: &writer)
    losses.write(to: &writer)
    bottomless.write(to: &writer)
    lens.write(to: &writer)
  }

  /// Restores a tally of the same run.
  ///
  /// - Throws: `TallyCodingError` if the bytes are not one, of this version and shape.
  public init(
    decoding bytes: some Sequence<UInt8>, book: BookShape, fanPlan: FactorFanPlan
  ) throws {
    self.init(book: book, fanPlan: fanPlan)
    var reader = ByteReader(bytes)
    guard try reader.integer() == Self.signature else { throw TallyCodingError.damaged }
    let version = try reader.integer()
    guard version == Self.formatVersion else { throw TallyCodingError.version(version) }
    pathCount = try reader.integer()
    guard (0...ByteReader.mostPaths).contains(pathCount) else { throw TallyCodingError.damaged }
    reader.pathCount = pathCount
    factorFans = try FanTally(
      reading: &reader, seriesCount: fanPlan.series.count, momentCount: fanPlan.moments.count)
    try defaults.read(from: &reader)
    try tranches.read(from: &reader)
    heldLosses = try MomentTally(reading: &reader, count: heldLosses.count)
    try losses.read(from: &reader)
    try bottomless.read(from: &reader)
    lens = try LensTally(reading: &reader, book: book)
    guard reader.isAtEnd, losses.count == pathCount, bottomless.losses.count == pathCount else {
      throw TallyCodingError.damaged
    }
  }
}

extension ExactSums {
  func write(to writer: inout ByteWriter) { writer.write(canonicalChunks) }

  init(reading reader: inout ByteReader, count: Int) throws {
    guard let sums = ExactSums(count: count, canonicalChunks: try reader.chunks()) else {
      throw TallyCodingError.damaged
    }
    self = sums
  }
}

extension QuantileHistogram {
  func write(to writer: inout ByteWriter) {
    writer.write(mantissaBits)
    writer.write(zeros)
    writer.write([minimum, maximum])
    for window in [negative, positive] {
      writer.write(window.firstOctave)
      writer.write(window.counts.stored)
    }
  }

  /// Reads a histogram like an empty one.
  init(reading reader: inout ByteReader, like empty: QuantileHistogram) throws {
    let mantissaBits = try reader.integer()
    guard empty.bitRange.contains(mantissaBits) else { throw TallyCodingError.damaged }
    let zeros = try reader.count()
    let extremes = try reader.doubles(count: 2)
    let windows = try (0..<2).map { _ in
      let firstOctave = try reader.integer()
      let window = OctaveWindow(firstOctave: firstOctave, counts: try reader.counts())
      let octaves = window.counts.count >> mantissaBits
      guard octaves << mantissaBits == window.counts.count, (-64...64).contains(firstOctave),
        firstOctave + octaves <= 64
      else { throw TallyCodingError.damaged }
      return window
    }
    self.init(
      like: empty, mantissaBits: mantissaBits, zeros: zeros, minimum: extremes[0],
      maximum: extremes[1],
      positive: windows[1], negative: windows[0])
  }
}

extension FanTally {
  func write(to writer: inout ByteWriter) {
    for histogram in histograms { histogram.write(to: &writer) }
    sums.write(to: &writer)
  }

  init(reading reader: inout ByteReader, seriesCount: Int, momentCount: Int) throws {
    let cells = seriesCount * momentCount
    let empty = Self.emptyHistogram(cells: cells)
    let histograms = try (0..<cells).map { _ in
      try QuantileHistogram(reading: &reader, like: empty)
    }
    self.init(
      seriesCount: seriesCount, momentCount: momentCount, histograms: histograms,
      sums: try ExactSums(reading: &reader, count: 2 * cells))
  }
}

extension MomentTally {
  func write(to writer: inout ByteWriter) {
    writer.write(additions)
    writer.write(least)
    writer.write(greatest)
    sums.write(to: &writer)
  }

  init(reading reader: inout ByteReader, count: Int) throws {
    self.init(
      additions: try reader.integers(count: count), least: try reader.doubles(count: count),
      greatest: try reader.doubles(count: count),
      sums: try ExactSums(reading: &reader, count: 2 * count))
  }
}

extension DefaultTally {
  func write(to writer: inout ByteWriter) {
    for counts in [byMonth, byCause, stepSums, cascades, closed, byNumber, pairs] {
      writer.write(counts)
    }
  }

  mutating func read(from reader: inout ByteReader) throws {
    byMonth = try reader.integers(count: byMonth.count)
    byCause = try reader.integers(count: byCause.count)
    stepSums = try reader.integers(count: stepSums.count)
    cascades = try reader.integers(count: cascades.count)
    closed = try reader.integers(count: closed.count)
    byNumber = try reader.integers(count: byNumber.count)
    pairs = try reader.integers(count: pairs.count)
  }
}

extension TrancheTally {
  func write(to writer: inout ByteWriter) {
    writer.write(defaults)
    claims.write(to: &writer)
    losses.write(to: &writer)
    exposures.write(to: &writer)
    products.write(to: &writer)
    for histogram in lgd { writer.write(histogram.counts) }
  }

  mutating func read(from reader: inout ByteReader) throws {
    let count = defaults.count
    defaults = try reader.integers(count: count)
    claims = try MomentTally(reading: &reader, count: count)
    losses = try MomentTally(reading: &reader, count: count)
    exposures = try MomentTally(reading: &reader, count: count)
    products = try ExactSums(reading: &reader, count: 3 * count)
    for tranche in lgd.indices {
      lgd[tranche] = ShareHistogram(counts: try reader.counts(count: ShareHistogram.bins + 2))
    }
  }
}

extension LossStore {
  func write(to writer: inout ByteWriter) {
    if let sketch { return sketch.write(to: &writer) }
    writer.write(segments.count)
    for segment in segments.sorted(by: { $0.firstPath < $1.firstPath }) {
      writer.write(segment.firstPath)
      writer.write(segment.values)
    }
  }

  mutating func read(from reader: inout ByteReader) throws {
    guard sketch == nil else {
      sketch = try QuantileHistogram(
        reading: &reader, like: QuantileHistogram(mantissaBits: Self.sketchBits))
      return
    }
    let count = try reader.integer()
    guard (0...ByteReader.mostPaths).contains(count) else { throw TallyCodingError.damaged }
    for _ in 0..<count {
      let firstPath = try reader.integer()
      guard (0...ByteReader.mostPaths).contains(firstPath) else { throw TallyCodingError.damaged }
      segments.append(Segment(firstPath: firstPath, values: try reader.doubles()))
    }
  }
}
