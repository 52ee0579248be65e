import CreditBasics
import Foundation
import Reporting
import RiskMeasures

/// The work of an unfinished run, in a hidden directory beside its result.
///
/// Every save adds a segment: a file with some blocks and what was found on them. Segments of
/// similar size are joined from time to time: the new file is written first, then the old ones are
/// removed. So a night's run leaves some dozens of segments, and a damaged one costs only its own
/// blocks.
public struct CheckpointDirectory: Sendable {
  /// A segment on disk.
  public struct Segment: Sendable {
    /// Its file name.
    public var name: String
    /// Its blocks.
    public var blocks: BlockSet
  }

  /// What was found when a run is resumed.
  public struct Loaded: Sendable {
    /// Everything found so far; nil when nothing usable was saved.
    public var tally: StressTally?
    /// The blocks that it covers.
    public var blocks = BlockSet()
    /// Lines about damaged files.
    public var complaints: [String] = []
  }

  /// The directory.
  public let path: String
  private let header: TallyFile.Header
  private let book: BookShape
  private let fanPlan: FactorFanPlan
  /// Paths of some blocks of the run.
  private let pathCount: @Sendable (BlockSet) -> Int
  private var segments: [Segment] = []
  private var nextNumber = 1
  private var held: WorkLock?
  /// Segments of one size class that are kept before they are joined.
  static let classSize = 8

  /// Describes the checkpoint of a run; nothing is touched yet.
  ///
  /// - Parameter pathCount: How many paths some blocks of the run have, to check files against.
  public init(
    _ path: String, header: TallyFile.Header, book: BookShape, fanPlan: FactorFanPlan,
    pathCount: @escaping @Sendable (BlockSet) -> Int
  ) {
    self.path = path
    self.pathCount = pathCount
    self.header = header
    self.book = book
    self.fanPlan = fanPlan
  }

  /// The hidden directory that belongs to a result directory.
  public static func path(besides result: String) -> String {
    let standard = FilePath.standard(result)
    return "\(FilePath.parent(of: standard))/.\(FilePath.stem(of: standard)).checkpoint"
  }

  /// Whether there is anything in the directory.
  public var exists: Bool { !Self.fileNames(path).isEmpty }

  /// Names of the segments in a directory.
  public static func fileNames(_ path: String) -> [String] {
    FilePath.names(in: path).filter { isSegment($0) && $0.hasSuffix(".tally") }.sorted()
  }

  /// Refuses a place that holds something other than a checkpoint, which would be in its way.
  ///
  /// - Throws: `ResultWriteError`.
  public func check() throws {
    let remedy = "move it away or choose another directory with --out"
    guard [.nothing, .directory].contains(Self.kind(path)) else {
      throw ResultWriteError("\(path) is no directory; \(remedy)")
    }
    guard let stranger = strangers.first else { return }
    throw ResultWriteError("\(path) holds \(stranger), which is not of a checkpoint; \(remedy)")
  }

  /// What is in the directory and was not put there by a checkpoint, whose entries are files.
  private var strangers: [String] {
    FilePath.names(in: path).sorted().filter { name in
      guard name == "lock" || Self.isSegment(name) else { return true }
      // Another process at work may have removed it since.
      return ![.nothing, .file].contains(Self.kind("\(path)/\(name)"))
    }
  }

  /// What is at a path; a link is neither a file nor a directory of a checkpoint.
  private static func kind(_ path: String) -> FilePlace.Kind {
    FilePlace.kind(path, followingLinks: false)
  }

  /// Whether a name is a segment's, or that of one under way.
  private static func isSegment(_ name: String) -> Bool {
    name.wholeMatch(of: #/segment-[0-9]{6,19}\.tally(\.[0-9]+-[0-9]+\.partial)?/#) != nil
  }

  /// What the first segment in a directory that can be read says of its run; nil without one.
  public static func header(in path: String) -> TallyFile.Header? {
    fileNames(path).lazy.compactMap { try? TallyFile(contentsOf: "\(path)/\($0)") }.first?.header
  }

  /// Whether work is saved that can be continued as this run's.
  public var holdsOwnWork: Bool {
    Self.header(in: path).map { mismatch($0) == nil } ?? false
  }

  /// Why the work that is saved cannot be continued as this run's; nil where it can.
  public var mismatch: CheckpointMismatch? { Self.header(in: path).flatMap(mismatch) }

  private func mismatch(_ there: TallyFile.Header) -> CheckpointMismatch? {
    let differences = header.differences(from: there)
    guard !differences.isEmpty else { return nil }
    var mismatch = CheckpointMismatch(differences: differences)
    mismatch.isOfAnotherBuild = header.identity.isOfAnotherBuild(than: there.identity)
    return mismatch
  }

  /// Reads every segment; removes damaged ones with a complaint, and those that a join left behind.
  ///
  /// - Throws: `CheckpointMismatch` when a segment is of another run, cannot be read or is of a
  ///   newer format; `CheckpointBusy` while another process is at work. After an error the lock is
  ///   free for others.
  public mutating func load() throws -> Loaded {
    guard exists else { return Loaded() }
    try lock()
    do {
      return try loadLocked()
    } catch {
      letGo()
      throw error
    }
  }

  private mutating func loadLocked() throws -> Loaded {
    var loaded = Loaded()
    for name in FilePath.names(in: path) where Self.isSegment(name) && name.hasSuffix(".partial") {
      remove(name)
    }
    var found: [Segment] = []
    for name in Self.fileNames(path) {
      nextNumber = max(nextNumber, (Self.number(of: name) ?? 0) + 1)
      guard let file = try read(name, &loaded) else { continue }
      if let mismatch = mismatch(file.header) { throw mismatch }
      found.append(Segment(name: name, blocks: file.blocks))
    }
    for segment in found.sorted(by: { $0.blocks.count > $1.blocks.count }) {
      try take(segment, &loaded)
    }
    return loaded
  }

  /// Reads a segment; nil, with a complaint, where it is damaged.
  private func read(_ name: String, _ loaded: inout Loaded) throws -> TallyFile? {
    do {
      return try TallyFile(contentsOf: "\(path)/\(name)")
    } catch {
      // The work of a newer program, or on a disk that is missing now, must not be thrown away.
      guard error.worth == .damaged else {
        throw CheckpointMismatch(differences: ["\(path)/\(name) \(error)"])
      }
      complain(name, "\(error)", &loaded)
      return nil
    }
  }

  /// Takes a segment, read once more: all together would not fit into memory.
  private mutating func take(_ segment: Segment, _ loaded: inout Loaded) throws {
    // A join that was interrupted leaves the segments that it has replaced.
    if segment.blocks.isSubset(of: loaded.blocks) { return remove(segment.name) }
    guard segment.blocks.intersection(loaded.blocks).isEmpty else {
      return complain(segment.name, "overlaps another segment", &loaded)
    }
    guard let file = try read(segment.name, &loaded) else { return }
    guard file.blocks == segment.blocks, let tally = try? tally(of: file) else {
      return complain(segment.name, "holds no tally of this run", &loaded)
    }
    if loaded.tally == nil { loaded.tally = tally } else { loaded.tally?.merge(tally) }
    loaded.blocks = loaded.blocks.union(segment.blocks)
    segments.append(segment)
  }

  private func tally(of file: TallyFile) throws -> StressTally {
    try file.tally(book: book, fanPlan: fanPlan, pathCount: pathCount(file.blocks))
  }

  private func complain(_ name: String, _ reason: String, _ loaded: inout Loaded) {
    loaded.complaints.append("\(path)/\(name) \(reason); its blocks are simulated again")
    remove(name)
  }

  /// Whether every segment that was saved is still there.
  public var isWhole: Bool {
    segments.allSatisfy { FilePath.exists("\(path)/\($0.name)") }
  }

  /// Begins anew after the directory has vanished, with nothing saved.
  public mutating func startOver() { segments = [] }

  /// Saves what was found on some blocks.
  ///
  /// - Throws: `ResultWriteError`; what was saved before is untouched.
  public mutating func save(blocks: BlockSet, tally: StressTally) throws {
    try FilePath.makeDirectory(path)
    do {
      try lock()
    } catch {
      // For when no more files can be opened. Another process's directory is not empty, and so
      // stays.
      rmdir(path)
      throw error
    }
    let name = try write(blocks, tally)
    segments.append(Segment(name: name, blocks: blocks))
    joinFullClasses()
  }

  /// Keeps other processes out until this one ends, however it ends.
  ///
  /// - Throws: `CheckpointBusy`.
  private mutating func lock() throws {
    if let held, held.isInPlace { return }
    let lock = try WorkLock("lock", of: path)
    held?.letGo()
    held = lock
  }

  private mutating func write(_ blocks: BlockSet, _ tally: StressTally) throws -> String {
    let number = String(nextNumber)
    let name = "segment-\(String(repeating: "0", count: max(0, 6 - number.count)))\(number).tally"
    nextNumber += 1
    try TallyFile(header: header, blocks: blocks, tally: tally).write(to: "\(path)/\(name)")
    return name
  }

  /// Joins segments whose sizes have the same order of magnitude, once there are `classSize` of them.
  ///
  /// A join that fails loses nothing: the segments stay.
  private mutating func joinFullClasses() {
    let classes = Dictionary(grouping: segments) { Self.sizeClass($0.blocks.count) }
    guard let full = classes.values.first(where: { $0.count >= Self.classSize }) else { return }
    var joined: StressTally?
    var blocks = BlockSet()
    for segment in full {
      guard let file = try? TallyFile(contentsOf: "\(path)/\(segment.name)"),
        let tally = try? tally(of: file)
      else { return }
      if joined == nil { joined = tally } else { joined?.merge(tally) }
      blocks = blocks.union(file.blocks)
    }
    guard let joined, let name = try? write(blocks, joined) else { return }
    let names = Set(full.map(\.name))
    segments.removeAll { names.contains($0.name) }
    segments.append(Segment(name: name, blocks: blocks))
    for old in names { remove(old) }
  }

  /// Sizes within a factor of eight are alike.
  private static func sizeClass(_ blocks: Int) -> Int {
    (Int.bitWidth - max(1, blocks).leadingZeroBitCount - 1) / 3
  }

  /// A segment's number, of at most 19 digits.
  private static func number(of name: String) -> Int? {
    Int(name.dropFirst("segment-".count).dropLast(".tally".count))
  }

  /// Removes a file; a directory or link of such a name is somebody else's, and stays.
  private func remove(_ name: String) {
    guard Self.kind("\(path)/\(name)") == .file else { return }
    unlink("\(path)/\(name)")
  }

  /// Removes the checkpoint's own files, and its directory if nothing else is in it.
  ///
  /// - Throws: `CheckpointBusy` while another process is at work on it; everything stays.
  public mutating func discard() throws {
    segments = []
    defer { letGo() }
    guard Self.kind(path) == .directory, strangers.isEmpty else { return }
    try lock()
    for name in FilePath.names(in: path) where Self.isSegment(name) { remove(name) }
    remove("lock")
    rmdir(path)
  }

  /// Lets other processes in, with everything that is saved left in its place.
  public mutating func letGo() {
    held?.letGo()
    held = nil
  }
}
