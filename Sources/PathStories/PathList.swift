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
  /// The part of it that is a loss on the list's miner; nil in a list about all miners.
  public var minerLossUSD: Double?
  /// Defaults by step, then miner.
  public var defaults: [Default]
}

extension ListedPath {
  /// The loss by which the worst come first: the miner's, or else the portfolio's.
  fileprivate var rank: Double { minerLossUSD ?? lossUSD }
}

/// The paths that a list keeps while blocks of outcomes pass by: the worst, or the first.
public struct PathList: Sendable {
  /// Which paths come first: those with the greatest loss (the miner's, in a list about one), or
  /// those with the lowest number.
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
    case .worstFirst: paths.sort { ($1.rank, $0.path) < ($0.rank, $1.path) }
    case .firstFirst: paths.sort { $0.path < $1.path }
    }
    if paths.count > count { paths.removeLast(paths.count - count) }
  }

  private func listed(_ block: BlockOutcomes, _ position: Int, path: UInt64) -> ListedPath {
    var loss = 0.0
    var lossOfMiner: Double?
    var defaults: [ListedPath.Default] = []
    var tranche = 0
    for (index, miner) in scenario.miners.enumerated() {
      let row = index * block.pathCount + position
      let step = Int(block.defaultStep[row])
      var own = 0.0
      for terms in miner.tranches {
        let at = tranche * block.pathCount + position
        tranche += 1
        own += terms.heldShare * block.lossUSD[at]
        loss += terms.heldShare * block.lossUSD[at]
      }
      if index == self.miner { lossOfMiner = own }
      if step >= 0, let cause = DefaultCause(rawValue: Int(block.cause[row])) {
        defaults.append(ListedPath.Default(miner: index, step: step, cause: cause))
      }
    }
    defaults.sort { ($0.step, $0.miner) < ($1.step, $1.miner) }
    return ListedPath(path: path, lossUSD: loss, minerLossUSD: lossOfMiner, defaults: defaults)
  }
}

// MARK: - Text

extension PathList {
  /// The list for a terminal: path and loss, then defaults by date; the miner's loss comes before the
  /// portfolio's where it ranks the paths.
  public func text(of simulated: Int) -> String {
    let amounts = StoryAmounts(
      largestUSD: scenario.miners.flatMap { $0.tranches.map(\.principalUSD) }.max() ?? 0)
    let calendar = StoryCalendar(asOf: scenario.asOf, grid: scenario.grid)
    var lines = [title(of: simulated), ""]
    guard !paths.isEmpty else { return title(of: simulated) + "\n" }
    let titles = isRankedByMiner ? ["its loss", "portfolio loss"] : ["loss"]
    let head = "path".aligned(9) + titles.map { $0.aligned(18) }.joined() + "  "
    lines.append(head + "defaults")
    let indent = String(repeating: " ", count: head.count)
    for path in paths {
      let pieces = path.defaults.map {
        "\(scenario.miners[$0.miner].name) \(calendar.date($0.step)) "
          + "(year \(StoryAmounts.grouped(calendar.year($0.step), 2))) \($0.cause.key)"
      }
      let losses = [isRankedByMiner ? path.minerLossUSD : nil, path.lossUSD].compactMap(\.self)
      let start =
        String(path.path).aligned(9)
        + losses.map { amounts.dollars($0).aligned(18) }.joined() + "  "
      lines += flowed(pieces.isEmpty ? ["none"] : pieces, indent: indent, first: start, width: 100)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var isRankedByMiner: Bool { miner != nil && order == .worstFirst }

  private func title(of simulated: Int) -> String {
    let total = StoryAmounts.grouped(Double(simulated), 0)
    let held = order == .worstFirst ? "worst" : "first"
    guard let miner else { return "The \(held) \(paths.count) of \(total) paths by portfolio loss" }
    let name = scenario.miners[miner].name
    let share = StoryAmounts.grouped(Double(qualifying), 0)
    return "\(name) defaults in \(share) of \(total) paths"
      + (paths.isEmpty ? "" : "; the \(held) \(paths.count)")
      + (paths.isEmpty || !isRankedByMiner ? "" : " by its loss")
  }
}
