import CreditBasics
import Foundation
import PathLedger
import RiskMeasures

/// The estimates of the extras from the scalar twin's accounts of every path, written by definition.
struct TwinSample {
  let scenario: Scenario
  let accounts: [PathAccount]

  init(_ scenario: Scenario, _ world: World) {
    self.scenario = scenario
    let ledger = PathLedger(scenario: scenario, world: world)
    accounts = (0..<UInt64(scenario.simulation.paths)).map { ledger.run(path: $0, recording: true) }
  }

  private func miner(_ name: String) -> Int? { scenario.miners.firstIndex { $0.name == name } }

  /// The figure of a row of the underwriting gap.
  func value(_ row: UnderwritingGapRow) -> Double? {
    let miners = miner(row.miner).map { $0..<$0 + 1 } ?? scenario.miners.indices
    switch row.measure {
    case "pd":
      return mean(
        accounts.map { account in
          miners.contains { account.miners[$0].defaultStep != nil } ? 1 : 0
        })
    case "expected_loss_usd":
      return mean(
        accounts.map { account in
          var loss = 0.0
          for miner in miners {
            let states = account.miners[miner].tranches
            for (terms, state) in zip(scenario.miners[miner].tranches, states) {
              loss += terms.heldShare * state.discountedLossUSD
            }
          }
          return loss
        })
    case "min_dscr_mean":
      return mean(
        accounts.compactMap { account in
          quarters(of: account.miners[miners.lowerBound]).compactMap(\.debtServiceCoverage).min()
        })
    case let measure where measure.hasPrefix("ltv_year_"):
      let year = Int(measure.suffix(1))!
      return mean(
        accounts.compactMap { account in
          let marks = quarters(of: account.miners[miners.lowerBound])
          return marks.count >= 4 * year ? marks[4 * year - 1].loanToValue : nil
        }.filter(\.isFinite))
    default:
      let name = row.measure.split(separator: ":", maxSplits: 1)[1]
      let tranche = scenario.miners[miners.lowerBound].tranches.firstIndex { $0.name == name }!
      let states = accounts.map { $0.miners[miners.lowerBound].tranches[tranche] }
      let exposure = states.reduce(0) { $0 + $1.discountedExposure }
      return exposure > 0
        ? 1e4 * states.reduce(0) { $0 + $1.discountedLossUSD } / exposure : nil
    }
  }

  /// The marks at the quarters that a miner survives, in order.
  private func quarters(of miner: MinerAccount) -> [MinerMarks] {
    BookShape(scenario).quarters.map { $0.stepsEnded - 1 }
      .filter { step in miner.endStep.map { $0 > step } ?? true }.map { miner.marks[$0] }
  }

  private func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// Claims over marks, over proceeds alone and together, summed over a tranche's defaults.
  func loansToValueAtDefault(_ row: PhantomCollateralRow) -> [Estimate?] {
    let index = miner(row.miner)!
    let tranche = scenario.miners[index].tranches.firstIndex { $0.name == row.tranche }!
    var claims: [Double] = []
    var values: [[Double]] = [[], [], []]
    for account in accounts.map({ $0.miners[index] }) where account.defaultStep != nil {
      guard account.tranches[tranche].claimUSD > 0.005 else { continue }
      claims.append(account.tranches[tranche].claimUSD)
      let value = account.collateral[tranche]
      values[0].append(value.markedUSD)
      values[1].append(value.aloneUSD)
      values[2].append(value.togetherUSD)
    }
    return values.map { values in
      let (claim, value) = (claims.reduce(0, +), values.reduce(0, +))
      guard claim > 0, value > 0 else { return nil }
      let ratio = claim / value
      return Estimate(
        value: ratio,
        standardError: error(zip(claims, values).map { ($0 - ratio * $1) / value }))
    }
  }

  /// The error of a figure from how much each path moves it; nil for one path.
  private func error(_ influences: [Double]) -> Double? {
    guard influences.count > 1 else { return nil }
    let n = Double(influences.count)
    return (influences.reduce(0) { $0 + $1 * $1 } * n / (n - 1)).squareRoot()
  }

  /// Pearson's correlation of the changes of ln BTC and ln ρ over a row's steps.
  func correlation(_ row: RealisedCorrelationRow) -> (paths: Int, value: Estimate?) {
    var byPath: [[(x: Double, y: Double)]] = []
    for account in accounts {
      let steps = account.miners.map(\.defaultStep)
      let own = miner(row.miner).map { steps[$0] } ?? steps.compactMap { $0 }.min()
      let last = row.group == .all ? scenario.grid.stepCount - 1 : own
      guard let last else { continue }
      let first = row.group == .all ? 0 : max(0, last + 1 - scenario.grid.stepsPerYear)
      byPath.append([])
      for step in first...last {
        let before = step > 0 ? account.market[step - 1] : nil
        let price = before?.coinUSD.btc ?? scenario.market.coins.btc.spotUSD!
        byPath[byPath.count - 1].append(
          (
            log(account.market[step].coinUSD.btc / price),
            log(account.market[step].rentIndex / (before?.rentIndex ?? 1))
          ))
      }
    }
    let pairs = byPath.flatMap(\.self)
    guard let x = mean(pairs.map(\.x)), let y = mean(pairs.map(\.y)) else {
      return (byPath.count, nil)
    }
    let xx = pairs.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    let yy = pairs.reduce(0) { $0 + ($1.y - y) * ($1.y - y) }
    let xy = pairs.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
    let correlation = xy / (xx * yy).squareRoot()
    let influences = byPath.map { path in
      path.reduce(0.0) { sum, pair in
        let (u, v) = ((pair.x - x) / xx.squareRoot(), (pair.y - y) / yy.squareRoot())
        return sum + u * v - correlation * (u * u + v * v) / 2
      }
    }
    return (byPath.count, Estimate(value: correlation, standardError: error(influences)))
  }
}
