/// JSON Merge Patch (RFC 7396) over positioned nodes.
package enum MergePatch {
  /// Applies `patch` to `target`: null removes, objects merge, everything else is replaced whole.
  ///
  /// Each surviving node keeps the place where it was written; an object that both sides have, and
  /// its name, keep the target's. Members that the patch's own files set to null are removed from
  /// the target too.
  package static func apply(_ patch: Node, to target: Node?) -> Node {
    guard case .block(let changes) = patch.value else { return patch }
    let base = target?.block == nil ? nil : target
    // Where there is nothing to merge into and nothing to remove, the patch is the result, as for a
    // table over a scenario without borrowers.
    if base == nil, !changes.hasRemovals { return patch }
    var block = base?.block ?? Block()
    for (name, position) in changes.removed {
      block.members.removeValue(forKey: name)
      block.removed[name] = position
    }
    for (name, member) in changes.members {
      if case .null = member.node.value {
        block.members[name] = nil
        block.removed[name] = member.keyPosition
      } else {
        let merged = apply(member.node, to: block[name])
        let old = block.members[name].flatMap { $0.node.block == nil ? nil : $0.keyPosition }
        let place = merged.block == nil ? nil : old
        block.set(name, merged, keyPosition: place ?? member.keyPosition)
      }
    }
    return Node(.block(block), at: (base ?? patch).position)
  }
}

extension Block {
  /// Whether a member at any depth is null.
  fileprivate var hasRemovals: Bool {
    members.values.contains { member in
      switch member.node.value {
      case .null: true
      case .block(let inner): inner.hasRemovals
      default: false
      }
    }
  }
}
