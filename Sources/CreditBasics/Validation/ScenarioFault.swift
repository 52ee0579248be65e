/// What is wrong with a scenario made in code.
public struct ScenarioFault: Error, Equatable, CustomStringConvertible {
  /// Where it is wrong: a key path as in files, such as `miners.a.gpuLots.hall.gpu`.
  public let path: String
  /// What is wrong there, and what is allowed.
  public let message: String

  /// The path and the message.
  public var description: String { "\(path): \(message)" }
}

/// Throws where something does not hold.
func check(
  _ path: @autoclosure () -> String, _ holds: Bool, _ message: @autoclosure () -> String
) throws(ScenarioFault) {
  if !holds { throw ScenarioFault(path: path(), message: message()) }
}

/// Throws where an index is outside a list.
func check(
  _ path: @autoclosure () -> String, index: Int, of count: Int, _ what: String
) throws(ScenarioFault) {
  let allowed = count == 0 ? "there is none" : "expected 0 to \(count - 1)"
  try check(path(), 0..<count ~= index, "\(allowed) (\(what)), found \(index)")
}

/// Throws where a list does not have exactly one entry for each of something.
func check(
  _ path: @autoclosure () -> String, count: Int, for expected: Int, _ what: String
) throws(ScenarioFault) {
  try check(path(), count == expected, "expected one for each \(what), \(expected), found \(count)")
}

/// Throws where dates do not ascend; equal ones may follow each other unless `strictly`.
func check(
  _ path: @autoclosure () -> String, ascending dates: [Double], strictly: Bool = false
) throws(ScenarioFault) {
  for (earlier, later) in zip(dates, dates.dropFirst()) {
    try check(
      path(), strictly ? earlier < later : earlier <= later,
      "expected dates in ascending order, found \(later) after \(earlier)")
  }
}

/// Throws where a name is empty, given twice, or one that results use for something else.
func check(
  _ path: @autoclosure () -> String, names: [String], reserved: [String] = []
) throws(ScenarioFault) {
  for name in names where name.isEmpty || reserved.contains(name) {
    try check(
      path(), false,
      name.isEmpty
        ? "expected names, found an empty one"
        : "expected a name that results do not use, found \(JSONScalar.quoted(name))")
  }
  // Lists should be in name order: then comparing neighbours is enough.
  if zip(names, names.dropFirst()).allSatisfy({ $0 < $1 }) { return }
  var seen: Set<String> = []
  for name in names {
    try check(
      path(), seen.insert(name).inserted,
      "expected each name once, found \(JSONScalar.quoted(name)) twice")
  }
}
