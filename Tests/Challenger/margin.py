"""Stage 3 of a step: margin calls, and coins that return when the loan is well covered."""

import numpy as np

from scenario import COINS, most


def call(miner):
    with_terms = [tranche for tranche in miner.tranches if tranche.data.get("margin")]
    for tranche in with_terms:
        _call(miner, tranche, tranche.data["margin"])
    for tranche in with_terms:
        if "releaseLTV" in tranche.data["margin"]:
            _release(miner, tranche, tranche.data["margin"]["releaseLTV"])


def _call(miner, tranche, terms):
    restored = terms.get("restoreLTV", terms["initialLTV"])
    called = miner.acting() & (tranche.outstanding > 0)
    called &= tranche.outstanding > most(terms["callLTV"]) * miner.pledged_value(tranche)
    for coin in miner.sale_order:
        lacking = tranche.outstanding / restored - miner.pledged_value(tranche)
        units = np.minimum(np.maximum(0, lacking) / miner.mark[coin], miner.free[coin])
        _pledge(miner, tranche, coin, np.where(called, units, 0))
    excess = tranche.outstanding - restored * miner.pledged_value(tranche)
    paid = np.maximum(0, np.minimum(excess, miner.cash - miner.minimum_cash))
    paid = np.where(called, paid, 0)
    tranche.prepay(paid)
    miner.cash = miner.cash - paid
    # Rounding must not turn a debt that was just paid down into a breach.
    limit = most(terms["liquidationLTV"]) * miner.pledged_value(tranche)
    breached = called & (tranche.outstanding > limit) & (tranche.outstanding > 1e-6)
    usual = "seize" if tranche.data["kind"] == "bitcoinLoan" else "default"
    if terms.get("remedy", usual) == "default":
        miner.default(breached, "margin")
    else:
        _seize(miner, tranche, breached)


def _pledge(miner, tranche, coin, units):
    tranche.pledged[coin] = tranche.pledged[coin] + units
    miner.free[coin] = miner.free[coin] - units


def _seize(miner, tranche, where):
    before = miner.cash
    for coin in COINS:
        units = np.where(where, tranche.pledged[coin], 0)
        tranche.pledged[coin] = tranche.pledged[coin] - units
        miner.sell(coin, units)
    owed = tranche.repaid(where)
    tranche.charged = tranche.charged + np.maximum(0, owed - (miner.cash - before))
    miner.cash = miner.cash - owed
    for asset in tranche.assets:
        asset.release(tranche.name, where)


def _release(miner, tranche, release):
    well = miner.acting() & (miner.steps_in_arrears == 0) & ~tranche.can_draw(miner.time)
    for coin in miner.sale_order:
        excess = miner.pledged_value(tranche) - tranche.outstanding / release
        units = np.minimum(tranche.pledged[coin], np.maximum(0, excess) / miner.mark[coin])
        # Where nothing is owed all of it returns, to the last digit.
        units = np.where(tranche.outstanding > 0, units, tranche.pledged[coin])
        _pledge(miner, tranche, coin, -np.where(well, units, 0))
