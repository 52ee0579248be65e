import ScenarioFiles
import ScenarioWarnings

/// A borrower that builds a hall and lets a shell, of which nothing is to be said.
///
/// Racks of $40m are drawn at four fifths; the loan of $15m has the shell, worth $40.03m.
enum BuilderFile {
  /// What is warned of after changes of its text and overrides.
  static func warnings(
    _ overrides: [String] = [], replacing changes: [(String, String)] = []
  ) throws -> [String] {
    let text = changes.reduce(text) { $0.replacing($1.0, with: $1.1) }
    return try ScenarioReader.read(text: text, name: "f.json5", overrides: overrides).warnings
      .map { "\($0.path): \($0.message)" }
  }

  private static let text = """
    {
      name: "builder", asOf: "2025-12-31", horizonYears: 4,
      market: {
        regimes: { calm: {} },
        gpus: { H100: { rentPerHour: 2.2, resalePrice: 20000, resaleDecline: 0.26 } },
      },
      tenants: { lab: { risk: 0.5 } },
      miners: { a: {
        cash: 1.2e7,
        orders: {
          racks: { payments: { "2026-03-31": 2e7, "2026-09-30": 2e7 }, fundedBy: "draw", advanceRate: 0.8 },
        },
        gpuLots: { hall: { gpu: "H100", count: 1000, order: "racks", pledgedTo: "draw" } },
        leases: { shell: {
          revenuePerYear: 6e6, until: "2036-12-31", tenant: "lab", discountRate: 0.1, pledgedTo: "loan",
        } },
        tranches: {
          draw: {
            kind: "abl", principal: 0, commitment: { amount: 3.2e7, availableUntil: "2026-12-31" },
            coupon: 0.09, maturity: "2029-06-30", pikUntil: "2026-12-31", amortisationFrom: "2027-03-31",
          },
          loan: { kind: "abl", principal: 1.5e7, coupon: 0.1, maturity: "2029-06-30" },
        },
      } },
    }
    """
}
