/// What the sections of a page are called, and what each opens with.
extension PageSection {
  static var timeAndCause: PageSection {
    PageSection(
      id: "when-why", title: "When, and why", shortTitle: "When and why",
      lead: """
        Lines rise with each month's defaults; bands are 95 % intervals (Wilson). A miner's cause is \
        the term that ended it, tested in the order margin, covenant, maturity or payment, insolvency.
        """)
  }

  static var losses: PageSection {
    PageSection(
      id: "losses", title: "What it costs", shortTitle: "Losses",
      lead: """
        The discounted loss of the portfolio on each path, weighted by the lender's share of each \
        tranche. VaR is a quantile of it, ES the mean of the paths beyond.
        """)
  }

  static var pricing: PageSection {
    PageSection(
      id: "pricing", title: "What the loans should have paid", shortTitle: "Pricing",
      lead: """
        The break-even spread pays the expected loss and nothing more: no risk premium, no costs. \
        The offered spread is the initial coupon less the risk-free rate. Convertibles also pay \
        in optionality, so theirs is not compared. PD counts defaults after an extension too: what \
        cannot be repaid at maturity may be extended and stays in the tranche.
        """)
  }

  static var together: PageSection {
    PageSection(
      id: "together", title: "Together or one by one", shortTitle: "Dependence",
      lead: """
        Correlation of the default indicators by the horizon, and the number of miners that default \
        on a path. Convergence is measured by the realised correlation of bitcoin and compute rent \
        in the year before a default, beside that of all paths.
        """)
  }

  static var collateral: PageSection {
    PageSection(
      id: "collateral", title: "Collateral: marked and sold", shortTitle: "Collateral",
      lead: """
        Headline LTV divides debt by marks. Liquidation LTV divides it by what a sale would bring \
        after depth, haircuts, costs and delay: of this miner alone, or of every miner still alive \
        at once. Beyond 100 % the loan is not covered; the distance between the marks is collateral \
        that exists on paper only. Fans are the median, the middle half and the middle 90 % of the \
        survivors. LTV ∞: debt with nothing left to sell. Coverage far from 1×: hardly \
        anything is due that year, and the axis is logarithmic. Arrowheads: the fan goes on beyond its \
        frame.
        """)
  }

  static var market: PageSection {
    PageSection(
      id: "market", title: "The market they met", shortTitle: "Market",
      lead: """
        Median, middle half and middle 90 % of the paths, month by month, under what falls due.
        """)
  }

  static var evidence: PageSection {
    PageSection(
      id: "evidence", title: "How sure, and how to repeat it", shortTitle: "Evidence",
      lead: """
        Sampling error is what the intervals above show. It says nothing about whether the \
        scenario’s assumptions hold.
        """)
  }
}
