import NumericCore

/// An event and the step in which it comes.
typealias Dated<Event> = (step: Int, event: Event)

/// Events sorted by step; a step without any costs one comparison.
struct StepLists<Event>: Sendable {
  private let events: FixedArray<Event>
  /// Position of each step's first entry, and of the end.
  private let first: FixedArray<Int32>

  /// Sorts events by step; those of one step stay in the order given.
  init(_ events: [Dated<Event>], steps: Int, in storage: Storage) {
    var starts = Array(repeating: Int32(0), count: steps + 1)
    for event in events { starts[event.step + 1] += 1 }
    for step in 0..<steps { starts[step + 1] += starts[step] }
    var next = starts
    var order = Array(repeating: 0, count: events.count)
    for (number, event) in events.enumerated() {
      order[Int(next[event.step])] = number
      next[event.step] += 1
    }
    self.events = FixedArray(count: events.count, in: storage) { events[order[$0]].event }
    first = FixedArray(starts, in: storage)
  }

  /// Whether there is no event in any step.
  var isEmpty: Bool { events.isEmpty }

  /// Positions of the events of a step.
  @inline(__always)
  func range(in step: Int) -> Range<Int> { Int(first[step])..<Int(first[step + 1]) }

  @inline(__always)
  subscript(position: Int) -> Event { events[position] }
}
