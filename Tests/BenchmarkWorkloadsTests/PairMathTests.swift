import BenchmarkWorkloads
import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Two groups at a time do what one group does.
@Suite struct PairMathTests {
  private let storage = Storage()
  private let coefficients: PairMath.Coefficients

  init() { coefficients = PairMath.Coefficients(in: storage) }

  private let paths = LaneBits(repeating: 40) &+ LaneBits(0, 1, 2, 3, 4, 5, 6, 7)

  @Test func pairStreamDrawsTheNumbersOfTwoLaneStreams() {
    let purpose = Purpose("test/pairs")
    var pair = PairStream(seed: 7, first: 40, purpose: purpose)
    var near = LaneStream(seed: 7, paths: paths, purpose: purpose)
    var far = LaneStream(seed: 7, paths: paths &+ 8, purpose: purpose)
    for _ in 0..<100 {
      let bits = pair.next()
      #expect(bits.a == near.next())
      #expect(bits.b == far.next())
    }
  }

  /// Both normals have mean 0, variance 1 and kurtosis 3, and do not know of each other, in either group.
  @Test func normalsAreNormal() {
    var stream = PairStream(seed: 3, first: 0, purpose: Purpose("test/normals"))
    let draws = 200_000
    var sums = Array(repeating: LanePair(0), count: 8)
    for _ in 0..<draws {
      let (x, y) = PairMath.normals(
        PairMath.minusTwiceLog(stream.next().uniforms, coefficients), stream.next(), coefficients)
      for (index, term) in [x, y, x * x, y * y, x * x * x * x, y * y * y * y, x * y].enumerated() {
        sums[index] = sums[index] + term
      }
    }
    let count = Double(draws * laneCount)
    let expected = [0.0, 0, 1, 1, 3, 3, 0]
    let variance = [1.0, 1, 2, 2, 96, 96, 1]
    for index in expected.indices {
      for sum in [sums[index].a.sum(), sums[index].b.sum()] {
        let z = (sum / count - expected[index]) / (variance[index] / count).squareRoot()
        #expect(abs(z) < 4, "moment \(index)")
      }
    }
  }

  #if arch(x86_64) && canImport(Glibc)
    /// The largest error of either half over arguments spread through a range, in ulps.
    private func worstError(
      _ range: ClosedRange<Double>, _ pair: (LanePair) -> LanePair,
      _ exact: (Float80) -> Float80
    ) -> Double {
      var worst: Float80 = 0
      for block in 0..<10_000 {
        var x = LanePair(0)
        for lane in 0..<laneCount {
          let share = (Double(block * laneCount + lane) * 0.618033988749894848)
            .truncatingRemainder(dividingBy: 1)
          x.a[lane] = range.lowerBound + share * (range.upperBound - range.lowerBound)
          x.b[lane] = range.upperBound - share * (range.upperBound - range.lowerBound)
        }
        let y = pair(x)
        for (argument, value) in [(x.a, y.a), (x.b, y.b)] {
          for lane in 0..<laneCount {
            let truth = exact(Float80(argument[lane]))
            worst = max(worst, abs(Float80(value[lane]) - truth) / Float80(Double(truth).ulp))
          }
        }
      }
      return Double(worst)
    }

    @Test func growth() {
      // The unit as the kernel means it, not as it is rounded.
      let inAnOctave: Float80 = PairMath.changesPerLog > 20 ? 16 : 2
      let unit = inAnOctave / Glibc.log(2)
      for most in [2, 0.01] {
        let range = -most * PairMath.changesPerLog...most * PairMath.changesPerLog
        let error = worstError(range, { PairMath.grown(LanePair(1.7), by: $0) }) {
          Float80(1.7) * Glibc.exp($0 / unit)
        }
        #expect(error < 4)
      }
    }

    @Test func logarithm() {
      for range in [0x1p-53...0x1p-20, 1e-6...1e-3, 0.001...0.999, 0.9...(1 - 0x1p-53)] {
        let error = worstError(range, { PairMath.minusTwiceLog($0, coefficients) }) {
          -2 * Glibc.log($0)
        }
        #expect(error < 4)
      }
    }
  #endif
}
