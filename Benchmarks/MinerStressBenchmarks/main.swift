import BenchmarkWorkloads
import Foundation
import ScenarioFiles

// usage: MinerStressBenchmarks once WORKLOAD SCALE      one run, nothing timed: for instruction counts
//        MinerStressBenchmarks check WORKLOAD THREADS   one run: seconds, then the statistics, for the
//                                                       comparison with peers
let words = CommandLine.arguments.dropFirst()
guard words.count == 3, let number = Double(words[3]) else {
  FileHandle.standardError.write(
    Data("usage: MinerStressBenchmarks once WORKLOAD SCALE | check WORKLOAD THREADS\n".utf8))
  exit(2)
}
let isCheck = words[1] == "check"
let workloads = try WorkloadSuite.workloads(named: words[2], scale: isCheck ? 1 : number) {
  try ScenarioReader.read(file: "scenarios/double-leverage.json5", overrides: []).scenario
}
for workload in workloads {
  guard isCheck else {
    _ = workload.run(threads: 1, seed: 1)
    continue
  }
  let measured = try workload.measure(threads: Int(number), repetitions: 1)
  print("time \(measured.median)")
  if let limit = measured.limit { print("limit \(limit)") }
  for statistic in measured.statistics {
    print(statistic.name, statistic.moments.mean, statistic.moments.standardError)
  }
}
