import Foundation
import Testing

/// What the program says about itself, and to words that it does not know.
@Suite struct UsageTests {
  private func expectUsage(_ arguments: String..., says: String) throws {
    let outcome = try Program.run(Program.process(arguments))
    #expect(outcome.status == 2)
    #expect(outcome.errors == "minerstress: \(says)\n")
    #expect(outcome.output.isEmpty)
  }

  @Test func theVersionIsOnStandardOutput() throws {
    let outcome = try Program.run("--version")
    #expect(outcome.status == 0)
    #expect(outcome.output.wholeMatch(of: /minerstress \d+\.\d+\.\d+\n/) != nil)
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: ["--help", "-h", "help"]) func theOverviewListsCommands(word: String) throws {
    let outcome = try Program.run(word)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("usage: minerstress COMMAND ...\n"))
    for command in ["run", "check"] { #expect(outcome.output.contains("\n  \(command) ")) }
    #expect(outcome.errors.isEmpty)
  }

  /// Every command that the overview lists explains itself, in at most 100 columns.
  @Test func everyCommandHasHelp() throws {
    let overview = try Program.run("--help").output
    let commands = overview.matches(of: #/\n  ([a-z]+)  /#).map { String($0.1) }
    #expect(commands.count >= 2)
    for command in commands {
      let outcome = try Program.run(command, "--help")
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("usage: minerstress \(command) "))
      #expect(outcome.output.contains("--help"))
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
      #expect(outcome.errors.isEmpty)
    }
  }

  /// However help is asked for.
  @Test(arguments: [["run", "-h"], ["run", "a", "-h"], ["help", "run"], ["--help", "run"]])
  func helpIsFound(words: [String]) throws {
    let outcome = try Program.run(Program.process(words))
    #expect(outcome.status == 0)
    #expect(outcome.output == (try Program.run("run", "--help").output))
  }

  @Test func aCommandIsMissing() throws {
    let outcome = try Program.run()
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("minerstress: a command is missing\n\nusage: minerstress "))
  }

  @Test func nearMissesAreNamed() throws {
    try expectUsage("chek", says: "unknown command \"chek\"; did you mean check?")
    try expectUsage(
      "frobnicate", says: "unknown command \"frobnicate\"; see minerstress --help")
    try expectUsage(
      "run", "--path", "9", says: "run: unknown option --path; did you mean --paths?")
    try expectUsage(
      "run", "--frobnicate", says: "run: unknown option --frobnicate; see minerstress run --help")
    try expectUsage("help", "chek", says: "unknown command \"chek\"; did you mean check?")
    try expectUsage(
      "run", "-p", "100",
      says: "run: unknown option -p; see minerstress run --help, and -- before a name that begins "
        + "with -")
    try expectUsage("run", "-paths", "9", says: "run: unknown option -paths; did you mean --paths?")
  }

  @Test func optionsAreChecked() throws {
    let starter = "scenarios/starter.json5"
    try expectUsage("run", says: "run: SCENARIO is missing; see minerstress run --help")
    try expectUsage("run", "", says: "run: a name is empty")
    try expectUsage(
      "explain", starter, "--path", "0", "--from", "2", "--to", "1",
      says: "explain: --from 2 is after --to 1")
    try expectUsage(
      "run", starter, "--shard", "0/99999999999",
      says: "--shard: expected at most 1,000,000 parts, found 99999999999")
    try expectUsage("check", "a", "b", says: "check: one SCENARIO expected, found 2: a b")
    try expectUsage("run", starter, "--set", says: "--set needs a value: --set PATH=VALUE")
    try expectUsage("run", starter, "--quiet=yes", says: "--quiet takes no value")
    try expectUsage("run", starter, "--paths=1", "--paths", "2", says: "--paths is given twice")
    try expectUsage(
      "run", starter, "--paths", "0",
      says: "--paths: expected a whole number of at least 1, found \"0\"")
    try expectUsage(
      "run", starter, "--threads", "two",
      says: "--threads: expected a whole number of at least 1, found \"two\"")
    try expectUsage(
      "check", starter, "--seed", "-1",
      says: "--seed: expected a whole number from 0 to 18446744073709551615, found \"-1\"")
    try expectUsage(
      "check", starter, "--seed", "1e19",
      says: "--seed: expected a whole number from 0 to 18446744073709551615, found \"1e19\"; "
        + "write every digit, without point or exponent")
  }

  /// What used to end by a signal is refused, with one message for every option.
  @Test func numbersOfOptionsHaveALimit() throws {
    let starter = "scenarios/starter.json5"
    try expectUsage(
      "run", starter, "--paths", "4294967296",
      says: "--paths: expected a whole number of at least 1 and at most 4,294,967,295, found "
        + "\"4294967296\"")
    try expectUsage(
      "explain", starter, "--check", "100000000000",
      says: "--check: expected a whole number of at least 1 and at most 10,000,000, found "
        + "\"100000000000\"")
    try expectUsage(
      "sweep", starter, "--vary", "market.btc.spot=80000,90000", "--paths", "1000000000",
      says:
        "--paths: expected at most 100,000,000 for questions, which keep a value for every path, "
        + "found 1,000,000,000")
  }

  /// A scenario that is not there is an invalid one, and one with nearly its name is shown.
  @Test(arguments: ["check", "run", "tornado"])
  func aMissingScenarioIsLookedFor(command: String) throws {
    let outcome = try Program.run(command, "scenarios/startr.json5")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors == "scenarios/startr.json5: expected a readable file: No such file or "
        + "directory; did you mean scenarios/starter.json5?\n")
  }

  /// A link that leads nowhere is not what was meant by its own name.
  @Test func aLinkToNothingIsNotSuggested() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("mine.json5"), withDestinationPath: "away.json5")
    let outcome = try Program.run("check", "mine.json5", in: folder.url)
    #expect(outcome.status == 3)
    #expect(
      outcome.errors == "mine.json5: expected a readable file: No such file or directory\n")
  }

  /// An estimate of whole rounds says how many paths they have.
  @Test func tailSaysThatItTakesMorePaths() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      "tail", "scenarios/starter.json5", "--measure", "pd(any,1)", "--paths", "10", "--out",
      folder.path("t"))
    let line = #/--paths 10: an estimate is made of whole rounds .*, here of [\d,]{5,} paths/#
    #expect(outcome.errors.firstMatch(of: line) != nil, "\(outcome.errors)")
  }

  @Test func oneCaseAndOneQuantityAreSingular() throws {
    let certain = try Program.run("verify", "--only", "margin", "--paths", "2")
    #expect(certain.output.contains("\nVERIFIED: 1 case, 4 quantities, 2 paths a case, "))
    let open = try Program.run("verify", "--only", "merton-1976", "--paths", "8")
    #expect(open.status == 1)
    #expect(open.output.contains("\nNOT VERIFIED: 1 quantity rests on too few paths to tell"))
  }

  @Test func aPathCutAtASpaceIsExplained() throws {
    try expectUsage(
      "run", "scenarios/starter.json5", "--set", "miners.first-miner.tranches.rig",
      "loan.coupon=0.1",
      says:
        "--set miners.first-miner.tranches.rig: the shell has cut the path at a space; quote the "
        + "whole, as in --set 'miners.first-miner.tranches.rig loan.coupon=0.1'")
  }

  /// Tables, overrides and strictness are for every command that reads a scenario.
  @Test(arguments: [
    "run", "batch", "sweep", "tornado", "solve", "tail", "explain", "check", "submit",
  ])
  func commandsThatReadScenariosShareTheirOptions(command: String) throws {
    let help = try Program.run(command, "--help").output
    let options = [
      "--set", "--miners", "--tranches", "--market-only", "--market-of", "--given", "--strict",
    ]
    for option in options {
      #expect(help.contains("  \(option) ") || help.contains("  \(option)\n"))
    }
  }

  /// Before anything is read.
  @Test(arguments: [
    ("foo", "expected PATH=VALUE, found no \"=\" after the path"),
    ("=5", "expected a name in the path, found \"=5\""),
  ])
  func aChangeThatIsNoneIsWrongUsage(text: String, problem: String) throws {
    for command in ["run", "check"] {
      try expectUsage(
        command, "scenarios/starter.json5", "--set", text, says: "--set \(text): \(problem)")
    }
  }

  @Test(arguments: ["xlsx", "html"]) func aComparisonIsATable(ending: String) throws {
    try expectUsage(
      "compare", "a", "b", "--out", "c.\(ending)",
      says: "--out: expected the name of a table, such as c.csv, found c.\(ending); the page is "
        + "written beside it, with --workbook a workbook too")
  }
}
