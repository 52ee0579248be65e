/// Names of the numbers in a value that are NaN, with their place: `miners.spread`.
///
/// Files write a number that is not finite as nothing, so their text cannot show one.
public func namesOfNaN(in value: Any) -> Set<String> { names(in: value, "") { $0.isNaN } }

/// Names of the numbers in a value that are infinite.
public func namesOfInfinities(in value: Any) -> Set<String> {
  names(in: value, "") { $0.isInfinite }
}

private func names(in value: Any, _ place: String, _ isFound: (Double) -> Bool) -> Set<String> {
  if let number = value as? Double { return isFound(number) ? [place] : [] }
  var found: Set<String> = []
  for child in Mirror(reflecting: value).children {
    // Elements of lists and optionals stand in the place of their owner.
    var label = child.label ?? ""
    if label == "some" || label.first == "." { label = "" }
    let inner = label.isEmpty ? place : place.isEmpty ? label : place + "." + label
    found.formUnion(names(in: child.value, inner, isFound))
  }
  return found
}
