/// Borrowers against compute.
enum ComputeTemplates {
  /// A cloud of rented GPUs.
  static let host =
    TemplateMarket.head(
      name: "gpu-host",
      comment: """
        // A cloud that rents out GPUs: two halls, two tenants, a term loan on each hall and notes above.
        // Look first at the contracts of `gpuLots`: who rents, at what rate, until when.
        """) + #"""

        // Who rents, and how often they fail compared with `tenantDefaultPerYear` above. A tenant with
        // a name is one company: all that it rents, of any borrower, falls empty on one day.
        tenants: {
          "AI lab": { risk: 2.0 },
          "software group": { risk: 0.1 },
        },

        miners: {
          cloud: {
            cash: 1.0e8, minimumCash: 1.5e7, graceDays: 28, overheadPerYear: 3.0e7,
            power: { fixedPrice: 48, fixedShare: 0.9 },
            gpuLots: {
              "hall 1": {
                gpu: "H200", count: 8000, pledgedTo: ["loan 1"],
                contract: { share: 0.7, ratePerHour: 2.9, until: "2027-12-31", tenant: "software group" },
              },
              "hall 2": {
                gpu: "GB300", count: 6000, pledgedTo: ["loan 2"],
                // Take or pay; whoever buys the GPUs from a lender takes the contract over.
                contract: {
                  share: 0.95, ratePerHour: 4.1, until: "2030-06-30", tenant: "AI lab", assignable: true,
                  walkAwayBelow: 0.3,   // the tenant leaves when spot rent is below this share of his
                },
              },
            },
            equity: { perWeek: 0.004, marketCap: 1.2e9, beta: { btc: 0.5, computeRent: 1.0 } },
            tranches: {
              "loan 1": {
                kind: "abl", principal: 1.5e8, coupon: 0.105, maturity: "2028-12-31",
                covenant: { minDSCR: 1.05, testsPerYear: 4, breachesToDefault: 2, equityCures: 2 },
              },
              "loan 2": {
                kind: "abl", principal: 3.3e8, maturity: "2030-06-30",
                floating: { margin: 0.05, floor: 0.01, hedgedShare: 0.5, hedgedRate: 0.036 },
                reserve: { months: 3, initial: 1.5e7 },
                sweep: { share: 0.5, keep: 3.0e7, belowDSCR: 1.25 },
                covenant: { minDSCR: 1.10, testsPerYear: 4, breachesToDefault: 2, equityCures: 2 },
              },
              notes: {
                kind: "highYield", principal: 2.5e8, coupon: 0.0975, maturity: "2030-12-15",
                refinance: { windowYears: 1.0, maxLTV: 0.8, termYears: 4, stepUp: 0.015 },
              },
            },
            tags: { sector: "AI cloud" },
          },
        },
      }

      """#

  /// A hall that is built in a company of its own.
  static let project =
    TemplateMarket.head(
      name: "project",
      comment: """
        // A building for a tenant, in a company of its own: drawn as it is built, repaid from the lease.
        // Look first at `orders`, the lease's dates and tenant, and the sponsor's `support`.
        """) + #"""

        // The tenant's rent is guaranteed by a much stronger company.
        tenants: { "AI lab": { risk: 1.5, guarantor: "hyperscaler" }, hyperscaler: { risk: 0.05 } },

        miners: {
          // The sponsor mines. It pays what the project lacks, $60m at most; beyond, it may walk away.
          sponsor: {
            cash: 1.5e8, minimumCash: 2.0e7, graceDays: 28, overheadPerYear: 2.5e7,
            treasury: { btc: 1500, hodl: 0.1, maxSaleSharePerWeek: 0.25 },
            rigLots: {
              fleet: { petahash: 9000, joulesPerTerahash: 18, uptime: 0.95, resalePerTerahash: 13 },
            },
            power: { fixedPrice: 42, fixedShare: 0.8, until: "2028-12-31", resaleShare: 0.5 },
            equity: { perWeek: 0.005, marketCap: 7.0e8, beta: { btc: 1.3, computeRent: 0.2 } },
            tranches: {
              "2029 convertible": {
                kind: "convertible", principal: 1.0e8, coupon: 0.01, maturity: "2029-12-01",
                conversion: { premium: 0.3 },
                refinance: { windowYears: 1.0, maxLTV: 0.6, termYears: 3, stepUp: 0.03 },
              },
            },
          },

          "project company": {
            parent: "sponsor", support: { cap: 6.0e7, keep: 1.0e7 },
            cash: 9.0e7, minimumCash: 5.0e6, graceDays: 28, overheadPerYear: 2.0e6,
            orders: {
              // $360m in three parts, of which the loan pays 75 %, the sponsor's equity the rest.
              building: {
                payments: { "2026-03-31": 1.2e8, "2026-09-30": 1.4e8, "2027-01-31": 1.0e8 },
                fundedBy: "construction loan", advanceRate: 0.75,
              },
            },
            leases: {
              // 60 MW at $104 per kW and month; the tenant pays for power. Begins once all is paid for.
              shell: {
                revenuePerYear: 7.5e7, costShare: 0.12, from: "2027-03-31", until: "2037-03-31",
                tenant: "AI lab", discountRate: 0.09, order: "building", pledgedTo: ["construction loan"],
                reletYears: 0.75, reletShare: 0.8,       // empty after a tenant's failure, then cheaper
              },
            },
            tranches: {
              "construction loan": {
                kind: "projectFinance", principal: 0, maturity: "2032-03-31",
                commitment: { amount: 3.0e8, availableUntil: "2027-06-30", feePerYear: 0.01 },
                floating: { margin: 0.0325, floor: 0.0, hedgedShare: 0.75, hedgedRate: 0.036 },
                pikUntil: "2027-03-31",                  // interest of the building time joins the debt
                amortisationFrom: "2027-09-30", balloonShare: 0.5,
                reserve: { months: 6 },
                sweep: { share: 0.5, keep: 1.0e7, belowDSCR: 1.3 },
                covenant: { minDSCR: 1.10, testsPerYear: 4, breachesToDefault: 2, equityCures: 2 },
                // The balloon is to be refinanced by notes on the rented building.
                refinance: { windowYears: 1.0, maxLTV: 0.75, minDSCR: 1.2, termYears: 5, stepUp: 0.005 },
              },
            },
            // What is left goes up to the sponsor while coverage is above the lock-up ratio.
            distributions: { share: 1.0, keep: 1.0e7, perYear: 4, minDSCR: 1.3 },
            tags: { sector: "AI landlord" },
          },
        },
      }

      """#
}
