import Foundation
import Testing

/// Parts of a run on a cluster: started again by themselves, in a wrong place, absurd.
@Suite(.serialized) struct ShardPlaceTests {
  private let folder: TemporaryFolder
  private let starter = Program.path("scenarios/starter.json5")

  init() throws { folder = try TemporaryFolder() }

  private func part(
    _ shard: String, out: String = "sh", _ environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    let process = Program.process(
      [
        "run", starter, "--paths", "8192", "--out", out, "--shard", shard, "--resume", "--quiet",
      ], in: folder.url)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return try Program.run(process)
  }

  /// Slurm's variables of a task.
  private func task(_ index: Int, from first: Int, to last: Int) -> [String: String] {
    [
      "SLURM_ARRAY_TASK_ID": "\(index)", "SLURM_ARRAY_TASK_MIN": "\(first)",
      "SLURM_ARRAY_TASK_MAX": "\(last)", "SLURM_ARRAY_TASK_COUNT": "\(last - first + 1)",
    ]
  }

  /// A task that is submitted again by itself is the part that it was, as the script says N.
  @Test func aTaskSubmittedAgainIsTheSamePart() throws {
    for index in [0, 1, 3] {
      #expect(try part("auto/4", task(index, from: 0, to: 3)).status == 0)
    }
    let alone = try part("auto", task(2, from: 2, to: 2))
    #expect(alone.status == 2)
    #expect(alone.errors.contains("give the number of parts with --shard auto/N"))
    let two = try part("auto", task(2, from: 2, to: 3))
    #expect(two.status == 2)
    #expect(two.errors.contains("sh holds part 0/4, this is part 0/2"))
    #expect(try part("auto/4", task(2, from: 2, to: 2)).status == 0)
    #expect(try folder.run("merge", "sh", "--out", "m").status == 0)
    let script = try folder.run("submit", starter, "--shards", "8", "--dry-run")
    #expect(script.output.contains("--shard auto/8 "))
  }

  /// A part of another division is named and left aside where the others are a whole run.
  @Test func mergeLeavesAnIntruderAside() throws {
    for index in 0..<2 { #expect(try part("\(index)/2").status == 0) }
    #expect(try part("0/3", out: "other").status == 0)
    try FileManager.default.moveItem(
      atPath: folder.path("other/shard-0-of-3"), toPath: folder.path("sh/shard-0-of-3"))
    let merged = try folder.run("merge", "sh", "--out", "m")
    #expect(merged.status == 0)
    #expect(merged.errors.contains("sh/shard-0-of-3/shard.tally is left aside"))
    #expect(
      try folder.run("run", starter, "--paths", "8192", "--quiet", "--out", "one").status == 0)
    #expect(try folder.text("m/summary.csv") == folder.text("one/summary.csv"))
  }

  /// A file in another part's directory is neither complete nor overwritten.
  @Test func aPartInAnotherPlaceIsNotComplete() throws {
    #expect(try part("0/2").status == 0)
    try FileManager.default.copyItem(
      atPath: folder.path("sh/shard-0-of-2"), toPath: folder.path("sh/shard-1-of-2"))
    let again = try part("1/2")
    #expect(again.status == 1)
    #expect(again.errors.contains("part 0/2 there, part 1/2 here"))
    let status = try folder.run("status", "sh")
    #expect(status.status == 4)
    #expect(status.output.contains("1/2  damaged"))
  }

  /// A directory that only holds shards lends them no number.
  @Test func aDamagedShardIsItsOwn() throws {
    let holder = "shard-0-of-3"
    #expect(try part("1/3", out: holder).status == 0)
    let shard = folder.path("\(holder)/shard-1-of-3")
    for name in try FileManager.default.contentsOfDirectory(atPath: shard)
    where name.hasSuffix(".tally") {
      try Data("nothing".utf8).write(to: URL(filePath: "\(shard)/\(name)"))
    }
    let status = try folder.run("status", holder)
    #expect(status.output.hasPrefix("0/3  missing\n1/3  damaged\n2/3  missing\n"))
  }

  /// Names of directories are numbers from outside: absurd ones are no shards.
  @Test func absurdDirectoriesAreNoShards() throws {
    #expect(try part("0/2").status == 0)
    for name in ["shard-0-of-99999999999", "shard-5-of-3", "shard--1-of-2", "shard-0-of--1"] {
      try FileManager.default.createDirectory(
        atPath: folder.path("sh/\(name)"), withIntermediateDirectories: false)
    }
    let status = try folder.run("status", "sh")
    #expect(status.output == "0/2  complete\n1/2  missing\n1 of 2 shards complete\n")
    #expect(try part("0/1000000000", out: "x").status == 2)
  }

  /// What is refused leaves nothing behind.
  @Test func aPartOfAnotherDivisionLeavesNoDirectory() throws {
    #expect(try part("0/2").status == 0)
    #expect(try part("0/4").status == 2)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("sh")) == ["shard-0-of-2"])
  }

  /// A part of a run with another seed is no part of this one: it is refused before its first path,
  /// and merge and status say which is missing.
  @Test func aPartOfAnotherRunIsNotComplete() throws {
    let seeded = { (shard: String, seed: String, out: String) in
      try folder.run(
        "run", starter, "--paths", "4096", "--seed", seed, "--shard", shard, "--out", out)
    }
    #expect(try seeded("0/2", "1", "sh").status == 0)
    let refused = try seeded("1/2", "9", "sh")
    #expect(refused.status == 2)
    #expect(
      refused.errors.contains(
        "sh holds part 0/2 of another run: simulation.seed 1 there, 9 here. Run this part with"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("sh")) == ["shard-0-of-2"])
    #expect(try seeded("1/2", "9", "other").status == 0)
    try FileManager.default.moveItem(
      atPath: folder.path("other/shard-1-of-2"), toPath: folder.path("sh/shard-1-of-2"))
    let status = try folder.run("status", "sh")
    #expect(status.status == 4)
    let lines = status.output.split(separator: "\n")
    try #require(lines.count == 5, "\(status.output)")
    #expect(lines.prefix(3) == ["0/2  complete", "1/2  of another run", "1 of 2 shards complete"])
    #expect(lines[3].contains("simulation.seed 1 there, 9 here"))
    #expect(lines[4] == "missing shard 1/2: blocks 2–3 of 4 are missing")
  }

  /// Begins a long question about the starter, and stops it once a part is saved.
  private func stop(_ ending: String, in place: String, _ words: String...) throws {
    let more = [starter, "--quiet", "--save-every", "0.1"].prefix(words[0] == "run" ? 4 : 2)
    let stopped = try folder.runUntilSaved(ending, in: place, words + more)
    try #require(stopped.status == 143, "\(stopped.errors)")
  }

  /// A run that was stopped has no directory yet.
  @Test func statusFindsUnfinishedWork() throws {
    try stop(".tally", in: ".q.checkpoint", "run", "--paths", "50000000", "--out", "q")
    let status = try folder.run("status", "q")
    #expect(status.status == 4)
    #expect(
      status.errors
        == "minerstress: q is not there; beside it is an unfinished run, whose work is saved in "
        + "./.q.checkpoint; continue it with minerstress run and --resume\n")
  }

  /// A stopped `--overwrite` has left both the old result and saved work.
  @Test func statusFindsWorkBesideAResult() throws {
    try #require(try folder.run("run", starter, "--paths", "200", "--out", "old").status == 0)
    #expect(try folder.run("status", "old").errors.contains("old holds no shards; run --shard I/N"))
    try stop(
      ".tally", in: ".old.checkpoint", "run", "--paths", "50000000", "--out", "old", "--overwrite")
    let status = try folder.run("status", "old")
    #expect(status.status == 4)
    #expect(
      status.errors.hasSuffix(
        "; move old away, then continue it with minerstress run and --resume\n"))
  }

  @Test func statusFindsAnUnfinishedSweep() throws {
    try stop(
      ".csv", in: "grid.cells", "sweep", "--vary", "miners.*.cash=1e6:9e6:1e4", "--measure",
      "pd(any,1)", "--paths", "20000", "--out", "grid")
    let status = try folder.run("status", "grid")
    #expect(status.status == 4)
    #expect(
      status.errors
        == "minerstress: grid is not there; beside it is an unfinished sweep, whose cells are kept in "
        + "./grid.cells; continue it with minerstress sweep and --resume\n")
  }

  /// A scenario's name and a directory cannot put anything into a script but themselves.
  @Test func scriptsHoldNamesAsNames() throws {
    let name = "r\" --uid=0 --wrap=id \""
    let quoted = try folder.run(
      "submit", starter, "--shards", "2", "--dry-run", "--set", "name='\(name)'")
    #expect(quoted.status == 0)
    let options = quoted.output.split(separator: "\n").filter { $0.hasPrefix("#SBATCH") }
    #expect(!options.contains { $0.contains("uid=0") && $0.contains("\" --uid") })
    #expect(options.contains { $0.contains("results/r----uid-0---wrap-id--.shards/logs") })
    let percent = try folder.run("submit", starter, "--shards", "2", "--dry-run", "--out", "a%u b")
    #expect(percent.output.contains("/a%%u b.shards/logs/shard-%a.log\""))
    let line = try folder.run("submit", starter, "--shards", "2", "--dry-run", "--out", "a\nb")
    #expect(line.status == 2 && line.errors.contains("no batch script can name"))
  }

  /// `submit` replaces nothing, and names no option that it has not.
  @Test func submitSaysWhatToDoWithAResult() throws {
    #expect(try folder.run("run", starter, "--paths", "256", "--quiet", "--out", "r").status == 0)
    let outcome = try folder.run("submit", starter, "--shards", "2", "--out", "r")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasSuffix(
        "/r holds a result already; move it away or choose another directory with --out\n"))
  }

  /// A task that its time limit ends asks to be started again as long as each start saves something; one that
  /// waits for another copy asks too.
  @Test(arguments: [
    // What a start does: whether it takes its time, and what it saves.
    ("sleep 2.1; touch \"$saved\"/segment-000002.tally", true), ("sleep 2.1", false), (":", true),
  ])
  func aTaskThatSavesNothingIsNotStartedAgain(work: String, isAgain: Bool) throws {
    let tools = folder.path("bin")
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: false)
    func tool(_ name: String, _ text: String) throws {
      try Data("#!/bin/bash\n\(text)\n".utf8).write(to: URL(filePath: "\(tools)/\(name)"))
      chmod("\(tools)/\(name)", 0o755)
    }
    try tool("sbatch", "echo 7")
    try tool("scontrol", "echo \"$@\" > '\(folder.path("requeued"))'")
    try tool("sleep", "[ \"$1\" = 5 ] || exec /bin/sleep \"$1\"")
    let saved = folder.path("c.shards/.shard-0-of-2.checkpoint")
    try tool("program", "saved='\(saved)'; \(work); exit 75")
    func start(_ process: Process) throws -> Program.Outcome {
      process.environment = ["PATH": "\(tools):/usr/bin:/bin"]
      process.environment?["SLURM_ARRAY_TASK_ID"] = "0"
      process.environment?["SLURM_ARRAY_JOB_ID"] = "7"
      return try Program.run(process)
    }
    let submitted = try start(
      Program.process(
        ["submit", starter, "--shards", "2", "--time-limit", "2", "--out", "c"], in: folder.url))
    try #require(submitted.status == 0)
    try FileManager.default.createDirectory(atPath: saved, withIntermediateDirectories: false)
    try Data().write(to: URL(filePath: "\(saved)/segment-000001.tally"))
    let script = URL(filePath: folder.path("c.shards/shards.sbatch"))
    let text = try String(contentsOf: script, encoding: .utf8)
    let own = Program.executable.resolvingSymlinksInPath().path(percentEncoded: false)
    try #require(text.contains(own))
    try Data(text.replacing(own, with: "\(tools)/program").utf8).write(to: script)
    let task = Process()
    task.executableURL = URL(filePath: "/bin/bash")
    task.arguments = [script.path(percentEncoded: false)]
    let ended = try start(task)
    #expect(ended.status == (isAgain ? 75 : 1))
    #expect(try folder.names.contains("requeued") == isAgain)
    #expect(
      ended.errors.contains("shard-0-of-2: nothing was saved within --time-limit 2, too short")
        != isAgain)
    if isAgain { #expect(try folder.text("requeued") == "requeue 7_0\n") }
  }

  /// Nothing has run yet when jobs are submitted.
  @Test(arguments: [("7;cluster", true), ("hello", false)])
  func theAnswerOfSbatchIsRead(answer: String, isNumber: Bool) throws {
    let tools = folder.path("bin")
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: false)
    try Data("#!/bin/sh\necho '\(answer)'\n".utf8).write(to: URL(filePath: "\(tools)/sbatch"))
    chmod("\(tools)/sbatch", 0o755)
    let process = Program.process(
      ["submit", starter, "--shards", "2", "--out", "c"], in: folder.url)
    process.environment = ["PATH": "\(tools):/usr/bin:/bin"]
    let outcome = try Program.run(process)
    #expect(outcome.status == (isNumber ? 0 : 1))
    #expect(outcome.errors.contains("where the number of a job was expected") == !isNumber)
    #expect(outcome.output.contains("\nResults will be in: /") == isNumber)
  }
}
