/// Names as somebody types them, or copies them from a page.
///
/// Pages put names that run from right to left between directional isolates (U+2066 to U+2069), which do not
/// show and are copied with the name.
package enum TypedName {
  /// The place of the name that is meant: the same; or, where the text has isolates, the text without
  /// them, or a name that is the same without its own.
  package static func place(of typed: String, among names: [String]) -> Int? {
    if let same = names.firstIndex(of: typed) { return same }
    let bare = withoutIsolates(typed)
    guard bare != typed else { return nil }
    return names.firstIndex(of: bare) ?? names.firstIndex { withoutIsolates($0) == bare }
  }

  /// The place of the name that an option's whole value means: the value as it is, or, where that is no
  /// name and in quotes, the name in them.
  package static func place(ofValue text: String, among names: [String]) -> Int? {
    place(of: text, among: names) ?? place(of: QuotedText.unquoted(text), among: names)
  }

  private static func withoutIsolates(_ name: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where !(0x2066...0x2069).contains(scalar.value) {
      kept.append(scalar)
    }
    return String(kept)
  }
}
