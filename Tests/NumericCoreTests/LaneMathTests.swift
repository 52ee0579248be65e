import NumericCore
import Testing

#if arch(x86_64)
  /// Vector functions against x87's 64-bit significand, errors in units in the last place of a double.
  @Suite struct LaneMathTests {
    /// The largest error over `count` arguments spread through a range by a low-discrepancy sequence.
    private func worstError(
      _ range: ClosedRange<Double>, count: Int = 400_000, logarithmic: Bool = false,
      _ lanes: (Lanes) -> Lanes, _ exact: (Float80) -> Float80
    ) -> Double {
      var worst: Float80 = 0
      for block in 0..<count / laneCount {
        var x = Lanes()
        for lane in 0..<laneCount {
          let share = (Double(block * laneCount + lane) * 0.618033988749894848)
            .truncatingRemainder(dividingBy: 1)
          x[lane] =
            logarithmic
            ? Glibc.exp(
              Glibc.log(range.lowerBound)
                + share * (Glibc.log(range.upperBound) - Glibc.log(range.lowerBound)))
            : range.lowerBound + share * (range.upperBound - range.lowerBound)
        }
        let y = lanes(x)
        for lane in 0..<laneCount {
          let truth = exact(Float80(x[lane]))
          let unit = max(Double(truth).ulp, Double.leastNormalMagnitude)
          worst = max(worst, abs(Float80(y[lane]) - truth) / Float80(unit))
        }
      }
      return Double(worst)
    }

    @Test func exponential() {
      #expect(worstError(-708...709, LaneMath.exp, Glibc.exp) < 1.1)
      #expect(worstError(-1...1, LaneMath.exp, Glibc.exp) < 1.1)
      #expect(worstError(-1e-8...1e-8, LaneMath.exp, Glibc.exp) < 1.1)
    }

    /// Arguments beyond the range are taken at its end, so that nothing overflows or underflows.
    @Test func exponentialSaturates() {
      let y = LaneMath.exp(Lanes(-800, -1e300, 800, 1e300, -708, 709, 0, -0.0))
      #expect(y[0] == y[4] && y[1] == y[4] && y[2] == y[5] && y[3] == y[5])
      #expect(y[6] == 1 && y[7] == 1)
    }

    @Test func logarithm() {
      #expect(worstError(1e-300...1e300, logarithmic: true, LaneMath.log, Glibc.log) < 1)
      #expect(worstError(0.5...2, LaneMath.log, Glibc.log) < 1)
      #expect(worstError(0.999...1.001, LaneMath.log, Glibc.log) < 1)
      #expect(LaneMath.log(Lanes(repeating: 1)) == Lanes(repeating: 0))
    }

    /// Uniforms are multiples of 2⁻⁵³: the least and the greatest give finite normals.
    @Test func logarithmOfEveryUniform() {
      let ends = uniform(LaneBits(0, .max, 1 << 12, .max &- (1 << 12), 0, 0, 0, 0))
      let logs = LaneMath.log(ends)
      #expect(ends[0] == 0x1p-53 && ends[1] == 1 - 0x1p-53)
      #expect(abs(logs[0] - -36.7368005696771) < 1e-12 && abs(logs[1] + 0x1p-53) < 1e-30)
    }

    @Test func sineAndCosine() {
      let quarter = Double.pi / 4
      #expect(worstError(-quarter...quarter, LaneMath.sine, Glibc.sin) < 1)
      #expect(worstError(-quarter...quarter, LaneMath.cosine, Glibc.cos) < 1.25)
    }

    @Test func squareRootIsExact() {
      for block in 1..<10_000 {
        let x = Lanes(repeating: Double(block)) * Lanes(1, 0.1, 3.3, 1e-20, 1e20, 7, 11, 13)
        for lane in 0..<laneCount { #expect(x.squareRoot()[lane] == x[lane].squareRoot()) }
      }
    }

    /// The pair of the documented protocol, computed with the C library from the same words.
    @Test func normalPairFollowsTheProtocol() {
      let paths = LaneBits(0, 1, 2, 3, 4, 5, 6, 7)
      var words = LaneStream(seed: 5, paths: paths, purpose: Purpose("p"))
      var normals = words
      for _ in 0..<2_000 {
        let (x, y) = (words.next(), words.next())
        let (first, second) = normals.normalPair()
        for lane in 0..<laneCount {
          let radius = (-2 * Glibc.log((Double(x[lane] >> 12) + 0.5) * 0x1p-52)).squareRoot()
          let angle = ((Double(y[lane] >> 12) + 0.5) * 0x1p-52 - 0.5) * (Double.pi / 2)
          let sign: Double = y[lane] & 2 == 0 ? 1 : -1
          let pair = (sign * radius * Glibc.cos(angle), sign * radius * Glibc.sin(angle))
          let (a, b) = y[lane] & 1 == 0 ? pair : (pair.1, pair.0)
          #expect(abs(first[lane] - a) <= 4 * a.ulp && abs(second[lane] - b) <= 4 * b.ulp)
        }
      }
    }
  }
#endif
