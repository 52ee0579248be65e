import Foundation
import Reporting
import Testing

@Suite struct ResultDirectoryTests {
  let files = [ResultFile(name: "a.csv", text: "x\r\n"), ResultFile(name: "b.csv", text: "")]
  let manifest = RunManifest(
    version: "1.0", scenario: "quoted \"name\"", seed: .max, paths: 1000, steps: 260, threads: 2,
    wallSeconds: 0.5, extra: [JSONMember("partial", .boolean(false))])

  /// Runs a test in a directory of its own.
  func inScratch(_ body: (String) throws -> Void) throws {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("minerstress-\(UUID().uuidString)").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    try body(scratch.path)
  }

  func entries(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func failure(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func aDirectoryAppearsWithItsParents() throws {
    try inScratch { scratch in
      try ResultDirectory("\(scratch)/x/y/").write(files, manifest: manifest)
      #expect(try entries(scratch) == ["x"])
      #expect(try entries("\(scratch)/x") == ["y"])
      #expect(try entries("\(scratch)/x/y") == ["a.csv", "b.csv", "manifest.json"])
      #expect(try String(contentsOfFile: "\(scratch)/x/y/a.csv", encoding: .utf8) == "x\r\n")
    }
  }

  @Test func theManifestIsJSONWithChecksums() throws {
    let text = manifest.file(describing: files).text
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(json?["scenario"] as? String == "quoted \"name\"")
    #expect(json?["seed"] as? UInt64 == .max)
    #expect(json?["pathsPerSecond"] as? Double == 2000)
    #expect(json?["partial"] as? Bool == false)
    let described = json?["files"] as? [[String: Any]]
    #expect(described?.map { $0["name"] as? String } == ["a.csv", "b.csv"])
    #expect(described?[0]["bytes"] as? Int == 3)
    #expect(described?[1]["sha256"] as? String == SHA256.hexDigest([]))
  }

  @Test func anExistingResultIsNeverOverwrittenSilently() throws {
    try inScratch { scratch in
      let directory = ResultDirectory("\(scratch)/x")
      try directory.write(files, manifest: manifest)
      let error = failure { try directory.write([], manifest: manifest) }
      #expect(
        error == "\(scratch)/x holds a result already; add --overwrite to replace it or choose "
          + "another directory with --out")
      #expect(try entries("\(scratch)/x").count == 3)
      try directory.write([files[1]], manifest: manifest, existing: .replace)
      #expect(try entries("\(scratch)/x") == ["b.csv", "manifest.json"])
      #expect(try entries(scratch) == ["x"])
    }
  }

  @Test func whatIsNotAResultIsNeverReplaced() throws {
    try inScratch { scratch in
      let manager = FileManager.default
      try Data().write(to: URL(fileURLWithPath: "\(scratch)/file"))
      try manager.createDirectory(atPath: "\(scratch)/home", withIntermediateDirectories: false)
      try Data().write(to: URL(fileURLWithPath: "\(scratch)/home/letter.txt"))
      for existing in [ResultDirectory.Existing.refuse, .replace] {
        #expect(
          failure {
            try ResultDirectory("\(scratch)/file").write(
              files, manifest: manifest, existing: existing)
          } == "\(scratch)/file exists and is not a directory; choose another place with --out")
        #expect(
          failure {
            try ResultDirectory("\(scratch)/home").write(
              files, manifest: manifest, existing: existing)
          }
            == "\(scratch)/home is not empty and holds no result; choose another directory with "
            + "--out")
        #expect(
          failure {
            try ResultDirectory("\(scratch)/file/x").check(existing: existing)
          } == "\(scratch)/file is not a directory; choose another place for \(scratch)/file/x "
            + "with --out")
      }
      #expect(try entries(scratch) == ["file", "home"])
    }
  }

  @Test func anEmptyDirectoryIsFilled() throws {
    try inScratch { scratch in
      let path = "\(scratch)/x"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      try ResultDirectory(path).write(files, manifest: manifest)
      #expect(try entries(scratch) == ["x"])
      #expect(try entries(path).count == 3)
    }
  }

  @Test func aFullDiskLeavesNothing() throws {
    try inScratch { scratch in
      let full = ResultDirectory("\(scratch)/x/y") { bytes, path in
        // The first file fits; the next meets the device that is always full.
        let place = path.hasSuffix("a.csv") ? path : "/dev/full"
        try AtomicFile.writeDurably(bytes.isEmpty ? [1] : bytes, to: place)
      }
      let error = failure { try full.write(files, manifest: manifest) }
      #expect(
        error == "cannot write /dev/full: No space left on device; free some space or choose "
          + "another directory with --out")
      let left = try entries(scratch)
      #expect(left.isEmpty)
    }
  }

  @Test func aFullDiskKeepsTheOldResult() throws {
    try inScratch { scratch in
      try ResultDirectory("\(scratch)/x").write(files, manifest: manifest)
      let full = ResultDirectory("\(scratch)/x") { bytes, _ in
        try AtomicFile.writeDurably(bytes, to: "/dev/full")
      }
      _ = failure { try full.write(files, manifest: manifest, existing: .replace) }
      #expect(try entries(scratch) == ["x"])
      #expect(try String(contentsOfFile: "\(scratch)/x/a.csv", encoding: .utf8) == "x\r\n")
    }
  }

  @Test func anInterruptionLeavesNothing() throws {
    try inScratch { scratch in
      let interrupted = ResultDirectory("\(scratch)/x/y") { bytes, path in
        try AtomicFile.writeDurably(bytes, to: path)
        if path.hasSuffix("b.csv") { PartialDirectories.removeAll { $0.hasPrefix(scratch) } }
      }
      // What the handler took away cannot be written any more; the handler ends the program.
      let error = failure { try interrupted.write(files, manifest: manifest) }
      #expect(error.contains("/x/.y.") && error.hasSuffix("No such file or directory"))
      let left = try entries(scratch)
      #expect(left.isEmpty)
    }
  }

  @Test func singleFilesAreReplacedWhole() throws {
    try inScratch { scratch in
      try AtomicFile.write("one".utf8, to: "\(scratch)/index.csv")
      try AtomicFile.write("two".utf8, to: "\(scratch)/index.csv")
      #expect(try String(contentsOfFile: "\(scratch)/index.csv", encoding: .utf8) == "two")
      #expect(try entries(scratch) == ["index.csv"])
      #expect(
        failure { try AtomicFile.write("".utf8, to: "\(scratch)/no/index.csv") } != "no error")
      #expect(failure { try AtomicFile.write("".utf8, to: scratch) } != "no error")
      #expect(try entries(scratch) == ["index.csv"])
    }
  }
}
