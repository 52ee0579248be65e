import CreditBasics
import NumericCore

/// A miner's parent and children, by index (model §1, entities).
struct KinPlan: Sendable {
  let parent: Int?
  /// In name order.
  let children: FixedArray<Int>
  /// The support that its parent gives; nil for none.
  let support: ParentSupport?
  /// Share of positive equity that stakes in children fetch.
  let stakeFactor: Double

  init(_ scenario: Scenario, miner index: Int, book: BookTerms) {
    parent = scenario.miners[index].parent
    self.children = FixedArray(book.children[index] ?? [], in: book.storage)
    stakeFactor = 1 - scenario.resolution.subsidiaryHaircut
    support = parent == nil ? nil : scenario.miners[index].support
  }
}

/// What a miner exchanges with its relatives, in one world of one tile.
struct KinColumns: Sendable {
  private enum Name: Int, ColumnNames {
    case equity, fromChildren, given, supportReceived, end
  }

  private let block: LaneBlock

  /// Columns of all miners: none where nobody has a parent.
  static func count(_ scenario: Scenario) -> Int {
    scenario.miners.contains { $0.parent != nil } ? Name.count * scenario.miners.count : 0
  }

  /// The columns of one miner within those of all.
  @inline(__always)
  init(_ all: LaneBlock, miner: Int) { block = all.from(miner * Name.count) }

  /// Its positive equity after its own step, up to date only once its parent has asked for it.
  var equity: LaneColumn { @inline(__always) get { block[Name.equity] } }
  /// What its children paid it in this step less what it gave them.
  var fromChildren: LaneColumn { @inline(__always) get { block[Name.fromChildren] } }
  /// What it gave its children in this step.
  var given: LaneColumn { @inline(__always) get { block[Name.given] } }
  /// Dollars of support received from its parent so far.
  var supportReceived: LaneColumn {
    @inline(__always) get { block[Name.supportReceived] }
  }
}

extension MinerDesk {
  /// Positive equity of all children, as it was after their own steps.
  func stakes(group: Int) -> Lanes {
    let children = plan.kin.children
    var sum = Lanes.zero
    for position in children.indices {
      if let child = relatives[children[position]] { sum += child.equityForParent(group: group) }
    }
    return sum
  }

  /// What stakes in children fetch.
  @inline(__always)
  func stakeProceeds(group: Int) -> Lanes {
    plan.hasChildren ? stakes(group: group) * plan.kin.stakeFactor : .zero
  }

  /// Takes what children have paid less what they were given; their steps come before their
  /// parent's.
  func settleWithChildren(group: Int) -> Lanes {
    let own = kin(number)
    let received = own.fromChildren[group]
    own.fromChildren[group] = .zero
    own.given[group] = .zero
    return received
  }

  /// Pays a distribution to the parent; where the parent has failed it is lost to the group.
  @inline(__always)
  func payParent(_ amount: Lanes, group: Int) {
    guard let parent = plan.kin.parent else { return }
    kin(parent).fromChildren[group] += amount
  }

  /// The parent covers cash below zero, up to what is left of `cap` and to its own cash above
  /// `keep` when the step began, less its support of other children in this step.
  func takeSupport(group: Int) {
    guard let terms = plan.kin.support else { return }
    let need = keep(
      (Lanes.zero - book.cash[group]).atLeast(.zero), where: book.state[group].active)
    guard anyLane(need .> 0), let index = plan.kin.parent, let parent = parentBook else { return }
    let own = kin(number)
    let payer = kin(index)
    let spare = parent.cash[group] - payer.given[group] - terms.keepUSD
    let left = Lanes(repeating: terms.capUSD) - own.supportReceived[group]
    let paid = keep(
      need.atMost(spare.atMost(left).atLeast(.zero)), where: parent.state[group].active)
    book.cash[group] += paid
    own.supportReceived[group] += paid
    payer.given[group] += paid
    payer.fromChildren[group] -= paid
  }

  /// Positive equity after the miner's own step, computed when its parent first asks: neither books
  /// nor prices change until the next step.
  private func equityForParent(group: Int) -> Lanes {
    let own = kin(number).equity
    if book.state[group].equityIsStale {
      book.state[group].equityIsStale = false
      own[group] = keep(
        equity(group: group).atLeast(.zero), where: book.state[group].active)
    }
    return own[group]
  }

  /// Puts eight paths back to the as-of date.
  func beginKin(group: Int) {
    let own = kin(number)
    own.equity[group] = Lanes(repeating: max(0, plan.equityAtStart))
    for column in [own.fromChildren, own.given, own.supportReceived] { column[group] = .zero }
  }
}
