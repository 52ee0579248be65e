import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// The kernel against the scalar twin with all that a scenario can say at once.
extension ScalarTwinReferenceTests {
  @Test(arguments: everything(1...24))
  func everythingAtOnceAgreesPathByPath(drawn: RandomCase) {
    expectAgreement(on: drawn.scenario, "\(drawn)")
  }
}

/// What the extras read off the kernel there: the lender's view, marks of the quarters, and tables.
extension ExtrasTwinReferenceTests {
  @Test(arguments: everything(1...6))
  func lenderViewAgreesWithEverything(drawn: RandomCase) throws {
    try expectAgreement(on: drawn)
  }

  @Test(arguments: everything(1...6))
  func marksAgreeWithEverything(drawn: RandomCase) throws {
    try expectSameMarks(on: drawn)
  }

  @Test(arguments: everything(1...3))
  func tablesAgreeWithEverything(drawn: RandomCase) throws {
    try expectSameTables(on: drawn)
  }
}

/// `MINERSTRESS_TWIN_SEEDS=1000-1400` compares on those scenarios instead of the usual ones.
private func everything(_ usual: ClosedRange<UInt64>) -> [RandomCase] {
  let wanted = ProcessInfo.processInfo.environment["MINERSTRESS_TWIN_SEEDS"] ?? ""
  let ends = wanted.split(separator: "-").compactMap { UInt64($0) }
  let seeds = ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : usual
  return seeds.map { RandomCase(kind: .everything, seed: $0) }
}
