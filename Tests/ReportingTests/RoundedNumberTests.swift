import CreditBasics
import Testing

/// Numbers rounded for people, written as JSON writes numbers.
@Suite struct RoundedNumberTests {
  @Test(arguments: [
    (0, "0"), (0.3, "0.3"), (-0.300_04, "-0.3"), (1234.5, "1235"), (99_996, "100000"),
    (9.9996, "10"), (0.001, "0.001"), (1e-20, "1e-20"), (1.234_56e-9, "1.235e-09"),
    (1e22, "1e+22"), (Double.infinity, "inf"),
  ])
  func fourDigits(_ number: Double, _ expected: String) {
    #expect(RoundedNumber.text(number, 4) == expected)
  }

  /// Halves go away from 0, also of decimals that doubles miss by their last bit.
  @Test func halves() {
    #expect(RoundedNumber.text(0.295, 2) == "0.3")
    #expect(RoundedNumber.text(-125, 2) == "-130")
    #expect(RoundedNumber.value(.leastNonzeroMagnitude, 2) == 0)
  }
}
