"""A miner's balance sheet on every path, and the order of the stages of its step."""

import numpy as np

import accounts
import covenants
import liquidity
import margin
import maturities
import operations
from coinsale import CoinSale
from income import Lease, Lot, Power, RigLot
from orders import Order, by_step
from scenario import ARREARS, COINS, EXACT, least
from tranche import Tranche, claims


def family(given):
    """Names in the order of a step: children before parents, else by name."""
    ordered = []

    def visit(name):
        if name in ordered:
            return
        for child in sorted(other for other in given if given[other].get("parent") == name):
            visit(child)
        ordered.append(name)

    for name in sorted(given):
        visit(name)
    return ordered


class Miner:
    def __init__(self, name, data, market, calendar, rng, children):
        self.name, self.data, self.market, self.calendar, self.rng = name, data, market, calendar, rng
        self.paths = paths = market.paths
        self.parent, self.children = None, children
        for child in children:
            child.parent = self
        self.cash, self.minimum_cash = np.full(paths, float(data.get("cash", 0))), data.get("minimumCash", 0)
        self.treasury = data.get("treasury") or {}
        self.power = Power(data.get("power") or {}, calendar)
        self.sale_order = self.treasury.get("saleOrder", ["eth", "btc"])
        self.sale_share = 1 - (1 - self.treasury.get("maxSaleSharePerWeek", 1)) ** calendar.weeks
        given = data.get("orders") or {}
        self.orders = [Order(order, given[order], calendar, paths) for order in sorted(given)]
        self.payments = by_step(data.get("payments"), calendar)
        self.lots = self._assets(Lot, data.get("gpuLots") or {})
        rigs = data.get("rigLots") or {}
        self.rigs = self._assets(RigLot, rigs | ({"asics": data["asics"]} if data.get("asics") else {}))
        self.leases = self._assets(Lease, data.get("leases") or {})
        self.assets = self.lots + self.rigs + self.leases
        given = data.get("tranches") or {}
        self.tranches = [Tranche(t, given[t], market, calendar, self.assets) for t in sorted(given)]
        self.free = {}
        for coin in COINS:
            pledged = sum((t.pledged[coin] for t in self.tranches), np.zeros(paths))
            self.free[coin] = self.treasury.get(coin, 0) - pledged
        self.log_own = np.zeros(paths)
        self.alive, self.default_step = np.ones(paths, bool), np.full(paths, -1)
        self.cause, self.closed = np.full(paths, "", dtype="U10"), np.zeros(paths, bool)
        self.steps_in_arrears = np.zeros(paths, int)
        self.income, self.service = [], []
        # From and to children in this step; from the parent so far.
        self.received, self.gave, self.supported = np.zeros(paths), np.zeros(paths), np.zeros(paths)
        self.listing = data.get("equity") or {}
        self.shares = np.ones(paths)
        self._mark(0.0)
        left, debt = float(self.net_worth()[0]), float(self.outstanding()[0])
        self.equity_as_of = left if left > EXACT * debt else min(0.0, left)
        self.equity = np.maximum(0, self.net_worth())

    def _assets(self, kind, given):
        orders = {order.name: order for order in self.orders}
        return [
            kind(name, given[name], orders.get(given[name].get("order")), self.calendar, self.paths, self.rng)
            for name in sorted(given)]

    def _mark(self, time):
        self.time, self.own = time, np.exp(self.log_own)
        self.mark = {coin: self.market.coin[coin] * self.own for coin in COINS}
        self.sales = {c: CoinSale(self.mark[c], self.market.coin_depth[c]) for c in COINS}
        self.falls = np.zeros(self.paths, bool)

    # What there is.

    def tranche(self, name):
        return next((t for t in self.tranches if t.name == name), None)

    def coins(self, coin):
        return self.free[coin] + sum((t.pledged[coin] for t in self.tranches), np.zeros(self.paths))

    def outstanding(self):
        return sum((t.outstanding for t in self.tranches), np.zeros(self.paths))

    def owes_balloon(self):
        """Where a balloon or put is charged that neither cash nor its reserve has paid."""
        return sum((t.owes_balloon for t in self.tranches), np.zeros(self.paths, bool))

    def reserves(self):
        return sum((t.reserve for t in self.tranches), np.zeros(self.paths))

    def marked_assets(self):
        total = self.cash + self.reserves()
        total = total + sum(self.coins(coin) * self.mark[coin] for coin in COINS)
        for asset in self.assets:
            total = total + asset.value(self)
        return total + sum((child.equity for child in self.children), np.zeros(self.paths))

    def net_worth(self):
        return self.marked_assets() - self.outstanding()

    def market_cap(self):
        """Of all shares of the as-of date."""
        beta, market = self.listing.get("beta") or {}, self.market
        log_value = self.log_own + beta.get("computeRent", 0) * market.log_rent()
        for coin in COINS:
            move = market.log_coin[coin] - np.log(market.spot[coin])
            log_value = log_value + beta.get(coin, 0) * move
        return self.listing["marketCap"] * np.exp(log_value)

    def pledged_value(self, tranche, worth=None, coin_shares=None):
        """Coins, and what tranches that rank before this one leave of each asset; at marks or `worth`."""
        total, needs = np.zeros(self.paths), {}
        for coin in COINS:
            value = tranche.pledged[coin] * self.mark[coin]
            total = total + value * (coin_shares[coin] if coin_shares else 1)
        for asset in tranche.assets:
            value = worth(asset) if worth else asset.value(self)
            left = np.where(asset.is_pledged[tranche.name], value, 0)
            for senior in asset.liens[: asset.liens.index(tranche.name)]:
                need = needs.get(senior, self.tranche(senior).outstanding)
                taken = np.where(asset.is_pledged[senior], np.minimum(left, need), 0)
                needs[senior], left = need - taken, left - taken
            total = total + left
        return total

    def coverage(self):
        """CFADS over scheduled service of the trailing year; infinite without service."""
        income, service = sum(self.income), sum(self.service)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(service > 0, income / service, np.inf)

    # The step.

    def acting(self):
        return self.alive & ~self.falls

    def step(self, step):
        """Stages 1 to 7; leaves in `falls` who defaults."""
        volatility, years = self.data.get("idiosyncraticVolatility", 0), self.calendar.step_years
        noise = self.rng.standard_normal(self.paths) * volatility * np.sqrt(years)
        self.log_own = self.log_own - volatility**2 / 2 * years + noise
        self._mark((step + 1) * years)
        operations.operate(self, step)
        operations.pay_orders(self, step)
        operations.serve_debt(self, step)
        margin.call(self)
        covenants.test(self, step)
        for tranche in self.tranches:
            maturities.mature(self, tranche, step)
        liquidity.find_cash(self)
        liquidity.count_arrears(self, step)
        accounts.settle(self, step)
        self._insolvency(step)
        self._close()
        self.default_step[self.falls] = step
        self.equity = np.where(self.acting(), np.maximum(0, self.net_worth()), 0)

    def default(self, where, cause):
        where = where & self.acting()
        self.cause[where] = cause
        self.falls |= where

    def sell(self, coin, units):
        """Sells free or pledged coins, which the caller takes from where they are."""
        self.cash = self.cash + self.sales[coin].sell(units)

    def trail(self, year, value):
        """Adds a step to a trailing year."""
        year.append(value)
        if len(year) > self.calendar.steps_per_year:
            year.pop(0)

    def _insolvency(self, step):
        terms = self.data.get("insolvency")
        if not terms:
            return
        if terms.get("tested", "everyStep") == "everyStep" or step == self.calendar.steps - 1:
            floor = least(terms.get("barrier", 1)) * self.outstanding()
            floor = np.where(self.outstanding() > -ARREARS, floor, ARREARS)
            self.default(self.marked_assets() < floor, "insolvency")

    def _close(self):
        """A miner that falls without a claim above half a cent stops, and is no default."""
        closes = self.falls & ~np.any([claim > 0.005 for claim in claims(self)], axis=0)
        self.closed |= closes
        self.cause[closes] = ""
        self.falls &= ~closes
        self.alive &= ~closes
