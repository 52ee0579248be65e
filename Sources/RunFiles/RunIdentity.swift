import CreditBasics
import Foundation
import Reporting
import ScenarioFiles

/// What two pieces of work must have in common to belong to one result.
public struct RunIdentity: Codable, Sendable, Equatable {
  /// Version of the program.
  public var version: String
  /// The build: the fingerprint of the program's executable file (`FileFingerprint`); `unknown` where that
  /// cannot be read.
  public var build: String
  /// The scenario as resolved JSON, with paths and seed.
  public var scenario: String
  /// Options that change results: name and value; of the result of a question also its `command`.
  public var options: [String: String]

  /// The name among the options under which a question says which command asked it; runs have none.
  package static let command = "command"

  /// The name among the options under which a run that reached its precision early says how many paths it was
  /// planned for; its scenario has those that it took.
  package static let planned = "paths"

  /// Whether it is of the result of a question.
  package var isOfAQuestion: Bool { options[Self.command] != nil }

  /// Describes a run.
  public init(version: String, build: String, scenario: String, options: [String: String] = [:]) {
    self.version = version
    self.build = build
    self.scenario = scenario
    self.options = options
  }

  /// Whether another version or build of the program made the other work, or may have.
  package func isOfAnotherBuild(than other: RunIdentity) -> Bool {
    version != other.version || build != other.build || build == FileFingerprint.unknown
  }

  /// What differs, one line each, at most six; empty for equal identities.
  ///
  /// Two unknown builds may differ: their work is never taken for that of one run. If another build
  /// wrote the other work, the first line says so, and what may be its placeholder is not listed.
  ///
  /// - Parameters:
  ///   - other: the identity of what is there already.
  public func differences(from other: RunIdentity) -> [String] {
    // Results of the first version do not say what was asked for.
    let asksNothing = isOfAnotherBuild(than: other) && other.options.isEmpty
    let told = asPlanned(everyDifference(from: other), other).filter {
      !$0.mayBePlaceholder && !(asksNothing && $0.what.hasPrefix("--"))
    }
    var lines = InputDifference.lines(told)
    if version == other.version, Set([build, other.build]) == [FileFingerprint.unknown] {
      lines.insert("build unknown there and here, as the program's file cannot be read", at: 0)
    }
    return lines.count > 6 ? lines.prefix(5) + ["and \(lines.count - 5) more"] : lines
  }

  /// Differences of which paths are those that were asked for, where they differ, and not those that a run took
  /// until its precision was reached.
  private func asPlanned(_ all: [InputDifference], _ other: RunIdentity) -> [InputDifference] {
    let paths = all.first { $0.isOfScenario && $0.what == "simulation.paths" }
    guard let paths, options[Self.planned] != other.options[Self.planned] else { return all }
    let planned = InputDifference(
      what: paths.what, there: other.options[Self.planned] ?? paths.there,
      here: options[Self.planned] ?? paths.here, isOfScenario: true)
    let told = all.compactMap { difference -> InputDifference? in
      if difference.what == "--\(Self.planned)" { return nil }
      guard difference == paths else { return difference }
      return planned.there == planned.here ? nil : planned
    }
    return told.isEmpty ? all : told
  }

  /// Everything that differs, what may be a placeholder last; empty for equal identities.
  package func everyDifference(from other: RunIdentity) -> [InputDifference] {
    var found: [InputDifference] = []
    let note = { (what: String, there: String, here: String) in
      found.append(InputDifference(what: what, there: there, here: here, isOfScenario: false))
    }
    if version != other.version {
      note("version", other.version, version)
    } else if build != other.build {
      note("build", String(other.build.prefix(12)), String(build.prefix(12)))
    }
    for name in Set(options.keys).union(other.options.keys).sorted()
    where options[name] != other.options[name] {
      // Earlier builds did not write down which command it was.
      if name == Self.command, other.options[name] == nil, isOfAnotherBuild(than: other) {
        continue
      }
      let (what, without) =
        name == Self.command ? ("command", "run") : ("--\(name)", "not given")
      note(what, other.options[name] ?? without, options[name] ?? without)
    }
    let alike = scenariosReadAlike(other)
    let (there, here) = alike ?? (other.scenario, scenario)
    var changes = JSONDifference.all(from: there, to: here)
    if changes.isEmpty && here != there { note("the scenario", "", "") }
    if alike == nil, isOfAnotherBuild(than: other) {
      for place in changes.indices {
        changes[place].mayBePlaceholder = changes[place].missing != nil
      }
      changes = changes.filter { !$0.mayBePlaceholder } + changes.filter(\.mayBePlaceholder)
    }
    return found + changes
  }

  /// The scenarios of two builds as this one reads them, with the placeholders that either did not know;
  /// nil for those of one build, and where this one cannot read both.
  private func scenariosReadAlike(_ other: RunIdentity) -> (there: String, here: String)? {
    guard isOfAnotherBuild(than: other), scenario != other.scenario else { return nil }
    let texts = [other.scenario, scenario].compactMap {
      try? ScenarioReader.read(text: $0, name: ResultManifest.scenario).resolvedJSON
    }
    return texts.count == 2 ? (texts[0], texts[1]) : nil
  }
}

/// Where two JSON texts differ, by the path of the value.
enum JSONDifference {
  static func all(from old: String, to new: String) -> [InputDifference] {
    guard old != new else { return [] }
    let (there, here) = (leaves(old), leaves(new))
    // The blocks that each of the two texts has.
    let blocks = [there, here].map { Set($0.values.flatMap(\.blocks)) }
    return Set(there.keys).union(here.keys).sorted().compactMap { path in
      let (before, now) = (there[path], here[path])
      guard before?.text != now?.text else { return nil }
      var difference = InputDifference(
        what: path, there: before?.text ?? "absent", here: now?.text ?? "absent",
        isOfScenario: true)
      if before == nil || now == nil {
        let around = (before ?? now)?.blocks ?? []
        difference.missing = around.first { !blocks[before == nil ? 0 : 1].contains($0) } ?? path
      }
      return difference
    }
  }

  /// A value with the paths of the blocks around it, the outermost first.
  private struct Leaf {
    var text: String
    var blocks: [String]
  }

  private static func leaves(_ text: String) -> [String: Leaf] {
    let value = try? JSONSerialization.jsonObject(
      with: Data(text.utf8), options: [.fragmentsAllowed])
    var found: [String: Leaf] = [:]
    collect(value ?? NSNull(), "", [], &found)
    return found
  }

  private static func collect(
    _ value: Any, _ path: String, _ blocks: [String], _ found: inout [String: Leaf]
  ) {
    let around = path.isEmpty ? blocks : blocks + [path]
    if let members = value as? [String: Any] {
      for (name, member) in members {
        let step = QuotedText.step(name)
        collect(member, path.isEmpty ? step : "\(path).\(step)", around, &found)
      }
    } else if let items = value as? [Any] {
      for (index, item) in items.enumerated() { collect(item, "\(path)[\(index)]", around, &found) }
    } else {
      found[path] = Leaf(text: "\(value)", blocks: blocks)
    }
  }
}
