import TestSupport
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

  /// `--only` looks at names before anything is computed: the three regimes alone took 0.2 s.
  @Test func namesAreKnownAtOnce() {
    #expect(processorSeconds { _ = Verification.cases } < 0.15)
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

  /// Eight paths of which none defaults say nothing of the loss; paths that default without one do, and so
  /// does a case in which nothing is random.
  @Test func lossesOfNoDefaultAreUndecided() throws {
    var item = try #require(Verification.cases.first { $0.name == "merton-1976" })
    let loss = { (rows: [VerificationRow]) in
      try #require(rows.first { $0.quantity == "expected loss of btc firm, USD" })
    }
    let few = try loss(try #require(item.run(paths: 8, threads: 1)))
    #expect(few.estimate.value == 0 && !few.agrees && few.isUndecided)
    for miner in item.scenario.miners.indices {
      item.scenario.miners[miner].tranches[0].heldShare = 0
    }
    let wrong = try loss(try #require(item.run(paths: 2000, threads: 1)))
    #expect(wrong.estimate.value == 0 && !wrong.agrees && !wrong.isUndecided)
    let certain = try #require(Verification.cases.first { $0.name == "margin" })
    var row = try #require(certain.run(paths: 8, threads: 1)?.last)
    row.exact += 1
    #expect(row.quantity == "loss, USD" && row.estimate.value == 0 && !row.isUndecided)
  }

  /// Of few paths a mean is not normal, and nothing that is random is called wrong.
  @Test(arguments: [2, 3, 40]) func fewPathsRefuteNothing(paths: Int) throws {
    let rows = Verification.cases.compactMap { $0.run(paths: paths, threads: 1) }.joined()
    #expect(rows.contains { abs($0.score ?? 0) > VerificationRow.limit })
    for row in rows { #expect(row.agrees || row.isUndecided, "\(row.caseName): \(row.quantity)") }
  }

  @Test(arguments: [999, 1000]) func aThousandPathsRefute(paths: Int) throws {
    let item = try #require(Verification.cases.first { $0.name == "merton-1974" })
    var row = try #require(item.run(paths: paths, threads: 1)?.first)
    #expect(row.agrees)
    row.exact += 10 * (row.estimate.standardError ?? 0)
    #expect(!row.agrees && row.isUndecided == (paths < 1000))
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
