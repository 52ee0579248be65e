import CreditBasics

/// Stage 5: maturities and puts, in name order.
extension MinerBooks {
  /// Settles what matures or is put in the step, and seeks early extensions.
  ///
  /// This stage alone causes no default.
  mutating func settleMaturities() -> DefaultCause? {
    // Extensions leave assets and debt as they are: what is tested is found once until something is settled.
    var known: Standing?
    for (loan, tranche) in terms.miner.tranches.enumerated() where loans[loan].outstanding > 0 {
      if loans[loan].maturityStep == step {
        settleMaturity(loan, tranche)
        known = nil
      } else if let put = terms.puts[loan].first(where: { $0.step == step }) {
        settlePut(loan, tranche, date: put.date)
        known = nil
      } else if seeksExtension(loan, tranche) {
        let now = known ?? standing
        known = now
        if canRefinance(tranche, now) {
          extend(loan, tranche, from: loans[loan].maturity, keepingDates: true)
        }
      }
    }
    return nil
  }

  /// In the window before maturity an extension is sought in every step until it succeeds.
  private func seeksExtension(_ loan: Int, _ tranche: Tranche) -> Bool {
    guard let window = tranche.refinance?.windowYears else { return false }
    return window > 0 && loans[loan].maturityStep > step && loans[loan].extendedIn != step
      && hasHappened(loans[loan].maturity - window)
  }

  private mutating func settleMaturity(_ loan: Int, _ tranche: Tranche) {
    if wouldConvert(tranche) {
      convert(loan, tranche)
    } else if canRefinance(tranche, standing) {
      extend(loan, tranche, from: loans[loan].maturity)
    } else {
      repay(loan, as: .balloon, due: loans[loan].outstanding + loans[loan].accrued)
    }
  }

  private mutating func settlePut(_ loan: Int, _ tranche: Tranche, date: Double) {
    if wouldConvert(tranche) {
      log.note(.maturity, .kept, loans[loan].outstanding, of: tranche.name)
    } else if canRefinance(tranche, standing) {
      extend(loan, tranche, from: date)
    } else {
      repay(loan, as: .put, due: loans[loan].outstanding + loans[loan].accrued)
    }
  }

  /// Whether a share is worth at least the conversion price; marked equity counts all debt that is
  /// still outstanding.
  private func wouldConvert(_ tranche: Tranche) -> Bool {
    guard let premium = tranche.conversionPremium, let price = conversionPrice(premium)
    else { return false }
    if let marketValue { return marketValue >= price * Limit.least(1) }
    // Equity is a difference and loses digits: assets are compared with debt plus the price
    // instead.
    return markedAssets >= (outstanding + price * shares) * Limit.least(1)
  }

  private mutating func convert(_ loan: Int, _ tranche: Tranche) {
    let face = loans[loan].outstanding
    shares += conversionPrice(tranche.conversionPremium ?? 0).map { face / $0 } ?? 0
    loans[loan].outstanding = 0
    loans[loan].accrued = 0
    loans[loan].hasEnded = true
    log.note(.maturity, .converted, face, of: tranche.name)
  }

  /// What a refinancing is tested on.
  private struct Standing {
    let outstanding: Double
    let markedAssets: Double
    let coverage: Double?
  }

  private var standing: Standing {
    Standing(
      outstanding: outstanding, markedAssets: markedAssets, coverage: debtServiceCoverage)
  }

  private func canRefinance(_ tranche: Tranche, _ now: Standing) -> Bool {
    guard let refinance = tranche.refinance, regime.refinancingOpen, arrearsSteps == 0
    else { return false }
    let levered =
      refinance.maxLTV.isFinite && now.outstanding > Limit.most(refinance.maxLTV) * now.markedAssets
    let covered = now.coverage.map { $0 >= Limit.least(refinance.minDSCR) } ?? true
    return !levered && covered
  }

  /// Moves the balloon to a later maturity; with `keepingDates` the dates before the old one stay.
  private mutating func extend(
    _ loan: Int, _ tranche: Tranche, from date: Double, keepingDates: Bool = false
  ) {
    let grid = terms.grid
    var extended = tranche
    extended.maturity = date + (tranche.refinance?.termYears ?? 0)
    loans[loan].coupon += (tranche.refinance?.stepUp ?? 0) + regime.refinancingPremium
    loans[loan].extendedIn = step
    loans[loan].maturity = extended.maturity
    loans[loan].maturityStep = max(step + 1, grid.step(reaching: extended.maturity))
    loans[loan].schedule.extend(
      paymentDates(extended, after: date + TimeGrid.dateTolerance), of: tranche, grid: grid,
      after: step, keeping: keepingDates)
    log.note(.maturity, .extended, extended.maturity, of: tranche.name)
  }

  /// Charges a balloon or put; coins pledged to the tranche are sold for what spare cash lacks.
  private mutating func repay(_ loan: Int, as item: LedgerItem, due: Double) {
    let order = terms.miner.treasury.saleOrder
    let gap = max(0, due - spareCash)
    var (raised, missing) = (0.0, gap)
    for coin in order + Coin.allCases.filter({ !order.contains($0) }) {
      let sale = sell(coin, upTo: loans[loan].pledged[coin], for: missing, in: .maturity)
      raised += sale.proceeds
      missing -= sale.proceeds
      loans[loan].pledged[coin] -= sale.coins
    }
    cash = cash(afterPaying: due, gap: gap, raised: raised, missing: missing)
    loans[loan].charged += due
    loans[loan].outstanding = 0
    loans[loan].accrued = 0
    loans[loan].hasEnded = true
    loans[loan].owesBalloon = true
    balloonFellDue = true
    log.note(.maturity, item, -due, of: name(loan))
  }
}
