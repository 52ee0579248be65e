import Foundation
import Reporting

/// Which build of the program this is.
///
/// The version is what releases are called; the digest of the executable's bytes tells two builds of
/// one version apart, because a change of compiler or kernel may change results.
enum ProgramBuild {
  /// A fingerprint of the executable file, computed once when it is first needed; a warning where the
  /// file may be run, but not read.
  static let digest: String = {
    let path = executablePath
    if let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) {
      return FileFingerprint.of(data)
    }
    let remedy =
      access(path, R_OK) == 0 ? "allow more memory or open files" : "make it readable (chmod a+r)"
    Console.error(
      "\(path) cannot be read, so nobody can tell which build this is: what it saves can neither be "
        + "continued nor merged; \(remedy)")
    return FileFingerprint.unknown
  }()

  /// How to go on with what is saved, or else that nothing can: work of a build that nobody knows is never taken
  /// for that of one run.
  ///
  /// - Parameter advice: The advice with what parts it from the words before, such as `; continue with --resume`.
  static func resuming(_ advice: String) -> String {
    isKnown ? advice : "; --resume cannot go on with it, as the program's file cannot be read"
  }

  /// Whether what this build saves can be continued.
  static var isKnown: Bool { digest != FileFingerprint.unknown }

  static var executablePath: String {
    #if os(Linux)
      let link = "/proc/self/exe"
      return (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? link
    #else
      return Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
  }
}
