extension LensTally {
  func write(to writer: inout ByteWriter) {
    for histogram in quarters.coverage { histogram.write(to: &writer) }
    writer.write(quarters.belowCovenant)
    for histogram in quarters.loanToValue.joined() { histogram.write(to: &writer) }
    collateral.sums.write(to: &writer)
    writer.write(changes.paths)
    writer.write(changes.steps)
    changes.sums.write(to: &writer)
    gap.ratios.sums.write(to: &writer)
    writer.write(convergence.defaults)
    convergence.sums.write(to: &writer)
  }

  /// Reads a tally of a book with the same extras.
  init(reading reader: inout ByteReader, book: BookShape) throws {
    self.init(book)
    for cell in quarters.coverage.indices {
      quarters.coverage[cell] = try QuantileHistogram(
        reading: &reader, like: quarters.coverage[cell])
    }
    quarters.belowCovenant = try reader.integers(count: quarters.belowCovenant.count)
    for measure in quarters.loanToValue.indices {
      for cell in quarters.loanToValue[measure].indices {
        quarters.loanToValue[measure][cell] = try QuantileHistogram(
          reading: &reader, like: quarters.loanToValue[measure][cell])
      }
    }
    collateral.sums = try ExactSums(reading: &reader, count: collateral.sums.count)
    changes.paths = try reader.integers(count: changes.paths.count)
    changes.steps = try reader.integers(count: changes.steps.count)
    changes.sums = try ExactSums(reading: &reader, count: changes.sums.count)
    gap = GapTally(book, sums: try ExactSums(reading: &reader, count: gap.ratios.sums.count))
    convergence.defaults = try reader.integers(count: convergence.defaults.count)
    convergence.sums = try ExactSums(reading: &reader, count: convergence.sums.count)
  }

}
