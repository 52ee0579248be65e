import Foundation
import ReportPages
import ResultReading
import TestSupport
import Testing

/// The page of benchmarks.
@Suite("Pages of benchmarks")
struct ThroughputPageTests {
  private static let older = """
    workload,threads,repetitions,median,p25,p75,unit,limit
    W1,1,7,1.0,0.9,1.1,ns/path-step-factor,0.4
    W3,2,7,60.0,59.0,61.0,ns/path-step,

    """
  private static let newer = """
    workload,threads,engine,repetitions,median,p25,p75,unit,ratio,worst_z,limit
    W1,1,minerstress,7,0.5,0.4,0.6,ns/path-step-factor,1.0,0.1,0.4
    W1,1,numpy,7,9.0,8.0,10.0,ns/path-step-factor,0.05,0.1,
    W3,2,minerstress,7,50.0,49.0,51.0,ns/path-step,1.0,0.1,
    kernels,1,minerstress,7,2.0,1.9,2.1,ns/value,1.0,0.1,

    """
  private static let work: [String: PathWork] = ["W1": (260, 4), "W3": (260, 1)]

  private static let whole = "W3, 2 threads<small>260 steps; quartiles 49 to 51 ns</small>"

  private func page(_ texts: [(String, String)], price: Double = 0.05) throws -> String {
    let tables = try texts.map { try BenchmarkTable($0.1, file: $0.0, machine: "a <machine>") }
    return ThroughputPage(tables, work: Self.work, price: price).text
      .replacing("\u{A0}", with: " ")
  }

  private func cells(_ page: String, row: String) -> [String] {
    let rows = page.matches(of: #/<tr><th scope="row"[^>]*>(.*?)<\/th>(.*?)<\/tr>/#)
    return rows.first { $0.1 == row }.map {
      $0.2.matches(of: #/<td[^>]*>(.*?)<\/td>/#).map { String($0.1) }
    } ?? []
  }

  /// By hand.
  ///
  /// W1: 4 · 0.5 = 2 ns a path-step, 10⁹ / (2 · 260) = 1.92 million paths a second,
  /// 0.05 · 1 · 2 · 260 / 3.6·10⁶ = 7.22·10⁻⁶ dollars. W3 on two threads: 76,900 paths a second and
  /// 0.05 · 2 · 50 · 260 / 3.6·10⁶ = 0.000361.
  @Test("times are per path and step, and a million paths cost processor-hours times a price")
  func costs() throws {
    let page = try page([("2026-11-23.csv", Self.newer)])
    #expect(
      cells(page, row: "W1, 1 thread<small>260 steps; quartiles 1.6 to 2.4 ns</small>")
        == ["2", "1,923,077", "$0.00000722"])
    #expect(cells(page, row: Self.whole) == ["50", "76,923", "$0.000361"])
    // 10⁹ / (260 · 51) and 10⁹ / (260 · 49).
    #expect(
      page.contains(
        "The whole model: 76,923 paths a second on 2 threads, quartiles 75,415 to 78,493"))
    // The script multiplies the same processor-hours: 2 · 260 / 3.6·10⁶ and 2 · 50 · 260 / 3.6·10⁶.
    let data = try #require(page.firstMatch(of: #/id="price-data">\[(.*?)\]/#))
    let hours = data.1.split(separator: ",").compactMap { Double($0) }
    #expect(hours.count == 2)
    expectEqual(hours[0], 520 / 3.6e6)
    expectEqual(hours[1], 26_000 / 3.6e6)
  }

  @Test("the price that is given stands in the input, and scales the column")
  func price() throws {
    let page = try page([("2026-11-23.csv", Self.newer)], price: 0.5)
    #expect(page.contains("type=\"number\" min=\"0\" step=\"any\" value=\"0.5\""))
    #expect(cells(page, row: Self.whole).last == "$0.00361")
  }

  @Test("limits are shares of our own times; what has none is left out")
  func limits() throws {
    let page = try page([("2026-11-23.csv", Self.newer)])
    #expect(page.contains("80 % of the limit, 0.4 ns per path-step-factor"))
    #expect(page.ranges(of: "of the limit, ").count == page.ranges(of: "80 % of the limit, ").count)
    let none = try self.page([
      ("2026-11-23.csv", Self.newer.replacing(",0.1,0.4\n", with: ",0.1,\n"))
    ])
    #expect(!none.contains("id=\"limits\""))
    #expect(page.contains(">share of limit</text>"))
  }

  /// W1 halves from 1 to 0.5, W3 falls from 60 to 50; kernels are new and are not drawn.
  @Test("history compares with the first table, with or without a column of engines")
  func history() throws {
    let page = try page([("2026-11-22.csv", Self.older), ("2026-11-23.csv", Self.newer)])
    // Each row says what its times count in.
    #expect(
      cells(page, row: "W1, 1 thread<small>ns per path-step-factor</small>") == ["1", "0.5"])
    #expect(cells(page, row: "W3, 2 threads<small>ns per path-step</small>") == ["60", "50"])
    #expect(cells(page, row: "kernels, 1 thread<small>ns per value</small>") == ["–", "2"])
    #expect(page.contains("<title>W1, 1 thread, 2026-11-23: 0.5</title>"))
    #expect(page.contains("<title>W3, 2 threads, 2026-11-23: 0.833</title>"))
    #expect(page.contains("all of these are of a &lt;machine&gt;"))
  }

  /// Five workloads on one and on two threads are ten series: those on two threads are drawn.
  @Test("no colour stands for two lines of the history")
  func colours() throws {
    let rows = (1...5).flatMap { workload in
      (1...2).map { "W\(workload),\($0),7,\(workload).5,\(workload).4,\(workload).6,ns/path-step," }
    }
    let text =
      "workload,threads,repetitions,median,p25,p75,unit,limit\n"
      + rows.joined(separator: "\n") + "\n"
    let page = try page([("2026-11-22.csv", text), ("2026-11-23.csv", text)])
    let start = try #require(page.firstRange(of: "id=\"history-times\""))
    let drawing = page[start.upperBound...].prefix { $0 != "\u{0}" }
    let svg = drawing[..<(try #require(drawing.firstRange(of: "</svg>"))).lowerBound]
    let styles = svg.matches(of: #/class="mark line ([^"]+)"/#).map { String($0.1) }
    #expect(styles.count == 5)
    #expect(Set(styles).count == styles.count)
    #expect(svg.contains(">W5, 2 threads</text>") && !svg.contains(">W5, 1 thread</text>"))
    #expect(cells(page, row: "W5, 1 thread<small>ns per path-step</small>") == ["5.5", "5.5"])
  }

  @Test("other engines stand beside our time on as many threads")
  func engines() throws {
    let page = try page([("2026-11-23.csv", Self.newer)])
    #expect(
      cells(page, row: "W1, 1 thread<small>ns per path-step-factor</small>").contains("0.5"))
    #expect(
      page.contains(
        "<td>NumPy</td><td class=\"n\">9</td><td class=\"n\">0.5</td><td class=\"n\">18×</td>"))
    #expect(!(try self.page([("2026-11-22.csv", Self.older)])).contains("id=\"engines\""))
  }

  @Test("tables are read in order of their dates; a directory without any says what was expected")
  func directories() throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path
    try FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    #expect(throws: ResultReadError.self) { try BenchmarkTable.all(in: place) }
    for (name, text) in [
      ("2026-11-23.csv", Self.newer), ("2026-11-22.csv", Self.older),
      ("2026-11-23-machine.csv", "what,value\nmachine,\"a chip, 2 processors\"\n"),
      ("notes.csv", "nothing of the kind\n"),
    ] {
      try text.write(toFile: "\(place)/\(name)", atomically: true, encoding: .utf8)
    }
    let tables = try BenchmarkTable.all(in: place)
    #expect(tables.map(\.name) == ["2026-11-22", "2026-11-23"])
    #expect(tables.map(\.machine) == ["", "a chip, 2 processors"])
    try "workload,threads\nW1,1\n".write(
      toFile: "\(place)/2026-11-24.csv", atomically: true, encoding: .utf8)
    let error = #expect(throws: ResultReadError.self) { try BenchmarkTable.all(in: place) }
    #expect(error?.description == "2026-11-24.csv, record 2: there is no column median")
  }
}
