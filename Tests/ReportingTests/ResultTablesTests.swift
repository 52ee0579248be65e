import CreditBasics
import Reporting
import RiskMeasures
import TestSupport
import Testing

@Suite struct ResultTablesTests {
  func files(_ tally: StressTally) -> [ResultFile] { ResultTables.files(tally.result()) }

  func lines(_ name: String, _ files: [ResultFile]) -> [String] {
    let text = files.first { $0.name == name }?.text ?? ""
    return text.unicodeScalars.split(separator: "\n").map { line in
      String(String.UnicodeScalarView(line)).replacing("\r", with: "")
    }
  }

  var byHand: [ResultFile] { ResultTables.files(resultByHand) }

  private var resultByHand: StressResult {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    for moment in 0..<12 {
      [1, 2, 2, 3].withUnsafeBufferPointer {
        tally.factorFans.record(series: 0, moment: moment, values: $0)
        tally.factorFans.record(series: 1, moment: moment, values: $0)
      }
    }
    return tally.result()
  }

  @Test func headers() {
    let headers = byHand.map { "\($0.name): \(lines($0.name, byHand)[0])" }
    #expect(
      headers == [
        "summary.csv: miner,pd,pd_se,pd_ci95_low,pd_ci95_high,mean_default_year,"
          + "expected_loss_usd,expected_loss_se,initial_debt_usd,cascade_share,closed,"
          + "held_principal_usd,expected_loss_without_depth_usd,expected_loss_lifetime_usd,"
          + "beyond_horizon,owed_at_end_share,owed_at_end_share_se",
        "pd_term_structure.csv: miner,month,year,cumulative_pd,pd_se,hazard_per_year",
        "default_causes.csv: miner,cause,paths,share_of_defaults",
        "default_times.csv: miner,quarter,year,paths,probability",
        "tranches.csv: miner,tranche,kind,principal_usd,pd,ead_usd,expected_loss_usd,"
          + "expected_loss_se,lgd_mean,lgd_p05,lgd_p50,lgd_p95,break_even_spread_bps,"
          + "break_even_spread_se_bps,offered_spread_bps,mispricing_bps,held_share,"
          + "lgd_exposure_weighted,market_spread_bps,beyond_horizon,owed_at_end_share,"
          + "owed_at_end_share_se,ead_se,lgd_mean_se,lgd_exposure_weighted_se",
        "lgd_distribution.csv: miner,tranche,bin_low,bin_high,paths,probability",
        "loss_distribution.csv: bin_low_usd,bin_high_usd,paths,probability,cumulative,exceedance",
        "loss_quantiles.csv: level,return_period,var_usd,var_ci95_low,var_ci95_high,es_usd,es_se,"
          + "unexpected_loss_usd,es_without_depth_usd",
        "joint_defaults.csv: defaults,paths,probability",
        "default_correlation.csv: miner_a,miner_b,joint_pd,correlation,correlation_se",
        "factor_fan.csv: factor,year,mean,sd,p01,p05,p25,p50,p75,p95,p99",
      ])
  }

  @Test func rowsByHand() {
    #expect(lines("default_times.csv", byHand)[1] == "A,1,0.25,1,0.25")
    #expect(lines("default_causes.csv", byHand)[3] == "A,maturity,1,0.5")
    #expect(lines("pd_term_structure.csv", byHand)[3] == "A,3,0.25,0.25,0.21650635094610965,3")
    #expect(
      lines("joint_defaults.csv", byHand) == [
        "defaults,paths,probability", "0,1,0.25", "1,2,0.5", "2,1,0.25",
      ])
    #expect(lines("default_correlation.csv", byHand)[1] == "A,B,0.25,0,")
    #expect(lines("lgd_distribution.csv", byHand)[1] == "A,convertible,0,0,0,0")
    #expect(lines("loss_quantiles.csv", byHand)[2].hasPrefix("0.99,100,"))
    #expect(lines("summary.csv", byHand)[3].hasPrefix("PORTFOLIO,0.75,0.21650635094610965,"))
    #expect(lines("factor_fan.csv", byHand)[1].hasPrefix("btc,0.08333333333333333,2000,816.49658"))
    // An undefined field is empty: a convertible has no mispricing.
    #expect(lines("tranches.csv", byHand)[1].hasSuffix(",-1000,,1,0.75,,0,0,0,0,0.25,0.25"))
  }

  @Test func everyRecordHasEveryField() {
    #expect(byHand.count >= 10)
    #expect(namesOfNaN(in: resultByHand) == [])
    for file in byHand {
      let fields = lines(file.name, byHand).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      #expect(fields.allSatisfy { $0.count == fields[0].count }, "\(file.name)")
      #expect(file.text.utf8.suffix(2).elementsEqual([13, 10]))
    }
  }

  /// Four defaults in parts of three records: the second has one, and no part has none.
  @Test func aLongTableComesInParts() throws {
    let table = try #require(TableSchema.all.first { $0.name == "path_losses.csv" })
    var tally = StressTally(HandBook.scenario, extras: table.extras)
    tally.add(HandBook.outcomes, firstPath: 0)
    let whole = ResultTables.files(of: table, tally.result())
    #expect(whole.map(\.name) == ["path_losses.csv"])
    let all = lines("path_losses.csv", whole)
    #expect(all.count == 5)
    // Of 50 claimed 25 is lost: 25 e^(-0.1) = 22.62.
    #expect(all[2].hasPrefix("2,A,1,maturity,22.62"))
    let parts = ResultTables.files(of: table, tally.result(), partRecords: 3)
    #expect(parts.map(\.name) == ["path_losses-001.csv", "path_losses-002.csv"])
    #expect(lines("path_losses-001.csv", parts) == Array(all[...3]))
    #expect(lines("path_losses-002.csv", parts) == [all[0], all[4]])
    let full = ResultTables.files(of: table, tally.result(), partRecords: 4)
    #expect(full.map(\.name) == ["path_losses.csv"])
  }

  /// Four defaults in pieces of three records, or of one: the header stands once, above the first.
  @Test func aTableIsTheSameFromPiecesOfSeveralThreads() throws {
    let table = try #require(TableSchema.all.first { $0.name == "path_losses.csv" })
    var tally = StressTally(HandBook.scenario, extras: table.extras)
    tally.add(HandBook.outcomes, firstPath: 0)
    let whole = try ResultTables.files(of: table, tally.result())[0].bytes()
    for records in [1, 3, 4] {
      let files = ResultTables.files(of: table, tally.result(), pieceRecords: records)
      #expect(try files.map { try $0.bytes(threads: 3) } == [whole])
      #expect(try files.map { try $0.bytes() } == [whole])
    }
    let parts = ResultTables.files(of: table, tally.result(), partRecords: 3, pieceRecords: 2)
    let plain = ResultTables.files(of: table, tally.result(), partRecords: 3)
    #expect(try parts.map { try $0.bytes(threads: 2) } == plain.map { try $0.bytes() })
  }

  /// Names that need quotes, commas and apostrophes among them.
  @Test func defaultsAreWrittenAsTheirColumnsSay() throws {
    let table = try #require(TableSchema.all.first { $0.name == "path_losses.csv" })
    var scenario = HandBook.scenario
    for (index, name) in ["a, \"b\"", "=c"].enumerated() { scenario.miners[index].name = name }
    var numbers = SeededNumbers(seed: 9)
    var tally = StressTally(scenario, extras: table.extras)
    for block in 0..<5 {
      tally.add(HandBook.randomOutcomes(paths: 40, &numbers), firstPath: 40 * block)
    }
    let result = tally.result()
    let records = try #require(table.records(result))
    var columns = CSVTable(table.columns.joined(separator: ","))
    for number in 0..<records.count { columns.add(records.fields(number)) }
    #expect(records.count > 50)
    #expect(ResultTables.files(of: table, result, pieceRecords: 7).map(\.text) == [columns.text])
  }

  @Test func everyDefaultIsWrittenOnlyWhereItIsAskedFor() throws {
    #expect(!TableSelection.all.names.contains("path_losses.csv"))
    #expect(TableSelection.all.extras.isDisjoint(with: .pathLosses))
    let more = TableSelection.all.withPathLosses
    #expect(more.names == TableSelection.all.names + ["path_losses.csv"])
    #expect(more.extras == TableSelection.all.extras.union(.pathLosses))
    #expect(try TableSelection(list: "path_losses").extras == .pathLosses)
    #expect(Extras.all == TableSelection.all.extras)
  }

  /// Blocks of outcomes and factor tiles shared out to workers at random, and merged in any order.
  @Test func bytesDoNotDependOnWorkers() {
    var numbers = SeededNumbers(seed: 5)
    let blocks = (0..<23).map { block in
      let paths = block == 22 ? 19 : 64
      return (
        HandBook.randomOutcomes(paths: paths, &numbers),
        (0..<paths).map { _ in numbers.number(0.2...5) }
      )
    }
    func bytes(_ order: [Int], workers: Int) -> [ResultFile] {
      var tallies = (0..<workers).map { _ in StressTally(HandBook.scenario) }
      for block in order {
        let worker = numbers.below(workers)
        tallies[worker].add(blocks[block].0, firstPath: 64 * block)
        blocks[block].1.withUnsafeBufferPointer {
          tallies[worker].factorFans.record(series: 0, moment: 5, values: $0)
        }
      }
      var total = StressTally(HandBook.scenario)
      for tally in tallies.shuffled(using: &numbers) { total.merge(tally) }
      return files(total)
    }
    let expected = bytes(Array(blocks.indices), workers: 1)
    for workers in [1, 2, 3, 8] {
      #expect(bytes(blocks.indices.shuffled(using: &numbers), workers: workers) == expected)
    }
  }

  /// The cut into blocks does not matter either: sums are exact path by path.
  @Test func bytesDoNotDependOnBlocks() {
    var numbers = SeededNumbers(seed: 6)
    let paths = (0..<200).map { _ in HandBook.randomOutcomes(paths: 1, &numbers) }
    var single = StressTally(HandBook.scenario)
    for (path, outcomes) in paths.enumerated() { single.add(outcomes, firstPath: path) }
    var whole = BlockOutcomes(pathCount: 200, minerCount: 2, trancheCount: 3)
    for (path, outcomes) in paths.enumerated() {
      for miner in 0..<2 {
        whole.defaultStep[miner * 200 + path] = outcomes.defaultStep[miner]
        whole.bottomlessDefaultStep[miner * 200 + path] = outcomes.bottomlessDefaultStep[miner]
        whole.cause[miner * 200 + path] = outcomes.cause[miner]
      }
      for tranche in 0..<3 {
        whole.claimUSD[tranche * 200 + path] = outcomes.claimUSD[tranche]
        whole.recoveryUSD[tranche * 200 + path] = outcomes.recoveryUSD[tranche]
        whole.discountedExposure[tranche * 200 + path] = outcomes.discountedExposure[tranche]
        whole.owedAtEndUSD[tranche * 200 + path] = outcomes.owedAtEndUSD[tranche]
        whole.lossUSD[tranche * 200 + path] = outcomes.lossUSD[tranche]
        whole.bottomlessLossUSD[tranche * 200 + path] = outcomes.bottomlessLossUSD[tranche]
      }
    }
    var block = StressTally(HandBook.scenario)
    block.add(whole, firstPath: 0)
    #expect(files(block) == files(single))
  }

  @Test func theShortTableFitsATerminal() {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    let text = ResultTable.render(tally.result())
    #expect(
      text == """
        miner        PD 1y   ± s.e.  expected loss  ± s.e.  cascades
        A          50.00 %  25.00 %         $22.72  $16.09    50.0 %
        B          50.00 %  25.00 %         $23.78  $23.78    50.0 %
        PORTFOLIO  75.00 %  21.65 %         $46.50  $28.69    33.3 %

        95 %    VaR $117.74  ES $117.74
        99 %    VaR $117.74  ES $117.74
        99.5 %  VaR $117.74  ES $117.74
        99.9 %  VaR $117.74  ES $117.74

        PORTFOLIO: any miner's default, all held losses
        4 paths, seed 3

        """)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  /// What is given until one day stands together; a regime of the past is that of the first step, and values of the
  /// past fix nothing.
  @Test func aGivenMarketIsSaidAboveTheFigures() {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    var scenario = HandBook.scenario
    var given = GivenPath()
    given.values[Driver.btc.rawValue] = [.init(date: -0.5, value: 1)]
    scenario.market.given = given
    #expect(ResultTable.render(tally.result(), of: scenario) == ResultTable.render(tally.result()))
    given = GivenPath(regimes: [.init(date: -0.5, value: 0)])
    scenario.market.given = given
    #expect(
      GivenMarket(scenario)?.line
        == "Market given until \(scenario.asOf): regime; what follows is conditional on it")
    let days = { (days: Double) in days / TimeGrid.daysPerYear }
    given.values[Driver.btc.rawValue] = [100, 364].map { .init(date: days($0), value: 1) }
    given.values[Driver.computeRent.rawValue] = [.init(date: days(181), value: 1)]
    given.regimes.append(.init(date: days(364), value: 0))
    scenario.market.given = given
    #expect(
      ResultTable.render(tally.result(), of: scenario).hasPrefix(
        """
        Market given until 2026-12-30: bitcoin, regime; until 2026-06-30: compute rent;
          what follows is conditional on it

        miner\u{20}
        """))
    #expect(
      LenderTable.render(scenario).contains("compute rent;\n  a run is conditional on it\n"))
  }

  private var handResult: StressResult {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    return tally.result()
  }

  @Test func whoIsClosedWithoutDefaultIsSaid() {
    var result = handResult
    result.miners[0].closed.count = 1
    result.miners[1].closed.count = 2
    #expect(
      ResultTable.render(result).contains("\nclosed without default: B 50.00 %, A 25.00 %\n"))
  }

  /// From a thousandth on, and not where the schedule itself goes beyond the horizon.
  @Test func whoStillOwesWhenTheRunEndsIsSaid() {
    var result = handResult
    result.miners[0].owedAtEndShare = Estimate(value: 0.592, standardError: 0.01)
    result.miners[1].owedAtEndShare = Estimate(value: 0.0009, standardError: 0.0001)
    #expect(
      ResultTable.render(result).contains(
        "\nstill owed when the run ends, losses after it not counted: A 59.20 %\n"))
    result.miners[0].beyondHorizon = 0.5
    #expect(!ResultTable.render(result).contains("still owed"))
  }

  /// Three digits of billions, as many more as tell the ends of an interval apart.
  @Test func billionsHaveThreeDigits() {
    var result = handResult
    result.lossQuantiles[0].valueAtRiskUSD = 1.034e9
    (result.lossQuantiles[0].low, result.lossQuantiles[0].high) = (1.0321e9, 1.0328e9)
    result.lossQuantiles[1].valueAtRiskUSD = 12.34e9
    result.lossQuantiles[2].valueAtRiskUSD = 123.4e9
    result.portfolio.expectedLossUSD.value = 1.234e12
    let text = ResultTable.render(result)
    #expect(text.contains("VaR $1.03bn ($1.032bn to $1.033bn)  "))
    #expect(text.contains("VaR $12.3bn ") && text.contains("VaR $123bn "))
    #expect(text.contains(" $1.23tn "))
  }

  /// A loss of 0 on a few paths is no certainty: it has no error either.
  @Test func aLossThatNoPathShowsIsNoneSeen() {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    var result = tally.result()
    result.miners[0].expectedLossUSD = Estimate(value: 0, standardError: 0)
    let some = ResultTable.render(result)
    #expect(some.contains("A          50.00 %  25.00 %      none seen       –    50.0 %"))
    #expect(some.contains("ES $117.74"))
    result.portfolio.expectedLossUSD = Estimate(value: 0, standardError: 0)
    let none = ResultTable.render(result)
    #expect(none.contains("no loss on any path, so neither VaR nor ES says anything"))
    #expect(!none.contains("ES $"))
  }

  /// None of 200 paths: at 95 % below 3/200; of 5 exactly 1 − 0.05^(1/5), where 3/5 would be too much.
  @Test(arguments: [
    (200, "< 1.50 %", "3 / paths"), (100_000, "< 0.003 %", "3 / paths"),
    (5, "< 45.07 %", "1 - 0.05^(1 / paths)"),
  ])
  func aDefaultThatNoPathShowsHasABound(paths: Int, bound: String, formula: String) {
    var result = handResult
    result.paths = paths
    result.miners[0].defaults = Proportion(0, of: paths)
    let text = ResultTable.render(result)
    #expect(text.contains(bound))
    #expect(text.contains("\n<: none seen; at 95 % the probability is below \(formula)\n"))
  }

  /// An error of two paths in 100,000, √(2·10⁻⁵ / 10⁵) = 0.00141 %, is not written as 0.
  @Test func anErrorIsNotRoundedAway() {
    var result = handResult
    result.miners[0].defaults = Proportion(2, of: 100_000)
    #expect(ResultTable.render(result).contains("A           0.002 %   0.001 %"))
  }

  /// Of a great book the worst have a line: by default probability, then loss, then name.
  @Test func theShortTableOfAGreatBookIsShort() {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    var result = tally.result()
    let one = result.miners[0]
    result.miners = (0..<61).map { index in
      var miner = one
      miner.miner = "borrower \(index)"
      miner.defaults.count = index == 60 ? 2 : 1
      miner.expectedLossUSD.value = index == 59 ? 1 : 0
      return miner
    }
    let lines = ResultTable.render(result).split(separator: "\n")
    #expect(
      lines[0] == "the 50 of 61 miners with the greatest PD; all are in summary.csv")
    let names = lines[2..<52].map { $0.split(separator: " ")[1] }
    #expect(names == ["60", "59"] + (0..<48).map { "\($0)" })
    #expect(lines[52].hasPrefix("PORTFOLIO"))
    result.miners.removeLast()
    #expect(ResultTable.render(result).split(separator: "\n").count == 60 + 1 + 1 + 4 + 2)
  }
}
