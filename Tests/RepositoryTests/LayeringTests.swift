import Foundation
import Testing

/// SwiftPM compiles imports that no target declares; this does not let them pass.
@Suite struct LayeringTests {
  /// Dependencies of each target, as the manifest declares them.
  private func declared() throws -> [String: Set<String>] {
    let manifest = try Repository.text("Package.swift")
    var targets: [String: Set<String>] = [:]
    let declaration =
      #/\.(?:target|executableTarget)\(\s*name:\s*"(\w+)"(?:,\s*dependencies:\s*\[([^\]]*)\])?/#
    for match in manifest.matches(of: declaration) {
      let names = (match.2 ?? "").matches(of: #/"(\w+)"/#).map { String($0.1) }
      targets[String(match.1)] = Set(names)
    }
    return targets
  }

  private func imports(of target: String) throws -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for file in Repository.sources where file.split(separator: "/")[1] == target {
      let text = try Repository.text(file)
      let statement =
        #/(?m)^\s*(?:@\w+\s+)?(?:(?:public|package|internal|private)\s+)?import\s+(?:(?:struct|class|enum|func)\s+)?(\w+)/#
      found[file] = Set(text.matches(of: statement).map { String($0.1) })
    }
    return found
  }

  @Test func dependenciesAreWhatFilesImport() throws {
    let targets = try declared()
    let folders = Set(Repository.sources.map { String($0.split(separator: "/")[1]) })
    #expect(folders.count >= 10)
    for target in folders.sorted() {
      let allowed = try #require(targets[target], "\(target) is not in the manifest")
      let imports = try imports(of: target)
      for (file, modules) in imports {
        let undeclared = modules.intersection(targets.keys).subtracting(allowed)
        #expect(undeclared.isEmpty, "\(file) imports \(undeclared.sorted())")
      }
      let unneeded = imports.values.reduce(allowed) { $0.subtracting($1) }
      #expect(unneeded.isEmpty, "no file of \(target) imports \(unneeded.sorted())")
    }
  }

  /// The kernels know no Foundation; the system's C library is enough for a logarithm.
  @Test(arguments: ["NumericCore", "MarketPaths", "MinerCredit", "CreditBasics"])
  func kernelsImportNoFoundation(target: String) throws {
    let files = try imports(of: target)
    #expect(files.count >= 5)
    for (file, modules) in files {
      #expect(!modules.contains("Foundation"), "\(file)")
      #expect(!modules.contains("Dispatch"), "\(file)")
    }
  }

  /// Those who read, compute and render never meet but in the program.
  @Test func neighboursDoNotKnowEachOther() throws {
    let targets = try declared()
    for (target, stranger) in [
      ("ScenarioFiles", "StressEngine"), ("ScenarioFiles", "Reporting"),
      ("StressEngine", "ScenarioFiles"), ("StressEngine", "Reporting"),
      ("Reporting", "StressEngine"), ("Reporting", "ScenarioFiles"),
      ("MarketPaths", "MinerCredit"), ("MinerCredit", "MarketPaths"),
      ("RiskMeasures", "StressEngine"), ("PathLedger", "MinerCredit"),
      ("Questions", "ReportPages"), ("ReportPages", "Questions"),
      // Warnings are looked for where they are shown, not for every variation of a question.
      ("Questions", "ScenarioWarnings"),
    ] {
      let dependencies = try #require(targets[target])
      #expect(!dependencies.contains(stranger), "\(target) depends on \(stranger)")
    }
    #expect(targets["NumericCore"] == [])
    #expect(targets["CreditBasics"] == ["NumericCore"])
  }

  @Test func everyTargetIsInTheArchitecture() throws {
    let page = try Repository.text("docs/architecture.md")
    for target in try declared().keys.sorted() where target != "TestSupport" {
      let isNamed = page.contains("`\(target)`")
      #expect(isNamed, "docs/architecture.md does not name \(target)")
    }
  }
}
