import CreditBasics
import ScenarioFiles

/// A scenario that levers are pulled on: the document as typed, and what it means unchanged.
package struct VariedScenario: Sendable {
  package let document: ScenarioDocument
  /// What it means.
  package let base: ReadScenario

  /// Checks the document.
  package init(_ document: ScenarioDocument) throws(ScenarioError) {
    self.document = document
    base = try document.resolve()
  }

  /// The document with some levers pulled.
  ///
  /// `+=` and `*=` start from the value of the unchanged scenario, whatever was pulled before them.
  ///
  /// - Throws: `QuestionError` or `ScenarioError`.
  package func pulling(_ pulls: [(lever: Lever, value: String)]) throws -> ScenarioDocument {
    var changed = document
    for (lever, value) in pulls {
      if lever.change == .overlay {
        if value != "none" { changed = try changed.overlaying(file: value) }
        continue
      }
      for path in try paths(of: lever) {
        changed = try changed.setting(
          path, to: try text(lever, value, at: path),
          typed: "--vary \(lever.pattern)\(lever.change.rawValue)\(value)")
      }
    }
    return changed
  }

  /// Refuses levers of which two move the same path: only the last would count.
  ///
  /// - Throws: `QuestionError`.
  func refuseSharedPaths(_ levers: [Lever]) throws {
    var owners: [NodePath: Lever] = [:]
    for lever in levers where lever.change != .overlay {
      for path in try paths(of: lever) {
        if let other = owners[path] {
          throw QuestionError(
            "--vary \(lever.pattern): expected a path that no other --vary moves, but "
              + "--vary \(other.pattern) moves \(path) too; give all of its values to one --vary")
        }
        owners[path] = lever
      }
    }
  }

  /// The paths that a lever moves.
  package func paths(of lever: Lever) throws -> [NodePath] {
    do {
      return try base.paths(matching: lever.pattern)
    } catch {
      throw QuestionError("--vary \(lever.pattern): \(error.message)")
    }
  }

  private func text(_ lever: Lever, _ value: String, at path: NodePath) throws -> String {
    guard lever.change != .set else { return value }
    let number = Double(value) ?? 0
    switch (lever.change, base.value(at: path)) {
    case (.add, .number(let old)): return RoundedNumber.text(old + number, 15)
    case (.scale, .number(let old)): return RoundedNumber.text(old * number, 15)
    case (.add, .date(let date)):
      return date.adding(years: number)?.text ?? value
    default:
      throw QuestionError(
        "--vary \(lever.pattern)\(lever.change.rawValue)\(value): expected a number"
          + (lever.change == .add ? " or a date" : "")
          + " at \(path), found none; give its values with =")
    }
  }
}
