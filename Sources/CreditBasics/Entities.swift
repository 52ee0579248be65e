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
    func visit(_ miner: Int) {
      guard visited.insert(miner).inserted else { return }
      for child in children[miner] ?? [] { visit(child) }
      order.append(miner)
    }
    for miner in miners.indices { visit(miner) }
    return order
  }

  /// The miners of the first circle of parents, each followed by its parent; nil when there is no
  /// circle.
  public var circleOfParents: [Int]? {
    for start in miners.indices {
      var line = [start]
      while let parent = miners[line[line.count - 1]].parent, line.count <= miners.count {
        if parent == start { return line }
        line.append(parent)
      }
    }
    return nil
  }
}
