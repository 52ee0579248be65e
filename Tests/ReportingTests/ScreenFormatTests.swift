import Foundation
import Reporting
import Testing

@Suite struct ScreenFormatTests {
  @Test func decimalsAreThoseOfC() {
    var state: UInt64 = 1
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    for _ in 0..<20_000 {
      let decimals = Int(next() * 7)
      let size = (next() * 15 - 3).rounded()
      let number = (next() - 0.5) * (0..<Int(abs(size))).reduce(1.0) { x, _ in x * 10 }
      let scale = (0..<decimals).reduce(2.0) { x, _ in x * 10 }
      // Halves of the last digit too, which neither number may take for what they are not.
      for shown in [number, (number * scale).rounded() / scale, -number] {
        #expect(
          ScreenFormat.decimals(shown, decimals) == String(format: "%.\(decimals)f", shown),
          "\(shown) with \(decimals)")
      }
    }
  }

  // 0.125 and 2.5 are halves that doubles hold exactly: they go to the even digit. 1.005 is less than it looks.
  @Test(
    arguments: [
      (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.5, 0, "2"), (3.5, 0, "4"), (1.005, 2, "1.00"),
      (-0.001, 2, "-0.00"), (0, 1, "0.0"), (999_999.9999, 2, "1000000.00"), (1e300, 0, nil),
    ] as [(Double, Int, String?)])
  func halvesGoToTheEvenDigit(_ number: Double, _ decimals: Int, _ text: String?) {
    #expect(
      ScreenFormat.decimals(number, decimals)
        == text ?? String(format: "%.\(decimals)f", number))
  }

  @Test func whatIsNoNumberIsPrintedAsCPrintsIt() {
    for number in [Double.infinity, -Double.infinity, 1e17] {
      #expect(ScreenFormat.decimals(number, 2) == String(format: "%.2f", number))
    }
  }
}
