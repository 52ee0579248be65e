"""Stage 4 of a step: covenant tests, what owners pay in, and early repayment as a cure."""

import numpy as np

from scenario import ARREARS, least, most


def test(miner, step):
    free = dict(miner.free)
    for tranche in miner.tranches:
        terms = tranche.data.get("covenant")
        if terms and miner.calendar.is_test(step, terms.get("testsPerYear", 4)):
            breached = _count(miner, tranche, terms)
            _repay_or_default(miner, tranche, breached, free)


def _count(miner, tranche, terms):
    """Tests and counts; returns where the count is full and owners do not pay in."""
    tested = miner.acting() & (tranche.outstanding > 0)
    lowest = terms.get("minDSCR", -np.inf)
    by_coverage = tested & (miner.coverage() < least(lowest))
    otherwise = np.zeros(miner.paths, bool)
    if "maxLTV" in terms:
        limit = most(terms["maxLTV"]) * miner.pledged_value(tranche)
        otherwise |= tested & (tranche.outstanding > limit)
    if "minLiquidity" in terms:
        otherwise |= tested & (miner.cash + miner.reserves() < terms["minLiquidity"] + ARREARS)
    fails = by_coverage | otherwise
    tranche.breaches = np.where(fails, tranche.breaches + 1, np.where(tested, 0, tranche.breaches))
    breached = fails & (tranche.breaches >= terms.get("breachesToDefault", 1))
    pays_in = breached & ~otherwise & (tranche.cures < terms.get("equityCures", 0))
    pays_in &= miner.market.regimes.equity_open[miner.market.regime]
    if pays_in.any():
        lacking = lowest * sum(miner.service) - sum(miner.income)
        miner.cash = miner.cash + np.where(pays_in, lacking, 0)
    tranche.cures = tranche.cures + pays_in
    tranche.breaches = np.where(pays_in, 0, tranche.breaches)
    return breached & ~pays_in


def _repay_or_default(miner, tranche, breached, free):
    """Repays from cash and free coins where they suffice; `free` is what was free before the tests."""
    owed = tranche.outstanding + tranche.accrued
    lacking = np.maximum(0, owed - np.maximum(0, miner.cash - miner.minimum_cash))
    planned = {}
    for coin in miner.sale_order:
        sold = free[coin] - miner.free[coin]
        limit = np.where(miner.owes_balloon(), miner.free[coin], free[coin] * miner.sale_share - sold)
        limit = np.clip(limit, 0, miner.free[coin])
        planned[coin] = np.minimum(limit, miner.sales[coin].units_for(lacking))
        lacking = np.maximum(0, lacking - miner.sales[coin].proceeds(planned[coin]))
    cured = breached & (lacking <= -ARREARS)
    for coin in miner.sale_order:
        units = np.where(cured, planned[coin], 0)
        miner.free[coin] = miner.free[coin] - units
        miner.sell(coin, units)
    miner.cash = miner.cash - tranche.repaid(cured)
    tranche.breaches = np.where(cured, 0, tranche.breaches)
    miner.default(breached & ~cured, "covenant")
