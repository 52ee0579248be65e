/// The shortest decimal of numbers of everyday size, digit by digit into bytes: the letters of `description`.
///
/// A double reads back from every decimal within half a unit of its last bit. With `f` bits behind the point, fraction
/// and half unit are whole numbers once both are multiplied by `2^(f+1)`. For each digit both are multiplied by ten.
/// The digits end when what is left of the fraction, or what it lacks to the next digit, is within the half unit: no
/// decimal with fewer digits is so near. Of the two decimals with that many digits the nearer is written. For `f` from
/// 1 to 59 all numbers fit into a word.
///
/// Source: Steele and White, "How to Print Floating-Point Numbers Accurately", *PLDI* (1990), `(FPP)²`.
package enum ShortestDecimal {
  /// Appends a number without a trailing `.0`.
  ///
  /// Returns false and appends nothing if it is too small or large for a word, or a power of two,
  /// whose neighbours are not equally far away.
  package static func append(_ value: Double, to bytes: inout [UInt8]) -> Bool {
    let size = value.magnitude
    guard size >= smallest, size < endOfRange, size.significandBitPattern != 0 else { return false }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let bits = UInt64(52 - Int(size.exponent))
    let word = size.significandBitPattern | 1 << 52
    append(whole: word >> bits, to: &bytes)
    append(fraction: word & (1 << bits - 1), of: bits, isEven: word & 1 == 0, to: &bytes)
    return true
  }

  /// Smaller numbers have more than 59 bits behind the point: ten times them would not fit.
  private static let smallest = 0x1p-7
  /// Larger numbers have no bit behind the point.
  private static let endOfRange = 0x1p52

  /// Appends a whole number.
  package static func append(whole: UInt64, to bytes: inout [UInt8]) {
    let first = bytes.count
    var rest = whole
    repeat {
      bytes.append(digit(rest % 10))
      rest /= 10
    } while rest > 0
    var (low, high) = (first, bytes.count - 1)
    while low < high {
      bytes.swapAt(low, high)
      (low, high) = (low + 1, high - 1)
    }
  }

  private static func append(
    fraction: UInt64, of bits: UInt64, isEven: Bool, to bytes: inout [UInt8]
  ) {
    if fraction == 0 { return }
    bytes.append(UInt8(ascii: "."))
    let one: UInt64 = 2 << bits
    // A decimal halfway between two doubles is read as the even one.
    let middle: UInt64 = isEven ? 1 : 0
    var (rest, half) = (2 * fraction, UInt64(1))
    while true {
      (rest, half) = (10 * rest, 10 * half)
      let next = rest >> (bits + 1)
      rest &= one - 1
      let isBelow = rest < half + middle
      let isAbove = one - rest < half + middle
      if isBelow || isAbove {
        let isUp = isAbove && (!isBelow || 2 * rest > one || 2 * rest == one && next & 1 == 1)
        return bytes.append(digit(isUp ? next + 1 : next))
      }
      bytes.append(digit(next))
    }
  }

  private static func digit(_ number: UInt64) -> UInt8 {
    UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number)
  }
}
