import CreditBasics

extension FieldRules {
  /// Who owns the miner, and what it adds.
  static let entity: [Term<Miner>] = [
    Term(
      FieldRule(
        "parent", .reference(.miner), .nothing("owned by nobody in the book"),
        "Miner that owns it; its step comes later."),
      fill: { miner, part in
        miner.parent = part.node["parent"]?.text.flatMap { part.miners[$0] }
      },
      written: { miner, writing in miner.parent.map { writing.name($0, of: writing.miners) } }),
    Term(
      "support", support, .nothing("none"), "What the parent adds when cash is negative.",
      \.support),
  ]

  private static let support = Terms<ParentSupport>(
    "miners.NAME.support", "Support from the parent, which may walk away beyond it.",
    blank: ParentSupport(),
    [
      Term("cap", .number(.money), .nothing("infinite"), "Most over the whole run.", \.capUSD),
      Term("keep", .number(.money), .zero, "Cash that stays with the parent.", \.keepUSD),
    ])
}
