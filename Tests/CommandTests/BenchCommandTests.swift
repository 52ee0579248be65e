import Foundation
import Testing

/// `bench` as a page of what was measured before; timing itself is no matter of a test.
@Suite struct BenchCommandTests {
  private func expectFailure(_ arguments: [String], status: Int32, says: String) throws {
    let outcome = try Program.run(Program.process(arguments))
    #expect(outcome.status == status)
    #expect(outcome.errors == "minerstress: \(says)\n")
    #expect(outcome.output.isEmpty)
  }

  @Test func thePageOfTheRepositorysTablesHasEverySection() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).html").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let outcome = try Program.run("bench", "--page", file, "--price", "0.08")
    #expect(outcome.status == 0)
    #expect(outcome.output == "Report: \(file)\n")
    let page = try String(contentsOfFile: file, encoding: .utf8)
    for section in ["throughput", "history", "engines"] {
      #expect(page.contains("<section id=\"\(section)\""), "\(section)")
    }
    #expect(page.contains("value=\"0.08\""))
    // Every workload of paths is told in paths: W1 counts factors, W5 loans.
    for workload in ["W1", "W2", "W3", "W3-all", "W4"] {
      #expect(page.contains("<th scope=\"row\" class=\"two\">\(workload), 2 threads<small>"))
    }
  }

  @Test func whatMeasuresAndWhatDrawsDoNotMix() throws {
    try expectFailure(
      ["bench", "--page", "x.html", "--workload", "W1"], status: 2,
      says: "bench: --page draws what was measured before; leave out --workload")
    try expectFailure(
      ["bench", "--price", "1"], status: 2, says: "bench: --price belongs to --page FILE")
    try expectFailure(
      ["bench", "--page", "x.html", "--price", "-1"], status: 2,
      says: "--price: expected dollars from 0 to 1,000,000, found \"-1\"")
    try expectFailure(
      ["bench", "--page", "x.html", "--results", "scenarios"], status: 1,
      says: "scenarios holds no table of benchmarks: expected files named by their date, such as "
        + "2026-11-23.csv")
    #expect(!FileManager.default.fileExists(atPath: "x.html"))
    try expectFailure(
      ["bench", "--workload", "W9"], status: 2, says: "bench: no workload \"W9\"; did you mean W1?")
  }

  @Test func booksOfThousandsAreMeasuredOnlyWhereTheyAreNamed() throws {
    let help = try Program.run("bench", "--help").output
    #expect(help.contains("W5-depth, kernels; W5 if named"))
  }
}
