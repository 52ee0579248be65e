import CreditBasics

/// The reference of the scenario format, written by the same table that reads scenarios.
public enum FieldReference {
  /// One heading and one table in Markdown for every kind of object of the format.
  public static func markdown() -> String {
    FieldRules.sections.map(markdown).joined(separator: "\n")
  }

  private static func markdown(_ section: Section) -> String {
    let rows = section.fields.map { field in
      "| \(cells(field).joined(separator: " | ")) |\n"
    }
    return """
      ### \(section.path)

      \(section.meaning)

      | key | value | when absent | meaning |
      | --- | --- | --- | --- |
      \(rows.joined())
      """
  }

  private static func cells(_ field: FieldRule) -> [String] {
    let variant = field.variant.map { " (\($0) only)" } ?? ""
    return ["`\(field.key)`\(variant)", value(field.kind), absent(field.absent), field.meaning]
  }

  private static func value(_ kind: FieldKind) -> String {
    switch kind {
    case .block(let section): link(section)
    case .given(let section): "\(kind.words): \(link(section))"
    case .named(let section, let count, _):
      "object of \(count.lowerBound == 0 ? "up to" : "\(count.lowerBound) to") "
        + "\(Thousands.grouped(count.upperBound)) × \(link(section))"
    case .map(let space, let inner): "object, by name of \(space.noun): \(value(inner))"
    case .labelled(let inner): "object of up to 100 by free names: \(value(inner))"
    case .date: kind.words + ", not before `asOf`"
    case .number(let range) where range.usual != nil: "\(range.words); usually \(range.usualWords)"
    default: kind.words
    }
  }

  private static func link(_ section: Section) -> String {
    let anchor = section.path.lowercased().filter { $0 != "." }
    return "[\(section.path)](#\(anchor))"
  }

  private static func absent(_ absent: Absent) -> String {
    switch absent {
    case .required: return "**required**"
    case .nothing(let words), .computed(let words): return words
    case .value(let value): return code(value)
    case .byVariant(let values, let otherwise):
      let cases = values.keys.sorted().compactMap { key in
        values[key].map { "\(code($0)) for \(key)" }
      }
      return (cases + ["\(code(otherwise)) otherwise"]).joined(separator: ", ")
    }
  }

  private static func code(_ value: Node.Value) -> String {
    let node = Node(value, at: SourcePosition(SourceText(name: "placeholder")))
    return "`" + JSONText.write(node).dropLast() + "`"
  }
}
