"""The end of stage 6 of a miner without arrears: reserves, sweeps, distributions, pledges that return."""

import numpy as np

from scenario import ARREARS, COINS, least, most


def settle(miner, step):
    well = miner.acting() & (miner.cash >= ARREARS)
    for tranche in miner.tranches:
        if tranche.data.get("reserve"):
            _fill(miner, tranche, well)
    for tranche in miner.tranches:
        if tranche.data.get("sweep"):
            _sweep(miner, tranche, well)
    if miner.data.get("distributions"):
        _distribute(miner, step, well, miner.data["distributions"])
    _give_back(miner)


def spare(miner, keep=0):
    """Cash above the minimum and what is to be kept."""
    return np.maximum(0, miner.cash - miner.minimum_cash - keep)


def _fill(miner, tranche, well):
    """Brings an account to the service of the dates ahead, or returns what it has too much."""
    count = max(1, int(np.ceil(tranche.data["reserve"]["months"] * tranche.payments / 12 - 1e-9)))
    bound = tranche.next_dates(miner.time, count)
    target = tranche.projected_service(miner.time, bound)
    on_date, may_return = well & tranche.pays, well & ~tranche.can_draw(miner.time)
    into = np.where(on_date, np.minimum(np.maximum(0, target - tranche.reserve), spare(miner)), 0)
    excess = np.where(on_date & may_return, np.maximum(0, tranche.reserve - target), 0)
    excess = np.where(may_return & (tranche.outstanding <= 0), tranche.reserve, excess)
    tranche.reserve = tranche.reserve + into - excess
    miner.cash = miner.cash - into + excess


def _sweep(miner, tranche, well):
    terms = tranche.data["sweep"]
    sweeps = well & tranche.pays & (tranche.outstanding > 0)
    if "belowDSCR" in terms:
        sweeps &= miner.coverage() <= most(terms["belowDSCR"])
    paid = np.minimum(tranche.outstanding, terms["share"] * spare(miner, terms.get("keep", 0)))
    paid = np.where(sweeps, paid, 0)
    tranche.prepay(paid)
    miner.cash = miner.cash - paid


def _distribute(miner, step, well, terms):
    if not miner.calendar.is_test(step, terms.get("perYear", 1)):
        return
    pays = well & (miner.coverage() >= least(terms.get("minDSCR", 0)))
    for tranche in miner.tranches:
        pays &= ~((tranche.breaches > 0) & (tranche.outstanding > 0))
        pays &= ~(tranche.capitalises(miner.time) | tranche.can_draw(miner.time))
    paid = np.where(pays, terms["share"] * spare(miner, terms.get("keep", 0)), 0)
    miner.cash = miner.cash - paid
    if miner.parent:
        miner.parent.received = miner.parent.received + paid


def _give_back(miner):
    clear = miner.acting() & (miner.cash >= ARREARS)
    for tranche in miner.tranches:
        returns = clear & (tranche.outstanding <= 0) & ~tranche.can_draw(miner.time)
        for coin in COINS:
            units = np.where(returns, tranche.pledged[coin], 0)
            miner.free[coin] = miner.free[coin] + units
            tranche.pledged[coin] = tranche.pledged[coin] - units
        for asset in tranche.assets:
            asset.release(tranche.name, returns)
