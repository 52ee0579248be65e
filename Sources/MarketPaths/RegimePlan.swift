import CreditBasics
import NumericCore

/// One regime resolved to per-step constants.
///
/// `constants` holds what lanes in this regime read at every step, in the order of `RegimeSlot`, then
/// the loadings of the full model and those of the lender's view.
struct RegimePlan {
  let constants: FixedArray<Double>
  /// Hazard `λ_{e,r} Δ` of each jump event in a step.
  let jumpHazard: FixedArray<Double>
  /// `ln P_rr`, 0 when the regime is never left, −infinity when it lasts one step.
  let logStay: Double
  /// Cumulative probabilities of the next regime, this one left out.
  let destination: FixedArray<Double>

  /// Regime `r` of a market, with its `loadings` in the order of their slots.
  init(
    _ r: Int, _ scaling: StepScaling, _ transition: [[Double]], _ tilt: DrawTilt?,
    loadings: [Double], in storage: Storage
  ) {
    constants = FixedArray(scaling.constants(of: r) + loadings, in: storage)
    jumpHazard = FixedArray(scaling.jumpHazards(in: r, tilt), in: storage)
    logStay = scaling.logStay(transition[r][r])
    destination = FixedArray(scaling.destinations(from: r, transition), in: storage)
  }
}

/// Constants that a lane keeps of its regime, besides the loadings.
enum RegimeSlot: Int, CaseIterable {
  case btcDrift, ethDrift, lenderBTCDrift, lenderETHDrift, rentDecline, utilisation
  case tenantHazard, refinancingOpen, refinancingPremium, equityOpen, shortRateTarget
}

/// A nonzero entry of the scaled Cholesky factors: driver `row` loads on normal `column`.
struct Loading {
  let row: Int
  let column: Int
  /// Index of the lane column that holds its value in the lane's regime.
  let slot: Int
}

/// The loadings of one view of the world, row by row.
struct LoadingPlan {
  /// For each driver, its nonzero loadings.
  let rows: FixedArray<FixedArray<Loading>>

  /// Keeps the entries that are nonzero in at least one regime.
  init(matrices: [[[Double]]], firstSlot: inout Int, in storage: Storage) {
    let n = Driver.allCases.count
    var slot = firstSlot
    rows = FixedArray(
      (0..<n).map { row in
        FixedArray(
          (0...row).compactMap { column in
            guard matrices.contains(where: { $0[row][column] != 0 }) else { return nil }
            defer { slot += 1 }
            return Loading(row: row, column: column, slot: slot)
          }, in: storage)
      }, in: storage)
    firstSlot = slot
  }

  /// The values of the kept entries of one regime's matrix, in slot order.
  func values(of matrix: [[Double]]) -> [Double] {
    rows.indices.flatMap { row in rows[row].indices.map { rows[row][$0] } }
      .map { matrix[$0.row][$0.column] }
  }

  /// The normals that some driver loads on.
  var columnsUsed: Set<Int> {
    Set(rows.indices.flatMap { row in rows[row].indices.map { rows[row][$0].column } })
  }
}
