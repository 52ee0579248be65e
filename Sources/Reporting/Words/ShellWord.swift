/// Words of a command line as they are typed to a shell.
package enum ShellWord {
  /// The word, in single quotes where a shell would read it otherwise.
  package static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        || "-_./=:,+%@".unicodeScalars.contains($0)
    }
    return plain && !word.isEmpty ? word : single(word)
  }

  /// The word in single quotes.
  package static func single(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
