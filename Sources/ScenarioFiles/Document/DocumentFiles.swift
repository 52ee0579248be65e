extension ScenarioDocument {
  /// The files that its values come from, tables and what it extends included.
  package var files: [String] {
    var names: Set<String> = []
    Self.collect(root, &names)
    return (names + [GivenTable.file(of: root)].compactMap { $0 }).sorted()
  }

  private static func collect(_ node: Node, _ names: inout Set<String>) {
    // Values set by an option come from no file.
    let name = node.position.source.name
    if !name.hasPrefix("--") { names.insert(name) }
    switch node.value {
    case .list(let items): for item in items { collect(item, &names) }
    case .block(let block): for member in block.members.values { collect(member.node, &names) }
    default: break
    }
  }
}
