import Dispatch
import Synchronization

/// Transforms every element on all processors; results are in order, the first error is thrown.
func concurrentMap<Element: Sendable, Value: Sendable>(
  _ elements: [Element], _ transform: @Sendable (Element) throws -> Value
) throws -> [Value] {
  let results = Mutex<[Int: Result<Value, any Error>]>([:])
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    let result = Result { try transform(elements[index]) }
    results.withLock { $0[index] = result }
  }
  let found = results.withLock { $0 }
  return try elements.indices.compactMap { try found[$0]?.get() }
}
