import Reporting
import Testing

@Suite struct ParentDirectoryTests {
  /// Names of one letter are those on which Foundation's own function traps.
  @Test(arguments: [
    ("a", ""), ("a/", ""), ("a/b", "a"), ("/a", "/"), ("/", "/"), ("//", "/"), ("", ""),
    ("results/a", "results"), ("/var/results/", "/var"), ("a//b", "a"), ("./x", "."),
    ("../x/y", "../x"),
  ])
  func isTheDirectoryAbove(path: String, parent: String) {
    #expect(ParentDirectory.of(path) == parent)
  }
}
