import RunFiles
import Testing

/// What makes two pieces of work one run, and how differences are told.
@Suite struct RunIdentityTests {
  static func identity(
    version: String = "1.0", build: String = "aaaa", scenario: String = #"{"a":{"b":1},"c":[1,2]}"#,
    options: [String: String] = [:]
  ) -> RunIdentity {
    RunIdentity(version: version, build: build, scenario: scenario, options: options)
  }

  @Test(arguments: [
    (identity(), []),
    (identity(version: "0.9", build: "b"), ["version 0.9 there, 1.0 here"]),
    (identity(build: "0123456789abcdef"), ["build 0123456789ab there, aaaa here"]),
    (identity(scenario: #"{"a":{"b":2},"c":[1,2]}"#), ["a.b 2 there, 1 here"]),
    (
      identity(scenario: #"{"a":{"b":1},"c":[1,2,3],"d":true}"#),
      ["c[2] 3 there, absent here", "d 1 there, absent here"]
    ),
    (identity(options: ["until": "pd(any,1)<1%"]), ["--until pd(any,1)<1% there, not given here"]),
    (identity(options: ["command": "tornado"]), ["command tornado there, run here"]),
    // Equal numbers, other bytes: results would not have the same scenario.json.
    (identity(scenario: #"{ "a":{"b":1},"c":[1,2]}"#), ["the scenario"]),
  ])
  func differencesAreNamed(there: RunIdentity, lines: [String]) {
    #expect(Self.identity().differences(from: there) == lines)
    #expect((there == Self.identity()) == lines.isEmpty)
  }

  /// A run that reached its precision early was asked for more paths than it took: those can be typed.
  @Test func pathsAreThoseAskedFor() {
    let run = { (paths: Int, planned: String?) in
      Self.identity(
        scenario: "{\"simulation\":{\"paths\":\(paths)}}",
        options: planned.map { ["until": "pd(any,1)<1%", "paths": $0] } ?? ["until": "pd(any,1)<1%"]
      )
    }
    #expect(
      run(90_000, nil).differences(from: run(32_768, "100000"))
        == ["simulation.paths 100000 there, 90000 here"])
    #expect(
      run(32_768, "100000").differences(from: run(90_000, nil))
        == ["simulation.paths 90000 there, 100000 here"])
    // The same was asked for but --until: that alone can be typed.
    var without = run(100_000, nil)
    without.options = [:]
    #expect(
      without.differences(from: run(16_384, "100000"))
        == ["--until pd(any,1)<1% there, not given here"])
    #expect(
      run(65_536, "100000").differences(from: run(32_768, "100000"))
        == ["simulation.paths 32768 there, 65536 here"])
  }

  /// Of two builds' work that cannot be read here the build is told, and what both have: a key of one alone
  /// may be its placeholder.
  @Test func anotherBuildComesBeforeItsPlaceholders() {
    let there = Self.identity(build: "bbbb", scenario: #"{"a":{"b":2},"c":[1,2,3],"d":true}"#)
    #expect(
      Self.identity().differences(from: there)
        == ["build bbbb there, aaaa here", "a.b 2 there, 1 here"])
    #expect(Self.identity().isOfAnotherBuild(than: there))
    #expect(!Self.identity().isOfAnotherBuild(than: Self.identity(scenario: "{}")))
  }

  /// What this build can read has its placeholders filled in: what is left differs, whole loans and borrowers
  /// too, and each of these is one line.
  @Test func loansOfTwoBuildsDiffer() {
    let loan = { (name: String) in
      "\"\(name)\": {\"kind\": \"highYield\", \"principal\": 1, \"coupon\": 0, \"maturity\": \"2027-06-30\"}"
    }
    let scenario = { (market: String, loans: String, miners: String) in
      """
      {"name": "small", "asOf": "2025-12-31", "market": {"regimes": {"calm": {}}\(market)},
       "miners": {"a": {"cash": 1, "tranches": {\(loans)}}\(miners)}}
      """
    }
    let there = Self.identity(
      build: "bbbb", scenario: scenario("", loan("m") + "," + loan("o"), ""))
    let here = Self.identity(
      scenario: scenario(
        ", \"rigElasticity\": 1", loan("m") + "," + loan("n"),
        ", \"b\": {\"tranches\": {\(loan("p"))}}"))
    #expect(
      here.differences(from: there) == [
        "build bbbb there, aaaa here", "miners.a.tranches.n absent there",
        "miners.a.tranches.o absent here", "miners.b absent there",
      ])
    var same = there
    same.scenario = scenario(", \"rigElasticity\": 1", loan("m") + "," + loan("o"), "")
    #expect(same.differences(from: there) != [], "one build's work: byte by byte")
    same.build = "aaaa"
    #expect(same.everyDifference(from: there).map(\.what) == ["build"])
  }

  /// Version 0.1 did not write down what was asked for: that is no difference.
  @Test func whatAnotherBuildDidNotWriteDownIsNoDifference() {
    let asked = Self.identity(options: ["vary": "market.btc.spot=1,2"])
    #expect(
      asked.differences(from: Self.identity(build: "bbbb")) == ["build bbbb there, aaaa here"])
    #expect(
      asked.differences(from: Self.identity(build: "bbbb", options: ["vary": "x=1"])).count == 2)
    #expect(asked.differences(from: Self.identity()).count == 1)
  }

  /// `{"a":{"b.c":1}}` is not `{"a.b":{"c":1}}`, and the path of each can be typed after `--set`.
  @Test func namesOfOtherCharactersAreQuoted() {
    let lines = Self.identity(scenario: #"{"a":{"b.c":1,"d e":1}}"#).differences(
      from: Self.identity(scenario: #"{"a.b":{"c":1},"a":{"d e":2,"\"":3}}"#))
    #expect(
      lines == [
        #""a.b" absent here"#, #"a."\"" 3 there, absent here"#,
        #"a."b.c" absent there, 1 here"#, #"a."d e" 2 there, 1 here"#,
      ])
  }

  /// Two programs whose files cannot be read may be two builds: neither continues the other's work.
  @Test func unknownBuildsAreNotOne() {
    let unknown = Self.identity(build: "unknown")
    #expect(
      unknown.differences(from: unknown)
        == ["build unknown there and here, as the program's file cannot be read"])
    #expect(Self.identity().differences(from: unknown) == ["build unknown there, aaaa here"])
    #expect(
      unknown.differences(from: Self.identity(version: "0.9", build: "unknown"))
        == ["version 0.9 there, 1.0 here"])
  }

  @Test func aLongListIsCutShort() {
    let values = (0..<9).map { "\"v\($0)\":1" }.joined(separator: ",")
    let lines = Self.identity().differences(from: Self.identity(scenario: "{\(values)}"))
    #expect(lines.count == 6)
    #expect(lines[5] == "and 6 more")
  }
}
