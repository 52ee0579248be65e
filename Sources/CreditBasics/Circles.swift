/// Circles of a relation that leads from each thing to one other at most, such as a company's parent.
package struct Circles<Thing: Hashable> {
  private let next: (Thing) -> Thing?
  /// All things on circles.
  package let members: Set<Thing>

  /// Finds all circles that some things lead into, in one walk: no chain is followed twice.
  package init(from starts: some Sequence<Thing>, next: @escaping (Thing) -> Thing?) {
    self.next = next
    var walked: Set<Thing> = []
    var members: Set<Thing> = []
    for start in starts {
      var line: [Thing] = []
      var ahead: Thing? = start
      while let thing = ahead, walked.insert(thing).inserted {
        line.append(thing)
        ahead = next(thing)
      }
      // A line that ends in itself has a circle behind the place where it does.
      if let thing = ahead, let place = line.firstIndex(of: thing) {
        members.formUnion(line[place...])
      }
    }
    self.members = members
  }

  /// The circle on which a member is: from it on, each followed by where it leads.
  package func circle(from start: Thing) -> [Thing] {
    var line = [start]
    while let thing = next(line[line.count - 1]), thing != start { line.append(thing) }
    return line
  }
}
