import CreditBasics
import PathStories
import StressEngine
import Synchronization
import TestSupport
import Testing

/// Lists of paths, from outcomes by hand and from a run.
@Suite struct PathListTests {
  @Test func worstPathsComeByLossAndThenByNumber() {
    var list = PathList(HandBook.scenario, count: 3, order: .worstFirst)
    list.add(HandBook.outcomes, paths: [0, 1, 2, 3])
    // Path 1 loses 50 + 40/2 in step 0, path 2 25 + 0 in step 3 and 100 in step 1.
    #expect(list.paths.map(\.path) == [2, 1, 0])
    #expect(list.qualifying == 4)
    #expect(
      list.text(of: 4) == """
        The worst 3 of 4 paths by portfolio loss

             path              loss  defaults
                2           $117.74  B 2026-07-01 (year 0.50) margin · A 2026-12-31 (year 1.00) maturity
                1            $68.27  A 2026-04-01 (year 0.25) payment
                0             $0.00  none

        """)
  }

  /// Most is lost on A on path 1, where the portfolio loses less than on path 2.
  @Test func worstPathsOfAMinerComeByItsOwnLoss() {
    var list = PathList(HandBook.scenario, count: 2, order: .worstFirst, defaulting: 0)
    list.add(HandBook.outcomes, paths: [0, 1, 2, 3])
    #expect(
      list.text(of: 4) == """
        A defaults in 2 of 4 paths; the worst 2 by its loss

             path          its loss    portfolio loss  defaults
                1            $68.27            $68.27  A 2026-04-01 (year 0.25) payment
                2            $22.62           $117.74  B 2026-07-01 (year 0.50) margin
                                                       A 2026-12-31 (year 1.00) maturity

        """)
    // Equals come by number.
    var equal = PathList(HandBook.scenario, count: 2, order: .worstFirst, defaulting: 0)
    var outcomes = HandBook.outcomes
    outcomes.lossUSD = outcomes.lossUSD.map { _ in 0 }
    equal.add(outcomes, paths: [7, 5, 3, 1])
    #expect(equal.paths.map(\.path) == [3, 5])
  }

  @Test func defaultingListsCountAllButKeepTheFirst() {
    var list = PathList(HandBook.scenario, count: 1, order: .firstFirst, defaulting: 0)
    list.add(HandBook.outcomes, paths: [0, 1, 2, 3])
    #expect(list.paths.map(\.path) == [1])
    #expect(list.qualifying == 2)
    #expect(list.text(of: 4).hasPrefix("A defaults in 2 of 4 paths; the first 1\n"))
  }

  @Test func nobodyInDefaultIsOneLine() {
    var list = PathList(HandBook.scenario, count: 5, order: .firstFirst, defaulting: 0)
    list.add(BlockOutcomes(pathCount: 1, minerCount: 2, trancheCount: 3), paths: [0])
    #expect(list.text(of: 1) == "A defaults in 0 of 1 paths\n")
  }

  @Test func aScanFindsTheSameOnAnyNumberOfThreads() throws {
    var scenario = RandomScenarios.scenario(seed: 12)
    scenario.simulation.paths = 2_500
    let lists = [1, 3].map { threads in
      let engine = StressRun(scenario, threads: threads, extras: [])
      let empty = PathList(scenario, count: 20, order: .worstFirst)
      let kept = Mutex(empty)
      engine.forEachBlock(of: engine.allPaths) { outcomes, positions in
        var found = empty
        found.add(outcomes, paths: positions.map { UInt64($0) })
        kept.withLock { $0.merge(found) }
      }
      return kept.withLock { $0 }
    }
    #expect(lists[0].paths == lists[1].paths)
    #expect(lists[0].qualifying == 2_500)
  }
}
