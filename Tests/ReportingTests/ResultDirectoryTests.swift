import Dispatch
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
    let text = try manifest.file(describing: files).text
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
      try manager.createDirectory(atPath: "\(scratch)/mine", withIntermediateDirectories: false)
      try Data().write(to: URL(fileURLWithPath: "\(scratch)/mine/letter.txt"))
      for existing in [ResultDirectory.Existing.refuse, .replace] {
        #expect(
          failure {
            try ResultDirectory("\(scratch)/file").write(
              files, manifest: manifest, existing: existing)
          } == "\(scratch)/file exists and is not a directory; choose another place with --out")
        #expect(
          failure {
            try ResultDirectory("\(scratch)/mine").write(
              files, manifest: manifest, existing: existing)
          }
            == "\(scratch)/mine is not empty and holds no result; choose another directory with "
            + "--out")
        #expect(
          failure {
            try ResultDirectory("\(scratch)/file/x").check(existing: existing)
          } == "\(scratch)/file is not a directory; choose another place for \(scratch)/file/x "
            + "with --out")
      }
      #expect(try entries(scratch) == ["file", "mine"])
    }
  }

  /// Nothing can take the place of a mounted file system: that is said before anything is simulated.
  @Test(
    .enabled(
      if: access("/", W_OK) == 0 && FileManager.default.fileExists(atPath: "/proc/self"),
      "needs a system with /proc, and its owner"))
  func aMountPointIsRefused() {
    let error = #expect(throws: ResultWriteError.self) {
      try ResultDirectory("/proc").check(existing: .refuse)
    }
    #expect(
      error.map { "\($0)".hasPrefix("/proc is where another file system is mounted") } == true)
  }

  /// Clean-up knows what it made, whatever the names: a parent called like a partial directory stays.
  @Test(arguments: ["foo.partial/res", ".partial/.partial", "x.partial/y.partial"])
  func aResultBelowANameOfOursStays(name: String) throws {
    try inScratch { scratch in
      try ResultDirectory("\(scratch)/\(name)").write(files, manifest: manifest)
      #expect(try entries("\(scratch)/\(name)") == ["a.csv", "b.csv", "manifest.json"])
      PartialDirectories.removeAll { $0.hasPrefix(scratch) }
      #expect(try entries("\(scratch)/\(name)") == ["a.csv", "b.csv", "manifest.json"])
    }
  }

  @Test(arguments: ["../summary.csv", "a/b.csv", "/a.csv", "..", ""])
  func filesOutsideTheDirectoryAreRefused(name: String) throws {
    try inScratch { folder in
      let file = ResultFile(name: name, text: "x")
      let said = failure {
        try ResultDirectory("\(folder)/out").write([file], manifest: manifest)
      }
      #expect(said.hasSuffix("is no name of a file in a directory"))
      let left = try entries(folder)
      #expect(left.isEmpty)
    }
  }

  /// A name that clean-up would take for its own is refused, so that no result is ever under it.
  @Test func namesOfWorkUnderWayAreRefused() throws {
    try inScratch { scratch in
      let error = failure {
        try ResultDirectory("\(scratch)/.x.17-4.partial").write(files, manifest: manifest)
      }
      #expect(
        error.hasSuffix(
          "is a name of results under way, which are cleaned up; choose another with --out"))
      let left = try entries(scratch)
      #expect(left.isEmpty)
    }
  }

  /// What came while files were written is never replaced: another result, or a user's directory.
  @Test(arguments: [false, true])
  func whatCameMeanwhileStays(overwrites: Bool) throws {
    try inScratch { scratch in
      let place = "\(scratch)/x"
      let manager = FileManager.default
      if overwrites { try ResultDirectory(place).write(files, manifest: manifest) }
      let overtaken = ResultDirectory(place) { bytes, path in
        try AtomicFile.writeDurably(bytes, to: path)
        guard path.hasSuffix("manifest.json") else { return }
        if overwrites { try manager.moveItem(atPath: place, toPath: place + ".old") }
        try manager.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Data("dear".utf8).write(to: URL(fileURLWithPath: place + "/letter.txt"))
      }
      let error = failure {
        try overtaken.write(files, manifest: manifest, existing: overwrites ? .replace : .refuse)
      }
      #expect(error.contains("was taken by somebody else meanwhile and is left as it is"))
      #expect(try entries(place) == ["letter.txt"])
      #expect(try entries(scratch) == (overwrites ? ["x", "x.old"] : ["x"]))
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

  /// Whoever removes while a result gets its name finds all of it or nothing; of two, the old or the new.
  @Test(arguments: [false, true])
  func aRemovalMeetsAllOfAResultOrNothing(overwrites: Bool) throws {
    let many = (0..<40).map { ResultFile(name: "\($0).csv", text: "x\r\n") }
    for turn in 0..<60 {
      try inScratch { scratch in
        if overwrites { try ResultDirectory("\(scratch)/x").write(files, manifest: manifest) }
        let removal = DispatchGroup()
        let directory = ResultDirectory("\(scratch)/x") { bytes, path in
          try Data(bytes).write(to: URL(fileURLWithPath: path))
          guard path.hasSuffix("manifest.json") else { return }
          DispatchQueue.global().async(group: removal) {
            usleep(UInt32(turn) * 20)
            PartialDirectories.removeAll { $0.hasPrefix(scratch) }
          }
        }
        let error = failure {
          try directory.write(many, manifest: manifest, existing: overwrites ? .replace : .refuse)
        }
        removal.wait()
        let isWritten = error == "no error"
        let count = isWritten ? many.count + 1 : overwrites ? files.count + 1 : 0
        #expect(try entries(scratch) == (count > 0 ? ["x"] : []), "\(error)")
        if count > 0 { #expect(try entries("\(scratch)/x").count == count, "\(error)") }
      }
    }
  }

  /// A circle of links is no place, and is told before the first path.
  @Test func aCircleOfLinksIsRefused() throws {
    try inScratch { scratch in
      for (link, target) in [("a", "b"), ("b", "a")] {
        try FileManager.default.createSymbolicLink(
          atPath: "\(scratch)/\(link)", withDestinationPath: target)
      }
      for place in ["a", "a/x/y"] {
        let error = failure { try ResultDirectory("\(scratch)/\(place)").check(existing: .refuse) }
        #expect(error.contains("Too many levels of symbolic links; choose another directory"))
      }
    }
  }

  /// The place is looked at before the first path: names that a system refuses, an empty one.
  @Test(arguments: [
    (String(repeating: "n", count: 256), "has 256 bytes"),
    (String(repeating: "💩", count: 64), "has 256 bytes"), ("", "--out is empty"),
  ])
  func placesThatCannotBeMadeAreRefusedBeforehand(name: String, reason: String) throws {
    try inScratch { scratch in
      let path = name.isEmpty ? "" : "\(scratch)/\(name)"
      let error = failure { try ResultDirectory(path).check(existing: .refuse) }
      #expect(error.contains(reason))
      let left = try entries(scratch)
      #expect(left.isEmpty)
    }
  }

  /// Every name that the system takes is delivered, whatever is put before and after it on the way.
  @Test(arguments: [
    String(repeating: "n", count: 255), String(repeating: "長", count: 80), "~", "~root", "-",
  ])
  func namesThatTheSystemTakesAreDelivered(name: String) throws {
    try inScratch { scratch in
      try ResultDirectory("\(scratch)/\(name)").write(files, manifest: manifest)
      #expect(try entries(scratch) == [name])
      #expect(try entries("\(scratch)/\(name)").count == 3)
    }
  }

  @Test func aLinkIsFollowed() throws {
    try inScratch { scratch in
      let manager = FileManager.default
      try manager.createDirectory(atPath: "\(scratch)/real", withIntermediateDirectories: false)
      try manager.createSymbolicLink(
        atPath: "\(scratch)/link", withDestinationPath: "real")
      let directory = ResultDirectory("\(scratch)/link")
      #expect(directory.path == "\(scratch)/real")
      try directory.check(existing: .refuse)
      try directory.write(files, manifest: manifest)
      #expect(try entries("\(scratch)/real").count == 3)
      #expect(try entries(scratch) == ["link", "real"])
    }
  }

  /// A shard, or anything else that others have put into a result, does not go with it.
  @Test func whatOthersPutIntoAResultStays() throws {
    try inScratch { scratch in
      let directory = ResultDirectory("\(scratch)/x")
      try directory.write(files, manifest: manifest)
      for name in ["shard-0-of-2", "sub"] {
        try FileManager.default.createDirectory(
          atPath: "\(scratch)/x/\(name)", withIntermediateDirectories: false)
      }
      try Data().write(to: URL(fileURLWithPath: "\(scratch)/x/notes.txt"))
      let error = failure {
        try directory.write(files, manifest: manifest, existing: .replace)
      }
      #expect(
        error == "\(scratch)/x holds notes.txt, shard-0-of-2, sub beside its result; move that "
          + "away before it is replaced, or choose another directory with --out")
      #expect(try entries("\(scratch)/x").count == 6)
    }
  }

  /// Other programs have manifests too, and of a damaged one nobody knows whose files lie beside it.
  @Test(arguments: [
    #"{"manifest_version": 3, "version": "1.0", "files": []}"#, "", #"{"format": "minerstre"#,
  ])
  func whatHasAManifestOfNoResultStays(manifest text: String) throws {
    try inScratch { scratch in
      let app = "\(scratch)/app"
      try FileManager.default.createDirectory(atPath: app, withIntermediateDirectories: false)
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(app)/manifest.json"))
      try Data("code".utf8).write(to: URL(fileURLWithPath: "\(app)/background.js"))
      for existing in [ResultDirectory.Existing.refuse, .replace] {
        let error = failure {
          try ResultDirectory(app).write(files, manifest: manifest, existing: existing)
        }
        #expect(
          error == "\(app)/manifest.json is no manifest of a result, or is damaged; move \(app) "
            + "away or choose another directory with --out")
      }
      #expect(try entries(app) == ["background.js", "manifest.json"])
    }
  }

  /// Of files that belong together none is replaced before all stand on the disk.
  @Test func filesThatBelongTogetherAreReplacedTogether() throws {
    try inScratch { scratch in
      let text = { (name: String) in
        try String(contentsOfFile: "\(scratch)/\(name)", encoding: .utf8)
      }
      try AtomicFile.write([(Array("1".utf8), "\(scratch)/a"), (Array("2".utf8), "\(scratch)/b")])
      let error = failure {
        try AtomicFile.write([(Array("3".utf8), "\(scratch)/a"), ([1], "\(scratch)/none/b")])
      }
      #expect(error.hasSuffix("No such file or directory"))
      #expect(try text("a") == "1" && text("b") == "2")
      #expect(try entries(scratch) == ["a", "b"])
      try AtomicFile.write([(Array("3".utf8), "\(scratch)/a"), (Array("4".utf8), "\(scratch)/b")])
      #expect(try text("a") == "3" && text("b") == "4")
    }
  }

  /// A file's link is followed and stays; pipes and devices are written to, disks refused.
  @Test func specialFilesAreWrittenThroughOrRefused() throws {
    try inScratch { scratch in
      try Data("old".utf8).write(to: URL(fileURLWithPath: "\(scratch)/real.csv"))
      try FileManager.default.createSymbolicLink(
        atPath: "\(scratch)/link.csv", withDestinationPath: "real.csv")
      try AtomicFile.write("new".utf8, to: "\(scratch)/link.csv")
      #expect(try String(contentsOfFile: "\(scratch)/real.csv", encoding: .utf8) == "new")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: "\(scratch)/link.csv")
          == "real.csv")

      let pipe = "\(scratch)/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      let reader = open(pipe, O_RDONLY | O_NONBLOCK)
      defer { close(reader) }
      try AtomicFile.write("through".utf8, to: pipe)
      var bytes = [UInt8](repeating: 0, count: 16)
      #expect(read(reader, &bytes, 16) == 7)
      #expect(String(decoding: bytes.prefix(7), as: UTF8.self) == "through")
      try AtomicFile.write("gone".utf8, to: "/dev/null")
      #expect(failure { try AtomicFile.check(scratch) }.contains("Is a directory"))
      #expect(failure { try AtomicFile.check("\(scratch)/no/x.csv") }.contains("No such file"))
      #expect(try entries(scratch) == ["link.csv", "pipe", "real.csv"])
    }
  }

  @Test func aChangedFileIsTold() throws {
    try inScratch { scratch in
      try ResultDirectory("\(scratch)/x").write(files, manifest: manifest)
      #expect(try ResultManifest(directory: "\(scratch)/x").damage == nil)
      try Data("y\r\n".utf8).write(to: URL(fileURLWithPath: "\(scratch)/x/a.csv"))
      #expect(
        try ResultManifest(directory: "\(scratch)/x").damage
          == "\(scratch)/x/a.csv was changed since the run wrote it: its checksum is not the "
          + "manifest's")
      try FileManager.default.removeItem(atPath: "\(scratch)/x/a.csv")
      #expect(
        try ResultManifest(directory: "\(scratch)/x").damage
          == "\(scratch)/x/a.csv is missing or cannot be read")
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
