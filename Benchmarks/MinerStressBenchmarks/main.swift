import BenchmarkWorkloads
import Dispatch
import Foundation
import ScenarioFiles

// usage: MinerStressBenchmarks once WORKLOAD SCALE [SCENARIO]
//          one run, nothing timed: for instruction counts; of the flagship, or of a scenario of its own
//        MinerStressBenchmarks serve WORKLOAD THREADS
//          every line read is one repetition, answered by one line of JSON: for the comparison with peers
let words = CommandLine.arguments
let isServing = words.count == 4 && words[1] == "serve"
let isOnce = (4...5).contains(words.count) && words[1] == "once"
guard isServing || isOnce, let number = Double(words[3]) else {
  FileHandle.standardError.write(
    Data(
      "usage: MinerStressBenchmarks once WORKLOAD SCALE [SCENARIO] | serve WORKLOAD THREADS\n".utf8
    ))
  exit(2)
}
let file = words.count > 4 ? words[4] : "scenarios/double-leverage.json5"
let workloads = try WorkloadSuite.workloads(named: words[2], scale: isServing ? 1 : number) {
  try ScenarioReader.read(file: file, overrides: ["horizonYears=5"])
    .scenario
}
for workload in workloads {
  guard isServing else {
    _ = workload.run(threads: 1, seed: 1)
    continue
  }
  try workload.validate()
  let limit = workload.portLimit(threads: Int(number))
  while readLine() != nil {
    let start = DispatchTime.now().uptimeNanoseconds
    let statistics = workload.run(threads: Int(number), seed: 1)
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    let found = statistics.map {
      "\"\($0.name)\": [\($0.moments.mean), \($0.moments.standardError)]"
    }
    let exact = statistics.compactMap { statistic in
      statistic.exact.map { "\"\(statistic.name)\": \($0)" }
    }
    let line =
      "{\"seconds\": \(seconds), \"units\": \(workload.work), \"statistics\": "
      + "{\(found.joined(separator: ", "))}, \"exact\": {\(exact.joined(separator: ", "))}, "
      + "\"unit\": \"\(workload.unit)\", \"limit\": "
      + (limit.map { "\($0)" } ?? "null") + "}\n"
    // Written without the library's buffer, as the other side waits for each line.
    FileHandle.standardOutput.write(Data(line.utf8))
  }
}
