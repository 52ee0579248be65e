import PathLedger
import TestSupport
import Testing

@Suite struct DrawsReferenceTests {
  /// Known answers published with Random123 (kat_vectors, philox4x32 10).
  @Test func philoxGivesThePublishedAnswers() {
    #expect(
      philox(counter: [0, 0, 0, 0], key: [0, 0])
        == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(
      philox(counter: Array(repeating: .max, count: 4), key: [.max, .max])
        == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      philox(
        counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
        key: [0xa409_3822, 0x299f_31d0])
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  /// Test vectors of the hash's authors (Fowler, Noll, Vo).
  @Test func fnvGivesThePublishedAnswers() {
    #expect(fnv1a("") == 0xcbf2_9ce4_8422_2325)
    #expect(fnv1a("a") == 0xaf63_dc4c_8601_ec8c)
    #expect(fnv1a("foobar") == 0x8594_4171_f739_67e8)
  }

  @Test func theCounterHoldsPathIndexAndPurpose() {
    let draws = PathDraws(seed: 0x0000_0005_0000_0003, path: 0x0000_abcd_1234_5678)
    let id = fnv1a("tenant/a/b")
    let block = philox(
      counter: [
        0x1234_5678, 0xabcd + 65536 * 2, UInt32(truncatingIfNeeded: id), UInt32(id >> 32),
      ],
      key: [3, 5])
    let words = draws.words("tenant/a/b", index: 2)
    #expect(words.first == UInt64(block[0]) + UInt64(block[1]) << 32)
    #expect(words.second == UInt64(block[2]) + UInt64(block[3]) << 32)
  }

  @Test func normalsHaveUnitMomentsAndNoSerialCorrelation() {
    var stream = PathDraws(seed: 11, path: 3).stream("driver/btc")
    let count = 200_000
    let draws = (0..<count).map { _ in stream.nextNormal() }
    func mean(_ power: (Double) -> Double) -> Double {
      draws.reduce(0) { $0 + power($1) } / Double(count)
    }
    let scale = 1 / Double(count).squareRoot()
    expectAgrees(mean { $0 }, standardError: scale, with: 0, "mean")
    expectAgrees(
      mean { $0 * $0 }, standardError: 2.0.squareRoot() * scale, with: 1, "variance")
    expectAgrees(
      mean { $0 * $0 * $0 * $0 }, standardError: 96.0.squareRoot() * scale, with: 3, "kurtosis")
    let serial = zip(draws, draws.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / Double(count)
    expectAgrees(serial, standardError: scale, with: 0, "serial correlation")
    let below = Double(draws.count { $0 < -1 }) / Double(count)
    let exact = 0.158_655_253_931_457
    expectAgrees(
      below, standardError: (exact * (1 - exact)).squareRoot() * scale, with: exact, "tail")
  }

  @Test func exponentialsOfPathsAndIndicesAreIndependentUnits() {
    let count = 40_000
    var (sum, product) = (0.0, 0.0)
    for path in 0..<UInt64(count) {
      let draws = PathDraws(seed: 1, path: path)
      let (first, second) = (draws.exponential("x", index: 0), draws.exponential("x", index: 1))
      sum += first
      product += (first - 1) * (second - 1)
    }
    let scale = 1 / Double(count).squareRoot()
    expectAgrees(sum / Double(count), standardError: scale, with: 1, "mean")
    expectAgrees(product / Double(count), standardError: scale, with: 0, "covariance")
  }
}
