import CreditBasics

/// Numbers as other programs and countries write them.
package enum NumberDialects {
  /// Units that are written behind a number of which they are a part.
  private static let parts = [("%", Slip.percent), ("bps", .basisPoints), ("bp", .basisPoints)]

  /// A hint how to write a text that is a number in another notation; empty if it is none, or one that a key
  /// would not take: per cent of a dollar are no dollars.
  static func hint(_ text: String, for range: NumberRange) -> String {
    hint(text) { slip, value in
      let isPart = range.unit.isEmpty || range.unit.hasPrefix("per ")
      return (slip == nil || isPart) && range.contains(value * (slip?.factor ?? 1))
    }
  }

  /// A hint how to write a text that is a number in another notation; empty if it is none.
  package static func hint(_ text: String) -> String { hint(text) { _, _ in true } }

  private static func hint(_ text: String, takes: (Slip?, Double) -> Bool) -> String {
    if NumberText.isPlain(text) { return "; remove the quotes" }
    var rest = text.filter { !" $€£\u{A0}\u{202F}'_".contains($0) }
    let part = parts.first { rest.lowercased().hasSuffix($0.0) }
    rest.removeLast(part?.0.count ?? 0)
    func written(_ value: Double) -> String? {
      takes(part?.1, value) ? part?.1.text(value) ?? JSONScalar.shortest(value) : nil
    }
    if let value = Double(rest), value.isFinite {
      return written(value).map { "; write \($0)" } ?? ""
    }
    let readings = [
      plain(rest, thousands: ",", decimal: "."), plain(rest, thousands: ".", decimal: ","),
    ]
    .compactMap { $0.flatMap(written) }
    guard let first = readings.first else { return "" }
    let other = readings.dropFirst().first.flatMap { $0 == first ? nil : " or \($0)" } ?? ""
    return "; write \(first)\(other), with a decimal point and no separators"
  }

  /// A number with separators of thousands in groups of three, or with another decimal sign.
  private static func plain(_ text: String, thousands: Character, decimal: Character) -> Double? {
    let parts = text.split(separator: decimal, omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first else { return nil }
    let groups = whole.split(separator: thousands, omittingEmptySubsequences: false)
    guard let first = groups.first, groups.count == 1 || (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    let value = Double(groups.joined() + (parts.count == 2 ? "." + parts[1] : ""))
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether a number is written with digits other than 0, though it may be read as 0.
  static func hasDigits(_ node: Node) -> Bool {
    guard case .number(let text) = node.value else { return false }
    let digits = text.prefix { $0 != "e" && $0 != "E" }
    return digits.contains { ("1"..."9").contains($0) }
  }
}

/// Dates as other programs write them.
package enum DateDialects {
  /// A hint how to write a number that may count days or seconds as a date; empty if it cannot.
  static func hint(_ node: Node) -> String {
    guard let value = node.double, value.isFinite else { return "" }
    let readings: [(String, Double)] = [
      ("days of a spreadsheet", value - 25_569), ("seconds since 1970", value / 86_400),
      ("milliseconds since 1970", value / 86_400_000),
    ]
    for (what, day) in readings where (10_000...60_000).contains(day) {
      guard let date = CalendarDate(day: Int(day.rounded(.down))) else { continue }
      return "; if these are \(what), write \(Excerpt.quoted(date.text))"
    }
    return ""
  }

  /// A hint how to write a date in another notation, or what is wrong with one in the right
  /// notation.
  package static func hint(_ text: String) -> String {
    let shape = text.split(separator: "-", omittingEmptySubsequences: false)
    if shape.map(\.count) == [4, 2, 2], let year = Int(shape[0]) {
      return CalendarDate.years.contains(year)
        ? "; the calendar has no such day" : "; the year is not among these"
    }
    if NumberText.isPlain(text) {
      return hint(Node(.number(text), at: SourcePosition(SourceText(name: ""))))
    }
    // A time of day after it.
    if let day = text.split(whereSeparator: { "T ".contains($0) }).first, day.count == 10,
      day.count < text.count, CalendarDate(String(day)) != nil
    {
      return "; write \(Excerpt.quoted(String(day)))"
    }
    let parts = text.split { "./-".contains($0) }.map(String.init)
    guard parts.count == 3, parts.allSatisfy({ Int($0) != nil }) else { return "" }
    let two = parts.map { $0.count == 1 ? "0" + $0 : $0 }
    let orders = text.contains(".") ? [[2, 1, 0]] : [[0, 1, 2], [2, 0, 1], [2, 1, 0]]
    let dates = orders.map { order in order.map { two[$0] }.joined(separator: "-") }
      .filter { CalendarDate($0) != nil }
    let distinct = dates.enumerated().filter { !dates[..<$0.offset].contains($0.element) }
      .map { Excerpt.quoted($0.element) }
    return distinct.isEmpty ? "" : "; write \(distinct.joined(separator: " or "))"
  }
}
