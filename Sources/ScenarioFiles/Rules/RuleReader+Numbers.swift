import CreditBasics

/// Numbers, in every notation of JSON5.
extension RuleReader {
  mutating func number(_ node: Node, _ range: NumberRange, _ path: NodePath) -> Node? {
    guard let value = node.double else {
      let hint = node.text.map { NumberDialects.hint($0, for: range) } ?? ""
      return wrong(node, "a number, \(range.words)", path, hint: hint)
    }
    guard value.isFinite else { return wrong(node, "a finite number, \(range.words)", path) }
    // Smaller numbers are typing errors, not quantities; their reciprocals are infinite or nearly
    // so.
    guard value == 0 ? !NumberDialects.hasDigits(node) : abs(value) >= 1e-100 else {
      return wrong(node, "0 or a number of at least 1e-100, \(range.words)", path)
    }
    guard range.contains(value) else {
      return wrong(node, range.words, path, hint: range.hint(for: value))
    }
    if doubtsFigures, let doubt = range.doubt(about: value) {
      log.warn(node.position, path, doubt.message, doubt.weight)
    }
    return Node(.number(JSONScalar.shortest(value)), at: node.position)
  }

  mutating func integer(
    _ node: Node, _ range: ClosedRange<Int>, _ kind: FieldKind, _ path: NodePath
  ) -> Node? {
    guard case .number(let text) = node.value, let value = NumberText.unsigned(text),
      value <= UInt64(range.upperBound), value >= UInt64(range.lowerBound),
      value > 0 || !NumberDialects.hasDigits(node)
    else { return wrong(node, kind.words, path) }
    return Node(.number(String(value)), at: node.position)
  }

  mutating func seed(_ node: Node, _ kind: FieldKind, _ path: NodePath) -> Node? {
    guard case .number(let text) = node.value, let value = NumberText.unsigned(text),
      value > 0 || !NumberDialects.hasDigits(node)
    else {
      let isLarge = node.double.map { 0x1p53..<0x1p64 ~= $0 } ?? false
      return wrong(
        node, kind.words, path,
        hint: isLarge
          ? "; from 9007199254740992 (2⁵³) on write every digit, without point or exponent" : "")
    }
    return Node(.number(String(value)), at: node.position)
  }
}
