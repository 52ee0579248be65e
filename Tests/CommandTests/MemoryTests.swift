import Foundation
import Testing

/// Memory of scenarios that are valid and at the edges of what the format allows.
@Suite(.enabled(if: isLinux, "needs /proc")) struct MemoryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// 600 dates of 16 factors and of 7 miners' books, with all tables, on two threads.
  @Test func fiftyYearsOfMonthsStayBelow200MB() throws {
    let most = try peak([
      "run", "scenarios/double-leverage.json5", "--set", "horizonYears=50", "--set",
      "stepsPerYear=12", "--paths", "8192", "--threads", "2", "--out", folder.path("result"),
    ])
    #expect(most > 20_000_000)
    #expect(most < 200_000_000)
  }

  /// What fits into memory when it is simulated fits when it is joined: a merge of this book took 1.3 times as much
  /// as its run, now takes 0.7 times.
  @Test func aMergeTakesNoMoreThanItsRun() throws {
    let numbers = 0..<400
    try folder.write(
      "miner,cash,idiosyncraticVolatility,treasury.btc\n"
        + numbers.map { "m\($0),0,0.3,20\n" }.joined(), to: "miners.csv")
    try folder.write(
      "miner,tranche,kind,principal,coupon,maturity\n"
        + numbers.map { "m\($0),loan,abl,3e6,0.1,2027-12-30\n" }.joined(), to: "loans.csv")
    let run = [
      "run", "scenarios/starter.json5", "--market-only", "--miners", folder.path("miners.csv"),
      "--tranches", folder.path("loans.csv"), "--set", "horizonYears=2", "--paths", "2048",
      "--threads", "1", "--out",
    ]
    let whole = try peak(run + [folder.path("whole")])
    for part in 0..<2 { _ = try peak(run + [folder.path("parts"), "--shard", "\(part)/2"]) }
    let merge = try peak(["merge", folder.path("parts"), "--out", folder.path("merged")])
    #expect(merge < whole, "\(merge) and \(whole)")
  }

  /// The most that a call of the program has had resident, in bytes.
  private func peak(_ arguments: [String]) throws -> Int {
    var most = 0
    let outcome = try Program.run(Program.process(arguments + ["--quiet"])) { process in
      while process.isRunning {
        most = max(most, Self.peak(of: process.processIdentifier))
        usleep(2000)
      }
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
    return most
  }

  /// The most that a process has had resident, in bytes; 0 once it has ended.
  private static func peak(of process: Int32) -> Int {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
    return 1024 * (kilobytes ?? 0)
  }
}
