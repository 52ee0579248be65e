import CreditBasics
import Reporting
import RiskMeasures

/// How much of one limit a book uses.
package struct LimitUse: Sendable, Equatable {
  /// Whose limit it is, as the file of limits says: `singleName`, `tenant`, `tags.TAG` or `portfolio`.
  package var kind: String
  /// The miner, tenant or value of the tag; empty for the portfolio.
  package var name: String
  /// What is limited, as the file of limits says.
  package var measure: String
  /// What the result has of it, in dollars or as a probability.
  package var used: Double
  /// Its standard error; nil where it is exact or not known.
  package var error: Double?
  package var bound: Double
  /// Dollars that may still be drawn and that no limit of this name counts.
  package var uncounted = 0.0

  fileprivate var unit: FigureUnit { FigureUnit(limited: measure) }

  /// The error in its table: none for what no path shows or every one, which would read as exact.
  fileprivate var toldError: Double? {
    Estimate(value: used, standardError: error).toldError(unit)
  }

  /// The share of the bound that is used; nil for a bound of 0.
  package var share: Double? { bound > 0 ? used / bound : nil }
  /// Whether more is used than the bound allows; a product of shares and dollars may be off by rounding.
  package var isExceeded: Bool { used > Limit.most(bound) }
  /// Whose limit it is, for people.
  fileprivate var holder: String { name.isEmpty ? kind : "\(kind) \(name)" }
  fileprivate var state: String { isExceeded ? "exceeded" : "within" }
}

/// Limits of a lender beside what a result uses of them.
package struct LimitTable: Sendable, Equatable {
  /// Every limit, once for each name that it holds for, in the order of `docs/guides/limits.md`.
  package let uses: [LimitUse]
  /// The name of its file beside the result's tables.
  package static let fileName = ResultManifest.limits

  package var exceeded: [LimitUse] { uses.filter(\.isExceeded) }

  package var csv: String {
    let table = CSVTable(
      "kind,name,measure,used,used_se,limit,used_over_limit,state", of: uses
    ) { use in
      [
        .text(use.kind), .text(use.name), .text(use.measure), .number(use.used),
        .number(use.toldError), .number(use.bound), .number(use.share),
        .text(use.state),
      ]
    }
    return table.text
  }

  /// Most names with a note that more can be drawn.
  private static let mostNotes = 3

  /// Notes on what limits of principal leave out, the greatest amount first.
  private var notes: [String] {
    let left = uses.filter { $0.uncounted > 0 }.sorted { $0.uncounted > $1.uncounted }
    let more = left.count - Self.mostNotes
    return left.prefix(Self.mostNotes).map {
      "note: \($0.holder): \(NumberWords.dollars($0.uncounted)) more can be drawn: "
        + "heldOrCommitted counts it"
    } + (more > 0 ? ["note: more can be drawn by \(NumberWords.count(more)) others, too"] : [])
  }

  /// Most lines of the table for people.
  private static let shown = 12

  /// The table for people: what is nearest to its limit comes first.
  package var text: String {
    let sorted = uses.nearestFirst(\.share)
    let rows = sorted.prefix(Self.shown).map { use in
      [
        use.holder, use.measure,
        use.unit.apart(use.used, use.bound).joined(separator: " / "),
        use.share.map { NumberWords.percent($0) } ?? "–", use.state,
      ]
    }
    let more =
      sorted.count > Self.shown ? ["and \(NumberWords.count(sorted.count - Self.shown)) more"] : []
    let count =
      "\(NumberWords.count(exceeded.count)) of \(NumberWords.count(uses.count)) limits exceeded"
    return
      (ScreenFormat.columns([["limit", "of", "used / limit", "share", "state"]] + rows) + more
      + notes + [count]).joined(separator: "\n") + "\n"
  }
}

extension Array {
  /// In order of the share of a limit that is used, the greatest first; those with a limit of 0 come before all.
  func nearestFirst(_ share: (Element) -> Double?) -> [Element] {
    stablySorted { share($0) ?? .infinity > share($1) ?? .infinity }
  }
}
