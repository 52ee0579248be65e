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
}
