extension CrossChecks {
  /// Nobody owns itself, and who has support has a parent.
  mutating func checkParents(_ miners: Block) {
    var free: Set<String> = []
    for name in miners.names {
      guard let miner = miners[name] else { continue }
      let path = NodePath([.key("miners"), .key(name)])
      if let support = miner["support"], miner["parent"] == nil, !wasWrong(path.key("parent")) {
        note(support, path.key("support"), "expected parent beside it, found nothing")
      }
      guard let parent = miner["parent"] else { continue }
      if let circle = circle(from: name, miners), free.isDisjoint(with: circle) {
        free.formUnion(circle)
        note(
          parent, path.key("parent"),
          "expected an owner that the miner does not own, found the circle "
            + (circle + [name]).map(Excerpt.oneLine).joined(separator: " → "))
      }
    }
  }

  /// The line of parents from a miner back to itself; nil when it ends or leads elsewhere.
  private func circle(from start: String, _ miners: Block) -> [String]? {
    var line = [start]
    while let parent = miners[line[line.count - 1]]?["parent"]?.text {
      if parent == start { return line }
      if line.contains(parent) { return nil }
      line.append(parent)
    }
    return nil
  }
}
