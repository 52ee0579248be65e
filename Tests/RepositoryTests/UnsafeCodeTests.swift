import Testing

/// Where code may go without the compiler's checks, and what it must then do itself.
@Suite struct UnsafeCodeTests {
  /// Targets that the manifest compiles with `-Ounchecked`.
  private func uncheckedTargets() throws -> [String] {
    let manifest = try Repository.text("Package.swift")
    let names = manifest.split(separator: ".target(").dropFirst().compactMap { text -> String? in
      let declaration = text.prefix(while: { $0 != ")" })
      guard text.prefix(400).contains("swiftSettings: kernel"),
        let name = declaration.firstMatch(of: #/name:\s*"(\w+)"/#)
      else { return nil }
      return String(name.1)
    }
    return names.filter { !Repository.files(in: "Sources/\($0)", withSuffix: ".swift").isEmpty }
  }

  /// Under `-Ounchecked` a precondition is assumed, not tested: `demand` stands in its place.
  @Test func uncheckedTargetsDoNotRelyOnPreconditions() throws {
    let targets = try uncheckedTargets()
    #expect(Set(targets).isSuperset(of: ["NumericCore", "MarketPaths", "MinerCredit"]))
    for target in targets {
      for file in Repository.files(in: "Sources/\(target)", withSuffix: ".swift") {
        let code = try Repository.lines(file).filter {
          !$0.drop(while: { $0 == " " }).hasPrefix("//")
        }
        let guards = code.filter {
          $0.contains(#/\b(?:precondition|preconditionFailure|assert)\(/#)
        }
        #expect(guards.isEmpty, "\(file): \(guards)")
      }
    }
  }

  /// `docs/architecture.md` says so.
  @Test(arguments: [
    "Calibration", "CreditBasics", "PathLedger", "PathStories", "QuestionPages", "Questions",
    "ReportPages", "ResultReading", "ScenarioWarnings", "Verification",
  ])
  func theseTargetsHaveNoUnsafePointer(target: String) throws {
    let files = Repository.files(in: "Sources/\(target)", withSuffix: ".swift")
    #expect(!files.isEmpty)
    for file in files {
      let isUnsafe = try Repository.text(file).contains(
        #/Unsafe|unsafeAddress|@unchecked|nonisolated\(unsafe\)/#)
      #expect(!isUnsafe, "\(file)")
    }
  }
}
