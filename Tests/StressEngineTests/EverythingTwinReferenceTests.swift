import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// The kernel against the scalar twin with all that a scenario can say at once.
extension ScalarTwinReferenceTests {
  @Test(arguments: EverythingSeeds.wanted ?? 1...24)
  func everythingAtOnceAgreesPathByPath(seed: UInt64) {
    expectAgreement(
      on: RandomScenarios.withEverything(seed: seed), "everything in scenario \(seed)")
  }
}

/// What the extras read off the kernel there: the lender's view, marks of the quarters, and tables.
extension ExtrasTwinReferenceTests {
  @Test(arguments: EverythingSeeds.wanted ?? 1...6)
  func lenderViewAgreesWithEverything(seed: UInt64) throws {
    try expectAgreement(on: RandomScenarios.withEverything(seed: seed), Int(seed))
  }

  @Test(arguments: EverythingSeeds.wanted ?? 1...6)
  func marksAgreeWithEverything(seed: UInt64) throws {
    try expectSameMarks(on: RandomScenarios.withEverything(seed: seed), Int(seed))
  }

  @Test(arguments: EverythingSeeds.wanted ?? 1...3)
  func tablesAgreeWithEverything(seed: UInt64) throws {
    try expectSameTables(on: RandomScenarios.withEverything(seed: seed), Int(seed))
  }
}

/// `MINERSTRESS_TWIN_SEEDS=1000-1400` compares on those scenarios instead of the usual ones.
private enum EverythingSeeds {
  static let wanted: ClosedRange<UInt64>? = {
    let wanted = ProcessInfo.processInfo.environment["MINERSTRESS_TWIN_SEEDS"] ?? ""
    let ends = wanted.split(separator: "-").compactMap { UInt64($0) }
    return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
  }()
}
