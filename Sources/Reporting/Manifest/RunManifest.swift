/// What `manifest.json` says of a run: what was run, how long it took, and what the files must hash to.
///
/// It is the only file with timings, and the last to be written.
public struct RunManifest: Sendable, Equatable {
  /// Version of the program.
  public var version: String
  /// The scenario's name.
  public var scenario: String
  /// Seed of the run.
  public var seed: UInt64
  /// Number of paths.
  public var paths: Int
  /// Steps of each path.
  public var steps: Int
  /// Worker threads.
  public var threads: Int
  /// Wall-clock seconds of the simulation.
  public var wallSeconds: Double
  /// Further members, after these and before `files`.
  public var extra: [JSONMember]

  /// Name of the file.
  public static let fileName = "manifest.json"
  /// The value of its member `format`.
  static let format = "minerstress result"

  /// Creates a manifest.
  public init(
    version: String, scenario: String, seed: UInt64, paths: Int, steps: Int, threads: Int,
    wallSeconds: Double, extra: [JSONMember] = []
  ) {
    self.version = version
    self.scenario = scenario
    self.seed = seed
    self.paths = paths
    self.steps = steps
    self.threads = threads
    self.wallSeconds = wallSeconds
    self.extra = extra
  }

  /// What a manifest says of a file: its name, size and SHA-256 checksum.
  static func description(of name: String, _ bytes: [UInt8]) -> JSONText {
    .object([
      JSONMember("name", .string(name)), JSONMember("bytes", .integer(UInt64(bytes.count))),
      JSONMember("sha256", .string(SHA256.hexDigest(bytes))),
    ])
  }

  /// The manifest with the size and SHA-256 checksum of each of the run's other files.
  ///
  /// - Throws: Whatever stops the bytes of a file from being made.
  public func file(describing files: [ResultFile]) throws -> ResultFile {
    file(listing: try files.map { Self.description(of: $0.name, try $0.bytes()) })
  }

  /// The manifest with descriptions of the run's other files.
  func file(listing described: [JSONText]) -> ResultFile {
    let throughput = wallSeconds > 0 ? JSONText.number(Double(paths) / wallSeconds) : .null
    let members =
      [
        JSONMember("format", .string(Self.format)),
        JSONMember("formatVersion", .integer(1)),
        JSONMember("version", .string(version)),
        JSONMember("scenario", .string(scenario)),
        JSONMember("seed", .integer(seed)),
        JSONMember("paths", .integer(UInt64(paths))),
        JSONMember("steps", .integer(UInt64(steps))),
        JSONMember("threads", .integer(UInt64(threads))),
        JSONMember("wallSeconds", .number(wallSeconds)),
        JSONMember("pathsPerSecond", throughput),
      ] + extra + [JSONMember("files", .array(described))]
    return ResultFile(name: Self.fileName, text: JSONText.object(members).rendered() + "\n")
  }
}
