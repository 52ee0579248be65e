"""Selling coins into the depth of one step."""

import numpy as np


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
