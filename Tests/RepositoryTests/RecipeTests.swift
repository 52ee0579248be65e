import Foundation
import Testing

/// The recipes of CONTRIBUTING.md are the patches that `Tests/Recipes/run` tries.
@Suite struct RecipeTests {
  private static let names = ["factor", "term", "measure"]

  private func patch(_ name: String) throws -> String {
    try Repository.text("Tests/Recipes/\(name).patch")
  }

  @Test func thePageShowsThePatches() throws {
    let page = try Repository.text("CONTRIBUTING.md")
    let shown = page.matches(of: #/```diff\n((?:.*\n)*?)```/#).map { String($0.1) }
    #expect(shown.count >= 4)
    let patches = try Self.names.map(patch)
    for block in shown { #expect(patches.contains { $0.contains(block) }, "\(block.prefix(80))") }
  }

  /// Files that a recipe touches are named in its table, and are no more than four.
  @Test(arguments: names) func aRecipeTouchesFourFilesAtMost(name: String) throws {
    let page = try Repository.text("CONTRIBUTING.md")
    let files = try patch(name).matches(of: #/\n\+\+\+ b/(\S+)/#).map { String($0.1) }
    #expect(1...4 ~= files.count)
    for file in files { #expect(page.contains("| `\(file)` |"), "\(file)") }
  }

  /// Context and removed lines of a patch are in the files as they are.
  @Test(arguments: names) func aPatchFitsTheSources(name: String) throws {
    for part in try patch(name).components(separatedBy: "\n--- ") {
      let file = try #require(part.firstMatch(of: #/\+\+\+ b/(\S+)/#)).1
      guard !part.contains("/dev/null") else { continue }
      let text = try Repository.text(String(file))
      for hunk in part.components(separatedBy: "\n@@ ").dropFirst() {
        let old = hunk.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
          .filter { $0.hasPrefix(" ") || $0.hasPrefix("-") }.map { $0.dropFirst() }
        #expect(text.contains(old.joined(separator: "\n")), "\(file), @@ \(hunk.prefix(20))")
      }
    }
  }
}
