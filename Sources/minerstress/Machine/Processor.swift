import Foundation

/// What the kernels need of the processor.
enum Processor {
  /// Refuses a processor on which the kernels would meet an illegal instruction.
  static func requireVectorInstructions() throws {
    #if arch(x86_64) && os(Linux)
      guard let flags = line("flags", of: "/proc/cpuinfo") else { return }
      let known = Set(flags.split(separator: " "))
      let missing = needed.filter { !known.contains(Substring($0)) }
      guard missing.isEmpty else {
        throw CommandFailure(
          .failed,
          "this build needs a processor with \(neededName); this one lacks "
            + missing.joined(separator: ", ") + advice)
      }
    #endif
  }

  #if AVX512
    private static let neededName = "AVX-512 (x86-64-v4)"
    private static let advice =
      "; build it on the processors it is to run on, or with MINERSTRESS_AVX512=0 swift build -c release"
    private static let needed = [
      "avx2", "fma", "bmi1", "bmi2", "movbe", "avx512f", "avx512bw", "avx512cd", "avx512dq",
      "avx512vl",
    ]
  #else
    private static let neededName = "AVX2 and FMA (x86-64-v3)"
    private static let advice = ""
    private static let needed = ["avx2", "fma", "bmi1", "bmi2", "movbe"]
  #endif

  /// Number of threads when none is asked for: the processors that this process may use.
  ///
  /// Foundation counts those of the machine, of which Slurm, a container or `taskset` may have given a few.
  static let count: Int = {
    #if os(Linux)
      // A mask in hexadecimal digits, such as "ff,ffffffff".
      let mask = line("Cpus_allowed:", of: "/proc/self/status")?.split(separator: "\t").last ?? ""
      let allowed = mask.compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
      if allowed > 0 { return allowed }
    #endif
    return ProcessInfo.processInfo.activeProcessorCount
  }()

  #if os(Linux)
    /// The first line of a file of the system's that begins with a name.
    private static func line(_ name: String, of path: String) -> Substring? {
      let text = try? String(contentsOfFile: path, encoding: .utf8)
      return text?.split(separator: "\n").first { $0.hasPrefix(name) }
    }
  #endif
}
