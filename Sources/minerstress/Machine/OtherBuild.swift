import Reporting
import RunFiles

/// Work of another version or build of the program in the place of work to be done.
enum OtherBuild {
  /// Which build has done some work, and which this is; nil for work of this build.
  static func told(_ there: RunIdentity) -> String? {
    var here = there
    (here.version, here.build) = (Main.version, ProgramBuild.digest)
    return here.differences(from: there).first
  }

  /// The same of a build of this version, of which nothing else is known.
  static func told(build: String) -> String? {
    told(RunIdentity(version: Main.version, build: build, scenario: ""))
  }

  /// Which builds have made the result in a directory, and the unfinished run beside it.
  static func makers(of directory: String) -> [RunIdentity] {
    let result = (try? ResultManifest(directory: directory)).map {
      RunIdentity(version: $0.version, build: $0.build, scenario: "")
    }
    let saved = CheckpointDirectory.header(in: CheckpointDirectory.path(besides: directory))
    return [result, saved?.identity].compactMap { $0 }
  }

  /// The refusal to go on with it: the build comes first, whatever else differs.
  ///
  /// - Parameters:
  ///   - what: The work that is there.
  ///   - differences: What differs, the build first.
  ///   - way: What can be done about it, to continue «to go on»: `drop it with --overwrite`.
  static func refusal(
    _ what: String, _ differences: [String], _ way: String
  ) -> CommandFailure {
    let inputs = differences.dropFirst()
    return CommandFailure(
      .failed,
      "\(what) is of another build of the program (\(differences.first ?? "")), and results of two "
        + "builds are not mixed. To go on, \(way), choose another directory with --out, or use the "
        + "build that made it"
        + (inputs.isEmpty ? "" : ". Inputs differ too: \(inputs.joined(separator: "; "))"))
  }
}
