import CreditBasics
import Foundation
import Reporting

/// One path of a list: its loss, and who defaulted.
public struct ListedPath: Sendable, Equatable {
  /// A miner's default.
  public struct Default: Sendable, Equatable {
    /// Index of the miner.
    public var miner: Int
    /// Step at whose end it defaulted.
    public var step: Int
    /// Why.
    public var cause: DefaultCause
  }

  /// The path's number.
  public var path: UInt64
  /// Discounted portfolio loss in dollars, held shares.
  public var lossUSD: Double
  /// Defaults by step, then miner.
  public var defaults: [Default]
}

/// The paths that a list keeps while blocks of outcomes pass by: the worst, or the first.
public struct PathList: Sendable {
  /// Which paths come first.
  public enum Order: Sendable { case worstFirst, firstFirst }

  private let scenario: Scenario
  private let count: Int
  private let order: Order
  private let miner: Int?
  /// The paths kept, in order.
  public private(set) var paths: [ListedPath] = []
  /// Number of paths that qualify.
  public private(set) var qualifying = 0

  /// Keeps `count` paths: those with a default of `miner`, or all when nil.
  public init(_ scenario: Scenario, count: Int, order: Order, defaulting miner: Int? = nil) {
    (self.scenario, self.count, self.order, self.miner) = (scenario, count, order, miner)
  }

  /// Looks through a block of paths of the full model; blocks may come in any order.
  public mutating func add(_ block: BlockOutcomes, paths numbers: [UInt64]) {
    for position in numbers.indices {
      if let miner, block.defaultStep[miner * block.pathCount + position] < 0 { continue }
      qualifying += 1
      paths.append(listed(block, position, path: numbers[position]))
    }
    trim()
  }

  /// Adds what another list of the same kind has kept.
  public mutating func merge(_ other: PathList) {
    qualifying += other.qualifying
    paths += other.paths
    trim()
  }

  private mutating func trim() {
    switch order {
    case .worstFirst: paths.sort { ($1.lossUSD, $0.path) < ($0.lossUSD, $1.path) }
    case .firstFirst: paths.sort { $0.path < $1.path }
    }
    if paths.count > count { paths.removeLast(paths.count - count) }
  }

  private func listed(_ block: BlockOutcomes, _ position: Int, path: UInt64) -> ListedPath {
    var loss = 0.0
    var defaults: [ListedPath.Default] = []
    var tranche = 0
    for (index, miner) in scenario.miners.enumerated() {
      let row = index * block.pathCount + position
      let step = Int(block.defaultStep[row])
      for terms in miner.tranches {
        let at = tranche * block.pathCount + position
        tranche += 1
        loss += terms.heldShare * block.lossUSD[at]
      }
      if step >= 0, let cause = DefaultCause(rawValue: Int(block.cause[row])) {
        defaults.append(ListedPath.Default(miner: index, step: step, cause: cause))
      }
    }
    defaults.sort { ($0.step, $0.miner) < ($1.step, $1.miner) }
    return ListedPath(path: path, lossUSD: loss, defaults: defaults)
  }
}

// MARK: - Text

extension PathList {
  /// The list for a terminal: path and loss, then defaults by date.
  public func text(of simulated: Int) -> String {
    let amounts = StoryAmounts(
      largestUSD: scenario.miners.flatMap { $0.tranches.map(\.principalUSD) }.max() ?? 0)
    let calendar = StoryCalendar(asOf: scenario.asOf, grid: scenario.grid)
    var lines = [title(of: simulated), ""]
    guard !paths.isEmpty else { return title(of: simulated) + "\n" }
    lines.append("path".aligned(9) + "loss".aligned(18) + "  defaults")
    let indent = String(repeating: " ", count: 29)
    for path in paths {
      let pieces = path.defaults.map {
        "\(scenario.miners[$0.miner].name) \(calendar.date($0.step)) "
          + "(year \(StoryAmounts.grouped(calendar.year($0.step), 2))) \($0.cause.key)"
      }
      let start = String(path.path).aligned(9) + amounts.dollars(path.lossUSD).aligned(18) + "  "
      lines += flowed(pieces.isEmpty ? ["none"] : pieces, indent: indent, first: start, width: 100)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func title(of simulated: Int) -> String {
    let total = StoryAmounts.grouped(Double(simulated), 0)
    let held = order == .worstFirst ? "worst" : "first"
    guard let miner else { return "The \(held) \(paths.count) of \(total) paths by portfolio loss" }
    let name = scenario.miners[miner].name
    let share = StoryAmounts.grouped(Double(qualifying), 0)
    return "\(name) defaults in \(share) of \(total) paths"
      + (paths.isEmpty ? "" : "; the \(held) \(paths.count)")
  }
}
