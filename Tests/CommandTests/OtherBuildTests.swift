import Foundation
import Testing

/// Results, batches and tables that another build of the program has left.
@Suite(.serialized) struct OtherBuildTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(Program.process(arguments, in: folder.url))
  }

  private func starter(_ more: String...) throws -> Program.Outcome {
    let scenario = Program.path("scenarios/starter.json5")
    return try Program.run(
      Program.process(
        ["run", scenario, "--paths", "64", "--quiet", "--out", "r"] + more, in: folder.url))
  }

  private func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: folder.url.appending(path: file))
  }

  /// Makes a result another build's, perhaps with a table that has no column of held principal.
  private func age(_ directory: String, losesColumn: Bool = false) throws {
    var manifest = try #require(
      JSONSerialization.jsonObject(with: Data(try folder.text("\(directory)/manifest.json").utf8))
        as? [String: Any])
    manifest["build"] = String(repeating: "b", count: 64)
    if losesColumn {
      let files = try #require(manifest["files"] as? [[String: Any]])
      manifest["files"] = files.filter { $0["name"] as? String != "summary.csv" }
      let summary = try folder.text("\(directory)/summary.csv")
      try write(
        summary.replacing("held_principal_usd", with: "something_else"),
        to: "\(directory)/summary.csv")
    }
    try JSONSerialization.data(withJSONObject: manifest)
      .write(to: folder.url.appending(path: "\(directory)/manifest.json"))
  }

  @Test func theBuildIsToldBeforeTheInputs() throws {
    try #require(try starter().status == 0)
    try age("r")
    let again = try starter("--resume")
    #expect(again.status == 1)
    let begin =
      "minerstress: the result in r is of another build of the program (build bbbbbbbbbbbb there, "
    #expect(again.errors.hasPrefix(begin), "\(again.errors)")
    let end =
      " here), and results of two builds are not mixed. Drop it with --overwrite, choose another "
      + "directory with --out, or go on with the build that made it"
    #expect(again.errors.hasSuffix(end + "\n"), "\(again.errors)")
    let other = try starter("--resume", "--seed", "9")
    #expect(other.errors.hasSuffix(end + ". Inputs differ too: simulation.seed 1 there, 9 here\n"))
    #expect(try starter().errors.contains("holds a result already, of another build (build bbbb"))
    #expect(try starter("--overwrite").status == 0)
  }

  @Test func limitsOfItsTablesAskForARun() throws {
    try #require(try starter().status == 0)
    try age("r", losesColumn: true)
    try write("{ singleName: { heldPrincipal: 1e12 } }", to: "wide.json5")
    let outcome = try run("limits", "r", "--limits", "wide.json5")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("there is no column held_principal_usd; another build of the "))
    #expect(
      outcome.errors.hasSuffix(": run the scenario again with this one to check its limits\n"))
  }

  @Test func aBatchIsMadeAgain() throws {
    let scenario = Program.path("scenarios/starter.json5")
    let arguments = ["batch", scenario, "--out", "b", "--paths", "64", "--quiet"]
    try #require(try Program.run(Program.process(arguments, in: folder.url)).status == 0)
    try age("b/starter")
    try write("scenario,status,pd,seconds\r\nstarter,complete,0.1,2\r\n", to: "b/index.csv")
    let resumed = try Program.run(Program.process(arguments + ["--resume"], in: folder.url))
    #expect(resumed.status == 1)
    #expect(
      resumed.errors == "minerstress: b/index.csv is there already, of another build of the program"
        + ", as the results beside it: results of two builds are not mixed. Make all of them again with "
        + "--overwrite in place of --resume, choose another directory with --out, or go on with the "
        + "build that made them\n")
    let again = try Program.run(Program.process(arguments + ["--overwrite"], in: folder.url))
    #expect(again.status == 0)
  }
}
