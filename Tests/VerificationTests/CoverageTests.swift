import Testing

@testable import Verification

/// The error bars: how often 95 % intervals of small runs cover the truth (fixed seeds).
///
/// 500 runs know a share of 95 % to ±1 %; `minerstress verify --coverage` makes the table of
/// docs/validation/coverage.md with more.
@Suite struct CoverageTests {
  private func rows(runs: Int, includesBook: Bool) throws -> [CoverageStudy.Row] {
    let study = CoverageStudy(runs: runs, paths: 2_000, includesBook: includesBook)
    return try #require(study.rows(threads: 2))
  }

  @Test func intervalsCoverAsOftenAsTheySay() throws {
    let rows = try rows(runs: 500, includesBook: false)
    #expect(rows.count >= 8)
    for row in rows {
      switch row.measure {
      case "VaR 99.9 %":
        // The order statistics that would bound it lie beyond 2,000 paths: no interval is given.
        #expect(row.intervals == 0)
      case "VaR 99.5 %", "ES 99.9 %":
        // Few ranks to choose from, and two losses with Student's factor: wide on the safe side.
        #expect(row.share >= 0.93, "\(row)")
      default:
        #expect(row.share >= 0.925 && row.share <= 0.975, "\(row)")
      }
    }
  }

  /// Where losses are atoms, an interval of order statistics covers more often than it says.
  @Test func atomsAreCoveredMoreOften() throws {
    let rows = try rows(runs: 100, includesBook: true).filter { $0.scenario == "book" }
    #expect(rows.count >= 8)
    for row in rows {
      if row.measure.hasPrefix("VaR") {
        #expect(row.intervals == 0 || row.share >= 0.95, "\(row)")
      } else {
        #expect(row.share >= 0.90, "\(row)")
      }
    }
  }
}
