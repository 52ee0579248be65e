/// Stops the program where a fact does not hold on which the safety of memory rests, in every build.
///
/// `precondition` will not do in a target compiled without checks: there it is not tested but assumed,
/// and code that relies on it is optimised away. Called where memory is handed out, never in a step.
@inline(never)
public func demand(_ fact: Bool, _ message: StaticString) {
  guard fact else { fatalError("\(message)") }
}
