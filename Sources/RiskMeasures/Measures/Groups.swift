import CreditBasics

/// A row of `groups.csv`: the miners that share a value of a tag.
public struct GroupRow: Sendable, Equatable {
  /// The tag's name.
  public var tag: String
  /// Its value.
  public var value: String
  /// Names of the miners.
  public var miners: [String]
  /// Paths on which any of them defaults.
  public var defaults: Proportion
  /// Mean of their discounted held losses together in dollars.
  public var expectedLossUSD: Estimate
  /// Sum of `heldShare` times principal in dollars.
  public var heldPrincipalUSD: Double

  /// Their contribution to the expected shortfall at 99 % in dollars; nil where contributions are not known.
  public var contribution: Estimate?
}

extension GroupRow {
  static let columns: [Column<GroupRow>] = [
    .texts(
      "tag,value", [\.tag, \.value],
      "a name of `tags`, and a value that it has for some miner"),
    .count("miners", \.miners.count, error: "exact", "number of miners with that value"),
    .proportion(
      "pd_any", \.defaults,
      "share of paths on which any of them defaults by the horizon"),
    .number(
      "expected_loss_usd", \.expectedLossUSD.value, error: "`expected_loss_se`",
      "sum of their `expected_loss_usd` of `summary.csv`"),
    .number(
      "es99_contribution_usd", \.contribution?.value, error: "`es99_contribution_se`",
      """
      sum of their `contribution_usd` at level 0.99 of `es_contributions.csv`; empty where that \
      is
      """),
    .number(
      "held_principal_usd", \.heldPrincipalUSD, error: "exact",
      "sum of `heldShare` · principal"),
    .dollars(
      "expected_loss_se", \.expectedLossUSD.standardError,
      "sample standard deviation of the group's loss / `√n`"),
    .dollars(
      "es99_contribution_se", \.contribution?.standardError,
      "that of the group's loss in the tail, as `contribution_se` of `es_contributions.csv`"),
  ]
}

/// Paths on which any miner of a group defaults, and the losses of its miners together.
struct GroupTally: MeasureOfParts {
  private let groups: [BookShape.Group]
  private var defaults: [Int]
  /// Discounted held losses.
  private var losses: MomentTally

  static let parts: [TallyPart<GroupTally>] = [.counts(\.defaults), .part(\.losses)]

  init(_ book: BookShape) {
    groups = book.extras.contains(.groups) ? book.groups : []
    defaults = Array(repeating: 0, count: groups.count)
    losses = MomentTally(count: groups.count)
  }

  mutating func add(_ facts: BlockFacts) {
    for (index, group) in groups.enumerated() {
      var hasDefault = Array(repeating: false, count: facts.pathCount)
      var lost = Array(repeating: 0.0, count: facts.pathCount)
      for miner in group.miners {
        for (path, step) in facts.outcomes.defaultStep[facts.cells(miner)].enumerated()
        where step >= 0 {
          hasDefault[path] = true
        }
        for (path, loss) in facts.heldLosses(of: miner).enumerated() { lost[path] += loss }
      }
      defaults[index] += hasDefault.count { $0 }
      lost.filter { $0 != 0 }.withUnsafeBufferPointer { losses.add($0, to: index) }
    }
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    let book = tally.book
    result[GroupRow.self] = groups.enumerated().map { index, group in
      let tranches = group.miners.flatMap { book.tranches[book.miners[$0].tranches] }
      return GroupRow(
        tag: group.tag, value: group.value, miners: group.miners.map { book.miners[$0].name },
        defaults: Proportion(defaults[index], of: tally.pathCount),
        expectedLossUSD: losses.estimate(index, over: tally.pathCount),
        heldPrincipalUSD: tranches.reduce(0) { $0 + $1.heldShare * $1.principalUSD })
    }
  }
}

extension BookShape {
  /// Miners that share a value of a tag.
  struct Group: Sendable {
    let tag: String
    let value: String
    let miners: [Int]
  }

  /// Every value of every tag, in the order of names and values.
  var groups: [Group] {
    Set(miners.flatMap(\.tags.keys)).sorted().flatMap { tag in
      let members = miners.indices.reduce(into: [String: [Int]]()) { members, miner in
        if let value = miners[miner].tags[tag] { members[value, default: []].append(miner) }
      }
      return members.sorted { $0.key < $1.key }.map { value, miners in
        Group(tag: tag, value: value, miners: miners)
      }
    }
  }
}
