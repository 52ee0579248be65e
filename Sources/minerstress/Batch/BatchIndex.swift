import Foundation
import Reporting
import Synchronization

/// What became of each scenario of a batch, and the table `index.csv` of it.
final class BatchIndex: Sendable {
  /// What became of a scenario.
  enum Status: String {
    case pending, complete, stopped, invalid, failed
  }

  private struct State {
    var statuses: [Status]
    var messages: [String]
    var lastWrite: DispatchTime?
  }

  let entries: [BatchEntry]
  private let out: String
  private let state: Mutex<State>

  /// Everything pending.
  init(_ entries: [BatchEntry], out: String) {
    self.entries = entries
    self.out = out
    state = Mutex(
      State(
        statuses: entries.map { _ in .pending }, messages: entries.map { _ in "" }, lastWrite: nil))
  }

  /// Notes what became of a scenario.
  func note(_ index: Int, _ status: Status, _ message: String = "") {
    state.withLock { state in
      state.statuses[index] = status
      state.messages[index] = message
    }
  }

  /// Number of scenarios with a status.
  func count(_ status: Status) -> Int {
    state.withLock { state in state.statuses.count { $0 == status } }
  }

  /// Names of the scenarios that are complete, in their order.
  var complete: [String] {
    state.withLock { state in
      entries.indices.filter { state.statuses[$0] == .complete }.map { entries[$0].name }
    }
  }

  /// The scenarios that were not delivered for a reason of their own, one line each.
  var failures: [String] {
    state.withLock { state in
      entries.indices.compactMap { index in
        let status = state.statuses[index]
        guard status == .invalid || status == .failed else { return nil }
        return "\(entries[index].name): \(status.rawValue): \(state.messages[index])"
      }
    }
  }

  /// Writes the table, at most once a second unless it is the last time.
  func write(last: Bool) throws {
    let found: ([Status], [String])? = state.withLock { state in
      let now = DispatchTime.now()
      if !last, let before = state.lastWrite, now < before + 1 { return nil }
      state.lastWrite = now
      return (state.statuses, state.messages)
    }
    guard let (statuses, messages) = found else { return }
    var table = CSVTable(
      "scenario,status,pd,expected_loss_usd,var_99_usd,es_99_usd,seconds,paths_per_second,"
        + "pd_se,expected_loss_se,var_99_ci95_low,var_99_ci95_high,es_99_se,message")
    for (index, entry) in entries.enumerated() {
      let status = statuses[index]
      let key = status == .complete ? KeyFigures("\(out)/\(entry.name)") : KeyFigures()
      table.add([
        .text(entry.name), .text(status.rawValue), .number(key.defaultProbability),
        .number(key.expectedLossUSD), .number(key.valueAtRiskUSD),
        .number(key.expectedShortfallUSD), .number(key.seconds), .number(key.pathsPerSecond),
        .number(key.defaultProbabilityError), .number(key.expectedLossError),
        .number(key.valueAtRiskLow), .number(key.valueAtRiskHigh),
        .number(key.expectedShortfallError), .text(messages[index]),
      ])
    }
    try AtomicFile.write(Array(table.text.utf8), to: "\(out)/index.csv")
  }
}

/// The portfolio's figures as a result directory states them, whoever wrote it.
private struct KeyFigures {
  var defaultProbability: Double?
  var expectedLossUSD: Double?
  var valueAtRiskUSD: Double?
  var expectedShortfallUSD: Double?
  var seconds: Double?
  var pathsPerSecond: Double?
  var defaultProbabilityError: Double?
  var expectedLossError: Double?
  var valueAtRiskLow: Double?
  var valueAtRiskHigh: Double?
  var expectedShortfallError: Double?

  init() {}

  init(_ directory: String) {
    let summary = Self.row("\(directory)/summary.csv", startingWith: "PORTFOLIO,")
    defaultProbability = Self.number(summary, 1)
    defaultProbabilityError = Self.number(summary, 2)
    expectedLossUSD = Self.number(summary, 6)
    expectedLossError = Self.number(summary, 7)
    let tail = Self.row("\(directory)/loss_quantiles.csv", startingWith: "0.99,")
    valueAtRiskUSD = Self.number(tail, 2)
    valueAtRiskLow = Self.number(tail, 3)
    valueAtRiskHigh = Self.number(tail, 4)
    expectedShortfallUSD = Self.number(tail, 5)
    expectedShortfallError = Self.number(tail, 6)
    let manifest = try? ResultManifest(directory: directory)
    seconds = manifest?.wallSeconds
    pathsPerSecond = manifest?.pathsPerSecond
  }

  private static func row(_ path: String, startingWith start: String) -> [Substring] {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    // Swift takes CR LF for one character.
    let line = text.split(whereSeparator: \.isNewline).last { $0.hasPrefix(start) }
    return line?.split(separator: ",", omittingEmptySubsequences: false) ?? []
  }

  private static func number(_ row: [Substring], _ column: Int) -> Double? {
    column < row.count ? Double(row[column]) : nil
  }
}
