/// The market of every template: as in `scenarios/delayed-draw.json5`, in round numbers.
enum TemplateMarket {
  /// What stands before the borrowers: name, dates, market, recoveries.
  static func head(name: String, comment: String) -> String {
    """
    \(comment)
    // Keys, units, and what holds where a key is left out: docs/formats/scenario.md.
    {
      name: "\(name)",             // results go to results/\(name)
      asOf: "2025-12-31",          // time zero; every date below is later
      riskFreeRate: 0.037,         // continuously compounded; discounts losses
      // Without `horizonYears` a run lasts until everything owed today has fallen due.
      simulation: { paths: 20000, seed: 1 },


    """ + market + resolution
  }

  private static let market = #"""
      // The market: keep it, or take that of scenarios/baseline.json5, whose numbers have sources.
      market: {
        // Open markets, and about once in three years half a year in which nobody lends.
        initialRegime: { open: 1.0 },
        switching: { open: { crunch: 0.35 }, crunch: { open: 2.0 } },
        regimes: {
          open: {
            btc: { drift: 0.25, volatility: 0.50 },    // drift of the mean, both per year
            networkHashrate: { volatility: 0.15 },
            computeRent: { annualDecline: 0.22, volatility: 0.28 },
            powerPrice: { volatility: 0.30 },
            shortRate: { volatility: 0.008 },          // 0.8 percentage points a year
            correlation: { btc: { computeRent: 0.15 } },
            utilisation: 0.78, tenantDefaultPerYear: 0.015,
          },
          crunch: {
            btc: { drift: -0.50, volatility: 0.80 },
            networkHashrate: { volatility: 0.15 },
            computeRent: { annualDecline: 0.40, volatility: 0.35 },
            powerPrice: { volatility: 0.40 },
            shortRate: { volatility: 0.012, mean: 0.05 },
            correlation: { btc: { computeRent: 0.50, shortRate: -0.2 } },
            utilisation: 0.60, tenantDefaultPerYear: 0.08,
            refinancingOpen: false, equityOpen: false,
            refinancingPremium: 0.03,                  // counts once refinancingOpen is true
          },
        },
        btc: { spot: 87500 },                          // $
        // Hashprice: 144 blocks · 3.125 BTC · 1.01 · $87,500 / 1.05e6 PH/s = $37.9 per PH/s and day.
        network: {
          hashrate: 1.05e6, growth: 0.10, revenueElasticity: 0.8, meanReversion: 0.68,
          blockSubsidy: 3.125, feeShare: 0.01, halvings: ["2028-04-15"],
        },
        computeRent: { meanReversion: 0.8 },
        power: { spotPerMWh: 45, meanReversion: 2.0 }, // $/MWh
        shortRate: { initial: 0.0375, mean: 0.035, meanReversion: 0.4 },
        gpus: {
          // Rent in $ per GPU and hour; prices in $ a GPU, installed and used.
          H200: {
            rentPerHour: 2.60, newPrice: 49000, resalePrice: 26000, resaleDecline: 0.26,
            rentSensitivity: 0.6, kilowatts: 1.4, opexPerHour: 0.38,
            depth: { units: 30000, absorptionPerYear: 4.0 },
          },
          GB300: {
            rentPerHour: 4.60, newPrice: 76000, resalePrice: 65000, resaleDecline: 0.26,
            rentSensitivity: 0.6, kilowatts: 2.1, opexPerHour: 0.27,
            depth: { units: 20000, absorptionPerYear: 4.0 },
          },
        },
        coinDepth: { btc: { usdPerDay: 1.9e10, permanentShare: 0.25 } },
        rigElasticity: 1.3, rigDepth: { petahash: 40000, absorptionPerYear: 4.0 },
      },

    """#

  private static let resolution = #"""

      // What a lender gets of a defaulter: coins at once, hardware later and cheaper.
      resolution: {
        costRate: 0.08, coinCostRate: 0.005, lagYears: 0.75, relocationHaircut: 0.25, scrapShare: 0.05,
        subsidiaryHaircut: 0.5, leaseHaircut: 0.2, leaseLagYears: 0.5,
      },

    """#
}
