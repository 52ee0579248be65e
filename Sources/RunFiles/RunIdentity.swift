import Foundation
import Reporting

/// What two pieces of work must have in common to belong to one result.
public struct RunIdentity: Codable, Sendable, Equatable {
  /// Version of the program.
  public var version: String
  /// The build: SHA-256 of the program's executable file.
  public var build: String
  /// The scenario as resolved JSON, with paths and seed.
  public var scenario: String
  /// Options that change results: name and value.
  public var options: [String: String]

  /// Describes a run.
  public init(version: String, build: String, scenario: String, options: [String: String] = [:]) {
    self.version = version
    self.build = build
    self.scenario = scenario
    self.options = options
  }

  /// What differs, one line each, at most six; empty for equal identities.
  ///
  /// - Parameters:
  ///   - other: the identity of what is there already.
  public func differences(from other: RunIdentity) -> [String] {
    let lines = allDifferences(from: other)
    return lines.count > 6 ? lines.prefix(5) + ["and \(lines.count - 5) more"] : lines
  }

  /// Everything that differs, one line each; empty for equal identities.
  package func allDifferences(from other: RunIdentity) -> [String] {
    var lines: [String] = []
    if version != other.version {
      lines.append("version \(other.version) there, \(version) here")
    } else if build != other.build {
      lines.append("build \(other.build.prefix(12)) there, \(build.prefix(12)) here")
    }
    for name in Set(options.keys).union(other.options.keys).sorted()
    where options[name] != other.options[name] {
      lines.append(
        "--\(name) \(other.options[name] ?? "not given") there, \(options[name] ?? "not given") here"
      )
    }
    let changes = JSONDifference.lines(from: other.scenario, to: scenario)
    if changes.isEmpty && scenario != other.scenario { lines.append("the scenario") }
    return lines + changes
  }
}

/// Where two JSON texts differ, by the path of the value.
enum JSONDifference {
  static func lines(from old: String, to new: String) -> [String] {
    guard old != new else { return [] }
    let (there, here) = (leaves(old), leaves(new))
    return Set(there.keys).union(here.keys).sorted().compactMap { path in
      there[path] == here[path]
        ? nil : "\(path) \(there[path] ?? "absent") there, \(here[path] ?? "absent") here"
    }
  }

  private static func leaves(_ text: String) -> [String: String] {
    let value = try? JSONSerialization.jsonObject(
      with: Data(text.utf8), options: [.fragmentsAllowed])
    var found: [String: String] = [:]
    collect(value ?? NSNull(), "", &found)
    return found
  }

  private static func collect(_ value: Any, _ path: String, _ found: inout [String: String]) {
    if let members = value as? [String: Any] {
      for (name, member) in members {
        collect(member, path.isEmpty ? name : "\(path).\(name)", &found)
      }
    } else if let items = value as? [Any] {
      for (index, item) in items.enumerated() { collect(item, "\(path)[\(index)]", &found) }
    } else {
      found[path] = "\(value)"
    }
  }
}
