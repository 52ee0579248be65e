import Foundation
import Testing

/// The house as its pages describe it.
@Suite struct HouseTests {
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
