import Foundation
import Testing

/// The house as its pages describe it.
@Suite struct HouseTests {
  /// Each folder of Sources says what lives there, what may enter, and where to start reading.
  @Test func everyFolderOfSourcesOpensWithAPage() throws {
    let folders = Set(
      Repository.files(in: "Sources", withSuffix: ".swift").map {
        String($0.split(separator: "/")[1])
      })
    #expect(folders.count >= 10)
    for folder in folders.sorted() {
      let page = try Repository.text("Sources/\(folder)/README.md")
      #expect(page.hasPrefix("# \(folder)\n"))
      #expect(page.contains("**May enter:**") && page.contains("**Start reading:**"))
    }
  }

  /// Files that a page sends its reader to are there.
  @Test func pagesSendReadersToFilesThatExist() throws {
    for file in Repository.files where file.hasPrefix("Sources/") && file.hasSuffix("/README.md") {
      let folder = file.split(separator: "/").dropLast().joined(separator: "/")
      let start = try #require(try Repository.text(file).components(separatedBy: "**Start").last)
      let names = start.matches(of: #/`([A-Za-z\/+]+\.swift)`/#).map { String($0.1) }
      for name in names { #expect(Repository.exists("\(folder)/\(name)"), "\(file): \(name)") }
    }
  }

  /// The guide shows the very program that `Tests/Embedding/run` compiles and runs.
  @Test func theGuideOfEmbeddingIsWhatIsCompiled() throws {
    let guide = try Repository.text("docs/guides/embed.md")
    let program = try Repository.text("Tests/Embedding/Sources/Embedded/main.swift")
    #expect(guide.contains("```swift\n\(program)```"))
    let manifest = try Repository.text("Tests/Embedding/Package.swift")
    #expect(guide.contains(manifest.replacingOccurrences(of: "../..", with: "../minerstress")))
    #expect(program.split(separator: "\n").count <= 20)
    #expect(try Repository.text(".ci/run").contains("\ntime Tests/Embedding/run "))
  }

  /// Files that CONTRIBUTING's recipes name are there.
  @Test func recipesNameFilesThatExist() throws {
    let recipes = try Repository.text("CONTRIBUTING.md").components(separatedBy: "## How to add")
    #expect(recipes.count == 4)
    for recipe in recipes.dropFirst() {
      let rows = recipe.split(separator: "\n")
      for row in rows where row.hasPrefix("| `") && !row.hasPrefix("| `docs") {
        let names = row.split(separator: "|")[0].matches(of: #/`([A-Za-z\/{},]+)\.swift`/#)
        #expect(!names.isEmpty, "\(row)")
        var folder = ""
        for name in names.flatMap({ expanded(String($0.1)) }) {
          // A name without a folder lies beside the one before it; `Building/…` in the same target.
          let target = folder.split(separator: "/").first.map { String($0) } ?? ""
          let candidates = [name, "\(folder)/\(name)", "\(target)/\(name)"]
          let place = candidates.map { "Sources/\($0).swift" }.first(where: Repository.exists)
          #expect(place != nil, "\(name).swift")
          folder = (place ?? "").split(separator: "/").dropFirst().dropLast().joined(separator: "/")
        }
      }
    }
  }

  /// `A/{B,C}` as `A/B` and `A/C`.
  private func expanded(_ name: String) -> [String] {
    guard let open = name.firstIndex(of: "{"), let close = name.firstIndex(of: "}") else {
      return [name]
    }
    return name[name.index(after: open)..<close].split(separator: ",").map {
      String(name[..<open] + $0 + name[name.index(after: close)...])
    }
  }
}
