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
        thing[keyPath: liens] = names.compactMap { part.places[.tranche]?[$0] }
      })
  }
}
