// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "Embedded",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "MinerStress", path: "../..")],
  targets: [
    .executableTarget(
      name: "Embedded",
      dependencies: [
        .product(name: "RiskMeasures", package: "MinerStress"),
        .product(name: "ScenarioFiles", package: "MinerStress"),
        .product(name: "StressEngine", package: "MinerStress"),
      ])
  ]
)
