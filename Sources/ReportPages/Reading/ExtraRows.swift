// Rows of tables that only some books have anything to say in (see docs/formats/results.md).

/// `expected_loss_by_year.csv`.
struct YearLossRow: TableRow {
  @CSV("miner") var miner: String
  /// Empty for the portfolio.
  @CSV("tranche") var tranche: String
  @CSV("year") var year: Int
  @CSV("marginal_pd", .share) var marginalPD: Double
  @CSV("exposure_usd", .size) var exposure: Double
  @CSV("expected_loss_usd", .size) var expectedLoss: Double
  @CSV("expected_loss_se") var expectedLossError: Double?
}

/// `inventory.csv`.
struct InventoryRow: TableRow {
  /// The GPU class, or `rigs`.
  @CSV("class") var name: String
  @CSV("year") var year: Int
  @CSV("units_mean", .size) var units: Double
  @CSV("units_se", .ifPresent) var unitsError: Double?
  /// 95th percentile where any are dumped.
  @CSV("units_p95_given_any") var unitsHigh: Double?
  @CSV("probability_any", .share) var probability: Double
  /// Proceeds over the resale price; nil where nothing is dumped.
  @CSV("share_of_resale_fetched") var fetched: Double?
  /// Largest overhang of the year, on average; nil for a class of infinite depth.
  @CSV("overhang_max_mean") var overhang: Double?
}

/// `groups.csv`: the miners that share a value of a tag.
struct GroupRow: TableRow {
  @CSV("tag") var tag: String
  @CSV("value") var value: String
  @CSV("miners") var miners: Int
  @CSV("pd_any", .share) var pd: Double
  @CSV("expected_loss_usd", .size) var expectedLoss: Double
  @CSV("expected_loss_se", .ifPresent) var expectedLossError: Double?
  /// Contribution to the expected shortfall at 99 %; nil where that has none.
  @CSV("es99_contribution_usd") var shortfall: Double?
  @CSV("held_principal_usd", .size) var heldPrincipal: Double
}

/// `limits.csv`.
struct LimitRow: TableRow {
  @CSV("kind") var kind: String
  @CSV("name") var name: String
  @CSV("measure") var measure: String
  @CSV("used") var used: Double
  @CSV("used_se") var usedError: Double?
  @CSV("limit") var bound: Double
  /// Share of the bound that is used; nil for a bound of 0.
  @CSV("used_over_limit") var share: Double?
  @CSV("state") var state: String

  var isExceeded: Bool { state == "exceeded" }

  /// Whose limit it is, in words.
  var holder: String {
    switch kind {
    case "singleName": name
    case "portfolio": "the book"
    default:
      (kind.hasPrefix("tags.") ? String(kind.dropFirst("tags.".count)) : kind) + " " + name
    }
  }

  /// What is limited, in words.
  var measureWords: String {
    switch measure {
    case "pd": return "PD"
    case "heldPrincipal": return "held principal"
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
  func words(_ value: Double) -> String {
    measure == "pd" ? NumberWords.percent(value) : NumberWords.dollars(value)
  }
}
