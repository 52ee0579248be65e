// swift-tools-version: 6.0
import Foundation
import PackageDescription

// The kernels are compiled for the processor that builds them: AVX-512 where it has it (a path's steps
// take half to nine tenths of the time), else AVX2 and FMA (2.3 to 2.6 times as fast as the baseline
// instruction set). The program checks the processor before it enters them. arm64 needs no flag.
// MINERSTRESS_AVX512=0 builds for processors without AVX-512, =1 for those with it.
#if arch(x86_64)
  let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
  let hasAVX512 = ["f", "bw", "cd", "dq", "vl"].allSatisfy { processor.contains("avx512\($0)") }
  let isWide = Context.environment["MINERSTRESS_AVX512"].map { $0 == "1" } ?? hasAVX512
  let instructionSet = ["-Xcc", isWide ? "-march=x86-64-v4" : "-march=x86-64-v3"]
#else
  let isWide = false
  let instructionSet: [String] = []
#endif
let strict: [SwiftSetting] =
  [.unsafeFlags(["-warnings-as-errors"])] + (isWide ? [.define("AVX512")] : [])
// Targets that count statistics path by path, or hash files byte by byte, use the same instructions but keep their
// checks.
let vectorised = strict + [.unsafeFlags(instructionSet)]
let kernel: [SwiftSetting] =
  vectorised + [.unsafeFlags(["-Ounchecked"], .when(configuration: .release))]
// Tests of targets with these settings use internal functions, such as single fits and closed
// forms, in release builds too.
let lookedInto = strict + [.unsafeFlags(["-enable-testing"])]
// Targets that only put results of other targets into words or files, and most tests, are not optimised: they compile
// in a third of the time. A page of 10,000 loans then takes a fifth longer to write, the flagship's a tenth of a
// second; `check`, with its warnings, a tenth longer.
let wording = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

let package = Package(
  name: "MinerStress",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "minerstress", targets: ["minerstress"]),
    .library(name: "CreditBasics", targets: ["CreditBasics"]),
    .library(name: "ScenarioFiles", targets: ["ScenarioFiles"]),
    .library(name: "ScenarioWarnings", targets: ["ScenarioWarnings"]),
    .library(name: "StressEngine", targets: ["StressEngine"]),
    .library(name: "RiskMeasures", targets: ["RiskMeasures"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "RunFiles", targets: ["RunFiles"]),
  ],
  targets: [
    .target(
      name: "NumericCore",
      swiftSettings: kernel + [.enableExperimentalFeature("BuiltinModule")]),
    .target(name: "CreditBasics", dependencies: ["NumericCore"]),
    .target(name: "ScenarioFiles", dependencies: ["CreditBasics"]),
    .target(
      name: "ScenarioWarnings", dependencies: ["CreditBasics", "ScenarioFiles"],
      swiftSettings: wording),
    .target(
      name: "MarketPaths", dependencies: ["CreditBasics", "NumericCore"], swiftSettings: kernel),
    .target(
      name: "MinerCredit", dependencies: ["CreditBasics", "NumericCore"], swiftSettings: kernel),
    .target(
      name: "RiskMeasures", dependencies: ["CreditBasics", "NumericCore"],
      swiftSettings: vectorised),
    .target(
      name: "PathLedger", dependencies: ["CreditBasics"]),
    .target(
      name: "StressEngine",
      dependencies: [
        "CreditBasics", "MarketPaths", "MinerCredit", "NumericCore", "RiskMeasures",
      ], swiftSettings: kernel),
    .target(
      name: "Reporting", dependencies: ["CreditBasics", "RiskMeasures"],
      swiftSettings: vectorised),
    .target(
      name: "ResultReading", dependencies: ["CreditBasics", "Reporting", "RiskMeasures"]),
    .target(
      name: "ReportPages",
      dependencies: ["CreditBasics", "Reporting", "ResultReading", "RiskMeasures"],
      swiftSettings: wording),
    .target(
      name: "Workbook", dependencies: ["CreditBasics", "Reporting", "RiskMeasures"]),
    .target(
      name: "PathStories", dependencies: ["CreditBasics", "PathLedger", "Reporting"]),
    .target(
      name: "Verification",
      dependencies: ["CreditBasics", "RiskMeasures", "StressEngine"], swiftSettings: lookedInto),
    .target(
      name: "Questions",
      dependencies: [
        "CreditBasics", "NumericCore", "PathLedger", "Reporting", "RiskMeasures", "ScenarioFiles",
        "StressEngine",
      ]),
    .target(
      name: "QuestionPages",
      dependencies: [
        "CreditBasics", "Questions", "ReportPages", "Reporting", "RiskMeasures", "ScenarioFiles",
      ], swiftSettings: wording),
    .target(
      name: "BenchmarkWorkloads",
      dependencies: ["CreditBasics", "NumericCore", "PathLedger", "RiskMeasures", "StressEngine"],
      path: "Benchmarks/BenchmarkWorkloads", swiftSettings: kernel),
    .executableTarget(
      name: "MinerStressBenchmarks", dependencies: ["BenchmarkWorkloads", "ScenarioFiles"],
      path: "Benchmarks/MinerStressBenchmarks"),
    .target(
      name: "RunFiles",
      dependencies: ["CreditBasics", "Reporting", "RiskMeasures", "ScenarioFiles"],
      swiftSettings: wording),
    .target(
      name: "Calibration",
      dependencies: ["CreditBasics", "NumericCore", "RiskMeasures", "ScenarioFiles"],
      swiftSettings: lookedInto),
    .executableTarget(
      name: "minerstress",
      dependencies: [
        "BenchmarkWorkloads",
        "Calibration",
        "CreditBasics",
        "NumericCore",
        "PathLedger",
        "PathStories",
        "QuestionPages",
        "Questions",
        "ReportPages",
        "Reporting",
        "ResultReading",
        "RiskMeasures",
        "RunFiles",
        "ScenarioFiles",
        "ScenarioWarnings",
        "StressEngine",
        "Verification",
        "Workbook",
      ], swiftSettings: wording),
    .target(
      name: "TestSupport", dependencies: ["CreditBasics"], path: "Tests/TestSupport"),
    .testTarget(
      name: "BenchmarkWorkloadsTests", dependencies: ["BenchmarkWorkloads", "NumericCore"],
      swiftSettings: kernel),
    .testTarget(
      name: "MinerCreditTests",
      dependencies: ["CreditBasics", "MinerCredit", "NumericCore", "TestSupport"],
      swiftSettings: kernel),
    .testTarget(
      name: "PathLedgerTests", dependencies: ["CreditBasics", "PathLedger", "TestSupport"]),
    .testTarget(
      name: "PathStoriesTests",
      dependencies: [
        "CreditBasics", "PathLedger", "PathStories", "ScenarioFiles", "StressEngine", "TestSupport",
      ], exclude: ["margin-call.txt"]),
    .testTarget(
      name: "RiskMeasuresTests", dependencies: ["CreditBasics", "RiskMeasures", "TestSupport"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["CreditBasics", "Reporting", "RiskMeasures", "TestSupport"]),
    .testTarget(
      name: "RunFilesTests",
      dependencies: ["CreditBasics", "Reporting", "RiskMeasures", "RunFiles", "TestSupport"]),
    .testTarget(
      name: "ReportPagesTests",
      dependencies: [
        "CreditBasics", "ReportPages", "Reporting", "ResultReading", "RiskMeasures", "TestSupport",
      ]),
    .testTarget(
      name: "WorkbookTests",
      dependencies: ["CreditBasics", "Reporting", "RiskMeasures", "TestSupport", "Workbook"],
      swiftSettings: strict),
    .testTarget(
      name: "StressEngineTests",
      dependencies: ["CreditBasics", "PathLedger", "RiskMeasures", "StressEngine", "TestSupport"]),
    .testTarget(
      name: "QuestionsTests",
      dependencies: [
        "CreditBasics", "QuestionPages", "Questions", "ReportPages", "Reporting", "RiskMeasures",
        "ScenarioFiles", "ScenarioWarnings", "StressEngine", "TestSupport", "Verification",
      ]),
    .testTarget(
      name: "CalibrationTests",
      dependencies: [
        "Calibration", "CreditBasics", "NumericCore", "PathLedger", "ScenarioFiles", "TestSupport",
      ]),
    .testTarget(
      name: "VerificationTests", dependencies: ["CreditBasics", "TestSupport", "Verification"]),
    .testTarget(
      name: "NumericCoreTests", dependencies: ["NumericCore"], swiftSettings: kernel),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "CreditBasics", "Reporting", "RiskMeasures", "ScenarioFiles", "ScenarioWarnings",
        "StressEngine", "TestSupport",
      ]),
    .testTarget(
      name: "ScenarioFilesTests",
      dependencies: ["CreditBasics", "ScenarioFiles", "ScenarioWarnings", "TestSupport"]),
    .testTarget(name: "RepositoryTests"),
    // Runs the program itself, so it must be built first.
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "CreditBasics", "RiskMeasures", "RunFiles", "ScenarioFiles", "StressEngine", "TestSupport",
        "minerstress",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  // Every folder of Sources opens with a page about itself.
  if target.path == nil && !target.isTest { target.exclude.append("README.md") }
  // Without settings of its own a test is not optimised, and a library is compiled with `strict`.
  if target.swiftSettings == nil { target.swiftSettings = target.isTest ? wording : strict }
}
