import CreditBasics
import Reporting
import ResultReading

/// Companies that belong to others: who owns, supports and pays whom.
struct Entities {
  let result: FinishedResult

  /// Nil for a book in which nobody has a parent.
  var section: PageSection? {
    let children = book.filter { $0.parent != nil }
    guard !children.isEmpty else { return nil }
    let parents = Set(children.compactMap(\.parent))
    let roots = parents.sorted().filter { book[$0].parent == nil }
    let shown = roots.prefix(Limits.rows)
    let left: Markup? =
      roots.count > shown.count
      ? "<p class=\"note\">\(NumberWords.count(roots.count - shown.count, "more group")) in scenario.json.</p>"
      : nil
    return PageSection(
      id: "entities", title: "Who belongs to whom", shortTitle: "Entities", lead: lead(children),
      tail: "<ul class=\"tree\">\(shown.map { item($0, above: []) })</ul>\(left)\(table(children))")
  }

  private var book: [Miner] { result.scenario?.miners ?? [] }

  private func parent(_ child: Miner) -> String { child.parent.map { book[$0].name } ?? "" }

  private func lead(_ children: [Miner]) -> Markup {
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
  private func item(_ place: Int, above: [Int]) -> Markup {
    let (entity, path) = (book[place], above + [place])
    let children = book.indices.filter { book[$0].parent == place && !path.contains($0) }
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

  private func ties(_ entity: Miner) -> [String] {
    [support(entity), payout(entity), together(entity)].compactMap(\.self)
  }

  private func support(_ entity: Miner) -> String? {
    guard let support = entity.support else { return "without support" }
    let cap =
      support.capUSD.isFinite ? "up to \(NumberWords.dollars(support.capUSD))" : "without a cap"
    let keep =
      support.keepUSD > 0 ? " from cash above \(NumberWords.dollars(support.keepUSD))" : ""
    return "its parent supports it \(cap)\(keep)"
  }

  private func payout(_ entity: Miner) -> String? {
    guard let paid = distributions(entity) else { return nil }
    return
      "pays out \(NumberWords.percent(paid.share)) of its spare cash \(Self.often(paid.perYear))"
      + " while coverage is at least \(NumberWords.ratio(paid.minDSCR))"
  }

  /// What is paid out; nil where nothing is.
  private func distributions(_ entity: Miner) -> DistributionTerms? {
    entity.distributions.flatMap { $0.share > 0 ? $0 : nil }
  }

  private static func often(_ perYear: Int) -> String {
    perYear == 1 ? "once a year" : "\(perYear) times a year"
  }

  private func together(_ entity: Miner) -> String? {
    guard let row = pair(entity) else { return nil }
    return row.jointPD > 0
      ? "both default on \(NumberWords.percent(row.jointPD)) of the paths"
      : "no path shows both in default"
  }

  private func pair(_ entity: Miner) -> CorrelationRow? {
    let (own, parent) = (entity.name, parent(entity))
    return (result.correlations ?? []).first {
      $0.first == own && $0.second == parent || $0.second == own && $0.first == parent
    }
  }

  private func table(_ children: [Miner]) -> Markup {
    let table = DataTable.limited(
      "Companies with a parent",
      [
        .text("company"), .text("parent"), .number("support, at most"), .number("pays out"),
        .number("lock-up"), .number("PD"), .number("parent’s PD"), .number("both default"),
      ],
      children.map { child in
        [
          child.name, parent(child),
          child.support.map { $0.capUSD.isFinite ? NumberWords.dollars($0.capUSD) : "no cap" }
            ?? "none",
          distributions(child).map { NumberWords.percent($0.share) } ?? "nothing",
          distributions(child).map { NumberWords.ratio($0.minDSCR) } ?? "–",
          pd(child.name), pd(parent(child)),
          pair(child).map { Seen.percent($0.jointPD) } ?? "–",
        ]
      }, file: "scenario.json")
    return "<details><summary>Every company with a parent</summary>\(table.markup)</details>"
  }

  private func pd(_ name: String) -> String {
    result.miners.first { $0.miner == name }.map { Seen.percent($0.pd) } ?? "–"
  }
}
