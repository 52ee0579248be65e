import Foundation
import TestSupport
import Testing

/// What `calibrate` writes, as users see it.
@Suite struct CalibrateCommandTests {
  /// Four hundred weeks of a price whose moves repeat every seven and eleven weeks.
  private static let history: String = {
    var price = 100.0
    let rows = (0..<400).map { week -> String in
      price *= exp(0.05 * sin(2.3 * Double(week * week % 77)))
      let day = Date(timeIntervalSince1970: 1_420_156_800 + 604_800 * Double(week))
      return "\(day.formatted(.iso8601.year().month().day())),\(price)"
    }
    return "date,btc\n" + rows.joined(separator: "\n") + "\n"
  }()

  /// A test on what was fitted is no forecast: heading, eyebrow and first sentence say that it is in sample.
  @Test func theBackTestSaysThatItIsInSample() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("history.csv")
    try Self.history.write(toFile: file, atomically: true, encoding: .utf8)
    let outcome = try Program.run(
      "calibrate", file, "--regimes", "1", "--out", folder.path("out"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = try folder.text("out/backtest.html")
    #expect(page.contains("<h1>In sample, ") && page.contains(", back-test in sample"))
    #expect(
      page.contains(
        "<p class=\"verdict\">The history tested is the one that the model was fitted to: "))
  }
}
