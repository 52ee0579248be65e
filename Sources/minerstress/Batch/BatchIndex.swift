import Foundation
import Reporting
import ResultReading
import RiskMeasures
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
    /// What the rows of whole results show, also of those that are kept where a scenario of other inputs failed.
    var figures: [Int: KeyFigures] = [:]
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
  ///
  /// - Parameter stands: Whether it failed where a whole result of other inputs is kept.
  func note(_ index: Int, _ status: Status, _ message: String = "", stands: Bool = false) {
    let isThere = status == .complete || stands
    let figures = isThere ? KeyFigures("\(out)/\(entries[index].name)") : nil
    state.withLock { state in
      state.statuses[index] = status
      state.messages[index] = message
      state.figures[index] = figures
    }
  }

  /// Number of scenarios with a status.
  func count(_ status: Status) -> Int {
    state.withLock { state in state.statuses.count { $0 == status } }
  }

  /// Whether some scenario that is stopped or pending has an older result in its place, which --resume refuses.
  var hasResultsInTheWay: Bool {
    state.withLock { state in
      entries.indices.contains { index in
        [.stopped, .pending].contains(state.statuses[index])
          && FilePath.exists("\(out)/\(entries[index].name)/\(RunManifest.fileName)")
      }
    }
  }

  /// Names of the scenarios that are complete, in their order.
  var complete: [String] {
    state.withLock { state in
      entries.indices.filter { state.statuses[$0] == .complete }.map { entries[$0].name }
    }
  }

  /// The scenarios that are invalid or failed, with the reason, one line each.
  var failures: [String] {
    state.withLock { state in
      entries.indices.compactMap { index in
        let status = state.statuses[index]
        guard status == .invalid || status == .failed else { return nil }
        return "\(entries[index].name): \(status.rawValue): \(state.messages[index])"
      }
    }
  }

  /// Scenarios of a batch whose table is not written anew for each of them.
  private static let many = 200

  /// Writes the table; of a batch of many scenarios at most once a second, unless it is the last time.
  func write(last: Bool) throws {
    let found: State? = state.withLock { state in
      let now = DispatchTime.now()
      if !last, entries.count > Self.many, let before = state.lastWrite, now < before + 1 {
        return nil
      }
      state.lastWrite = now
      return state
    }
    guard let found else { return }
    var table = CSVTable(Self.columns)
    for (index, entry) in entries.enumerated() {
      let key = found.figures[index]
      let status = key == nil ? found.statuses[index] : .complete
      let (portfolio, tail, said) = (key?.portfolio, key?.tail, key?.said)
      table.add([
        .text(entry.name), .text(status.rawValue), .number(portfolio?.pd),
        .number(portfolio?.expectedLoss), .number(tail?.valueAtRisk),
        .number(tail?.expectedShortfall), .number(said?.wallSeconds),
        .number(said?.pathsPerSecond), .number(portfolio?.pdError),
        .number(portfolio?.expectedLossError), .number(tail?.low), .number(tail?.high),
        .number(tail?.expectedShortfallError), .text(found.messages[index]),
      ])
    }
    try AtomicFile.write(table.text, to: "\(out)/\(BatchPlace.index)")
  }

  /// Its header.
  static let columns =
    "scenario,status,pd,expected_loss_usd,var_99_usd,es_99_usd,seconds,paths_per_second,"
    + "pd_se,expected_loss_se,var_99_ci95_low,var_99_ci95_high,es_99_se,message"
}

/// The portfolio's figures as a result directory states them, whoever wrote it.
private struct KeyFigures {
  let portfolio: SummaryRow?
  let tail: QuantileRow?
  let said: ManifestText?

  init(_ directory: String) {
    func rows<Row: TableRow>(_ file: String, _ row: Row) -> [Row] {
      let text = try? String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8)
      return (try? CSVRecords(text ?? "", file: file).read(row)) ?? []
    }
    portfolio = rows("summary.csv", SummaryRow()).last { $0.miner == MinerSummary.portfolioName }
    tail = rows("loss_quantiles.csv", QuantileRow()).last { $0.level == 0.99 }
    said = try? ResultManifest(directory: directory).said
  }
}
