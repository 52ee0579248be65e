import Testing

@testable import Verification

/// Every case of `verify`, on fewer paths.
@Suite struct VerificationCaseTests {
  @Test(arguments: Verification.cases.map(\.name))
  func engineAgrees(name: String) throws {
    let item = try #require(Verification.cases.first { $0.name == name })
    let rows = try #require(item.run(paths: 20_000, threads: 2))
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(
        row.agrees, "\(row.quantity): \(row.estimate), exact \(row.exact), z \(row.score ?? 0)")
    }
  }

  /// Twice the variance term in what compensates normal jumps moves means by less than 20,000 paths show.
  @Test func compensatedJumpsLeaveTheMean() throws {
    let item = try #require(Verification.cases.first { $0.name == "merton-1976" })
    #expect(try #require(item.run(paths: 150_000, threads: 2)).agree)
  }

  @Test func namesAreDistinct() {
    #expect(Set(Verification.cases.map(\.name)).count == Verification.cases.count)
  }

  /// A deterministic case passes without a single random number; a rounding error is no defect, more is.
  @Test func certainCasesAgreeToTheLastDigits() throws {
    var checked = 0
    for item in Verification.cases where item.isDeterministic {
      let rows = try #require(item.run(paths: 64, threads: 1))
      #expect(!rows.isEmpty)
      checked += 1
      for var row in rows {
        #expect(row.agrees && row.score == nil)
        row.exact += 1e-5
        #expect(!row.agrees)
      }
    }
    #expect(checked >= 3)
  }

  @Test func whatIsMissingAgreesWithNothing() throws {
    let item = try #require(Verification.cases.first { $0.isDeterministic })
    var row = try #require(item.run(paths: 1, threads: 1)?.first)
    row.estimate.value = .nan
    #expect(!row.agrees)
    row.estimate.standardError = nil
    #expect(!row.agrees)
    #expect(![VerificationRow]().agree)
  }
}
