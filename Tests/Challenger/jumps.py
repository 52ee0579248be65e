"""Named events that move several factors at once."""

import numpy as np

from scenario import COINS

TOUCHED = ("btc", "eth", "computeRent")


class Jumps:
    """Events by regime; where they are `muted` they are drawn all the same, so that later draws agree."""

    def __init__(self, market, regimes, calendar, muted):
        self.years, self.muted, self.events = calendar.step_years, muted, []
        self.compensators = {coin: np.zeros(len(regimes.names)) for coin in COINS}
        for _, event in sorted((market.get("jumps") or {}).items()):
            given = event.get("intensity", {})
            intensity = np.array([given.get(name, 0) for name in regimes.names])
            self.events.append((event, intensity))
            if not market.get("compensateJumps") or muted:
                continue
            for coin in COINS:
                if coin in event:
                    self.compensators[coin] += intensity * mean_jump(event, event[coin])

    def draw(self, regime, rng):
        """Moves of the touched factors in a step, in logarithms."""
        paths = len(regime)
        total = {factor: np.zeros(paths) for factor in TOUCHED}
        for event, intensity in self.events:
            counts = rng.poisson(intensity[regime] * self.years)
            for number in range(1, counts.max() + 1):
                happens = counts >= number
                if event.get("shape", "normal") == "normal":
                    severity = rng.standard_normal(paths)
                else:
                    up = rng.random(paths) < event.get("upProbability", 0.5)
                    severity = rng.exponential(size=paths)
                if self.muted:
                    continue
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


def mean_jump(event, size):
    """Mean relative move of a coin in one jump."""
    if event.get("shape", "normal") == "normal":
        return np.exp(size.get("mean", 0) + size.get("sd", 0) ** 2 / 2) - 1
    up = event.get("upProbability", 0.5)
    return up / (1 - size.get("up", 0)) + (1 - up) / (1 + size.get("down", 0)) - 1
