import Reporting
import ResultReading

/// Companies that belong to others: who owns, supports and pays whom.
struct Entities {
  let result: FinishedResult

  /// Nil for a book in which nobody has a parent.
  var section: PageSection? {
    let children = entities.filter { $0.parent != nil }
    guard !children.isEmpty else { return nil }
    let parents = Set(children.compactMap(\.parent))
    let roots = entities.filter { $0.parent == nil && parents.contains($0.name) }
    let shown = roots.prefix(Limits.rows)
    let left: Markup? =
      roots.count > shown.count
      ? "<p class=\"note\">\(NumberWords.count(roots.count - shown.count, "more group")) in scenario.json.</p>"
      : nil
    return PageSection(
      id: "entities", title: "Who belongs to whom", shortTitle: "Entities", lead: lead(children),
      tail: "<ul class=\"tree\">\(shown.map { item($0, above: []) })</ul>\(left)\(table(children))")
  }

  private var entities: [EntityFacts] { result.scenario?.entities ?? [] }

  private func lead(_ children: [EntityFacts]) -> Markup {
    let supported = children.count { $0.support != nil }
    let owned = NumberWords.count(children.count, "company", "companies")
    let verb: Markup = children.count == 1 ? "belongs" : "belong"
    let number: Markup = supported == 0 ? "None" : "\(NumberWords.count(supported))"
    let them: Markup = supported < 2 ? "is" : "are"
    return """
      \(owned) \(verb) to another. A default does not pass from parent to child or back: a parent \
      loses its child’s equity and the support that it gave, a child its support. \
      \(number) \(them) supported.
      """
  }

  /// A company with those that belong to it; `above` ends a chain that leads back into itself.
  private func item(_ entity: EntityFacts, above: [String]) -> Markup {
    let path = above + [entity.name]
    let children = entities.filter { $0.parent == entity.name && !path.contains($0.name) }
    let inner: Markup? =
      children.isEmpty ? nil : "<ul>\(children.map { item($0, above: path) })</ul>"
    let pd: Markup? = result.miners.first { $0.miner == entity.name }.map {
      $0.pd > 0
        ? " defaults on \(NumberWords.percent($0.pd)) of the paths" : " is not seen to default"
    }
    let ties = entity.parent == nil ? [] : ties(entity)
    let words: Markup? = ties.isEmpty ? nil : " — \(ties.joined(separator: "; "))"
    return "<li><strong>\(entity.name)</strong>\(pd)\(words)\(inner)</li>"
  }

  private func ties(_ entity: EntityFacts) -> [String] {
    [support(entity), payout(entity), together(entity)].compactMap(\.self)
  }

  private func support(_ entity: EntityFacts) -> String? {
    guard let support = entity.support else { return "without support" }
    let cap = support.cap.map { "up to \(NumberWords.dollars($0))" } ?? "without a cap"
    let keep = support.keep > 0 ? " from cash above \(NumberWords.dollars(support.keep))" : ""
    return "its parent supports it \(cap)\(keep)"
  }

  private func payout(_ entity: EntityFacts) -> String? {
    guard let paid = entity.distributions else { return nil }
    let test = paid.lockUp.map { " while coverage is at least \(NumberWords.ratio($0))" } ?? ""
    return "pays out \(NumberWords.percent(paid.share)) of its spare cash"
      + " \(Self.often(paid.perYear))\(test)"
  }

  private static func often(_ perYear: Double) -> String {
    perYear == 1 ? "once a year" : "\(NumberWords.plain(perYear)) times a year"
  }

  private func together(_ entity: EntityFacts) -> String? {
    guard let row = pair(entity) else { return nil }
    return row.jointPD > 0
      ? "both default on \(NumberWords.percent(row.jointPD)) of the paths"
      : "no path shows both in default"
  }

  private func pair(_ entity: EntityFacts) -> CorrelationRow? {
    (result.correlations ?? []).first {
      $0.first == entity.name && $0.second == entity.parent
        || $0.second == entity.name && $0.first == entity.parent
    }
  }

  private func table(_ children: [EntityFacts]) -> Markup {
    let table = DataTable.limited(
      "Companies with a parent",
      [
        .text("company"), .text("parent"), .number("support, at most"), .number("pays out"),
        .number("lock-up"), .number("PD"), .number("parent’s PD"), .number("both default"),
      ],
      children.map { child in
        [
          child.name, child.parent ?? "",
          child.support.map { $0.cap.map(NumberWords.dollars) ?? "no cap" } ?? "none",
          child.distributions.map { NumberWords.percent($0.share) } ?? "nothing",
          distributionTest(child), pd(child.name), pd(child.parent ?? ""),
          pair(child).map { Seen.percent($0.jointPD) } ?? "–",
        ]
      }, file: "scenario.json")
    return "<details><summary>Every company with a parent</summary>\(table.markup)</details>"
  }

  private func distributionTest(_ child: EntityFacts) -> String {
    child.distributions?.lockUp.map(NumberWords.ratio) ?? "–"
  }

  private func pd(_ name: String) -> String {
    result.miners.first { $0.miner == name }.map { Seen.percent($0.pd) } ?? "–"
  }
}
