extension ScenarioDocument {
  /// Keys of a file that brings a loan: it changes no market, clock or seed.
  private static let loanKeys = ["miners", "tenants"]

  /// This document with a file over it that brings a loan, and perhaps its borrower and what it buys.
  ///
  /// Unlike other overlays it may also be applied to a book from tables.
  ///
  /// - Throws: Files that cannot be read, syntax errors, keys that are no part of a loan, incomplete new
  ///   things.
  package func adding(loan file: String) throws(ScenarioError) -> ScenarioDocument {
    let overlay = try Self.load(file)
    let members = overlay.root.block?.members ?? [:]
    let strangers = members.keys.sorted().filter { !Self.loanKeys.contains($0) }
    guard strangers.isEmpty else {
      throw ScenarioError(
        strangers.compactMap { key in
          members[key].map {
            Issue(
              position: $0.keyPosition, path: key,
              message: "expected miners or tenants: a loan's file changes nothing else of the "
                + "scenario that it is priced in")
          }
        })
    }
    return try overlaid(by: overlay)
  }
}
