/// Something of the scenario that probably is not meant, as `check` says it.
package struct ScenarioWarning: Sendable, Equatable {
  /// Path of the key; empty for the scenario as a whole.
  package var path: String
  /// The keys of the path; empty where it could not be split.
  package var keys: [String]
  /// What is unusual.
  package var message: String

  package init(path: String, keys: [String] = [], message: String) {
    (self.path, self.keys, self.message) = (path, keys, message)
  }
}
