/// What is wrong with a question, in one line that names the way out.
package struct QuestionError: Error, Equatable, CustomStringConvertible {
  package let description: String

  /// Creates an error from its line.
  package init(_ description: String) { self.description = description }
}
