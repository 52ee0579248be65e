import CreditBasics

extension FieldRules {
  /// The tranche or tranches to which a thing is pledged.
  static func pledgedTo<Thing>(
    _ liens: any WritableKeyPath<Thing, [Int]> & Sendable
  ) -> Term<Thing> {
    Term(
      FieldRule(
        "pledgedTo", .references(.tranche), .nothing("pledged to none"),
        "Tranche or tranches, in rank order, to which it is pledged."),
      fill: { thing, part in
        guard let pledged = part.node["pledgedTo"] else { return }
        let names = pledged.text.map { [$0] } ?? part.list("pledgedTo")
        thing[keyPath: liens] = names.compactMap { part.tranches[$0] }
      },
      written: { thing, writing in
        let names = thing[keyPath: liens].map { writing.name($0, of: writing.tranches) }
        return names.count > 1 ? .list(names.map(writing.node)) : names.first
      })
  }
}
