import CreditBasics

extension FieldRules {
  /// The miner's parent, and its support.
  static let entity: [Term<Miner>] = [
    Term(
      "parent", naming: .miner, .nothing("owned by nobody in the book"),
      "Miner that owns it; its step comes later.", \.parent),
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
