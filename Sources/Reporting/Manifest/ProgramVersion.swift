/// The version of the program, as `--version`, manifests and pages say it.
package enum ProgramVersion {
  /// The version alone.
  package static let text = "0.1.0"
  /// The program's name with it.
  package static let words = "minerstress \(text)"
}
