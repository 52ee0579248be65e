/// Stops the program, in every build, where a condition does not hold that memory safety needs.
///
/// In a target compiled without checks `precondition` would be assumed, not tested, and checks that
/// follow from it optimised away. Called where memory is allocated, never in a step.
@inline(never)
public func demand(_ fact: Bool, _ message: StaticString) {
  guard fact else { fatalError("\(message)") }
}
