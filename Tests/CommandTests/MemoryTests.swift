import Foundation
import Testing

/// Memory of scenarios that are valid and at the edges of what the format allows.
@Suite(.enabled(if: isLinux, "needs /proc")) struct MemoryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// 600 dates of 16 factors and of 7 miners' books, with all tables, on two threads.
  @Test func fiftyYearsOfMonthsStayBelow200MB() throws {
    let process = Program.process([
      "run", "scenarios/double-leverage.json5", "--set", "horizonYears=50", "--set",
      "stepsPerYear=12", "--paths", "8192", "--threads", "2", "--quiet", "--out",
      folder.path("result"),
    ])
    var most = 0
    let outcome = try Program.run(process) { process in
      while process.isRunning {
        most = max(most, Self.peak(of: process.processIdentifier))
        usleep(2000)
      }
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(most > 20_000_000)
    #expect(most < 200_000_000)
  }

  /// The most that a process has had resident, in bytes; 0 once it has ended.
  private static func peak(of process: Int32) -> Int {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
    return 1024 * (kilobytes ?? 0)
  }
}
