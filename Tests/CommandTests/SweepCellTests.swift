import Foundation
import Testing

/// What a sweep keeps beside its result, and for how long.
@Suite struct SweepCellTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var cells: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path("s.cells"))) ?? []).sorted()
  }

  private func sweep(_ more: String...) -> Process {
    Program.process(
      [
        "sweep", Program.path("scenarios/starter.json5"), "--vary", "market.btc.spot=8e4:9e4:1e3",
        "--measure", "pd(any,1)", "--paths", "4096", "--quiet", "--out", "s",
      ] + more, in: folder.url)
  }

  /// A kill after the result's last rename leaves cells, which the next --resume removes; those of another
  /// sweep stay.
  @Test func cellsThatAKillLeftAreRemoved() throws {
    let killed = try Program.run(sweep()) { process in
      for _ in 0..<2000 where !cells.contains(where: { $0.hasSuffix(".csv") }) { usleep(5000) }
      kill(process.processIdentifier, SIGKILL)
    }
    try #require(killed.status == 1000 + SIGKILL)
    let files = FileManager.default
    for name in cells where name.hasSuffix(".partial") {
      try files.removeItem(atPath: folder.path("s.cells/\(name)"))
    }
    try files.copyItem(atPath: folder.path("s.cells"), toPath: folder.path("left"))
    #expect(try Program.run(sweep("--resume")).status == 0)
    #expect(try folder.names == ["left", "s"])
    try files.moveItem(atPath: folder.path("left"), toPath: folder.path("s.cells"))
    let another = String(repeating: "a", count: 64) + ".csv"
    try Data().write(to: URL(filePath: folder.path("s.cells/\(another)")))
    #expect(try Program.run(sweep("--resume")).status == 0)
    #expect(cells == [another])
    try files.removeItem(atPath: folder.path("s.cells/\(another)"))
    #expect(try Program.run(sweep("--resume")).status == 0)
    #expect(try folder.names == ["s"])
  }
}
