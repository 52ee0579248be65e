import RunFiles

/// Work of another version or build of the program in the place of work to be done.
enum OtherBuild {
  /// The refusal to go on with it: the build comes first, whatever else differs.
  ///
  /// - Parameters:
  ///   - what: The work that is there.
  ///   - differences: What differs, the build first.
  ///   - replacing: How it is dropped.
  static func refusal(
    _ what: String, _ differences: [String], _ replacing: String
  ) -> CommandFailure {
    let inputs = differences.dropFirst()
    return CommandFailure(
      .failed,
      "\(what) is of another build of the program (\(differences.first ?? "")), and results of two "
        + "builds are not mixed. Drop it \(replacing), choose another directory with --out, or go on "
        + "with the build that made it"
        + (inputs.isEmpty ? "" : ". Inputs differ too: \(inputs.joined(separator: "; "))"))
  }
}
