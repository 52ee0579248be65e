extension ExactSums: TallyState {
  func write(to writer: inout ByteWriter) {
    let stored = stored
    writer.write(stored.lowest)
    writer.write(stored.chunks)
    writer.write(stored.undefined)
  }

  init(reading reader: inout ByteReader, count: Int) throws {
    let stored = Stored(
      lowest: try reader.integer(), chunks: try reader.words(), undefined: try reader.words())
    guard let sums = ExactSums(count: count, stored) else { throw TallyCodingError.damaged }
    self = sums
  }

  mutating func read(from reader: inout ByteReader) throws {
    self = try ExactSums(reading: &reader, count: count)
  }
}

extension QuantileHistogram: TallyState {
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
  mutating func read(from reader: inout ByteReader) throws {
    let mantissaBits = try reader.integer()
    guard bitRange.contains(mantissaBits) else { throw TallyCodingError.damaged }
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
    self = QuantileHistogram(
      like: self, mantissaBits: mantissaBits, zeros: zeros, minimum: extremes[0],
      maximum: extremes[1],
      positive: windows[1], negative: windows[0])
  }
}

extension FanTally: TallyState {
  func write(to writer: inout ByteWriter) {
    histograms.write(to: &writer)
    sums.write(to: &writer)
  }

  mutating func read(from reader: inout ByteReader) throws {
    try histograms.read(from: &reader)
    try sums.read(from: &reader)
  }
}

extension MomentTally: TallyState {
  mutating func read(from reader: inout ByteReader) throws {
    self = try MomentTally(reading: &reader, count: count)
  }

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

extension ShareHistogram: TallyState {
  func write(to writer: inout ByteWriter) {
    writer.write(counts.stored)
    writer.write([least, greatest])
  }

  mutating func read(from reader: inout ByteReader) throws {
    let counts = try reader.counts(count: counts.count)
    let ends = try reader.doubles(count: 2)
    self = ShareHistogram(counts: counts, least: ends[0], greatest: ends[1])
  }
}
