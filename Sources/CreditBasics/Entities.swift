/// What a parent adds when its child's cash is negative (model §3, stage 6).
public struct ParentSupport: Sendable, Equatable {
  /// Most dollars that it adds over the whole run; may be infinite.
  public var capUSD: Double
  /// Dollars of the parent's cash that stay with it.
  public var keepUSD: Double

  /// Creates support.
  public init(capUSD: Double = .infinity, keepUSD: Double = 0) {
    self.capUSD = capUSD
    self.keepUSD = keepUSD
  }
}

extension Scenario {
  /// Indices of each miner's children, by index of the parent, in name order; miners without
  /// children are left out.
  public var children: [Int: [Int]] {
    var children: [Int: [Int]] = [:]
    for (index, miner) in miners.enumerated() {
      if let parent = miner.parent { children[parent, default: []].append(index) }
    }
    return children
  }

  /// Indices of the miners in the order of a step: children before parents, else by name.
  public var stepOrder: [Int] {
    let children = children
    if children.isEmpty { return Array(miners.indices) }
    var order: [Int] = []
    var visited: Set<Int> = []
    // A list of what is left to do instead of a recursion, which a long chain of parents would let run out of stack.
    var waiting = miners.indices.reversed().map { (miner: $0, hasChildrenBefore: false) }
    while let (miner, hasChildrenBefore) = waiting.popLast() {
      if hasChildrenBefore {
        order.append(miner)
      } else if visited.insert(miner).inserted {
        waiting.append((miner, true))
        waiting += (children[miner] ?? []).reversed().map { ($0, false) }
      }
    }
    return order
  }

  /// The miners of the first circle of parents, each followed by its parent; nil when there is no
  /// circle.
  public var circleOfParents: [Int]? {
    let circles = Circles(from: miners.indices) { miners[$0].parent }
    return circles.members.min().map { circles.circle(from: $0) }
  }
}
