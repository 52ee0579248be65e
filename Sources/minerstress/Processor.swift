import Foundation

/// What the kernels need of the processor.
enum Processor {
  /// Refuses a processor that would die of an illegal instruction in the kernels.
  static func requireVectorInstructions() throws {
    #if arch(x86_64) && os(Linux)
      guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
        let flags = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
      else { return }
      let known = Set(flags.split(separator: " "))
      let missing = ["avx2", "fma", "bmi1", "bmi2", "movbe"].filter {
        !known.contains(Substring($0))
      }
      guard missing.isEmpty else {
        throw CommandFailure(
          .failed,
          "this build needs a processor with AVX2 and FMA (x86-64-v3); this one lacks "
            + missing.joined(separator: ", "))
      }
    #endif
  }

  /// Number of threads when none is asked for.
  static var count: Int { ProcessInfo.processInfo.activeProcessorCount }
}
