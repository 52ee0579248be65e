// Rows of tables that only some books have anything to say in (see docs/formats/results.md).

/// `expected_loss_by_year.csv`.
struct YearLossRow {
  var miner: String
  /// Empty for the portfolio.
  var tranche: String
  var year: Int
  var marginalPD: Double
  var exposure: Double
  var expectedLoss: Double
  var expectedLossError: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    tranche = try row.text("tranche")
    year = try row.integer("year")
    marginalPD = try row.number("marginal_pd", in: CSVRow.share)
    exposure = try row.number("exposure_usd", in: CSVRow.size)
    expectedLoss = try row.number("expected_loss_usd", in: CSVRow.size)
    expectedLossError = try row.optional("expected_loss_se")
  }
}

/// `inventory.csv`.
struct InventoryRow {
  /// The GPU class, or `rigs`.
  var name: String
  var year: Int
  var units: Double
  var unitsError: Double?
  /// 95th percentile where any are dumped.
  var unitsHigh: Double?
  var probability: Double
  /// Proceeds over the resale price; nil where nothing is dumped.
  var fetched: Double?
  /// Largest overhang of the year, on average; nil for a class of infinite depth.
  var overhang: Double?

  init(_ row: CSVRow) throws {
    name = try row.text("class")
    year = try row.integer("year")
    units = try row.number("units_mean", in: CSVRow.size)
    unitsError = try row.ifPresent("units_se")
    unitsHigh = try row.optional("units_p95_given_any")
    probability = try row.number("probability_any", in: CSVRow.share)
    fetched = try row.optional("share_of_resale_fetched")
    overhang = try row.optional("overhang_max_mean")
  }
}

/// `groups.csv`: the miners that share a value of a tag.
struct GroupRow {
  var tag: String
  var value: String
  var miners: Int
  var pd: Double
  var expectedLoss: Double
  var expectedLossError: Double?
  /// Contribution to the expected shortfall at 99 %; nil where that has none.
  var shortfall: Double?
  var heldPrincipal: Double

  init(_ row: CSVRow) throws {
    tag = try row.text("tag")
    value = try row.text("value")
    miners = try row.integer("miners")
    pd = try row.number("pd_any", in: CSVRow.share)
    expectedLoss = try row.number("expected_loss_usd", in: CSVRow.size)
    expectedLossError = try row.ifPresent("expected_loss_se")
    shortfall = try row.optional("es99_contribution_usd")
    heldPrincipal = try row.number("held_principal_usd", in: CSVRow.size)
  }
}

/// `limits.csv`.
struct LimitRow {
  var kind: String
  var name: String
  var measure: String
  var used: Double
  var usedError: Double?
  var bound: Double
  /// Share of the bound that is used; nil for a bound of 0.
  var share: Double?
  var isExceeded: Bool

  init(_ row: CSVRow) throws {
    kind = try row.text("kind")
    name = try row.text("name")
    measure = try row.text("measure")
    used = try row.number("used")
    usedError = try row.optional("used_se")
    bound = try row.number("limit")
    share = try row.optional("used_over_limit")
    isExceeded = try row.text("state") == "exceeded"
  }

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
