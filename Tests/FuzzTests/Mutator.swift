import TestSupport

/// Damages scenario texts: bytes, tokens, numbers at extremes, nesting, sizes, duplicates, Unicode.
struct Mutator {
  private var numbers: SeededNumbers
  private let donors: [[UInt8]]

  /// - Parameter donors: Texts to begin with and to splice from.
  init(seed: UInt64, donors: [String]) {
    numbers = SeededNumbers(seed: seed)
    self.donors = donors.map { Array($0.utf8) }
  }

  private static let tokens = [
    "{", "}", "[", "]", ":", ",", "'", "\"", "null", "true", "/*", "*/", "//", "\\", "\\u0000",
    "Infinity", "-", "+", ".", "0x", "extends:", "\n", "\u{2028}", "{}", "[]",
  ]
  private static let extremes = [
    "0", "-0", "1e308", "-1e308", "1e999", "1e-320", "5e-324", "0.1", "1", "-1", "2", "8766",
    "8767", "9007199254740993", "18446744073709551615", "18446744073709551616", "1e15", "1e-9",
    "NaN", "Infinity", "-Infinity", "0x7fffffffffffffff", "00", ".5", "5.", "0.999999999999",
    "'2025-12-31'", "'2200-12-31'", "'2026-02-29'", "null", "{}", "[]", "''",
  ]
  private static let letters = [
    "é", "ﬃ", "日本", "\u{202E}", "\u{FEFF}", "e\u{301}", "👩‍👩‍👧", "\u{0}", "\u{7F}", "\u{10FFFF}",
  ]

  private mutating func below(_ limit: Int) -> Int { numbers.below(max(1, limit)) }

  private mutating func any<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  /// The next damaged text.
  mutating func next() -> [UInt8] {
    var bytes = any(donors)
    for _ in 0...below(4) { damage(&bytes) }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = below(bytes.count)
    switch below(14) {
    case 0: bytes[place] = UInt8(below(256))
    case 1: bytes[place] ^= UInt8(1 << below(8))
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(40)))
    case 3: bytes.insert(contentsOf: Array(any(Self.tokens).utf8), at: place)
    case 4: bytes.insert(contentsOf: Array(any(Self.letters).utf8), at: place)
    case 5: bytes.removeSubrange(place...)
    case 6: splice(&bytes, at: place)
    case 7: nest(&bytes, at: place)
    case 8: enlarge(&bytes, at: place)
    case 9: duplicate(&bytes, at: place)
    // Numbers most often: they are what gets past the parser.
    default: replaceNumber(&bytes, from: place)
    }
  }

  private mutating func splice(_ bytes: inout [UInt8], at place: Int) {
    let donor = any(donors)
    let start = below(donor.count)
    bytes.insert(contentsOf: donor[start..<min(donor.count, start + below(200))], at: place)
  }

  private mutating func nest(_ bytes: inout [UInt8], at place: Int) {
    let (open, depth) = (any(["[", "{a:", "{"]), any([3, 50, 300, 20_000]))
    bytes.insert(contentsOf: Array(String(repeating: open, count: depth).utf8), at: place)
  }

  private mutating func enlarge(_ bytes: inout [UInt8], at place: Int) {
    let (item, count) = (any(["1,", "'2026-01-01',", "{},", " ", "a", "9"]), any([100, 20_000]))
    bytes.insert(contentsOf: Array(String(repeating: item, count: count).utf8), at: place)
  }

  /// A line once more, often a key that is then there twice.
  private func duplicate(_ bytes: inout [UInt8], at place: Int) {
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<place].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: newline) ?? bytes.count
    bytes.insert(contentsOf: Array(bytes[start..<end]) + [newline], at: start)
  }

  private mutating func replaceNumber(_ bytes: inout [UInt8], from place: Int) {
    let isDigit = { (byte: UInt8) in (48...57).contains(byte) || byte == UInt8(ascii: ".") }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: Array(any(Self.extremes).utf8))
  }
}
