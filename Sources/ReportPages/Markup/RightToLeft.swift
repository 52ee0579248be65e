extension Unicode.Scalar {
  /// Whether the letter is of a script that runs from right to left, such as Arabic or Hebrew.
  var isRightToLeft: Bool {
    switch value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }

  /// Whether the character may stand inside a name between two such letters.
  ///
  /// What separates names or ends sentences on a page is not among them.
  fileprivate var joinsNames: Bool {
    switch self {
    case "0"..."9", " ", "-", "'", "\"", "&", ".", "/", "_", "…": true
    default: false
    }
  }
}

extension Substring.UnicodeScalarView {
  /// Where the text from right to left at its start ends: behind its last letter, or the dots of a name cut short.
  var endOfRightToLeft: Index {
    var end = startIndex
    var at = startIndex
    while at < endIndex, self[at].isRightToLeft || self[at].joinsNames {
      let isFullStop = self[at] == "."
      formIndex(after: &at)
      if self[index(before: at)].isRightToLeft { end = at }
      if isFullStop, at < endIndex, self[at] == " " { break }
    }
    return end < endIndex && self[end] == "…" ? index(after: end) : end
  }
}
