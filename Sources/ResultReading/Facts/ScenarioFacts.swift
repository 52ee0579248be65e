import CreditBasics

extension Scenario {
  /// What the lender holds today, in dollars of principal.
  package var heldPrincipalUSD: Double {
    tranches.reduce(0) { $0 + $1.principalUSD * $1.heldShare }
  }

  /// `heldPrincipalUSD` and the lender's share of what may still be drawn, in dollars.
  package var heldOrCommittedUSD: Double {
    tranches.reduce(0) {
      $0 + ($1.principalUSD + ($1.commitment?.amountUSD ?? 0)) * $1.heldShare
    }
  }

  private var tranches: some Sequence<Tranche> { miners.lazy.flatMap(\.tranches) }

  /// Names of the GPU classes of a miner's lots.
  package func classes(of miner: Miner) -> Set<String> {
    Set(miner.gpuLots.map { market.gpus[$0.gpu].name })
  }
}

extension Miner {
  /// Whether it owns machines that mine.
  package var mines: Bool { (asics?.petahash ?? 0) > 0 || !rigLots.isEmpty }

  /// The highest minimum coverage of its debt, with which its DSCR fan is compared.
  package var minimumCoverage: Double? { tranches.compactMap { $0.covenant?.minDSCR }.max() }

  /// When the last of its debt with a covenant on coverage falls due, in years since the as-of date;
  /// nil where that is not fixed.
  package var lastCoverageTest: Double? {
    let covenanted = tranches.filter { $0.covenant?.minDSCR != nil }
    return covenanted.contains { $0.refinance != nil } ? nil : covenanted.map(\.maturity).max()
  }

  /// Its lowest LTV at which a lender calls for margin.
  package var lowestCall: Double? { tranches.compactMap { $0.margin?.callLTV }.min() }

  /// Whether machines with a contract that goes with them to a buyer are pledged to a tranche.
  package func pledgesContract(to tranche: String) -> Bool {
    gpuLots.contains { lot in
      lot.contract?.isAssignable == true && lot.liens.contains { tranches[$0].name == tranche }
    }
  }
}
