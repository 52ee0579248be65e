"""What assets fetch in resolution, and who gets it."""

import numpy as np

from income import HOURS_PER_YEAR, Lease, Lot
from market import RIGS
from scenario import COINS
from tranche import claims


class FireSale:
    """Shares of marks that are left after depth, haircuts, costs and lag."""

    def __init__(self, terms, market):
        self.market, self.terms = market, terms
        self.rate = market.risk_free

    def term(self, name):
        return self.terms.get(name, 0)

    def hardware(self, name, units, depth=None):
        """Of a class of GPUs, or of rigs in petahash."""
        depth = self.market.depth[name] if depth is None else depth
        share = np.ones_like(units)
        if np.isfinite(depth):
            ratio = np.maximum(units, 1e-9) / depth
            share = -np.expm1(-ratio) / ratio
        share = np.maximum((1 - self.term("relocationHaircut")) * share, self.term("scrapShare"))
        decline = 0 if name == RIGS else self.market.gpus[name].get("resaleDecline", 0)
        return share * np.exp(-(decline + self.rate) * self.term("lagYears")) * (1 - self.term("costRate"))

    def coin(self, coin, marked):
        depth, kept = self.market.coin_depth[coin], 1 - self.term("coinCostRate")
        if not np.isfinite(depth):
            return np.full_like(marked, kept)
        ratio = np.maximum(marked / depth, 1e-12)
        return -np.expm1(-ratio) / ratio * kept

    def lease(self):
        share = (1 - self.term("leaseHaircut")) * (1 - self.term("costRate"))
        return share * np.exp(-self.rate * self.term("leaseLagYears"))

    def child(self):
        return 1 - self.terms.get("subsidiaryHaircut", 1)

    def assigned(self, miner, lot):
        """Dollars for a lot with its contract where that is more than for the hardware; else NaN."""
        terms, nothing = lot.contract or {}, np.full(miner.paths, np.nan)
        if not terms.get("assignable"):
            return nothing
        gpu, resale = self.market.gpus[lot.gpu], self.market.resale[lot.gpu] * miner.own
        decline, rate = gpu.get("resaleDecline", 0), self.terms.get("contractYield", 0.12)
        left = np.inf
        if "until" in terms:
            left = max(0, lot.calendar.years(terms["until"]) - miner.time)
        cost = gpu.get("opexPerHour", 0)
        cost = cost + gpu.get("kilowatts", 0) / 1000 * miner.power.running(self.market.power, miner.time)
        margin = terms["ratePerHour"] * (1 - terms.get("prepaid", 0)) - cost
        annuity = left if rate == 0 else -np.expm1(-rate * left) / rate
        price = terms.get("share", 1) * HOURS_PER_YEAR * margin * annuity
        moved = resale * (1 - self.term("relocationHaircut"))
        if np.isfinite(left):
            price = price + moved * np.exp(-(rate + decline) * left)
        price = (1 - self.term("leaseHaircut")) * price * (1 - self.term("costRate"))
        hardware = resale * self.hardware(lot.gpu, np.zeros(miner.paths), np.inf)
        better = lot.in_force(miner.time) & (price > hardware)
        return np.where(better, price * lot.units(), nothing)

    def proceeds(self, miner, asset, shares):
        """Of a lot or a lease, where its class fetches these shares of marks."""
        if isinstance(asset, Lease):
            return asset.value(miner) * self.lease()
        if not isinstance(asset, Lot):
            return asset.value(miner) * shares[RIGS]
        assigned = self.assigned(miner, asset)
        return np.where(np.isnan(assigned), asset.value(miner) * shares[asset.gpu], assigned)


class Holdings:
    """Coins in marked dollars, GPUs in units and rigs in petahash, of one miner or of many together."""

    def __init__(self, market, coins=None, units=None):
        zero = np.zeros(market.paths)
        self.market = market
        self.coins = coins or {coin: zero for coin in COINS}
        self.units = units or {name: zero for name in market.depth}

    @classmethod
    def of(cls, miner, sale):
        """What is for sale: lots that go with their contract are not."""
        units = {name: np.zeros(miner.paths) for name in miner.market.depth}
        for lot in miner.lots:
            is_dumped = np.isnan(sale.assigned(miner, lot))
            units[lot.gpu] = units[lot.gpu] + np.where(is_dumped, lot.units(), 0)
        for rigs in miner.rigs:
            units[RIGS] = units[RIGS] + rigs.units()
        return cls(miner.market, {c: miner.coins(c) * miner.mark[c] for c in COINS}, units)

    def plus(self, other, where):
        coins = {c: self.coins[c] + np.where(where, other.coins[c], 0) for c in COINS}
        units = {name: self.units[name] + np.where(where, other.units[name], 0) for name in self.units}
        return Holdings(self.market, coins, units)

    def shares(self, sale):
        """What each coin and class fetches when all this is sold, as shares of marks."""
        coins = {coin: sale.coin(coin, self.coins[coin]) for coin in COINS}
        return coins | {name: sale.hardware(name, self.units[name]) for name in self.units}


def collateral(miner, tranche, sale, shares=None):
    """What is pledged to a tranche, less what ranks before it, at marks or at shares of them."""
    if shares is None:
        return miner.pledged_value(tranche)
    return miner.pledged_value(tranche, lambda asset: sale.proceeds(miner, asset, shares), shares)


def liquidation_value(miner, sale):
    """What the miner alone gets for everything, with its cash, also negative."""
    shares = Holdings.of(miner, sale).shares(sale)
    total = miner.cash + miner.reserves()
    total = total + sum(miner.coins(coin) * miner.mark[coin] * shares[coin] for coin in COINS)
    for asset in miner.assets:
        total = total + sale.proceeds(miner, asset, shares)
    return total + sale.child() * sum((child.equity for child in miner.children), np.zeros(miner.paths))


def distribute(miner, sale, shares):
    """Sets claim and recovery of every tranche where the miner falls."""
    pool = np.maximum(0, miner.cash)
    pool = pool + sum(miner.free[coin] * miner.mark[coin] * shares[coin] for coin in COINS)
    pool = pool + sale.child() * sum((child.equity for child in miner.children), np.zeros(miner.paths))
    owed, recoveries = claims(miner), {}
    for tranche, claim in zip(miner.tranches, owed):
        own = tranche.reserve
        for coin in COINS:
            own = own + tranche.pledged[coin] * miner.mark[coin] * shares[coin]
        recoveries[tranche.name] = np.minimum(claim, own)
        pool = pool + own - recoveries[tranche.name]
    owed = {tranche.name: claim for tranche, claim in zip(miner.tranches, owed)}
    for asset in miner.assets:
        left = sale.proceeds(miner, asset, shares)
        for name in asset.liens:
            taken = np.where(asset.is_pledged[name], np.minimum(left, owed[name] - recoveries[name]), 0)
            recoveries[name], left = recoveries[name] + taken, left - taken
        pool = pool + left
    for rank in sorted({tranche.seniority for tranche in miner.tranches}):
        equals = [tranche.name for tranche in miner.tranches if tranche.seniority == rank]
        unpaid = {name: owed[name] - recoveries[name] for name in equals}
        total = sum(unpaid.values())
        paid = np.minimum(pool, total)
        for name in equals:
            recoveries[name] = recoveries[name] + paid * unpaid[name] / np.where(total > 0, total, 1)
        pool = pool - paid
    for tranche in miner.tranches:
        tranche.claim = np.where(miner.falls, owed[tranche.name], tranche.claim)
        tranche.recovery = np.where(miner.falls, recoveries[tranche.name], tranche.recovery)
