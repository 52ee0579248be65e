"""The market of many paths in one of three worlds: full, bottomless or the lender's."""

import numpy as np

from scenario import COINS, DRIVERS, SLACK


def matrix_exponential(matrix):
    halvings = 14
    scaled, term = matrix / 2**halvings, np.eye(len(matrix))
    total = np.eye(len(matrix))
    for order in range(1, 12):
        term = term @ scaled / order
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


def cholesky(matrix):
    """Lower factor; the column of a vanishing pivot is zero."""
    size = len(matrix)
    factor = np.zeros((size, size))
    for column in range(size):
        pivot = matrix[column, column] - factor[column, :column] @ factor[column, :column]
        if pivot <= 1e-10:
            continue
        factor[column, column] = np.sqrt(pivot)
        for row in range(column + 1, size):
            rest = matrix[row, column] - factor[row, :column] @ factor[column, :column]
            factor[row, column] = rest / factor[column, column]
    return factor


def correlation(regime):
    matrix = np.eye(len(DRIVERS))
    for first, others in regime.get("correlation", {}).items():
        for second, value in others.items():
            i, j = DRIVERS.index(first), DRIVERS.index(second)
            matrix[i, j] = matrix[j, i] = value
    return matrix


class Market:
    def __init__(self, scenario, calendar, paths, rng, world):
        self.calendar, self.paths, self.rng = calendar, paths, rng
        self.is_lender, self.is_bottomless = world == "lender", world != "full"
        self.data = market = scenario["market"]
        self.lender = {"usefulLifeYears": 6} | (scenario.get("lenderView") or {})
        self.names = sorted(market["regimes"])
        self.regimes = [market["regimes"][name] for name in self.names]
        self._read_regimes()
        self._read_jumps()
        self.spot = {coin: market.get(coin, {}).get("spot", 1.0) for coin in COINS}
        self.log_coin = {coin: np.full(paths, np.log(self.spot[coin])) for coin in COINS}
        self.rent_trend, self.rent_deviation = np.zeros(paths), np.zeros(paths)
        self.power_deviation = np.zeros(paths)
        self.network = market.get("network")
        if self.network:
            self.halvings = [calendar.years(date) for date in self.network.get("halvings", [])]
            self.log_hashrate = np.full(paths, np.log(self.network["hashrate"]))
            self.hashprice0 = self.spot["btc"] * 144 * self.reward(0) / self.network["hashrate"]
        self.gpus = market.get("gpus") or {}
        self.overhang = {gpu: np.zeros(paths) for gpu in self.gpus}
        self.launches = []
        for name, launch in sorted((market.get("launches") or {}).items()):
            delay = rng.exponential(size=paths) * launch.get("meanDelayYears", 0)
            self.launches.append((calendar.years(launch["date"]) + delay, launch.get("impact", {})))
        self._read_depth()
        self.regime = np.searchsorted(np.cumsum(self.initial), rng.random(paths), side="right")
        self.regime = self.regime.clip(0, len(self.names) - 1)

    def _read_regimes(self):
        market, names = self.data, self.names
        generator = np.zeros((len(names), len(names)))
        for here, targets in (market.get("switching") or {}).items():
            for there, intensity in targets.items():
                generator[names.index(here), names.index(there)] = intensity
        generator -= np.diag(generator.sum(1))
        self.switching = matrix_exponential(generator * self.calendar.step_years).cumsum(1)
        self.switching[:, -1] = 1
        start = market.get("initialRegime") or {names[0]: 1}
        self.initial = np.array([start.get(name, 0) for name in names])
        most_probable = int(self.initial.argmax())
        factors = [cholesky(correlation(regime)) for regime in self.regimes]
        if self.is_lender:
            view = self.lender.get("regime", names[most_probable])
            factors = [factors[names.index(view)]] * len(names)
        self.factors = np.array(factors)

        def each(read):
            return np.array([read(regime) for regime in self.regimes])

        self.drifts = {
            coin: each(lambda r, c=coin: r.get(c, {}).get("drift", 0)) for coin in COINS}
        self.volatilities = each(lambda r: [r.get(d, {}).get("volatility", 0) for d in DRIVERS])
        self.declines = each(lambda r: -np.log1p(-r.get("computeRent", {}).get("annualDecline", 0)))
        self.expected_decline = self.declines[most_probable]
        self.utilisation = each(lambda r: r.get("utilisation", 1))
        self.tenant_hazard = each(lambda r: r.get("tenantDefaultPerYear", 0))
        self.refinancing_open = each(lambda r: r.get("refinancingOpen", True))
        self.equity_open = each(lambda r: r.get("equityOpen", True))

    def _read_jumps(self):
        self.jumps = []
        self.compensators = {coin: np.zeros(len(self.names)) for coin in COINS}
        for _, event in sorted((self.data.get("jumps") or {}).items()):
            given = event.get("intensity", {})
            intensity = np.array([given.get(name, 0) for name in self.names])
            self.jumps.append((event, intensity))
            if not self.data.get("compensateJumps") or self.is_lender:
                continue
            for coin in COINS:
                if coin in event:
                    self.compensators[coin] += intensity * mean_jump(event, event[coin])

    def _read_depth(self):
        depth = {} if self.is_bottomless else self.data.get("coinDepth") or {}
        days = 365.25 * self.calendar.step_years
        self.coin_depth = {
            coin: depth.get(coin, {}).get("usdPerDay", np.inf) * days for coin in COINS}
        self.usd_per_day = {coin: depth.get(coin, {}).get("usdPerDay", np.inf) for coin in COINS}
        self.permanent = {coin: depth.get(coin, {}).get("permanentShare", 0) for coin in COINS}
        given = {gpu: self.gpus[gpu].get("depth") or {} for gpu in self.gpus}
        self.gpu_depth = {
            gpu: np.inf if self.is_bottomless else given[gpu].get("units", np.inf) for gpu in given}
        self.absorption = {gpu: given[gpu].get("absorptionPerYear", 0) for gpu in given}

    def reward(self, time):
        """Coins a block pays with fees."""
        passed = sum(halving <= time + SLACK for halving in self.halvings)
        return (
            self.network.get("blockSubsidy", 0) * (1 + self.network.get("feeShare", 0)) * 0.5**passed)

    def pull(self, reversion):
        """Decay over a step and the deviation of a unit noise, of a mean-reverting factor."""
        decay = np.exp(-reversion * self.calendar.step_years)
        if reversion > 0:
            return decay, np.sqrt((1 - decay**2) / (2 * reversion))
        return decay, np.sqrt(self.calendar.step_years)

    def advance(self, step):
        """Moves from the step's start to its end, prices included."""
        years, rng = self.calendar.step_years, self.rng
        uniform = rng.random(self.paths)
        if step > 0:
            passed = (uniform[:, None] >= self.switching[self.regime]).sum(1)
            self.regime = passed.clip(0, len(self.names) - 1)
        regime = self.regime
        normals = rng.standard_normal((self.paths, len(DRIVERS)))
        correlated = np.einsum("pij,pj->pi", self.factors[regime], normals)
        noise = self.volatilities[regime] * correlated
        jump = self._draw_jumps(regime)
        if self.network:
            self._move_hashrate(step, noise[:, 2])
        self.coin_before = {coin: self.log_coin[coin] for coin in COINS}
        for index, coin in enumerate(COINS):
            drift = self.drifts[coin][regime] - self.compensators[coin][regime]
            drift = drift - self.volatilities[regime, index] ** 2 / 2
            move = drift * years + noise[:, index] * np.sqrt(years) + jump[coin]
            self.log_coin[coin] = self.log_coin[coin] + move
        self.log_rent_before = self.log_rent()
        decay, spread = self.pull((self.data.get("computeRent") or {}).get("meanReversion", 0))
        self.rent_deviation = self.rent_deviation * decay + spread * noise[:, 3] + jump["computeRent"]
        self.rent_trend = self.rent_trend + self.declines[regime] * years
        decay, spread = self.pull((self.data.get("power") or {}).get("meanReversion", 0))
        self.power_deviation = self.power_deviation * decay + spread * noise[:, 4]
        self._price((step + 1) * years)

    def log_rent(self):
        return np.zeros(self.paths) if self.is_lender else self.rent_deviation - self.rent_trend

    def _draw_jumps(self, regime):
        total = {factor: np.zeros(self.paths) for factor in ("btc", "eth", "computeRent")}
        for event, intensity in self.jumps:
            counts = self.rng.poisson(intensity[regime] * self.calendar.step_years)
            for number in range(1, counts.max() + 1):
                happens = counts >= number
                if event.get("shape", "normal") == "normal":
                    severity = self.rng.standard_normal(self.paths)
                else:
                    up = self.rng.random(self.paths) < event.get("upProbability", 0.5)
                    severity = self.rng.exponential(size=self.paths)
                if self.is_lender:
                    continue  # drawn all the same, so that later draws agree with the full model's
                for factor in total:
                    size = event.get(factor)
                    if size is None:
                        continue
                    if event.get("shape", "normal") == "normal":
                        move = size.get("mean", 0) + size.get("sd", 0) * severity
                    else:
                        move = np.where(up, size.get("up", 0), -size.get("down", 0)) * severity
                    total[factor] += np.where(happens, move, 0)
        return total

    def _move_hashrate(self, step, noise):
        network, years = self.network, self.calendar.step_years
        growth, time = network.get("growth", 0), step * years
        revenue = self.log_coin["btc"] - np.log(self.spot["btc"])
        revenue = revenue + np.log(self.reward(time) / self.reward(0))
        target = np.log(network["hashrate"]) + growth * time
        target = target + network.get("revenueElasticity", 0) * revenue
        decay, spread = self.pull(network.get("meanReversion", 0))
        self.log_hashrate = (
            target + growth * years + (self.log_hashrate - target) * decay + spread * noise)

    def _price(self, time):
        self.coin = {coin: np.exp(self.log_coin[coin]) for coin in COINS}
        self.power = (self.data.get("power") or {}).get("spotPerMWh", 0) * np.exp(self.power_deviation)
        self.hashprice = np.zeros(self.paths)
        if self.network:
            self.hashprice = self.coin["btc"] * 144 * self.reward(time) / np.exp(self.log_hashrate)
        self.rent_index = np.exp(self.log_rent())
        surprise = self.rent_deviation - (self.rent_trend - self.expected_decline * time)
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
            decline = decline - self.overhang[name] / self.gpu_depth[name]
            self.resale[name] = gpu.get("resalePrice", 0) * np.exp(decline) * resale_cut

    def resale_as_of(self, gpu):
        """Resale price at the as-of date; cost in the lender's view."""
        return self.gpus[gpu]["newPrice"] if self.is_lender else self.gpus[gpu].get("resalePrice", 0)

    def absorb(self, coins_sold, gpus_dumped):
        """Permanent impact and overhang, felt from the next step on."""
        for coin in COINS:
            if np.isfinite(self.coin_depth[coin]):
                # Per dollar the same in a step of any length: a week's depth.
                share = self.permanent[coin] / (7 * self.usd_per_day[coin])
                self.log_coin[coin] = self.log_coin[coin] - share * coins_sold[coin]
        for gpu in self.gpus:
            left = np.exp(-self.absorption[gpu] * self.calendar.step_years)
            self.overhang[gpu] = self.overhang[gpu] * left + gpus_dumped[gpu]


def mean_jump(event, size):
    """Mean relative move of a coin in one jump."""
    if event.get("shape", "normal") == "normal":
        return np.exp(size.get("mean", 0) + size.get("sd", 0) ** 2 / 2) - 1
    up = event.get("upProbability", 0.5)
    return up / (1 - size.get("up", 0)) + (1 - up) / (1 + size.get("down", 0)) - 1
