"""Stages 1 and 2 of a step: what operations earn, what is paid for orders, what debt charges."""

import numpy as np


def operate(miner, step):
    time, years, market = miner.time, miner.calendar.step_years, miner.market
    for tranche in miner.tranches:
        tranche.open(step)
        discounted = years * np.exp(-market.risk_free * time) * tranche.outstanding
        tranche.exposure += np.where(miner.alive, discounted, 0)
    interest = np.maximum(miner.cash, 0) * miner.data.get("cashYield", 0) * years
    cash = interest - miner.data.get("overheadPerYear", 0) * years
    kept = np.zeros(miner.paths)
    for rigs in miner.rigs:
        income, mined = rigs.earn(market, miner.power, time)
        kept = kept + mined * miner.treasury.get("hodl", 0)
        cash = cash + income
    for lot in miner.lots:
        cash = cash + lot.earn(market, miner.power, time, miner.rng)
    for lease in miner.leases:
        cash = cash + lease.earn(market, time, miner.rng)
    cash = cash - kept + miner.received - miner.gave
    miner.received, miner.gave = np.zeros(miner.paths), np.zeros(miner.paths)
    staked = miner.coins("eth") * miner.treasury.get("ethStakingYield", 0) * years
    miner.cash = miner.cash + cash
    miner.free["btc"] = miner.free["btc"] + kept / market.coin["btc"]
    miner.free["eth"] = miner.free["eth"] + staked
    miner.trail(miner.income, cash + kept + staked * market.coin["eth"])


def pay_orders(miner, step):
    miner.cash = miner.cash - miner.payments.get(step, 0)
    for order in miner.orders:
        order.pay(miner, step)


def serve_debt(miner, step):
    service = sum((t.charge(step) for t in miner.tranches), np.zeros(miner.paths))
    miner.cash = miner.cash - service
    miner.trail(miner.service, service)
