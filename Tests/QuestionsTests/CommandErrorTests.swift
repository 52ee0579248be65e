import Foundation
import Testing

/// What the commands say to wrong usage and to questions without an answer, word by word, and that they write nothing.
@Suite struct CommandErrorTests {
  static let flagship = GuideTests.root.path + "/scenarios/double-leverage.json5"

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: GuideTests.binary.path)),
    arguments: [
      (
        ["sweep", flagship], 2,
        "sweep: one to four --vary expected, found 0; for instance --vary "
          + "'market.regimes.*.computeRent.annualDecline=0.1:0.5:0.05'"
      ),
      (
        ["tornado", flagship, "--measure", "pd(hy-pivt,2)"], 2,
        "measure \"pd(hy-pivt,2)\": no miner is called \"hy-pivt\"; did you mean \"hy-pivot\"?"
      ),
      (
        ["tornado", flagship, "--vary", "miners.hy-pivot.insolvency=null:null"], 2,
        "--vary miners.hy-pivot.insolvency=null:null: expected two ends that differ, found the same "
          + "scenario at both"
      ),
      (["solve", flagship], 2, "solve: one or two --vary expected, found 0"),
      (
        ["solve", flagship, "--vary", "a=1:2"], 2,
        "solve: --target is missing, such as --target 'pd(any,2)=0.2'"
      ),
      (
        ["solve", flagship, "--nearest", "x", "--vary", "a=1:2"], 2,
        "solve: --nearest goes without --vary and --target"
      ),
      (
        ["solve", flagship, "--nearest", "eth-host", "--paths", "2"], 4,
        "solve: --nearest eth-host: expected at least 2 years with a default, found 0 among 2; "
          + "simulate more with --paths"
      ),
      (
        ["price", flagship], 2,
        "price: --loan is missing: MINER,TRANCHE of the scenario, or a file that adds a loan"
      ),
      (
        ["price", flagship, "--loan", "eth-host,GPU lone"], 2,
        "--loan eth-host,GPU lone: no tranche of \"eth-host\" is called \"GPU lone\"; did you mean "
          + "\"GPU loan\"?"
      ),
      (
        ["price", flagship, "--loan", "eth-host,GPU loan", "--hurdle", "15"], 2,
        "--hurdle: expected a rate per year from 0 and below 1, such as 0.05 or 5%, found \"15\""
      ),
      (
        ["price", flagship, "--loan", "eth-host,GPU loan", "--levels", "0.99,2"], 2,
        "--levels: expected a level from 0.5 to 0.999 in thousandths, found \"2\""
      ),
      (
        ["price", flagship, "--loan", "eth-host,GPU loan", "--rent-price-of-risk", "-1"], 2,
        "--rent-price-of-risk: expected a number from 0 to 5, found \"-1\""
      ),
      (
        ["price", flagship, "--loan", "eth-host,GPU loan", "--advance-limit", "pd(eth-host,2)=1"],
        2,
        "--advance-limit pd(eth-host,2)=1: expected MEASURE<VALUE, such as pd(any,2)<0.2"
      ),
      (["calibrate", "x.csv", "--regimes", "5"], 2, "--regimes: expected 1 to 3, found 5"),
      (
        ["calibrate", "x.csv", "--week-ends", "someday"], 2,
        "--week-ends: expected monday to sunday, found \"someday\""
      ),
      (
        ["calibrate", "x.csv", "--halvings", "2024-04-20,2024-04-20"], 2,
        "--halvings: expected days years apart, each once, found 2024-04-20 and 2024-04-20"
      ),
    ])
  func wrongUsageIsExplained(arguments: [String], status: Int, message: String) throws {
    let place = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
    let process = Process()
    process.executableURL = GuideTests.binary
    process.arguments = arguments + ["--out", place]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let problems = said.split(separator: "\n").filter {
      !$0.hasPrefix("note: ") && !$0.hasPrefix("warning: ")
    }
    #expect(problems.joined(separator: "\n") == "minerstress: \(message)")
    #expect(Int(process.terminationStatus) == status)
    #expect(!FileManager.default.fileExists(atPath: place))
  }
}
