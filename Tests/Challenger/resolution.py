"""What assets fetch in resolution, and who gets it."""

import numpy as np

from scenario import COINS
from tranche import claims


class FireSale:
    """Shares of marks that are left after depth, haircuts, costs and lag."""

    def __init__(self, terms, market):
        self.market, self.terms = market, terms
        self.rate = market.risk_free

    def gpu(self, name, units):
        depth = self.market.gpu_depth[name]
        share = np.ones_like(units)
        if np.isfinite(depth):
            ratio = np.maximum(units, 1e-9) / depth
            share = -np.expm1(-ratio) / ratio
        share = (1 - self.terms.get("relocationHaircut", 0)) * share
        share = np.maximum(share, self.terms.get("scrapShare", 0))
        decline = self.market.gpus[name].get("resaleDecline", 0) + self.rate
        return share * np.exp(-decline * self.lag()) * (1 - self.terms.get("costRate", 0))

    def coin(self, coin, marked):
        depth, kept = self.market.coin_depth[coin], 1 - self.terms.get("coinCostRate", 0)
        if not np.isfinite(depth):
            return np.full_like(marked, kept)
        ratio = np.maximum(marked / depth, 1e-12)
        return -np.expm1(-ratio) / ratio * kept

    def asic(self):
        share = (1 - self.terms.get("relocationHaircut", 0)) * (1 - self.terms.get("costRate", 0))
        return share * np.exp(-self.rate * self.lag())

    def lag(self):
        return self.terms.get("lagYears", 0)


class Holdings:
    """Coins in marked dollars and GPUs in units, of one miner or of many together."""

    def __init__(self, market, coins=None, gpus=None):
        zero = np.zeros(market.paths)
        self.market = market
        self.coins = coins or {coin: zero for coin in COINS}
        self.gpus = gpus or {gpu: zero for gpu in market.gpus}

    @classmethod
    def of(cls, miner):
        gpus = {gpu: np.zeros(miner.market.paths) for gpu in miner.market.gpus}
        for lot in miner.lots:
            gpus[lot.gpu] = gpus[lot.gpu] + lot.count
        return cls(miner.market, {c: miner.coins(c) * miner.mark[c] for c in COINS}, gpus)

    def plus(self, other, where):
        coins = {c: self.coins[c] + np.where(where, other.coins[c], 0) for c in COINS}
        gpus = {g: self.gpus[g] + np.where(where, other.gpus[g], 0) for g in self.gpus}
        return Holdings(self.market, coins, gpus)

    def shares(self, sale):
        """What each coin and GPU class fetches when all this is sold, as shares of marks."""
        coins = {coin: sale.coin(coin, self.coins[coin]) for coin in COINS}
        return coins | {gpu: sale.gpu(gpu, self.gpus[gpu]) for gpu in self.gpus}


def collateral(miner, tranche, shares=None):
    """What is pledged to a tranche, at marks or at shares of them."""
    total = np.zeros(miner.market.paths)
    for coin in COINS:
        total = total + tranche.pledged[coin] * miner.mark[coin] * (shares[coin] if shares else 1)
    for lot in tranche.lots:
        value = lot.value(miner.market, miner.own) * (shares[lot.gpu] if shares else 1)
        total = total + np.where(lot.is_pledged, value, 0)
    return total


def liquidation_value(miner, sale):
    """What the miner alone gets for everything, with its cash, also negative."""
    shares = Holdings.of(miner).shares(sale)
    coins = sum(miner.coins(coin) * miner.mark[coin] * shares[coin] for coin in COINS)
    gpus = (lot.value(miner.market, miner.own) * shares[lot.gpu] for lot in miner.lots)
    rest = sum(gpus, miner.asics() * sale.asic())
    return miner.cash + coins + rest


def distribute(miner, sale, shares):
    """Sets claim and recovery of every tranche where the miner falls."""
    pool = np.maximum(0, miner.cash) + miner.asics() * sale.asic()
    pool = pool + sum(miner.free[coin] * miner.mark[coin] * shares[coin] for coin in COINS)
    for lot in miner.lots:
        proceeds = lot.value(miner.market, miner.own) * shares[lot.gpu]
        pool = pool + np.where(lot.is_pledged, 0, proceeds)
    owed, recoveries = claims(miner), []
    for tranche, claim in zip(miner.tranches, owed):
        own = collateral(miner, tranche, shares)
        recoveries.append(np.minimum(claim, own))
        pool = pool + own - recoveries[-1]
    for rank in sorted({tranche.seniority for tranche in miner.tranches}):
        equals = [i for i, tranche in enumerate(miner.tranches) if tranche.seniority == rank]
        unpaid = sum(owed[i] - recoveries[i] for i in equals)
        paid = np.minimum(pool, unpaid)
        for i in equals:
            part = (owed[i] - recoveries[i]) / np.where(unpaid > 0, unpaid, 1)
            recoveries[i] = recoveries[i] + paid * part
        pool = pool - paid
    for tranche, claim, recovery in zip(miner.tranches, owed, recoveries):
        tranche.claim = np.where(miner.falls, claim, tranche.claim)
        tranche.recovery = np.where(miner.falls, recovery, tranche.recovery)
