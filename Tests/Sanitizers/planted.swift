import Dispatch
import Glibc
import Synchronization

// What the sanitizers must see and must not see, so that their silence elsewhere means something:
//   locked   many threads wait at one lock and hold it for every change: no race
//   race     the same without the lock: a race
//   beyond   a read behind the end of an allocation
final class Box: @unchecked Sendable {
  private var value = 0

  // Takes long enough for others to meet it.
  @inline(never) func change() {
    value += 1
    usleep(50)
    value += 1
  }
}

let box = Box()
let lock = Mutex(0)
switch CommandLine.arguments.dropFirst().first {
case "locked":
  DispatchQueue.concurrentPerform(iterations: 8) { _ in
    for _ in 0..<50 { lock.withLock { _ in box.change() } }
  }
case "race":
  DispatchQueue.concurrentPerform(iterations: 8) { _ in
    for _ in 0..<50 { box.change() }
  }
case "beyond":
  let numbers = UnsafeMutablePointer<Int>.allocate(capacity: 4)
  numbers.initialize(repeating: 1, count: 4)
  print(numbers[2 + CommandLine.arguments.count])
  numbers.deallocate()
default:
  fatalError("locked, race or beyond")
}
