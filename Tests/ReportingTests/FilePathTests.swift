import Reporting
import Testing

@Suite struct FilePathTests {
  /// Foundation's own parent stops the program on `o`.
  @Test(arguments: [
    ("o", "."), ("a/b", "a"), ("a//b", "a"), ("a/b/", "a"), ("./o", "."), ("../o", ".."),
    ("/", "/"), ("/o", "/"), ("//o", "/"), ("/a/b", "/a"), ("", "."), ("é/ö", "é"),
  ])
  func parents(path: String, parent: String) {
    #expect(FilePath.parent(of: path) == parent)
  }
}
