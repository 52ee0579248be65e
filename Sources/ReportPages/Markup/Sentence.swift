extension String {
  /// The same with its first letter as at the beginning of a sentence.
  package var asSentence: String { prefix(1).uppercased() + dropFirst() }
}
