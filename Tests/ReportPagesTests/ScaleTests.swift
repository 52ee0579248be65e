import ReportPages
import Testing

@Suite("Axes")
struct ScaleTests {
  @Test("ticks are round and inside", arguments: [1e-7, 0.013, 1, 37, 4200, 8.7e11])
  func linear(size: Double) {
    for count in 2...9 {
      let ticks = Ticks.linear(0, size, about: count)
      #expect(ticks.count >= count / 2 && ticks.count <= 2 * count + 1)
      #expect(ticks.allSatisfy { $0 >= 0 && $0 <= size * (1 + 1e-9) })
      #expect(Ticks.ceiling(size, about: count) >= size)
    }
  }

  @Test("multiples carry no dirt")
  func exact() {
    // 258.5, 259, 259.5 and 260 need four digits, 0 to 1 no more than three.
    #expect(Ticks.digits(over: 258.5e6...260e6, about: 4) == 4)
    #expect(Ticks.digits(over: 0...1, about: 4) == 3 && Ticks.digits(over: 5...5, about: 4) == 3)
    #expect(Ticks.linear(0, 0.5, about: 5) == [0, 0.1, 0.2, 0.3, 0.4, 0.5])
    #expect(Ticks.linear(-1, 1, about: 4) == [-1, -0.5, 0, 0.5, 1])
    #expect(Ticks.ceiling(0.83, about: 5) == 1)
    #expect(Ticks.ceiling(0) == 1)
  }

  @Test("logarithmic ticks are powers of ten; more where the range is short")
  func logarithmic() {
    #expect(Ticks.logarithmic(1e-4, 1) == [1e-4, 1e-3, 1e-2, 0.1, 1])
    #expect(Ticks.logarithmic(20, 90) == [20, 50])
    #expect(Ticks.logarithmic(0, 1).isEmpty)
    #expect(Ticks.logarithmic(1, 1e30).count < 9)
  }

  /// Prices after thousands of crashes, and ranges that doubles can hardly tell apart.
  @Test(
    "ranges of any size have few ticks",
    arguments: [
      (0x1p-1060, 1e300), (0x1p-1074, 0x1p-1060), (1, 1 + 2.3e-16), (1e100, 1.0000001e100),
      (-1e100, 1e100),
      (0, 0x1p-1030), (1e-5, 1e308),
    ] as [(Double, Double)])
  func anyRange(low: Double, high: Double) {
    for ticks in [Ticks.linear(low, high, about: 5), Ticks.logarithmic(low, high)] {
      #expect(ticks.count <= 40)
      #expect(ticks.allSatisfy { $0.isFinite })
    }
    // A logarithm's axis begins where doubles keep their digits.
    if low > 0, high > .leastNormalMagnitude {
      let scale = Scale(low...high, from: 0, to: 100, .logarithmic)
      #expect(scale(low) == 0 && scale(high) == 100)
    }
  }

  @Test("values outside go to the edge; a domain without width has its value in the middle")
  func positions() {
    let scale = Scale(0...10, from: 100, to: 0)
    #expect(scale(0) == 100 && scale(10) == 0 && scale(5) == 50)
    #expect(scale(-1) == 100 && scale(11) == 0)
    #expect(Scale(3...3, from: 0, to: 100)(3) == 50)
    #expect(Scale(0...0, from: 0, to: 100)(0) == 50)
    let logarithmic = Scale(0.01...1, from: 0, to: 100, .logarithmic)
    #expect(abs(logarithmic(0.1) - 50) < 1e-9)
    #expect(logarithmic(0) == 0)
  }

  @Test("an axis may be linear near 0 and logarithmic on either side of it")
  func symmetric() {
    let scale = Scale(-99...99, from: 200, to: 0, .symmetric)
    #expect(scale(0) == 100 && scale(-99) == 200 && scale(99) == 0)
    // ln(1 + 9) is half of ln(1 + 99).
    #expect(abs(scale(9) - 50) < 1e-9 && abs(scale(-9) - 150) < 1e-9)
    #expect(scale.ticks(about: 4) == [-30, -3, 0, 3, 30])
    #expect(Scale(2...500, from: 0, to: 1, .symmetric).ticks(about: 4) == [3, 10, 30, 100, 300])
    #expect(scale.beyond(.infinity) == -1800)
  }

  @Test("labels of a row keep their order, a gap between them and the row's ends")
  func row() {
    // 40 wide around 30 and 35: the second begins a gap after the first ends.
    #expect(Lettering.row([(30, 40), (35, 40)], gap: 10, in: 2...200) == [10, 60])
    // At the end of the row both move back.
    #expect(Lettering.row([(180, 40), (190, 40)], gap: 10, in: 2...200) == [110, 160])
    #expect(Lettering.row([(5, 40)], gap: 10, in: 2...200) == [2])
  }

  @Test("labels are moved apart in order and stay inside")
  func spreading() {
    let placed = Lettering.spread([50, 51, 49, 10], gap: 12, in: 0...60)
    let ordered = [placed[3], placed[2], placed[0], placed[1]]
    #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $1 - $0 >= 12 - 1e-9 })
    #expect(placed.allSatisfy { $0 >= 0 && $0 <= 60 })
    let crowded = Lettering.spread(Array(repeating: 5, count: 7), gap: 20, in: 0...60)
    #expect(crowded.min() == 0 && crowded.max() == 60)
    #expect(Lettering.fitted("a very long name", to: 40).hasSuffix("…"))
  }
}
