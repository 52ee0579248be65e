import CreditBasics

/// Dates, which are texts, and what is keyed by them.
extension RuleReader {
  /// Reads a date that is not before `asOf`; nil when it is wrong, which has then been noted.
  mutating func date(_ node: Node, _ path: NodePath) -> Node? {
    guard let date = node.text.flatMap({ CalendarDate($0) }) else {
      let hint = node.text.map { DateDialects.hint($0) } ?? DateDialects.hint(node)
      return wrong(node, FieldKind.date.words, path, hint: hint)
    }
    if let asOf, let asOfText, date.day < asOf.day {
      return wrong(node, "a date on or after asOf (\(asOfText))", path)
    }
    return node
  }

  mutating func dates(_ node: Node, _ kind: FieldKind, _ path: NodePath) -> Node? {
    guard let list = node.list else { return wrong(node, kind.words, path) }
    guard list.count <= 1000 else {
      log.note(
        node.position, path, "expected at most 1,000 dates, found \(Thousands.grouped(list.count))"
      )
      return nil
    }
    var seen: [String: Node] = [:]
    for (index, element) in list.enumerated() {
      guard date(element, path.index(index)) != nil, let text = element.text else { continue }
      if seen.updateValue(element, forKey: text) != nil {
        wrong(element, "each date once", path.index(index))
      }
    }
    // Year, month, day: the order of the texts is that of the dates.
    let sorted = seen.keys.sorted().compactMap { seen[$0] }
    return Node(.list(sorted), at: node.position)
  }

  mutating func given(
    _ node: Node, _ section: Section, _ kind: FieldKind, _ path: NodePath, _ context: Context
  ) -> Node? {
    guard let rows = block(node, path, expected: kind.words) else { return nil }
    // A wrong unit would be reported in every row: `Plausibility` judges whole columns instead.
    doubtsFigures = false
    defer { doubtsFigures = true }
    var filled = Block()
    for (date, member) in rows.inOrder {
      if CalendarDate(date) == nil {
        wrong(
          Node(.text(date), at: member.keyPosition), FieldKind.day.words, path.key(date),
          hint: DateDialects.hint(date))
      } else if let row = self.section(member.node, section, path.key(date), context) {
        filled.set(date, row, keyPosition: member.keyPosition)
      }
    }
    return Node(.block(filled), at: node.position)
  }

  mutating func amortisation(
    _ node: Node, _ kind: FieldKind, _ path: NodePath
  ) -> Node? {
    guard node.block != nil else { return choice(node, FieldKind.amortisations, kind, path) }
    return dated(node, .share, path)
  }

  mutating func dated(_ node: Node, _ range: NumberRange, _ path: NodePath) -> Node? {
    guard let given = block(node, path, expected: FieldKind.dated(range).words) else { return nil }
    guard given.members.count <= 1000 else {
      log.note(node.position, path, "expected at most 1,000 dates, found more")
      return nil
    }
    var filled = Block()
    for (name, member) in given.inOrder {
      let path = path.key(name)
      let dated = date(Node(.text(name), at: member.keyPosition), path)
      let number = number(member.node, range, path)
      if dated != nil, let number {
        filled.set(name, number, keyPosition: member.keyPosition)
      }
    }
    return Node(.block(filled), at: node.position)
  }
}
