"""Regimes: how they switch, and what each sets."""

import numpy as np

from scenario import COINS, DRIVERS


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


class Regimes:
    """What each regime sets, as arrays by regime in name order."""

    def __init__(self, market, calendar, view=None):
        self.names = names = sorted(market["regimes"])
        self.each = [market["regimes"][name] for name in names]
        generator = np.zeros((len(names), len(names)))
        for here, targets in (market.get("switching") or {}).items():
            for there, intensity in targets.items():
                generator[names.index(here), names.index(there)] = intensity
        generator -= np.diag(generator.sum(1))
        self.switching = matrix_exponential(generator * calendar.step_years).cumsum(1)
        self.switching[:, -1] = 1
        start = market.get("initialRegime") or {names[0]: 1}
        self.initial = np.array([start.get(name, 0) for name in names])
        most_probable = int(self.initial.argmax())
        factors = [cholesky(correlation(regime)) for regime in self.each]
        if view is not None:
            factors = [factors[names.index(view.get("regime", names[most_probable]))]] * len(names)
        self.factors = np.array(factors)
        read = self._read
        self.drifts = {coin: read(lambda r, c=coin: r.get(c, {}).get("drift", 0)) for coin in COINS}
        self.volatilities = read(lambda r: [r.get(d, {}).get("volatility", 0) for d in DRIVERS])
        self.declines = read(lambda r: -np.log1p(-r.get("computeRent", {}).get("annualDecline", 0)))
        self.expected_decline = self.declines[most_probable]
        self.utilisation = read(lambda r: r.get("utilisation", 1))
        self.tenant_hazard = read(lambda r: r.get("tenantDefaultPerYear", 0))
        self.refinancing_open = read(lambda r: r.get("refinancingOpen", True))
        self.refinancing_premium = read(lambda r: r.get("refinancingPremium", 0))
        self.equity_open = read(lambda r: r.get("equityOpen", True))
        rate = market.get("shortRate") or {}
        usual = rate.get("mean", rate.get("initial", 0))
        self.short_rate_means = read(lambda r: r.get("shortRate", {}).get("mean", usual))

    def _read(self, value):
        return np.array([value(regime) for regime in self.each])

    def first(self, uniform):
        drawn = np.searchsorted(np.cumsum(self.initial), uniform, side="right")
        return drawn.clip(0, len(self.names) - 1)

    def next(self, regime, uniform):
        passed = (uniform[:, None] >= self.switching[regime]).sum(1)
        return passed.clip(0, len(self.names) - 1)
