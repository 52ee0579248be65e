import RiskMeasures

/// What is still owed when a run ends.
///
/// Later losses on it are in no figure, even where by today's schedule nothing falls due after the
/// horizon.
package enum OwedAtEnd {
  /// Least share of principal and commitments that people are told of.
  private static let leastShare = 0.001

  /// Whether a share is large enough to say that loss and spread are not those of the loan's life.
  package static func isMaterial(_ share: Double?) -> Bool { share ?? 0 >= leastShare }

  /// Most borrowers that are named.
  package static let mostNamed = 3
}

extension MinerSummary {
  /// What it still owes when the run ends, over principal and commitments; 0 without either.
  var owedShare: Double { owedAtEndShare?.value ?? 0 }

  /// Whether that is material although by today's schedule nothing would be owed.
  var isExtended: Bool { beyondHorizon == 0 && OwedAtEnd.isMaterial(owedShare) }
}
