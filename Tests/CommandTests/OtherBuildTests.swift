import Foundation
import RunFiles
import Testing

/// Results, batches and tables that another build of the program has left.
@Suite(.serialized) struct OtherBuildTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func starter(_ more: String...) throws -> Program.Outcome {
    try folder.run(["run", starter, "--paths", "64", "--quiet", "--out", "r"] + more)
  }

  /// Makes a result another build's, perhaps without the checksum of a file that is not as it was.
  private func age(_ directory: String, loses name: String? = nil) throws {
    var manifest = try #require(
      JSONSerialization.jsonObject(with: Data(try folder.text("\(directory)/manifest.json").utf8))
        as? [String: Any])
    manifest["build"] = String(repeating: "b", count: 64)
    let files = try #require(manifest["files"] as? [[String: Any]])
    manifest["files"] = files.filter { $0["name"] as? String != name }
    try JSONSerialization.data(withJSONObject: manifest)
      .write(to: folder.url.appending(path: "\(directory)/manifest.json"))
  }

  /// Makes saved work and shards below a directory another build's.
  private func ageWork(_ directory: String) throws {
    let place = folder.path(directory)
    let names = try FileManager.default.subpathsOfDirectory(atPath: place)
    let files = names.filter { $0.hasSuffix(".tally") }.map { "\(place)/\($0)" }
    try #require(!files.isEmpty)
    for path in files {
      var file = try TallyFile(contentsOf: path)
      file.header.identity.build = String(repeating: "b", count: 64)
      try file.write(to: path)
    }
  }

  /// Begins a run of many paths.
  private func brief(_ words: String...) throws -> Program.Outcome {
    let limit = ["--paths", "50000000", "--time-limit", "1", "--quiet"]
    return try Program.run(Program.process(words + limit, in: folder.url))
  }

  private let starter = Program.path("scenarios/starter.json5")
  /// What every refusal says, up to what can be typed.
  private static let drop = "and results of two builds are not mixed. To go on, "

  @Test func theBuildIsToldBeforeTheInputs() throws {
    try #require(try starter().status == 0)
    try age("r")
    let again = try starter("--resume")
    #expect(again.status == 1)
    let begin =
      "minerstress: the result in r is of another build of the program (build bbbbbbbbbbbb there, "
    #expect(again.errors.hasPrefix(begin), "\(again.errors)")
    let end =
      " here), and results of two builds are not mixed. To go on, drop it with --overwrite in place of --resume, "
      + "choose another directory with --out, or use the build that made it"
    #expect(again.errors.hasSuffix(end + "\n"), "\(again.errors)")
    let other = try starter("--resume", "--seed", "9")
    #expect(other.errors.hasSuffix(end + ". Inputs differ too: simulation.seed 1 there, 9 here\n"))
    #expect(try starter().errors.contains("holds a result already, of another build (build bbbb"))
    #expect(try starter("--overwrite").status == 0)
  }

  @Test func limitsOfItsTablesAskForARun() throws {
    try #require(try starter().status == 0)
    let summary = try folder.text("r/summary.csv")
    try folder.write(
      summary.replacing("held_principal_usd", with: "something_else"), to: "r/summary.csv")
    try age("r", loses: "summary.csv")
    try folder.write("{ singleName: { heldPrincipal: 1e12 } }", to: "wide.json5")
    let outcome = try folder.run(["limits", "r", "--limits", "wide.json5"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("there is no column held_principal_usd; another build of the "))
    #expect(
      outcome.errors.hasSuffix(": run the scenario again with this one to check its limits\n"))
  }

  /// Nobody is told to continue what is refused when it is continued.
  @Test func anUnfinishedRunIsDroppedOrLeft() throws {
    try #require(try brief("run", starter, "--out", "u").status == 75)
    try ageWork(".u.checkpoint")
    let unfinished =
      "minerstress: the unfinished run of u is of another build of the program (build bbbb"
    for (words, way) in [([], ""), (["--resume"], " in place of --resume")] {
      let outcome = try folder.run(["run", starter, "--out", "u", "--paths", "50000000"] + words)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains(unfinished), "\(outcome.errors)")
      #expect(
        outcome.errors.contains("\(Self.drop)drop it with --overwrite\(way), choose"),
        "\(outcome.errors)")
    }
    let status = try folder.run(["status", "u"])
    #expect(status.status == 4)
    #expect(
      status.errors.contains(
        "whose work is saved in ./.u.checkpoint, of another build of the program"))
    #expect(status.errors.hasSuffix(" here): only that one can continue it\n"), "\(status.errors)")
    let again = try brief("run", starter, "--out", "u", "--overwrite")
    #expect(again.status == 75 && again.errors.hasSuffix("blocks saved; continue with --resume\n"))
  }

  /// What --overwrite has saved before it was stopped is not dropped with what it was to replace.
  @Test func workOfAStoppedOverwriteIsKept() throws {
    try #require(try starter().status == 0)
    try age("r")
    let stopped = try brief("run", starter, "--out", "r", "--overwrite")
    #expect(stopped.status == 75)
    #expect(
      stopped.errors.hasSuffix("blocks saved; move r away and continue with --resume\n"),
      "\(stopped.errors)")
    #expect(
      try brief("run", starter, "--out", "r").errors.contains(
        "beside saved work of this run, with which --resume goes on once the result is moved away; add"
      ))
    let refused = try brief("run", starter, "--out", "r", "--resume")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains(
        "\(Self.drop)move it away, so that --resume goes on with the work that is saved, choose"),
      "\(refused.errors)")
    try FileManager.default.moveItem(atPath: folder.path("r"), toPath: folder.path("away"))
    #expect(try brief("run", starter, "--out", "r", "--resume").status == 75)
  }

  @Test func shardsAreOfTheBuildThatMergesThem() throws {
    let part = ["run", starter, "--paths", "4096", "--quiet", "--out", "sh", "--shard"]
    try #require(try folder.run(part + ["0/2"]).status == 0)
    try #require(try brief("run", starter, "--out", "long", "--shard", "0/2").status == 75)
    try ageWork("sh")
    try ageWork("long")
    let own = try folder.run(part + ["0/2"])
    #expect(own.status == 1)
    #expect(own.errors.contains("the shard in sh/shard-0-of-2 is of another build of the program"))
    #expect(!own.errors.contains("--resume"), "\(own.errors)")
    let next = try folder.run(part + ["1/2", "--resume"])
    #expect(next.status == 2)
    #expect(
      next.errors.contains("one build, here with --overwrite in place of --resume or in another"))
    let status = try folder.run(["status", "sh"])
    #expect(status.status == 4)
    #expect(
      status.output.hasPrefix(
        "0/2  complete\n1/2  missing\n1 of 2 shards complete\n"
          + "sh/shard-0-of-2/shard.tally was written by another build (version "),
      "\(status.output)")
    #expect(status.output.hasSuffix(", bbbbbbbbbbbb); merge with that one\n"), "\(status.output)")
    let unfinished = try folder.run(["status", "long"])
    #expect(
      unfinished.output.hasPrefix("0/2  missing, unfinished work of another build is saved\n"),
      "\(unfinished.output)")
    try FileManager.default.moveItem(atPath: folder.path("sh"), toPath: folder.path("m.shards"))
    let submitted = try folder.run(["submit", starter, "--shards", "2", "--out", "m"])
    #expect(submitted.status == 1)
    #expect(submitted.errors.contains("m.shards is of another build of the program (build bbbb"))
    #expect(submitted.errors.contains("To go on, remove that directory, choose"))
  }

  /// Another build cannot make a damaged result again as it was.
  @Test func aDamagedResultIsReplaced() throws {
    try #require(try starter().status == 0)
    try folder.write("mine\n", to: "r/summary.csv")
    #expect(
      try folder.run(["report", "r"]).errors.contains("make the result again with run --resume,"))
    try age("r")
    #expect(
      try folder.run(["report", "r"]).errors.contains("make the result again with run --overwrite,")
    )
  }

  /// A placeholder that one build did not write down is no difference, a loan is.
  @Test func comparedResultsDifferInWhatWasAsked() throws {
    try #require(try starter().status == 0)
    let scenario = try folder.text("r/scenario.json")
    try folder.write(scenario.replacing("\"rig loan\":", with: "\"other loan\":"), to: "other.json")
    for (file, name) in [(starter, "same"), ("other.json", "other")] {
      let words = ["run", file, "--paths", "64", "--quiet", "--out", name]
      try #require(try folder.run(words).status == 0)
    }
    let plain = scenario.replacing("\"rigElasticity\": 1,", with: "")
    try #require(plain != scenario)
    try folder.write(plain, to: "r/scenario.json")
    try age("r", loses: "scenario.json")
    for (name, lines) in [
      ("same", ""),
      (
        "other",
        "  miners.first-miner.tranches.\"other loan\" absent there\n"
          + "  miners.first-miner.tranches.\"rig loan\" absent here\n"
      ),
    ] {
      let compared = try folder.run(["compare", "r", name, "--out", "\(name).csv", "--unpaired"])
      let found =
        #/inputs here and there \(r\):\n  build b+ there, [0-9a-f]+ here\n(.*)\nComparison/#
        .dotMatchesNewlines()
      let match = try #require(compared.output.firstMatch(of: found), "\(compared)")
      #expect(match.1 == lines)
    }
  }

  @Test func aBatchIsMadeAgain() throws {
    let arguments = ["batch", starter, "--out", "b", "--paths", "64", "--quiet"]
    try #require(try folder.run(arguments).status == 0)
    try age("b/starter")
    try folder.write("scenario,status,pd,seconds\r\nstarter,complete,0.1,2\r\n", to: "b/index.csv")
    for (words, way) in [([], ""), (["--resume"], " in place of --resume")] {
      let refused = try folder.run(arguments + words)
      #expect(refused.status == 1)
      #expect(
        refused.errors.hasPrefix("minerstress: work in b is of another build of the program (build")
      )
      #expect(
        refused.errors.hasSuffix(
          " here), \(Self.drop)drop it with --overwrite\(way), which makes every scenario again, choose another "
            + "directory with --out, or use the build that made it\n"), "\(refused.errors)")
    }
    #expect(try folder.run(arguments + ["--overwrite"]).status == 0)
  }

  /// The index of another build says nothing of what is saved, nor of what was made again since.
  @Test func anUnfinishedBatchIsMadeAgain() throws {
    try folder.write("{extends: \"\(starter)\"}", to: "two.json5")
    try #require(try brief("batch", starter, "two.json5", "--out", "b").status == 75)
    try ageWork("b")
    try folder.write("scenario,status\r\nstarter,stopped\r\ntwo,stopped\r\n", to: "b/index.csv")
    let batch = ["batch", starter, "two.json5", "--out", "b", "--paths", "64", "--quiet"]
    let all = "drop it with --overwrite in place of --resume, which makes every scenario again"
    #expect(
      try folder.run(batch + ["--resume"]).errors.contains("\(Self.drop)\(all), choose another"))
    #expect(
      try folder.run(batch).errors.contains(
        "work in b is of another build of the program (build bbbb"))
    let two = ["run", "two.json5", "--out", "b/two", "--overwrite", "--paths", "64", "--quiet"]
    try #require(try folder.run(two).status == 0)
    let mixed = try folder.run(batch + ["--resume"])
    #expect(
      mixed.errors.contains(
        "\(all) (--resume keeps this build's if index.csv is moved away), choose"),
      "\(mixed.errors)")
    try FileManager.default.moveItem(
      atPath: folder.path("b/index.csv"), toPath: folder.path("index.csv"))
    let resumed = try folder.run(batch + ["--resume"])
    #expect(resumed.output.hasPrefix("1 of 2 scenarios complete"))
    #expect(
      resumed.errors.contains(
        "starter: failed: the unfinished run of b/starter is of another build"))
    #expect(try folder.run(batch + ["--overwrite"]).status == 0)
  }
}
