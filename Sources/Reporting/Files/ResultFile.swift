import Dispatch
import Synchronization

/// A file of a result directory.
public struct ResultFile: Sendable, Equatable {
  /// Its name, without a directory: one with a slash is not written.
  public var name: String
  /// Whether the rest of a result is worth having without it.
  package var isExtra = false
  private let pieces: Int
  private let make: @Sendable (Int) throws -> [UInt8]

  /// Whether its name stays in the directory that it is written to.
  var isInDirectory: Bool { !["", ".", ".."].contains(name) && !name.utf8.contains(0x2F) }

  /// Its text in UTF-8, made anew each time; empty where it cannot be made.
  public var text: String { String(decoding: (try? bytes()) ?? [], as: UTF8.self) }

  /// Its bytes, made anew each time.
  ///
  /// - Throws: Whatever stops them from being made.
  public func bytes() throws -> [UInt8] { try bytes(threads: 1) }

  /// Its bytes, made in pieces by several threads; the same whatever the number of threads.
  package func bytes(threads: Int) throws -> [UInt8] {
    guard pieces > 1 else { return try make(0) }
    let next = Atomic<Int>(0)
    let made = Mutex<[Result<[UInt8], any Error>?]>(Array(repeating: nil, count: pieces))
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, pieces))) { _ in
      while true {
        let piece = next.add(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        let result = Result { try make(piece) }
        made.withLock { $0[piece] = result }
      }
    }
    let parts = try made.withLock { try $0.map { try $0?.get() ?? [] } }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts { bytes += part }
    return bytes
  }

  /// Creates a file.
  public init(name: String, text: String) { self.init(name: name) { Array(text.utf8) } }

  /// Creates a file whose text is made when it is written, so that long ones are not in memory together.
  public init(name: String, text: @escaping @Sendable () -> String) {
    self.init(name: name, bytes: { Array(text().utf8) })
  }

  /// Creates a file whose bytes are made when it is written; it may fail to.
  public init(name: String, bytes: @escaping @Sendable () throws -> [UInt8]) {
    self.init(name: name, pieces: 1) { _ in try bytes() }
  }

  /// Creates a file whose pieces, from 0, are made when it is written, on any thread and in any order.
  init(name: String, pieces: Int, bytes: @escaping @Sendable (Int) throws -> [UInt8]) {
    self.name = name
    self.pieces = pieces
    make = bytes
  }

  /// Equality of name and bytes.
  public static func == (a: ResultFile, b: ResultFile) -> Bool {
    a.name == b.name && (try? a.bytes()) == (try? b.bytes())
  }
}
