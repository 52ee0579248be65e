import Reporting
import ResultReading

/// The section of what differs in the results' inputs, in words; keys are behind a fold.
extension ComparisonPage {
  /// A table for each result, a sentence on what only one of the two has, and every key once.
  var inputs: PageSection {
    let changed = changes.indices.filter { !changes[$0].isEmpty }
    let tables = changed.prefix(Limits.rows).map { result -> Markup in
      let both = changes[result].filter { $0.block == nil }
      let table = DataTable.limited(
        "Inputs of \(compared.quoted(result)) that are not those of \(first)",
        [.text("input"), .number(compared.names[0]), .number(compared.names[result])],
        both.map { [$0.words, $0.first, $0.own] }, file: "its scenario.json")
      return "\(both.isEmpty ? nil : table.markup)\(only(in: result, of: changes[result]))"
    }
    let more = changed.count - tables.count
    return PageSection(
      id: "inputs", title: "What differs in the inputs", shortTitle: "Inputs",
      lead: changed.isEmpty
        ? "Nothing: all results are of the same inputs."
        : more > 0
          ? "\(NumberWords.count(more, "more result")): each result’s scenario.json has its inputs."
          : "",
      tail: "\(tables)\(keys)")
  }

  /// Sentences on the blocks of inputs that only the result has, or only the first.
  private func only(in result: Int, of changes: [InputChange]) -> Markup? {
    let sides = [(compared.quoted(result), true), (first, false)].compactMap { name, isOwn in
      Self.blocks(changes.filter { $0.isOnlyOwn == isOwn }).map { blocks -> Markup in
        "<p class=\"note\">Only in \(name): \(blocks).</p>"
      }
    }
    return sides.isEmpty ? nil : "\(sides)"
  }

  /// `launch Rubin (12 inputs); equity beta 0.4`; nil without any.
  private static func blocks(_ changes: [InputChange]) -> String? {
    var counts: [(words: String, inputs: [InputChange])] = []
    for change in changes {
      guard let words = change.block else { continue }
      if let place = counts.firstIndex(where: { $0.words == words }) {
        counts[place].inputs.append(change)
      } else {
        counts.append((words, [change]))
      }
    }
    guard !counts.isEmpty else { return nil }
    let shown = counts.prefix(Limits.tableRows).map { block in
      block.inputs.count == 1
        ? "\(block.inputs[0].words) \(block.inputs[0].isOnlyOwn == true ? block.inputs[0].own : block.inputs[0].first)"
        : "\(block.words) (\(NumberWords.count(block.inputs.count, "input")))"
    }
    let more = counts.count - shown.count
    return (shown + (more > 0 ? ["\(more) more"] : [])).joined(separator: "; ")
  }

  /// Every key of the tables once, for those who type it; nil where nothing has one.
  private var keys: Markup? {
    var seen: Set<String> = []
    let known = changes.joined().filter {
      $0.block == nil && !$0.key.isEmpty && seen.insert($0.key).inserted
    }
    guard !known.isEmpty else { return nil }
    let table = DataTable.limited(
      "What users type for these inputs", [.text("input"), .text("key")],
      known.map { [$0.words, $0.key] }, file: "scenario.json")
    return "<details><summary>Keys of these inputs</summary>\(table.markup)</details>"
  }
}

/// An input of a result that is not the first result's, in words.
package struct InputChange: Sendable, Equatable {
  /// What people call it.
  package var words: String
  /// Its key in the scenario, as users type it; empty for an input without a key.
  package var key: String
  /// Its value in the first result, and in this one; empty where that result does not have it.
  package var first: String, own: String
  /// The largest block around it that one of the two lacks, in words; nil where both have the
  /// input.
  package var block: String?

  package init(
    words: String, key: String = "", first: String, own: String, block: String? = nil
  ) {
    (self.words, self.key, self.first, self.own) = (words, key, first, own)
    self.block = block
  }

  /// Whether only this result has it, or only the first; nil where both have.
  var isOnlyOwn: Bool? { block == nil ? nil : first.isEmpty }
}
