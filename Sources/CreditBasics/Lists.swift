extension Sequence {
  /// In order; what comes neither before nor after another keeps its place, which the library's `sorted` does not
  /// promise.
  package func stablySorted(_ precedes: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted {
      if precedes($0.element, $1.element) { return true }
      return $0.offset < $1.offset && !precedes($1.element, $0.element)
    }.map(\.element)
  }
}

extension Sequence where Element: Hashable {
  /// Each element where it first comes, and no second time.
  package var eachOnce: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
