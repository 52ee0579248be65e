import Testing

/// Fails when an estimate is further than 4.5 standard errors from the exact value; prints z.
///
/// A correct test fails with probability 7e-6.
public func expectAgrees(
  _ estimate: Double, standardError: Double, with exact: Double, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let z = (estimate - exact) / standardError
  #expect(
    standardError > 0 && abs(z) <= 4.5,
    "\(what): estimate \(estimate) ± \(standardError), exact \(exact), z = \(z)",
    sourceLocation: sourceLocation)
}

/// Fails when two numbers differ by more than a relative tolerance of the larger, or an absolute one.
public func expectEqual(
  _ value: Double, _ expected: Double, within relative: Double = 1e-9,
  absolute: Double = 1e-9, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let slack = max(absolute, relative * max(abs(value), abs(expected)))
  #expect(
    abs(value - expected) <= slack, "\(what): \(value), expected \(expected)",
    sourceLocation: sourceLocation)
}
