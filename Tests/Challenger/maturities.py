"""Stage 5 of a step: conversion, puts, refinancing and balloons."""

import numpy as np

from scenario import COINS, SLACK, least, most


def mature(miner, tranche, step):
    live = miner.acting() & (tranche.outstanding > 0)
    matures = live & (tranche.maturity_step == step)
    put = live & ~matures & (step in tranche.puts)
    terms = tranche.data.get("refinance")
    in_window = np.zeros(miner.paths, bool)
    if terms and terms.get("windowYears", 0) > 0:
        begun = tranche.maturity - terms["windowYears"] <= miner.time + SLACK
        in_window = live & ~matures & ~put & begun
    if not (matures | put | in_window).any():
        return
    due = (matures | put) & ~_convert(miner, tranche, matures)
    if terms:
        extended = (due | in_window) & can_refinance(miner, terms)
        since = np.where(put, tranche.puts.get(step, 0), tranche.maturity)
        tranche.extend(extended, since)
        due &= ~extended
    _raise_from_pledge(miner, tranche, due)
    owed = tranche.repaid(due)
    tranche.charged, miner.cash = tranche.charged + owed, miner.cash - owed
    tranche.owes_balloon |= due


def can_refinance(miner, terms):
    open_now = miner.market.regimes.refinancing_open[miner.market.regime] & (miner.steps_in_arrears == 0)
    open_now &= miner.coverage() >= least(terms.get("minDSCR", 0))
    if "maxLTV" in terms:
        open_now &= miner.outstanding() <= most(terms["maxLTV"]) * miner.marked_assets()
    return open_now


def _convert(miner, tranche, matures):
    """Where holders would convert; those of what matures do."""
    if "conversion" not in tranche.data:
        return np.zeros(miner.paths, bool)
    if "marketCap" in miner.listing:
        as_of, debt, worth, shares = miner.listing["marketCap"], 0, miner.market_cap(), 1
    else:
        as_of, debt = miner.equity_as_of, miner.outstanding()
        worth, shares = miner.marked_assets(), miner.shares
    strike = (1 + tranche.data["conversion"].get("premium", 0)) * as_of
    converts = (worth >= least(1) * (debt + strike * shares)) & (as_of > 0)
    if as_of > 0:
        miner.shares = miner.shares + tranche.outstanding * (matures & converts) / strike
    tranche.repaid(matures & converts)
    return converts


def _raise_from_pledge(miner, tranche, due):
    balloon = np.where(due, tranche.outstanding, 0)
    lacking = np.maximum(0, balloon - np.maximum(0, miner.cash - miner.minimum_cash))
    for coin in miner.sale_order + [coin for coin in COINS if coin not in miner.sale_order]:
        units = np.minimum(tranche.pledged[coin], miner.sales[coin].units_for(lacking))
        units = np.where(lacking > 0, units, 0)
        tranche.pledged[coin] = tranche.pledged[coin] - units
        before = miner.cash
        miner.sell(coin, units)
        lacking = np.maximum(0, lacking - (miner.cash - before))
