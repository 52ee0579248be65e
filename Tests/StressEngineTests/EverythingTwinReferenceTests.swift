import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// The kernel against the scalar twin with all that a scenario can say at once.
///
/// `MINERSTRESS_TWIN_SEEDS=1000-1400` compares on those scenarios instead of the usual ones.
extension ScalarTwinReferenceTests {
  static let seedsWithEverything: ClosedRange<UInt64> = {
    let wanted = ProcessInfo.processInfo.environment["MINERSTRESS_TWIN_SEEDS"] ?? ""
    let ends = wanted.split(separator: "-").compactMap { UInt64($0) }
    return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : 1...24
  }()

  @Test(arguments: seedsWithEverything)
  func everythingAtOnceAgreesPathByPath(seed: UInt64) {
    expectAgreement(
      on: RandomScenarios.withEverything(seed: seed), "everything in scenario \(seed)")
  }
}
