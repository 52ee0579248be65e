/// A scenario that uses every key of the format.
enum FullExample {
  static let text = #"""
    {
      name: "double-leverage", // every key at least once
      asOf: "2025-12-31", horizonYears: 5, stepsPerYear: 52, riskFreeRate: 0.037,
      simulation: { paths: 2000, seed: 18446744073709551615 },
      lenderView: { regime: "calm", usefulLifeYears: 5.5 },
      market: {
        initialRegime: { calm: 0.9, stress: .1 },
        switching: { calm: { stress: 4.4 }, stress: { calm: 18.0 } },
        regimes: {
          calm: {
            btc: { drift: 0.25, volatility: 0.36 }, eth: { drift: 0.25, volatility: 0.50 },
            networkHashrate: { volatility: 0.15 }, powerPrice: { volatility: 0.30 },
            computeRent: { annualDecline: 0.20, volatility: 0.28 },
            correlation: { btc: { eth: 0.82, computeRent: 0.15 }, eth: { computeRent: 0.20 } },
            utilisation: 0.78, tenantDefaultPerYear: 0.02, refinancingOpen: true, equityOpen: true,
          },
          stress: {
            btc: { drift: -0.5, volatility: 0.82 }, eth: { drift: -0.6, volatility: 1.05 },
            networkHashrate: { volatility: 0.15 }, powerPrice: { volatility: 0.40 },
            computeRent: { annualDecline: 0.35, volatility: 0.45 },
            correlation: { computeRent: { btc: 0.55, eth: 0.55 }, eth: { btc: 0.88 } },
            utilisation: 0.5, tenantDefaultPerYear: 0.1, refinancingOpen: false, equityOpen: false,
          },
        },
        btc: { spot: 87500 }, eth: { spot: 2970 }, compensateJumps: true,
        network: { hashrate: 1.05e6, growth: 0.20, revenueElasticity: 0.6, meanReversion: 0.68,
                   blockSubsidy: 3.125, feeShare: 0.01, halvings: ["2032-04-15", "2028-04-15"] },
        computeRent: { meanReversion: 0.8 }, power: { spotPerMWh: 45, meanReversion: 2.0 },
        jumps: {
          "crypto crash": { intensity: { calm: 2.5, stress: 12 }, shape: "doubleExponential",
            upProbability: 0.4, btc: { up: 0.09, down: 0.10 }, eth: { up: 0.117, down: 0.13 } },
          'systemic shock': { intensity: { calm: 0.05, stress: 0.5 }, shape: "normal",
            btc: { mean: -0.15, sd: 0.10 }, eth: { mean: -0.2, sd: 0.12 },
            computeRent: { mean: -0.25, sd: 0.10 } },
        },
        gpus: { H100: { rentPerHour: 2.20, newPrice: 42000, resalePrice: 20000,
          resaleDecline: 0.26, rentSensitivity: 0.6, kilowatts: 1.4, opexPerHour: 0.35,
          depth: { units: 20000, absorptionPerYear: 2.0 } } },
        launches: { Rubin: { date: "2026-09-30", meanDelayYears: 0.25,
          impact: { H100: { rent: 0.10, resale: 0.20 } } } },
        coinDepth: { btc: { usdPerDay: 3.0e9, permanentShare: 0.1 },
          eth: { usdPerDay: 1.0e9, permanentShare: 0.1 } },
        calibratedOn: { btc: "2025-12-26", "network hashrate": "2025-11-28" },
      },
      resolution: { costRate: 0.08, coinCostRate: 0.005, lagYears: 0.75, relocationHaircut: 0.25,
        scrapShare: 0.05 },
      miners: {
        "hy-pivot": {
          tags: { sector: "AI cloud", "own rating": "BB-" },
          cash: 4.0e8, cashYield: 0.03, minimumCash: 5.0e7, graceDays: 28, overheadPerYear: 9.0e7,
          idiosyncraticVolatility: 0.10,
          treasury: { btc: 12000, eth: 10, ethStakingYield: 0.03, hodl: 0.3,
            saleOrder: ["btc", "eth"], maxSaleSharePerWeek: 0.25 },
          asics: { petahash: 50000, joulesPerTerahash: 18, uptime: 0.95, resalePerTerahash: 13 },
          power: { fixedPrice: 42, fixedShare: 0.8 },
          equity: { perWeek: 0.005 },
          gpuLots: { campus: { gpu: "H100", count: 10000, inService: "2026-03-31",
            meanDelayYears: 0.1, pledgedTo: "GPU loan",
            contract: { share: 0.7, ratePerHour: 2.4, until: "2028-03-31", walkAwayBelow: 0.6,
              tenantRisk: 1.5 } } },
          leases: { colocation: { revenuePerYear: 1.2e8, costShare: 0.16, from: "2026-06-30",
            until: "2036-06-30", meanDelayYears: 0.25, tenantRisk: 0.5, reletYears: 0.5,
            reletShare: 0.7 } },
          tranches: {
            "GPU loan": { kind: "abl", principal: 2.0e8, coupon: 0.105, maturity: "2029-12-31",
              paymentsPerYear: 12, amortisation: "annuity", seniority: 4, heldShare: 0.9,
              pledge: { btc: 1500, eth: 1 },
              margin: { initialLTV: 0.65, callLTV: 0.80, liquidationLTV: 0.90, remedy: "seize" },
              covenant: { minDSCR: 1.2, testsPerYear: 2, breachesToDefault: 2 } },
            "2030 notes": { kind: "highYield", principal: 4.0e8, coupon: 0.0925,
              maturity: "2030-06-30", paymentsPerYear: 2,
              amortisation: { "2028-06-30": 0.25, "2029-06-30": +0.25 }, seniority: 2,
              refinance: { maxLTV: 0.7, minDSCR: 1.3, termYears: 3, stepUp: 0.02 } },
            "2029 convertible": { kind: "convertible", principal: 3.0e8, coupon: 0.01,
              maturity: "2029-12-01", paymentsPerYear: 2, amortisation: "bullet", seniority: 3,
              conversion: { premium: 0.4 }, puts: ["2027-12-01"] },
          },
          insolvency: { barrier: 0.9, tested: "atHorizon" },
        },
        /* all zero is harmless */ legacy: { cash: 0, asics: null, tranches: { loan: {
          kind: "bitcoinLoan", principal: 0, coupon: 0x0, maturity: "2026-12-31" } } },
      },
    }
    """#
}
