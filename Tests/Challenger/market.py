"""The market of many paths in one of three worlds: full, bottomless or the lender's."""

import numpy as np

from given import Given
from jumps import Jumps
from regimes import Regimes
from scenario import COINS, SLACK
from tenants import Tenants

# The class that rigs are in depth, overhang and inventory, by petahash.
RIGS = "rigs"
# Where a scenario has what a driver starts from.
HOME = {"networkHashrate": "network", "powerPrice": "power"}


class Market:
    def __init__(self, scenario, calendar, paths, rng, world):
        self.calendar, self.paths, self.rng = calendar, paths, rng
        self.is_lender, self.is_bottomless = world == "lender", world != "full"
        self.risk_free = scenario.get("riskFreeRate", 0)
        self.data = market = scenario["market"]
        self.lender = {"usefulLifeYears": 6} | (scenario.get("lenderView") or {})
        self.regimes = Regimes(market, calendar, self.lender if self.is_lender else None)
        self.jumps = Jumps(market, self.regimes, calendar, muted=self.is_lender)
        self.spot = {coin: market.get(coin, {}).get("spot", 1.0) for coin in COINS}
        self.log_coin = {coin: np.full(paths, np.log(self.spot[coin])) for coin in COINS}
        self.impact = {coin: np.zeros(paths) for coin in COINS}
        self.rent_trend, self.rent_deviation = np.zeros(paths), np.zeros(paths)
        self.power0 = (market.get("power") or {}).get("spotPerMWh", 0)
        self.power_deviation = np.zeros(paths)
        self.rate0 = (market.get("shortRate") or {}).get("initial", 0)
        self.short_rate = np.full(paths, float(self.rate0))
        self.network = market.get("network")
        if self.network:
            self.halvings = [calendar.years(date) for date in self.network.get("halvings", [])]
            self.log_hashrate = np.full(paths, np.log(self.network["hashrate"]))
            self.hashprice0 = self.spot["btc"] * 144 * self.reward(0) / self.network["hashrate"]
        self.gpus = market.get("gpus") or {}
        self.launches = []
        for name, launch in sorted((market.get("launches") or {}).items()):
            delay = rng.exponential(size=paths) * launch.get("meanDelayYears", 0)
            self.launches.append((calendar.years(launch["date"]) + delay, launch.get("impact", {})))
        self._read_depth()
        self.tenants = Tenants(scenario.get("tenants") or {}, calendar, paths, rng)
        self._read_given()
        self.regime = self.regimes.first(rng.random(paths))
        self._price_today()

    def _read_given(self):
        today = {coin: self.spot[coin] for coin in COINS}
        today |= {"computeRent": 1.0, "powerPrice": self.power0, "shortRate": self.rate0}
        if self.network:
            today["networkHashrate"] = self.network["hashrate"]
        rows = self.data.get("given") or []
        self.given = Given(rows, today, self.calendar, self.regimes.names)

    def _read_depth(self):
        depth = {} if self.is_bottomless else self.data.get("coinDepth") or {}
        days = 365.25 * self.calendar.step_years
        self.coin_depth = {
            coin: depth.get(coin, {}).get("usdPerDay", np.inf) * days for coin in COINS}
        self.usd_per_day = {coin: depth.get(coin, {}).get("usdPerDay", np.inf) for coin in COINS}
        self.permanent = {coin: depth.get(coin, {}).get("permanentShare", 0) for coin in COINS}
        given = {gpu: self.gpus[gpu].get("depth") or {} for gpu in self.gpus}
        rigs = self.data.get("rigDepth") or {}
        self.depth = {gpu: terms.get("units", np.inf) for gpu, terms in given.items()}
        self.depth[RIGS] = rigs.get("petahash", np.inf)
        if self.is_bottomless:
            self.depth = dict.fromkeys(self.depth, np.inf)
        self.absorption = {gpu: terms.get("absorptionPerYear", 0) for gpu, terms in given.items()}
        self.absorption[RIGS] = rigs.get("absorptionPerYear", 0)
        self.overhang = {name: np.zeros(self.paths) for name in self.depth}

    def reward(self, time):
        """Coins a block pays with fees."""
        passed = sum(halving <= time + SLACK for halving in self.halvings)
        return (
            self.network.get("blockSubsidy", 0) * (1 + self.network.get("feeShare", 0)) * 0.5**passed)

    def has(self, driver):
        """Whether the scenario gives a driver a parameter."""
        mentioned = any(driver in regime for regime in self.regimes.each)
        return HOME.get(driver, driver) in self.data or mentioned or driver in self.given.tables

    def pull(self, driver):
        """Decay over a step and the deviation of a unit noise, of a mean-reverting factor."""
        reversion = (self.data.get(HOME.get(driver, driver)) or {}).get("meanReversion", 0)
        decay = np.exp(-reversion * self.calendar.step_years)
        if reversion > 0:
            return decay, np.sqrt((1 - decay**2) / (2 * reversion))
        return decay, np.sqrt(self.calendar.step_years)

    def advance(self, step):
        """Moves from the step's start to its end, prices included."""
        years, rng, regimes = self.calendar.step_years, self.rng, self.regimes
        uniform = rng.random(self.paths)
        if step > 0:
            self.regime = regimes.next(self.regime, uniform)
        given = self.given.regime(step)
        if given is not None:
            self.regime = np.full(self.paths, given)
        regime = self.regime
        normals = rng.standard_normal((self.paths, regimes.factors.shape[1]))
        correlated = np.einsum("pij,pj->pi", regimes.factors[regime], normals)
        noise = regimes.volatilities[regime] * correlated
        jump = self.jumps.draw(regime, rng)
        if self.network:
            self._move_hashrate(step, noise[:, 2])
        self._move_coins(step, noise, jump)
        self._move_rent(step, noise[:, 3], jump["computeRent"])
        decay, spread = self.pull("powerPrice")
        self.power_deviation = self.power_deviation * decay + spread * noise[:, 4]
        power = self.given.value("powerPrice", step)
        if power is not None:
            self.power_deviation = np.full(self.paths, np.log(power / self.power0))
        self._move_short_rate(step, noise[:, 5])
        self.tenants.advance(regimes.tenant_hazard[regime], (step + 1) * years)
        self._price((step + 1) * years)

    def _move_coins(self, step, noise, jump):
        years, regime = self.calendar.step_years, self.regime
        for index, coin in enumerate(COINS):
            drift = self.regimes.drifts[coin][regime] - self.jumps.compensators[coin][regime]
            drift = drift - self.regimes.volatilities[regime, index] ** 2 / 2
            move = drift * years + noise[:, index] * np.sqrt(years) + jump[coin]
            self.log_coin[coin] = self.log_coin[coin] + move
            price = self.given.value(coin, step)
            if price is not None:
                self.log_coin[coin] = np.log(price) + self.impact[coin]

    def _move_rent(self, step, noise, jump):
        self.log_rent_before = self.log_rent()
        decay, spread = self.pull("computeRent")
        self.rent_deviation = self.rent_deviation * decay + spread * noise + jump
        self.rent_trend = self.rent_trend + self.regimes.declines[self.regime] * self.calendar.step_years
        rent = self.given.value("computeRent", step)
        if rent is not None:
            self.rent_deviation = np.log(rent) + self.rent_trend

    def _move_short_rate(self, step, noise):
        self.rate_before = self.short_rate
        if self.is_lender:
            return
        mean, (decay, spread) = self.regimes.short_rate_means[self.regime], self.pull("shortRate")
        self.short_rate = mean + (self.short_rate - mean) * decay + spread * noise
        rate = self.given.value("shortRate", step)
        if rate is not None:
            self.short_rate = np.full(self.paths, float(rate))

    def _move_hashrate(self, step, noise):
        network, years = self.network, self.calendar.step_years
        growth, time = network.get("growth", 0), step * years
        revenue = self.log_coin["btc"] - np.log(self.spot["btc"])
        revenue = revenue + np.log(self.reward(time) / self.reward(0))
        target = np.log(network["hashrate"]) + growth * time
        target = target + network.get("revenueElasticity", 0) * revenue
        decay, spread = self.pull("networkHashrate")
        self.log_hashrate = (
            target + growth * years + (self.log_hashrate - target) * decay + spread * noise)
        hashrate = self.given.value("networkHashrate", step)
        if hashrate is not None:
            self.log_hashrate = np.full(self.paths, np.log(hashrate))

    def log_rent(self):
        return np.zeros(self.paths) if self.is_lender else self.rent_deviation - self.rent_trend

    def _price_today(self):
        """Marks at the as-of date: cost of GPUs in the lender's view."""
        self._price(0.0)
        for name, gpu in self.gpus.items():
            today = gpu["newPrice"] if self.is_lender else gpu.get("resalePrice", 0)
            self.resale[name] = np.full(self.paths, float(today))
            self.rent[name] = np.full(self.paths, float(gpu.get("rentPerHour", 0)))

    def _price(self, time):
        self.coin = {coin: np.exp(self.log_coin[coin]) for coin in COINS}
        self.power = self.power0 * np.exp(self.power_deviation)
        self.hashprice, self.rig_mark = np.zeros(self.paths), np.zeros(self.paths)
        if self.network:
            self.hashprice = self.coin["btc"] * 144 * self.reward(time) / np.exp(self.log_hashrate)
            elasticity = self.data.get("rigElasticity", 1)
            self.rig_mark = (self.hashprice / self.hashprice0) ** elasticity
            self.rig_mark = self.rig_mark * np.exp(-self.overhang[RIGS] / self.depth[RIGS])
        self.rent_index = np.exp(self.log_rent())
        surprise = self.rent_deviation - (self.rent_trend - self.regimes.expected_decline * time)
        self.rent, self.resale = {}, {}
        for name, gpu in self.gpus.items():
            rent0 = gpu.get("rentPerHour", 0)
            if self.is_lender:
                left = max(0, 1 - time / self.lender["usefulLifeYears"])
                self.rent[name] = np.full(self.paths, float(rent0))
                self.resale[name] = np.full(self.paths, gpu["newPrice"] * left)
                continue
            rent_cut, resale_cut = np.ones(self.paths), np.ones(self.paths)
            for launched, impact in self.launches:
                cut = impact.get(name, {})
                rent_cut *= np.where(launched <= time + SLACK, 1 - cut.get("rent", 0), 1)
                resale_cut *= np.where(launched <= time + SLACK, 1 - cut.get("resale", 0), 1)
            self.rent[name] = rent0 * self.rent_index * rent_cut
            decline = -gpu.get("resaleDecline", 0) * time + gpu.get("rentSensitivity", 0) * surprise
            decline = decline - self.overhang[name] / self.depth[name]
            self.resale[name] = gpu.get("resalePrice", 0) * np.exp(decline) * resale_cut

    def absorb(self, coins_sold, dumped):
        """Permanent impact and overhang, felt from the next step on."""
        for coin in COINS:
            if np.isfinite(self.coin_depth[coin]):
                # Per dollar the same in a step of any length: a week's depth.
                share = self.permanent[coin] / (7 * self.usd_per_day[coin])
                self.log_coin[coin] = self.log_coin[coin] - share * coins_sold[coin]
                self.impact[coin] = self.impact[coin] - share * coins_sold[coin]
        for name in self.depth:
            left = np.exp(-self.absorption[name] * self.calendar.step_years)
            self.overhang[name] = self.overhang[name] * left + dumped[name]
