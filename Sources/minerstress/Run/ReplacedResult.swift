import Foundation
import Reporting

extension ResultDirectory {
  /// Writes a result, and warns where what it has replaced could not be removed.
  ///
  /// In a folder that is shared, names are everybody's to change, but files in another's directory are
  /// not.
  func deliver(_ files: [ResultFile], manifest: RunManifest, existing: Existing) throws {
    guard let left = try write(files, manifest: manifest, existing: existing) else { return }
    let reason = access(left, W_OK | X_OK) == 0 ? "" : ": \(String(cString: strerror(errno)))"
    Console.error(
      "\(path) is replaced, but what was there cannot be removed\(reason); it stays as \(left) until "
        + "its owner removes it")
  }
}
