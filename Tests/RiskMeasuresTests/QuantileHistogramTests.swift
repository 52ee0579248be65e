import Foundation
import RiskMeasures
import TestSupport
import Testing

@Suite struct QuantileHistogramTests {
  func histogram(_ values: [Double], bits: Int = 13) -> QuantileHistogram {
    var histogram = QuantileHistogram(mantissaBits: bits)
    for value in values { histogram.add(value) }
    return histogram
  }

  /// The rule R-7 on the values themselves.
  func exactQuantile(_ values: [Double], _ probability: Double) -> Double {
    let sorted = values.sorted()
    let position = Double(sorted.count - 1) * probability
    let low = sorted[Int(position.rounded(.down))]
    return low + (position - position.rounded(.down))
      * (sorted[Int(position.rounded(.up))] - low)
  }

  @Test(arguments: [8, 13])
  func quantilesAreWithinABinOfTheSampleQuantiles(_ bits: Int) throws {
    var generator = SeededNumbers(seed: 7)
    let values = (0..<20_000).map { _ in
      let uniform = Double.random(in: 0..<1, using: &generator)
      return (uniform - 0.3) * uniform * 1000
    }
    let probabilities = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1]
    let found = try #require(histogram(values, bits: bits).quantiles(probabilities))
    for (probability, quantile) in zip(probabilities, found) {
      let exact = exactQuantile(values, probability)
      // Each of the two order statistics may be off by the width of its bin.
      let width = 1.01 * exact.magnitude / Double(1 << bits)
      #expect(abs(quantile - exact) <= width, "at \(probability)")
    }
    #expect(found.first == values.min() && found.last == values.max())
  }

  func joining(_ values: [Double], limit: Int = 1 << 13) -> QuantileHistogram {
    var histogram = QuantileHistogram(mantissaBits: 12, leastBits: 7, limit: limit)
    for value in values { histogram.add(value) }
    return histogram
  }

  /// A coverage that creeps from 1.31 to 1.34: each percentile within 1/4096 of the sample's.
  @Test func narrowSpreadsAreReadToA4096th() throws {
    let values = (0..<5000).map { 1.31 + 0.03 * Double($0) / 4999 }
    let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
    let found = try #require(joining(values).quantiles(probabilities))
    for (probability, quantile) in zip(probabilities, found) {
      #expect(abs(quantile / exactQuantile(values, probability) - 1) <= 1.0 / 4096)
    }
  }

  /// Two octaves leave 12 bits in 8,192 bins; three and four leave 11, eight 10, and never fewer than 7.
  @Test func binsAreJoinedAsOctavesAreMet() {
    #expect(joining([1, 3.9]).mantissaBits == 12)
    #expect(joining([1, 3.9, 4]).mantissaBits == 11)
    #expect(joining([1, 8]).mantissaBits == 11)
    #expect(joining([1, -1, 200]).mantissaBits == 9)
    #expect(joining([1e-19, 1e19], limit: 64).mantissaBits == 7)
  }

  @Test func joinedBinsAreTheSameWhateverTheOrder() throws {
    var numbers = SeededNumbers(seed: 5)
    for octaves in [1.0, 3, 9, 40] {
      let values = (0..<900).map { _ in
        exp2(numbers.number(-octaves / 2...octaves / 2)) * (numbers.chance(0.1) ? -1 : 1)
      }
      let whole = joining(values)
      #expect(joining(values.shuffled(using: &numbers)) == whole)
      var merged = joining([])
      for start in stride(from: 0, to: 900, by: 150) {
        merged.merge(joining(Array(values[start..<start + 150])))
      }
      #expect(merged == whole)
      #expect(merged.quantiles([0.1, 0.5, 0.9]) == whole.quantiles([0.1, 0.5, 0.9]))
      let width = 1.01 / Double(1 << whole.mantissaBits)
      let exact = exactQuantile(values, 0.5)
      let found = try #require(whole.quantiles([0.5]))
      #expect(abs(found[0] - exact) <= width * exact.magnitude)
    }
  }

  @Test func equalValuesAreExact() {
    #expect(histogram([0.3, 0.3, 0.3], bits: 8).quantiles([0.05, 0.5, 0.95]) == [0.3, 0.3, 0.3])
    #expect(histogram([-0.3], bits: 8).quantiles([0, 1]) == [-0.3, -0.3])
    #expect(histogram([]).quantiles([0.5]) == nil)
  }

  @Test func extremesFallIntoTheEndBins() {
    let values = [-Double.infinity, -1e300, -1e-300, 0, 1e-300, 1, 1e300, .infinity]
    let wide = histogram(values)
    #expect(wide.count == 8)
    #expect(wide.minimum == -.infinity && wide.maximum == .infinity)
    #expect(wide.quantiles([0, 1]) == [-.infinity, .infinity])
    #expect(wide.zeros == 3)
    var ignoring = histogram([1])
    ignoring.add(.nan)
    #expect(ignoring == histogram([1]))
  }

  @Test func quantilesAmongInfiniteValuesAreInfinite() {
    var histogram = QuantileHistogram(mantissaBits: 7)
    for value in [0.5, 0.5, 0.5, .infinity, .infinity, .infinity] { histogram.add(value) }
    // h = (6 − 1) · p: the third value, half-way from it to the fourth, and the fourth and fifth.
    let quantiles = histogram.quantiles([0.4, 0.5, 0.6, 0.8])!
    #expect(abs(quantiles[0] / 0.5 - 1) <= 1 / 128)
    #expect(quantiles[1...].allSatisfy { $0 == .infinity })
  }

  @Test func manyAtOnceAreOneByOne() {
    var generator = SeededNumbers(seed: 11)
    let unusual = [Double.nan, 0, -0.0, .infinity, -.infinity, 1e300, -1e300, 1e-300, -1e-300]
    for size in [1, 7, 8, 9, 200] {
      for share in [0.0, 0.1, 0.9] {
        let values = (0..<size).map { _ in
          let value = Double.random(in: -1..<3, using: &generator)
          let isUnusual = Double.random(in: 0..<1, using: &generator) < share
          return isUnusual ? unusual.randomElement(using: &generator)! : value
        }
        var batch = QuantileHistogram(mantissaBits: 7)
        #expect(batch.add(each: values[...], below: 1.5) == values.filter { $0 < 1.5 }.count)
        #expect(batch == histogram(values, bits: 7))
        var positive = QuantileHistogram(mantissaBits: 7)
        positive.add(each: values[...], withZeros: false)
        #expect(positive == histogram(values.filter { $0 != 0 }, bits: 7))
      }
    }
  }

  @Test func mergingIsAddingWhateverTheOrder() {
    let values = (1...3000).map { (index: Int) in 1.01 * Double(index * index % 977) - 300 }
    let whole = histogram(values, bits: 8)
    let shuffled = values.shuffled()
    var merged = histogram(Array(shuffled[2000...]), bits: 8)
    merged.merge(histogram([], bits: 8))
    merged.merge(histogram(Array(shuffled[..<7]), bits: 8))
    merged.merge(histogram(Array(shuffled[7..<2000]), bits: 8))
    #expect(merged == whole)
  }

  @Test func tilesCountAsSingleValues() {
    for values in [[0.5, 3, 17, 0.01], [-1, 2], [0, 1e30], [1e-20, 4]] {
      var tiled = QuantileHistogram(mantissaBits: 8)
      values.withUnsafeBufferPointer {
        tiled.add($0, minimum: values.min() ?? 0, maximum: values.max() ?? 0)
      }
      #expect(tiled == histogram(values, bits: 8))
    }
  }
}
