import RiskMeasures

/// The quantities of single tranches, tenants and regimes that cases compare.
extension Check {
  /// Expected discounted loss of a tranche.
  static func expectedLoss(_ miner: String, _ tranche: String, exact: Double) -> Check {
    Check("expected loss of \(miner)/\(tranche), USD", exact: exact) { result in
      let row = summary(miner, tranche, result)
      return seen(row?.expectedLossUSD, row?.defaults)
    }
  }

  /// Mean claim given default; its error is that of the exact law.
  static func claim(_ miner: String, _ tranche: String, _ form: ReducedForm) -> Check {
    let (exact, deviation) = form.claim
    return Check("claim of \(miner)/\(tranche), USD", exact: exact) { result in
      mean(summary(miner, tranche, result)?.exposureAtDefaultUSD?.value, deviation, miner, result)
    }
  }

  /// Loss given default, as a plain mean and weighted by exposure.
  static func lossGivenDefault(
    _ miner: String, _ tranche: String, _ form: ReducedForm
  ) -> [Check] {
    let (plain, weighted) = (form.lossGivenDefault, form.lossGivenDefaultByExposure)
    return [
      Check("LGD of \(miner)/\(tranche)", exact: plain.mean) { result in
        mean(
          summary(miner, tranche, result)?.lossGivenDefaultMean?.value, plain.deviation, miner,
          result)
      },
      Check("LGD of \(miner)/\(tranche) by exposure", exact: weighted.mean) { result in
        mean(
          summary(miner, tranche, result)?.lossGivenDefaultByExposure?.value, weighted.deviation,
          miner, result)
      },
    ]
  }

  /// Defaults, exposure and loss of one year of a tranche.
  static func year(
    _ year: Int, _ miner: String, _ tranche: String, _ form: ReducedForm
  ) -> [Check] {
    let steps = form.steps(ofYear: year)
    let alive = form.survival(steps.lowerBound)
    let owed = form.outstanding[steps.lowerBound]
    let row: @Sendable (StressResult) -> ExpectedLossByYearRow? = { result in
      result.extras[ExpectedLossByYearRow.self]?.first {
        $0.miner == miner && $0.tranche == tranche && $0.year == year
      }
    }
    let name = "\(miner)/\(tranche), year \(year)"
    let failing = form.defaultProbability(steps)
    return [
      Check("PD of \(name)", exact: failing) { proportion(row($0)?.defaults, failing) },
      Check("exposure of \(name), USD", exact: owed * alive) { result in
        let error = owed * (alive * (1 - alive) / Double(result.paths)).squareRoot()
        return Estimate(value: row(result)?.exposureUSD ?? .nan, standardError: error)
      },
      Check("expected loss of \(name), USD", exact: form.expectedLoss(steps)) {
        seen(row($0)?.expectedLossUSD, row($0)?.defaults)
      },
    ]
  }

  /// All checks of a loan at a constant intensity: its loss, claim and spread, and some of its
  /// years.
  static func reducedForm(
    _ miner: String, _ form: ReducedForm, years: ClosedRange<Int>
  ) -> [Check] {
    let tranche = "loan"
    return [
      .expectedLoss(miner, tranche, exact: form.expectedLoss(form.claims.indices)),
      .claim(miner, tranche, form),
      Check("break-even spread of \(miner)/\(tranche), bp", exact: 1e4 * form.breakEvenSpread) {
        let row = summary(miner, tranche, $0)
        return seen(row?.breakEvenSpread, row?.defaults)
      },
    ] + years.flatMap { year($0, miner, tranche, form) }
  }

  private static func summary(
    _ miner: String, _ tranche: String, _ result: StressResult
  ) -> TrancheSummary? {
    result.tranches.first { $0.miner == miner && $0.tranche == tranche }
  }

  /// A mean over a miner's defaults.
  private static func mean(
    _ value: Double?, _ deviation: Double, _ miner: String, _ result: StressResult
  ) -> Estimate {
    guard let value, let row = result.miners.first(where: { $0.miner == miner }) else {
      return undefined
    }
    return Estimate(
      value: value, standardError: deviation / Double(row.defaults.count).squareRoot())
  }
}
