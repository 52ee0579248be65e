"""A miner's balance sheet on every path, and the stages of its step."""

import numpy as np

from income import Fleet, Lease, Lot
from scenario import COINS
from tranche import Tranche, claims


class CoinSale:
    """What one miner sells of a coin in one step, all of it through the same depth."""

    def __init__(self, mark, depth):
        self.mark, self.depth = mark, depth
        self.marked = np.zeros_like(mark)

    def proceeds(self, units):
        value = units * self.mark
        if not np.isfinite(self.depth):
            return value
        return self.depth * np.exp(-self.marked / self.depth) * -np.expm1(-value / self.depth)

    def units_for(self, dollars):
        """Coins that bring an amount; infinite when the market does not give it."""
        if not np.isfinite(self.depth):
            return dollars / self.mark
        left = np.exp(-self.marked / self.depth) - dollars / self.depth
        marked = -self.depth * np.log(np.maximum(left, 1e-300)) - self.marked
        return np.where(left > 0, marked / self.mark, np.inf)

    def sell(self, units):
        proceeds = self.proceeds(units)
        self.marked = self.marked + units * self.mark
        return proceeds


class Miner:
    def __init__(self, name, data, market, calendar, rng):
        self.name, self.data, self.market, self.calendar, self.rng = name, data, market, calendar, rng
        paths = market.paths
        self.cash, self.minimum_cash = np.full(paths, float(data.get("cash", 0))), data.get("minimumCash", 0)
        self.treasury, self.power = data.get("treasury") or {}, data.get("power") or {}
        self.order = self.treasury.get("saleOrder", ["eth", "btc"])
        self.sale_share = 1 - (1 - self.treasury.get("maxSaleSharePerWeek", 1)) ** calendar.weeks
        self.fleet = Fleet(data["asics"], self.power, calendar) if data.get("asics") else None
        lots, leases = data.get("gpuLots") or {}, data.get("leases") or {}
        self.lots = [Lot(lots[lot], calendar, paths, rng) for lot in sorted(lots)]
        self.leases = [Lease(leases[lease], calendar, paths, rng) for lease in sorted(leases)]
        given = data.get("tranches") or {}
        self.tranches = [Tranche(t, given[t], calendar, paths, self.lots) for t in sorted(given)]
        self.free = {}
        for coin in COINS:
            pledged = sum((t.pledged[coin] for t in self.tranches), np.zeros(paths))
            self.free[coin] = self.treasury.get(coin, 0) - pledged
        self.log_own = np.zeros(paths)
        self.alive, self.default_step = np.ones(paths, bool), np.full(paths, -1)
        self.cause = np.full(paths, "", dtype="U10")
        self.closed = np.zeros(paths, bool)
        self.steps_in_arrears, self.balloon_unpaid = np.zeros(paths, int), np.zeros(paths, bool)
        self.income, self.service = [], []
        self.shares, self.equity_as_of = np.ones(paths), self._equity_as_of()

    def _equity_as_of(self):
        fleet = self.data.get("asics") or {}
        return (
            self.data.get("cash", 0)
            + sum(self.treasury.get(coin, 0) * self.market.spot[coin] for coin in COINS)
            + sum(self.market.resale_as_of(lot.gpu) * lot.count for lot in self.lots)
            + fleet.get("petahash", 0) * 1000 * fleet.get("resalePerTerahash", 0)
            - sum(tranche.principal for tranche in self.tranches))

    # What there is.

    def coins(self, coin):
        return self.free[coin] + sum((t.pledged[coin] for t in self.tranches), np.zeros(self.market.paths))

    def outstanding(self):
        return sum((t.outstanding for t in self.tranches), np.zeros(self.market.paths))

    def asics(self):
        return self.fleet.value(self.market, self.own) if self.fleet else np.zeros(self.market.paths)

    def marked_assets(self):
        coins = sum(self.coins(coin) * self.mark[coin] for coin in COINS)
        gpus = sum((lot.value(self.market, self.own) for lot in self.lots), np.zeros(self.market.paths))
        return self.cash + coins + gpus + self.asics()

    def pledged_value(self, tranche):
        coins = sum(tranche.pledged[coin] * self.mark[coin] for coin in COINS)
        gpus = (np.where(lot.is_pledged, lot.value(self.market, self.own), 0) for lot in tranche.lots)
        return coins + sum(gpus, np.zeros(self.market.paths))

    def coverage(self):
        """CFADS over scheduled service of the trailing year; infinite without service."""
        income, service = sum(self.income), sum(self.service)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(service > 0, income / service, np.inf)

    # The step.

    def step(self, step):
        """Stages 1 to 7; leaves in `falls` who defaults."""
        market, paths = self.market, self.market.paths
        volatility, years = self.data.get("idiosyncraticVolatility", 0), self.calendar.step_years
        noise = self.rng.standard_normal(paths) * volatility * np.sqrt(years)
        self.log_own = self.log_own - volatility**2 / 2 * years + noise
        self.own = np.exp(self.log_own)
        self.mark = {coin: market.coin[coin] * self.own for coin in COINS}
        self.sales = {coin: CoinSale(self.mark[coin], market.coin_depth[coin]) for coin in COINS}
        self.falls = np.zeros(paths, bool)
        self._operate(step)
        self._serve_debt(step)
        for tranche in self.tranches:
            if tranche.data.get("margin"):
                self._margin(tranche, tranche.data["margin"])
        free = dict(self.free)
        for tranche in self.tranches:
            covenant = tranche.data.get("covenant")
            if covenant and self.calendar.is_test(step, covenant.get("testsPerYear", 4)):
                self._test(tranche, covenant, free)
        for tranche in self.tranches:
            self._mature(tranche, step)
        self._find_cash()
        self._count_arrears(step)
        self._insolvency(step)
        self._close()
        self.default_step[self.falls] = step

    def _default(self, where, cause):
        where = where & self.alive & ~self.falls
        self.cause[where] = cause
        self.falls |= where

    def _sell(self, coin, units):
        """Sells free or pledged coins, which the caller takes from where they are."""
        self.cash = self.cash + self.sales[coin].sell(units)

    def _operate(self, step):
        time, years = (step + 1) * self.calendar.step_years, self.calendar.step_years
        for tranche in self.tranches:
            discount = np.exp(-self.market.risk_free * time)
            tranche.exposure += np.where(self.alive, years * discount * tranche.outstanding, 0)
        interest = np.maximum(self.cash, 0) * self.data.get("cashYield", 0) * years
        cash = interest - self.data.get("overheadPerYear", 0) * years
        kept = np.zeros(self.market.paths)
        if self.fleet:
            mined, gross = self.fleet.earn(self.market)
            kept = gross * self.treasury.get("hodl", 0)
            cash = cash + mined - kept
        for lot in self.lots:
            cash = cash + lot.earn(self.market, self.power, time, self.rng)
        for lease in self.leases:
            cash = cash + lease.earn(self.market, time, self.rng)
        staked = self.coins("eth") * self.treasury.get("ethStakingYield", 0) * years
        self.cash = self.cash + cash
        self.free["btc"] = self.free["btc"] + kept / self.market.coin["btc"]
        self.free["eth"] = self.free["eth"] + staked
        self._trail(self.income, cash + kept + staked * self.market.coin["eth"])

    def _trail(self, year, value):
        year.append(value)
        if len(year) > self.calendar.steps_per_year:
            year.pop(0)

    def _serve_debt(self, step):
        service = sum((t.charge(step) for t in self.tranches), np.zeros(self.market.paths))
        self.cash = self.cash - service
        self._trail(self.service, service)

    def _margin(self, tranche, terms):
        called = self.alive & ~self.falls & (tranche.outstanding > 0)
        called &= tranche.outstanding > terms["callLTV"] * self.pledged_value(tranche)
        for coin in self.order:
            lacking = tranche.outstanding / terms["initialLTV"] - self.pledged_value(tranche)
            units = np.minimum(np.maximum(0, lacking) / self.mark[coin], self.free[coin])
            units = np.where(called, units, 0)
            tranche.pledged[coin] = tranche.pledged[coin] + units
            self.free[coin] = self.free[coin] - units
        excess = tranche.outstanding - terms["initialLTV"] * self.pledged_value(tranche)
        paid = np.maximum(0, np.minimum(excess, self.cash - self.minimum_cash))
        paid = np.where(called, paid, 0)
        tranche.outstanding, self.cash = tranche.outstanding - paid, self.cash - paid
        # Rounding must not turn a debt that was just paid down into a breach.
        limit = terms["liquidationLTV"] * self.pledged_value(tranche) * (1 + 1e-12)
        breached = called & (tranche.outstanding > limit) & (tranche.outstanding > 1e-6)
        usual = "seize" if tranche.data["kind"] == "bitcoinLoan" else "default"
        if terms.get("remedy", usual) == "default":
            self._default(breached, "margin")
            return
        before = self.cash
        for coin in COINS:
            units = np.where(breached, tranche.pledged[coin], 0)
            tranche.pledged[coin] = tranche.pledged[coin] - units
            self._sell(coin, units)
        owed = tranche.repaid(breached)
        tranche.charged = tranche.charged + np.maximum(0, owed - (self.cash - before))
        self.cash = self.cash - owed
        for lot in tranche.lots:
            lot.is_pledged &= ~breached

    def _test(self, tranche, covenant, free):
        tested = self.alive & ~self.falls & (tranche.outstanding > 0)
        fails = tested & (self.coverage() < covenant["minDSCR"])
        tranche.breaches = np.where(fails, tranche.breaches + 1, np.where(tested, 0, tranche.breaches))
        breached = fails & (tranche.breaches >= covenant.get("breachesToDefault", 1))
        owed = tranche.outstanding + tranche.accrued
        lacking = np.maximum(0, owed - np.maximum(0, self.cash - self.minimum_cash))
        planned = {}
        for coin in self.order:
            sold = free[coin] - self.free[coin]
            limit = np.where(self.balloon_unpaid, self.free[coin], free[coin] * self.sale_share - sold)
            limit = np.clip(limit, 0, self.free[coin])
            planned[coin] = np.minimum(limit, self.sales[coin].units_for(lacking))
            lacking = np.maximum(0, lacking - self.sales[coin].proceeds(planned[coin]))
        cured = breached & (lacking <= np.maximum(1e-6, 1e-12 * owed))
        for coin in self.order:
            units = np.where(cured, planned[coin], 0)
            self.free[coin] = self.free[coin] - units
            self._sell(coin, units)
        self.cash = self.cash - tranche.repaid(cured)
        tranche.breaches = np.where(cured, 0, tranche.breaches)
        self._default(breached & ~cured, "covenant")

    def _mature(self, tranche, step):
        live = self.alive & ~self.falls & (tranche.outstanding > 0)
        matures = live & (tranche.maturity_step == step)
        put = live & ~matures & (step in tranche.puts)
        if not (matures | put).any():
            return
        converts = np.zeros(self.market.paths, bool)
        if "conversion" in tranche.data and self.equity_as_of > 0:
            strike = (1 + tranche.data["conversion"].get("premium", 0)) * self.equity_as_of
            converts = (self.marked_assets() - self.outstanding()) / self.shares >= strike
            converted = tranche.outstanding * (matures & converts)
            self.shares = self.shares + converted / strike
            tranche.repaid(matures & converts)
        due = (matures | put) & ~converts
        terms = tranche.data.get("refinance")
        if terms:
            extended = due & self.market.refinancing_open[self.market.regime]
            extended &= (self.steps_in_arrears == 0) & (self.coverage() >= terms.get("minDSCR", 0))
            if "maxLTV" in terms:
                extended &= self.outstanding() <= terms["maxLTV"] * self.marked_assets()
            tranche.extend(extended, step)
            due &= ~extended
        balloon = np.where(due, tranche.outstanding, 0)
        lacking = np.maximum(0, balloon - np.maximum(0, self.cash - self.minimum_cash))
        for coin in self.order + [coin for coin in COINS if coin not in self.order]:
            units = np.minimum(tranche.pledged[coin], self.sales[coin].units_for(lacking))
            units = np.where(lacking > 0, units, 0)
            tranche.pledged[coin] = tranche.pledged[coin] - units
            before = self.cash
            self._sell(coin, units)
            lacking = np.maximum(0, lacking - (self.cash - before))
        owed = tranche.repaid(due)
        tranche.charged, self.cash = tranche.charged + owed, self.cash - owed
        self.balloon_unpaid |= due

    def _find_cash(self):
        acts, free = self.alive & ~self.falls, dict(self.free)
        for coin in self.order:
            lacking = np.maximum(0, self.minimum_cash - self.cash)
            limit = np.where(self.balloon_unpaid, self.free[coin], free[coin] * self.sale_share)
            units = np.minimum(limit, self.sales[coin].units_for(lacking))
            units = np.where(acts & (lacking > 0), units, 0)
            self.free[coin] = self.free[coin] - units
            self._sell(coin, units)
        per_week = (self.data.get("equity") or {}).get("perWeek", 0)
        if per_week:
            equity = self.marked_assets() - self.outstanding()
            issues = acts & self.market.equity_open[self.market.regime] & (equity > 0)
            most = np.minimum(self.minimum_cash - self.cash, per_week * self.calendar.weeks * equity)
            raised = np.where(issues, np.maximum(0, most), 0)
            self.cash = self.cash + raised
            self.shares = self.shares * (1 + raised / np.where(equity > 0, equity, 1))

    def _count_arrears(self, step):
        short = self.cash < -0.005
        self.steps_in_arrears = np.where(short, self.steps_in_arrears + 1, 0)
        grace = round(self.data.get("graceDays", 0) / (365.25 * self.calendar.step_years))
        late = short & ((self.steps_in_arrears > grace) | (step == self.calendar.steps - 1))
        self._default(late & self.balloon_unpaid, "maturity")
        self._default(late & ~self.balloon_unpaid, "payment")
        clear = ~self.falls & (self.cash >= 0)
        self.balloon_unpaid &= ~clear
        for tranche in self.tranches:
            tranche.charged = np.where(clear, 0, tranche.charged)
            returns = clear & (tranche.outstanding <= 0)
            for coin in COINS:
                units = np.where(returns, tranche.pledged[coin], 0)
                self.free[coin] = self.free[coin] + units
                tranche.pledged[coin] = tranche.pledged[coin] - units
            for lot in tranche.lots:
                lot.is_pledged &= ~returns

    def _close(self):
        """A miner that falls without a claim above half a cent stops, and is no default."""
        closes = self.falls & ~np.any([claim > 0.005 for claim in claims(self)], axis=0)
        self.closed |= closes
        self.cause[closes] = ""
        self.falls &= ~closes
        self.alive &= ~closes

    def _insolvency(self, step):
        terms = self.data.get("insolvency")
        if not terms:
            return
        if terms.get("tested", "everyStep") == "everyStep" or step == self.calendar.steps - 1:
            floor = terms.get("barrier", 1) * self.outstanding()
            self._default(self.marked_assets() < floor, "insolvency")
