import NumericCore
import Testing

/// Published outputs of every generator and hash in use.
@Suite struct KnownAnswerTests {
  /// Random123's `kat_vectors`, philox4x32 with ten rounds (Salmon et al., SC'11).
  @Test(arguments: [
    (
      SIMD4<UInt32>(0, 0, 0, 0), SIMD2<UInt32>(0, 0),
      SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
    ),
    (
      SIMD4<UInt32>(repeating: .max), SIMD2<UInt32>(repeating: .max),
      SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    ),
    (
      SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      SIMD2<UInt32>(0xa409_3822, 0x299f_31d0),
      SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    ),
  ])
  func philox(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, answer: SIMD4<UInt32>) {
    #expect(Philox.block(counter: counter, key: key) == answer)
  }

  /// NumPy's test data `sfc64-testset-1.csv` and `-2.csv`, from the states its seeds 0xdeadbeaf
  /// and 0 lead to (`SFC64(seed).state`); the last word is output 999.
  @Test(arguments: [
    (
      [0x69b8_eff0_ae11_8893, 0x3abd_056f_0d5a_3d98, 0x29ca_23c4_5919_1c77] as [UInt64],
      [
        0xa475_f55f_bb6b_c638, 0xb2d5_94b6_c29d_971c, 0x275b_c4ec_e448_4fb1,
        0x569b_e72d_9b34_92fb, 0x0f54_3333_6ead_ef6e,
      ] as [UInt64]
    ),
    (
      [0x8a31_7355_3784_5685, 0x0764_2b0a_81e6_0ca0, 0xccf8_1e57_62dd_61a2] as [UInt64],
      [
        0x9195_9e5f_b96a_6332, 0x3c1d_d8a2_5a7e_9f21, 0x657b_dffc_9979_8d9e,
        0x1a04_de32_0b19_e022, 0xfb84_82c8_27eb_90bc,
      ] as [UInt64]
    ),
  ])
  func sfc64(state: [UInt64], answer: [UInt64]) {
    var stream = PathStream(a: state[0], b: state[1], c: state[2], counter: 13)
    let outputs = (0..<1000).map { _ in stream.next() }
    #expect(Array(outputs[..<4]) + [outputs[999]] == answer)
  }

  /// Test vectors of Fowler, Noll and Vo for the 64-bit FNV-1a hash (RFC 9923).
  @Test(
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ] as [(String, UInt64)])
  func fnv1a(text: String, answer: UInt64) { #expect(Purpose(text).id == answer) }

  /// Eight lanes draw what eight single streams draw, whatever the width of path numbers and seeds.
  @Test func lanesAreSinglePaths() {
    let paths = LaneBits(0, 1, 2, 0xFFFF_FFFF, 0x1_0000_0000, 0xFFFF_FFFF_FFFF, 77, 12_345_678_901)
    for seed in [0, 1, 0xFFFF_FFFF, 0x1_0000_0000, UInt64.max] {
      var lanes = LaneStream(seed: seed, paths: paths, purpose: Purpose("driver/btc"))
      var singles = (0..<laneCount).map {
        PathStream(seed: seed, path: paths[$0], purpose: Purpose("driver/btc"))
      }
      for _ in 0..<20 {
        let words = lanes.next()
        for lane in 0..<laneCount { #expect(words[lane] == singles[lane].next()) }
      }
    }
  }

  /// Counters of one key are distinct: no path, purpose or index shares another's words.
  @Test func countersDoNotCollide() {
    var seen: Set<[UInt64]> = []
    for path: UInt64 in [0, 1, 0xFFFF_FFFF, 0x1_0000_0000, 0xFFFF_FFFF_FFFF] {
      for index: UInt64 in 0..<4 {
        for purpose in ["driver/btc", "driver/eth"] {
          let words = Philox.words(seed: 9, path: path, purpose: Purpose(purpose), index: index)
          seen.insert([words.0, words.1])
        }
      }
    }
    #expect(seen.count == 40)
  }
}
