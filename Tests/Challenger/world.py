"""All paths of one world, and what is remembered of them."""

import numpy as np

from market import RIGS, Market
from miner import Miner, family
from resolution import FireSale, Holdings, collateral, distribute, liquidation_value
from scenario import COINS, Calendar

WORLDS = ("full", "bottomless", "lender")


class ChangeSums:
    """Sums of the changes of ln BTC and ln rent on each path: count, x, y, x², y², xy."""

    def __init__(self, paths):
        self.sums = np.zeros((6, paths))

    def set(self, btc, rent, where):
        x, y = btc[:, where], rent[:, where]
        parts = (x.sum(0), y.sum(0), (x * x).sum(0), (y * y).sum(0), (x * y).sum(0))
        self.sums[:, where] = np.array([np.full(x.shape[1], len(x)), *parts])


class Inventory:
    """Hardware dumped by class and year on each path: units, their marks, what they fetched; overhang."""

    def __init__(self, market, years):
        self.sums = {(name, year): np.zeros((4, market.paths)) for name in market.depth for year in years}

    def add(self, market, sale, year, dumped, rig_marks):
        for name, units in dumped.items():
            mark = rig_marks if name == RIGS else units * market.resale[name]
            sums = self.sums[name, year]
            sums[0] += units
            sums[1] += mark
            sums[2] += mark * sale.hardware(name, units)
            sums[3] = np.maximum(sums[3], market.overhang[name])


def family_of(scenario, market, calendar, rng):
    """All miners, children before parents."""
    given, miners = scenario["miners"], {}
    for name in family(given):
        children = [miners[child] for child in sorted(miners) if given[child].get("parent") == name]
        miners[name] = Miner(name, given[name], market, calendar, rng, children)
    return list(miners.values())


class World:
    """Simulates when created. The same seed gives the same draws in every world."""

    def __init__(self, scenario, paths, seed, world):
        self.scenario, self.paths, self.calendar = scenario, paths, Calendar(scenario)
        self.risk_free = scenario.get("riskFreeRate", 0)
        rng = np.random.default_rng(seed)
        self.market = Market(scenario, self.calendar, paths, rng, world)
        self.family = family_of(scenario, self.market, self.calendar, rng)
        self.miners = sorted(self.family, key=lambda miner: miner.name)
        self.sale = FireSale(scenario.get("resolution") or {}, self.market)
        self.quarters, self.months = self.calendar.ended(4), self.calendar.ended(12)
        self.factors, self.inventory = {}, Inventory(self.market, self.calendar.periods(1))
        self.every_change = ChangeSums(paths)
        for miner in self.miners:
            miner.coverages, miner.headline, miner.liquidation = {}, {}, {}
            miner.changes = ChangeSums(paths)
        steps = self.calendar.steps
        self.changes = np.zeros((2, steps, paths))
        self.regimes, self.rents = np.zeros((steps, paths), int), np.ones((steps + 1, paths))
        for step in range(steps):
            self._step(step)
        self.every_change.set(*self.changes, np.ones(paths, bool))

    def _step(self, step):
        market = self.market
        year, steps_into = divmod(step, self.calendar.steps_per_year)
        for miner in self.miners:
            for tranche in miner.tranches:
                if steps_into == 0:
                    tranche.by_year[year + 1] = np.where(miner.alive, tranche.outstanding, 0)
        market.advance(step)
        self.regimes[step], self.rents[step + 1] = market.regime, market.rent_index
        # From one step's price to the next, both before their own permanent impact.
        if step > 0:
            self.changes[0, step] = market.log_coin["btc"] - self.last_btc
        else:
            self.changes[0, step] = market.log_coin["btc"] - np.log(market.spot["btc"])
        self.last_btc = market.log_coin["btc"]
        self.changes[1, step] = market.log_rent() - market.log_rent_before
        if step in self.months:
            self._keep_factors(self.months[step])
        begun = [miner.alive.copy() for miner in self.miners]
        for miner in self.family:
            miner.step(step)
        sold = {coin: np.zeros(self.paths) for coin in COINS}
        for miner, alive in zip(self.miners, begun):
            for coin in COINS:
                sold[coin] += np.where(alive, miner.sales[coin].marked, 0)
        dumped = {name: np.zeros(self.paths) for name in market.depth}
        rig_marks = sum(np.where(miner.falls, rigs.plain_value(market), 0) for miner in self.miners
                        for rigs in miner.rigs) + np.zeros(self.paths)
        if any(miner.falls.any() for miner in self.miners):
            self._resolve(step, begun, sold, dumped)
        for quarter in self.quarters.get(step, []):
            self._keep_ratios(quarter)
        market.absorb(sold, dumped)
        self.inventory.add(market, self.sale, year + 1, dumped, rig_marks)

    def _resolve(self, step, begun, sold, dumped):
        falling, everybody = Holdings(self.market), Holdings(self.market)
        for miner, alive in zip(self.miners, begun):
            falling = falling.plus(Holdings.of(miner, self.sale), miner.falls)
            # Who closes in this step sells nothing.
            everybody = everybody.plus(Holdings.of(miner, self.sale), alive & ~miner.closed)
        shares, together = falling.shares(self.sale), everybody.shares(self.sale)
        for miner in self.miners:
            if not miner.falls.any():
                continue
            alone = Holdings.of(miner, self.sale).shares(self.sale)
            distribute(miner, self.sale, shares)
            for tranche in miner.tranches:
                values = [collateral(miner, tranche, self.sale, view) for view in (None, alone, together)]
                where = miner.falls & (tranche.claim > 0.005)
                tranche.collateral = np.where(where, values, tranche.collateral)
            first = max(0, step + 1 - self.calendar.steps_per_year)
            miner.changes.set(*self.changes[:, first : step + 1], miner.falls)
            miner.alive &= ~miner.falls
        for coin in COINS:
            sold[coin] += falling.coins[coin]
        for name in dumped:
            dumped[name] += falling.units[name]

    def _keep_factors(self, months):
        market = self.market
        values = {"computeRent": market.rent_index, "powerPrice": market.power}
        values |= market.coin | {"shortRate": market.short_rate}
        values = {factor: value for factor, value in values.items() if market.has(factor)}
        if market.network:
            values["networkHashrate"] = np.exp(market.log_hashrate)
            values["hashprice"] = market.hashprice
        values |= {f"rent:{gpu}": market.rent[gpu] for gpu in market.gpus}
        values |= {f"resale:{gpu}": market.resale[gpu] for gpu in market.gpus}
        for month in months:
            for factor, value in values.items():
                self.factors[factor, month] = value.copy()

    def _keep_ratios(self, quarter):
        """Coverage and loans to value of survivors; NaN for the others."""
        for miner in self.miners:
            has_service = miner.alive & (sum(miner.service) > 0)
            miner.coverages[quarter] = np.where(has_service, miner.coverage(), np.nan)
            debt = miner.outstanding()
            for kept, value in (
                (miner.headline, miner.marked_assets()),
                (miner.liquidation, liquidation_value(miner, self.sale)),
            ):
                with np.errstate(divide="ignore", invalid="ignore"):
                    ratio = np.where(value > 0, debt / value, np.inf)
                kept[quarter] = np.where(miner.alive, np.where(debt > 0, ratio, 0), np.nan)

    def collateral_as_of(self):
        """Marks, proceeds alone and proceeds together of each secured tranche at the as-of date."""
        market = Market(self.scenario, self.calendar, 1, np.random.default_rng(), "full")
        sale = FireSale(self.scenario.get("resolution") or {}, market)
        miners = family_of(self.scenario, market, self.calendar, np.random.default_rng())
        everybody = Holdings(market)
        for miner in miners:
            everybody = everybody.plus(Holdings.of(miner, sale), True)
        values = {}
        for miner in miners:
            views = (None, Holdings.of(miner, sale).shares(sale), everybody.shares(sale))
            for tranche in miner.tranches:
                own = [collateral(miner, tranche, sale, view)[0] for view in views]
                values[miner.name, tranche.name] = own
        return values

    # Per path.

    def loss(self, miner, tranche):
        """Discounted loss of a tranche."""
        time = (miner.default_step + 1) * self.calendar.step_years
        return (tranche.claim - tranche.recovery) * np.exp(-self.risk_free * time)

    def miner_loss(self, miner):
        losses = (t.held_share * self.loss(miner, t) for t in miner.tranches)
        return sum(losses, np.zeros(self.paths))

    def portfolio_loss(self):
        return sum((self.miner_loss(miner) for miner in self.miners), np.zeros(self.paths))

    def default_time(self, miner):
        """Years; infinite without default."""
        time = (miner.default_step + 1) * self.calendar.step_years
        return np.where(miner.default_step >= 0, time, np.inf)

    def first_default_time(self):
        return np.minimum.reduce([self.default_time(miner) for miner in self.miners])
