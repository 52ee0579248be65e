// Rows of tables that have something to say only for some books (see docs/formats/results.md).

import Reporting

/// `expected_loss_by_year.csv`.
package struct YearLossRow: TableRow {
  @CSV(.miner) package var miner: String
  /// Empty for the portfolio.
  @CSV(.tranche) package var tranche: String
  @CSV("year") package var year: Int
  @CSV("marginal_pd", .share) package var marginalPD: Double
  @CSV("exposure_usd", .size) package var exposure: Double
  @CSV("expected_loss_usd", .size) package var expectedLoss: Double
  @CSV("expected_loss_se") package var expectedLossError: Double?
}

/// `inventory.csv`.
package struct InventoryRecord: TableRow {
  /// The GPU class, or `rigs`.
  @CSV("class") package var name: String
  @CSV("year") package var year: Int
  @CSV("units_mean", .size) package var units: Double
  @CSV("units_se", .ifPresent) package var unitsError: Double?
  /// 95th percentile where any are dumped.
  @CSV("units_p95_given_any") package var unitsHigh: Double?
  @CSV("probability_any", .share) package var probability: Double
  /// Proceeds over the resale price; nil where nothing is dumped.
  @CSV("share_of_resale_fetched") package var fetched: Double?
  /// Largest overhang of the year, on average; nil for a class of infinite depth.
  @CSV("overhang_max_mean") package var overhang: Double?
}

/// `groups.csv`: the miners that share a value of a tag.
package struct GroupRecord: TableRow {
  @CSV("tag") package var tag: String
  @CSV("value") package var value: String
  @CSV("miners") package var miners: Int
  @CSV("pd_any", .share) package var pd: Double
  @CSV("expected_loss_usd", .size) package var expectedLoss: Double
  @CSV("expected_loss_se", .ifPresent) package var expectedLossError: Double?
  /// Contribution to the expected shortfall at 99 %; nil where that has none.
  @CSV("es99_contribution_usd") package var shortfall: Double?
  @CSV("es99_contribution_se", .ifPresent) package var shortfallError: Double?
  @CSV("held_principal_usd", .size) package var heldPrincipal: Double
}

/// `limits.csv`.
package struct LimitRow: TableRow {
  @CSV("kind") package var kind: String
  @CSV("name") package var name: String
  @CSV("measure") package var measure: String
  @CSV("used") package var used: Double
  @CSV("used_se") package var usedError: Double?
  @CSV("limit") package var bound: Double
  /// Share of the bound that is used; nil for a bound of 0.
  @CSV("used_over_limit") package var share: Double?
  @CSV("state") package var state: String

  package var isExceeded: Bool { state == "exceeded" }

  /// Whose limit it is, in words.
  package var holder: String {
    switch kind {
    case "singleName": name
    case "portfolio": "the book"
    default:
      (kind.hasPrefix("tags.") ? String(kind.dropFirst("tags.".count)) : kind) + " " + name
    }
  }

  /// What is limited, in words.
  package var measureWords: String {
    switch measure {
    case "pd": return "PD"
    case "heldPrincipal": return "held principal"
    case "heldOrCommitted": return "held or committed"
    case "expectedLoss": return "expected loss"
    case "es99Contribution": return "part of ES 99 %"
    case "revenuePerYear": return "revenue a year"
    default: break
    }
    let parts = measure.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, parts[0] == "unexpectedLoss" else { return measure }
    return "unexpected loss at \(parts[1]) %"
  }

  /// A figure in the unit of what is limited.
  package func words(_ value: Double) -> String { unit.words(value) }

  /// What is used and what is allowed, in digits that tell them apart.
  package var pair: [String] { unit.apart(used, bound) }

  private var unit: FigureUnit { FigureUnit(limited: measure) }
}

extension FigureUnit {
  /// The unit of what a limit bounds, as the file of limits says it.
  package init(limited measure: String) { self = measure == "pd" ? .share : .dollars }
}
