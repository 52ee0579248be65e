import CreditBasics
import TestSupport
import Testing

/// Digits made by hand are those of the language, and read back as the same double.
@Suite struct ShortestDecimalTests {
  /// The letters of a number; nil where `ShortestDecimal` leaves it to the language.
  func letters(_ number: Double) -> String? {
    var bytes: [UInt8] = []
    guard ShortestDecimal.append(number, to: &bytes) else {
      #expect(bytes.isEmpty)
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The language's letters, without a trailing `.0`.
  func known(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The shortest that reads back.
  ///
  /// 0.1 is 0.1000000000000000055, and 0.1 the only decimal of one digit within half a unit of its last
  /// bit, 7·10⁻¹⁸; 2⁵² − ½ has one bit behind the point.
  @Test(arguments: [
    (1.5, "1.5"), (-1.5, "-1.5"), (10, "10"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"),
    (22_153_525.307_932_116, "22153525.307932116"), (957_466.185_957_674_4, "957466.1859576744"),
    (4_503_599_627_370_495.5, "4503599627370495.5"), (0.0078125.nextUp, "0.007812500000000002"),
  ])
  func knownNumbers(_ number: Double, _ expected: String) { #expect(letters(number) == expected) }

  /// Powers of two have neighbours unequally far; the others do not fit into a word.
  @Test(arguments: [0, 0.5, 64, 0.0078, 0x1p52 + 1, 1e300, 1e-300, Double.infinity, Double.nan])
  func leftToTheLanguage(_ number: Double) {
    #expect(letters(number) == nil)
    var bytes: [UInt8] = []
    JSONScalar.appendShortest(number, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == known(number))
  }

  /// Random words of every size, some with few bits set; decimals of few digits and their neighbours.
  @Test func randomNumbers() {
    var numbers = SeededNumbers(seed: 52)
    var made = 0
    for round in 0..<100_000 {
      let exponent = UInt64(1023 - 9 + round % 63)
      var word = numbers.next() >> 12
      if round % 3 == 1 { word &= ~0 << (numbers.next() % 52) }
      let power = [1.0, 1e1, 1e2, 1e3, 1e4, 1e6, 1e8, 1e10, 1e12][round % 9]
      let decimal = Double(numbers.next() % 100_000_000_000) / power
      let some = [
        Double(bitPattern: exponent << 52 | word), -decimal, decimal.nextUp, decimal.nextDown,
      ]
      for number in some {
        guard let text = letters(number) else { continue }
        made += 1
        if text != known(number) || Double(text) != number {
          Issue.record("\(number) was written as \(text)")
        }
      }
    }
    #expect(made > 300_000)
  }
}
