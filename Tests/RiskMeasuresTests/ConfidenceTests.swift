import RiskMeasures
import Testing

@Suite struct ConfidenceTests {
  @Test func noErrorIsNoInterval() {
    #expect(Confidence.half(nil as Double?) == nil)
    #expect(Confidence.half(2.0) == 2 * Confidence.z95)
  }
}
