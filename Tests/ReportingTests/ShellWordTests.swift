import Reporting
import Testing

@Suite struct ShellWordTests {
  @Test func wordsAreQuotedWhereAShellNeedsIt() {
    #expect(ShellWord.quoted("results/a-1.json5") == "results/a-1.json5")
    #expect(ShellWord.quoted("hy pivot") == "'hy pivot'")
    #expect(ShellWord.quoted("it's") == "'it'\\''s'")
    #expect(ShellWord.quoted("") == "''")
    #expect(ShellWord.quoted("~a") == "'~a'" && ShellWord.quoted("$a") == "'$a'")
    #expect(ShellWord.quoted("矿工") == "'矿工'")
  }
}
