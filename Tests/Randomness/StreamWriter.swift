// Writes the engine's raw random words to standard output, for test batteries to read.
//
// Compiled by `run` together with Sources/NumericCore as one module, outside the package: batteries
// take hours and have no place in the tests.
//
// usage: stream-writer along|paths|seeds [SEED]
//        stream-writer tails COUNT [SEED]

import Glibc

/// How words of different streams follow each other.
enum Order: String {
  /// One path's stream.
  case along
  /// The first two words of path 0, of path 1, of path 2, …: what neighbours draw first.
  case paths
  /// The first two words of path 0 under seed 0, seed 1, seed 2, ….
  case seeds
}

/// Collects words and writes them by the megabyte; ends when nobody reads any more.
struct WordSink {
  private var words: [UInt64] = []

  init() { words.reserveCapacity(1 << 17) }

  mutating func write(_ word: UInt64) {
    words.append(word)
    guard words.count == 1 << 17 else { return }
    words.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(1, bytes.baseAddress! + done, bytes.count - done)
        if count <= 0 { exit(0) }
        done += count
      }
    }
    words.removeAll(keepingCapacity: true)
  }
}

let purpose = Purpose("driver/btc")

func stream(order: Order, seed: UInt64) {
  var sink = WordSink()
  switch order {
  case .along:
    var stream = PathStream(seed: seed, path: 0, purpose: purpose)
    while true { sink.write(stream.next()) }
  case .paths:
    var first: UInt64 = 0
    while true {
      var lanes = LaneStream(
        seed: seed, paths: LaneBits(0, 1, 2, 3, 4, 5, 6, 7) &+ first, purpose: purpose)
      let (x, y) = (lanes.next(), lanes.next())
      for lane in 0..<laneCount {
        sink.write(x[lane])
        sink.write(y[lane])
      }
      first += UInt64(laneCount)
    }
  case .seeds:
    var next = seed
    while true {
      var stream = PathStream(seed: next, path: 0, purpose: purpose)
      sink.write(stream.next())
      sink.write(stream.next())
      next &+= 1
    }
  }
}

/// Counts of normals and exponentials beyond thresholds, beside what their laws expect.
func tails(count: Int, seed: UInt64) {
  let limits: [Double] = [1, 2, 3, 4, 5, 5.5, 6]
  let waits: [Double] = [1, 3, 6, 9, 12, 15, 18]
  var above = Array(repeating: 0, count: limits.count)
  var below = above
  var longer = above
  var stream = LaneStream(
    seed: seed, paths: LaneBits(0, 1, 2, 3, 4, 5, 6, 7), purpose: Purpose("tails/normal"))
  var waiting = LaneStream(
    seed: seed, paths: LaneBits(0, 1, 2, 3, 4, 5, 6, 7), purpose: Purpose("tails/exponential"))
  func tally(_ z: Lanes) {
    for lane in 0..<laneCount {
      let value = z[lane]
      if value > 1 || value < -1 {
        for index in limits.indices where abs(value) > limits[index] {
          if value > 0 { above[index] += 1 } else { below[index] += 1 }
        }
      }
    }
  }
  for _ in 0..<count / (2 * laneCount) {
    let (first, second) = stream.normalPair()
    tally(first)
    tally(second)
    for _ in 0..<2 {
      let wait = Lanes(repeating: 0) - LaneMath.log(uniform(waiting.next()))
      for lane in 0..<laneCount where wait[lane] > 1 {
        for index in waits.indices where wait[lane] > waits[index] { longer[index] += 1 }
      }
    }
  }
  let drawn = Double(count / (2 * laneCount) * 2 * laneCount)
  func line(_ name: String, _ seen: Int, _ probability: Double) {
    let expected = drawn * probability
    let z = (Double(seen) - expected) / (expected * (1 - probability)).squareRoot()
    print("\(name),\(seen),\(expected),\((z * 100).rounded() / 100)")
  }
  print("event,seen,expected,z")
  for index in limits.indices {
    let probability = erfc(limits[index] / 2.0.squareRoot()) / 2
    line("z > \(limits[index])", above[index], probability)
    line("z < -\(limits[index])", below[index], probability)
  }
  for index in waits.indices { line("e > \(waits[index])", longer[index], exp(-waits[index])) }
}

@main
enum StreamWriter {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    let numbers = words.dropFirst().compactMap { UInt64($0) }
    if words.first == "tails", let count = numbers.first {
      tails(count: Int(count), seed: numbers.dropFirst().first ?? 1)
    } else if let order = words.first.flatMap(Order.init(rawValue:)) {
      stream(order: order, seed: numbers.first ?? (order == .seeds ? 0 : 20_251_231))
    } else {
      print("usage: stream-writer along|paths|seeds [SEED] | tails COUNT [SEED]")
      exit(2)
    }
  }
}
