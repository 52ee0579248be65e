import CreditBasics
import ScenarioFiles
import StressEngine
import Testing

/// Path `i` is the same whatever else is simulated.
@Suite struct PathIdentityTests {
  private func outcomes(
    of paths: [UInt64], outOf total: Int, _ name: String = "double-leverage"
  ) throws -> BlockOutcomes {
    let read = try ScenarioReader.read(
      file: Program.path("scenarios/\(name).json5"),
      overrides: ["simulation.paths=\(total)"])
    return StressRun(read.scenario, threads: 2).outcomes(ofPaths: paths)
  }

  @Test func aPathDoesNotKnowHowManyThereAre() throws {
    let chosen: [UInt64] = [0, 7, 40, 99, 999_999_999]
    let few = try outcomes(of: chosen, outOf: 100)
    let many = try outcomes(of: chosen, outOf: 1_000_000_000)
    expectSame(few, Array(0..<5), many, Array(0..<5))
  }

  @Test func aPathDoesNotKnowItsNeighbours() throws {
    let all = try outcomes(of: (0..<100).map { UInt64($0) }, outOf: 100)
    let some = try outcomes(of: [99, 7, 40], outOf: 100)
    expectSame(all, [99, 7, 40], some, [0, 1, 2])
    let alone = try outcomes(of: [7], outOf: 1)
    expectSame(all, [7], alone, [0])
  }

  /// In other company, in another lane and in another block, a path is the same to the last bit.
  @Test(arguments: ["crowded-collateral", "severe", "starter"])
  func aPathDoesNotKnowItsPlace(name: String) throws {
    let paths = (0..<400).map { UInt64($0) }
    let mixed = paths.map { ($0 * 171) % 400 }
    expectSame(
      try outcomes(of: paths, outOf: 400, name), mixed.map { Int($0) },
      try outcomes(of: mixed, outOf: 400, name), Array(0..<400))
  }

  /// Every value of chosen paths of two blocks is the same, to the last bit.
  private func expectSame(
    _ first: BlockOutcomes, _ firstPaths: [Int], _ second: BlockOutcomes, _ secondPaths: [Int]
  ) {
    func column<T>(_ values: [T], _ block: BlockOutcomes, _ path: Int) -> [T] {
      stride(from: path, to: values.count, by: block.pathCount).map { values[$0] }
    }
    #expect(!firstPaths.isEmpty && firstPaths.count == secondPaths.count)
    for (one, other) in zip(firstPaths, secondPaths) {
      #expect(column(first.defaultStep, first, one) == column(second.defaultStep, second, other))
      #expect(
        column(first.bottomlessDefaultStep, first, one)
          == column(second.bottomlessDefaultStep, second, other))
      #expect(column(first.cause, first, one) == column(second.cause, second, other))
      #expect(column(first.claimUSD, first, one) == column(second.claimUSD, second, other))
      #expect(column(first.recoveryUSD, first, one) == column(second.recoveryUSD, second, other))
      #expect(
        column(first.discountedExposure, first, one)
          == column(second.discountedExposure, second, other))
    }
  }
}
