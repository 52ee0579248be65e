"""Estimates with standard errors, and how far another program's figure is from them.

`distance(figure, paths)` is in standard errors of the difference, `paths` being the other program's.
None where nothing can be said: too rare, or so heavy a tail that one path moves the estimate.
"""

import math

import numpy as np

# A single path may move an estimate by this share of its standard error; the law of large numbers
# has else not set in. For a probability it asks for 25 events.
SINGLE = 0.2
EVENTS = 25


class Mean:
    """A mean of `values`, or with `weights` a ratio of sums; `scale` is what a path can add at most."""

    # An error beside that of the paths' influences.
    noise = 0

    def __init__(self, values, weights=None, scale=None):
        values = np.asarray(values, float)
        self.weights = None if weights is None else np.asarray(weights, float)
        weights = np.ones_like(values) if weights is None else self.weights
        total = weights.sum()
        self.cases = np.count_nonzero(weights)
        self.value = values.sum() / total if total > 0 else math.nan
        if total > 0:
            self.influence = (values - self.value * weights) / total
        else:
            self.influence = np.zeros(1)
        self.scale = scale if scale is not None else max(abs(self.value), 1e-12)

    def distance(self, figure, paths):
        if math.isnan(self.value) or math.isnan(figure):
            return None
        error = math.sqrt((self.influence**2).sum())
        if error <= 1e-9 * self.scale:
            # The same on all paths here: what the other saw must be too rare to be met here.
            events = abs(figure - self.value) / self.scale * self.cases
            return None if events < EVENTS else math.inf
        if np.abs(self.influence).max() > SINGLE * error:
            return None
        error *= math.sqrt(1 + len(self.influence) / paths)
        return abs(figure - self.value) / math.hypot(error, self.noise)

    def standard_error(self, paths):
        """That of this estimate on so many paths, an estimate itself; None where one path makes most of it."""
        effect = len(self.influence) * self.influence
        variance = (effect**2).mean()
        spread = math.sqrt(variance)
        if math.isnan(self.value) or spread <= 1e-9 * self.scale:
            return None
        if np.abs(effect).max() > SINGLE * math.sqrt(variance * len(effect)):
            return None
        changes = effect**2 - variance + self.drift(effect)
        return Influence(
            spread / math.sqrt(paths), changes / (2 * spread * math.sqrt(paths)),
            self.unsure(effect, paths) / (2 * spread * math.sqrt(paths)))

    def unsure(self, effect, paths):
        """By how much what both programs guess from few paths moves the mean square of `effect`."""
        return 0

    def drift(self, effect):
        """What each path does to the mean square of `effect` by moving this ratio and its denominator."""
        if self.weights is None:
            return 0
        own, mean = len(self.influence) * self.influence, self.weights.mean()
        return -2 * ((effect * self.weights).mean() * own + (effect * own).mean() * (self.weights - mean)) / mean


class Influence(Mean):
    """An estimate with the influence of each path on it."""

    def __init__(self, value, influence, noise=0):
        self.value, self.influence, self.weights = value, influence / len(influence), None
        self.noise = noise
        self.cases = len(influence)
        self.scale = max(abs(value), 1e-12)


class Difference(Influence):
    """Of two means or ratios on the same draws."""

    def __init__(self, one, other):
        self.one, self.other = one, other
        same = len(one.influence) == len(other.influence)
        super().__init__(
            one.value - other.value, len(one.influence) * (one.influence - other.influence) if same else np.zeros(1))
        self.scale = max(one.scale, other.scale)

    def drift(self, effect):
        return self.one.drift(effect) - self.other.drift(effect)


class Exact:
    """A figure without chance in it."""

    def __init__(self, value):
        self.value = value

    def standard_error(self, paths):
        return None

    def distance(self, figure, paths):
        if math.isnan(self.value) and math.isnan(figure):
            return 0
        return 0 if math.isclose(self.value, figure, rel_tol=1e-9, abs_tol=1e-9) else math.inf


def deviation(values):
    """A standard deviation."""
    spread = values.std()
    if spread <= 1e-12 * abs(values.mean()):
        # A constant, as given values are but for sales that happen on a path in a hundred thousand: nothing known.
        return Influence(math.nan, np.zeros_like(values))
    square = (values - values.mean()) ** 2
    return Influence(spread, (square - spread**2) / (2 * spread))


def correlation(x, y):
    """Of two indicators; nothing can be said of a few joint events."""
    if x.std() * y.std() == 0 or (x * y).sum() < EVENTS:
        return Influence(math.nan, np.zeros_like(x))
    x, y = (x - x.mean()) / x.std(), (y - y.mean()) / y.std()
    value = (x * y).mean()
    return Influence(value, x * y - value * (x * x + y * y) / 2)


def pooled_correlation(sums):
    """Of changes pooled over paths, from each path's count, x, y, x², y² and xy."""
    count, x, y, xx, yy, xy = sums
    total = count.sum()
    if total < 3:
        return Influence(math.nan, np.zeros_like(count))
    mx, my = x.sum() / total, y.sum() / total
    xx, yy = xx - 2 * mx * x + count * mx**2, yy - 2 * my * y + count * my**2
    xy = xy - mx * y - my * x + count * mx * my
    if xx.sum() * yy.sum() == 0:
        return Influence(math.nan, np.zeros_like(count))
    xy = xy / math.sqrt(xx.sum() * yy.sum())
    xx, yy = xx / xx.sum(), yy / yy.sum()
    return Influence(xy.sum(), len(x) * (xy - xy.sum() * (xx + yy) / 2))


class Quantile:
    """A quantile: how far the share of values below the other's figure is from what it should be.

    `width` is the relative width of the bins that the other reads its figure from.
    """

    def __init__(self, values, probability, width=0.0):
        self.values = np.sort(values[~np.isnan(values)])
        self.probability, self.width = probability, width
        self.value = math.nan
        if len(self.values):
            self.value = float(np.quantile(self.values, probability, method="inverted_cdf"))

    def distance(self, figure, paths):
        count = len(self.values)
        tail = count * min(self.probability, 1 - self.probability)
        if tail < EVENTS or math.isnan(figure):
            return None
        slack = self.width * abs(figure) + 1e-12
        low = np.searchsorted(self.values, figure - slack, side="left") / count
        high = np.searchsorted(self.values, figure + slack, side="right") / count
        gap = max(0, low - self.probability, self.probability - high)
        error = math.sqrt(self.probability * (1 - self.probability) / count)
        return gap / (error * math.sqrt(1 + count / paths))

    def standard_error(self, paths):
        """The engine writes intervals of percentiles, no errors."""
        return None


def expected_shortfall(losses, level):
    """Exact tail average with a fractional atom."""
    at_risk = value_at_risk(losses, level)
    influence = at_risk + np.maximum(0, losses - at_risk) / (1 - level)
    value = influence.mean()
    return Influence(value, influence - value)


def value_at_risk(losses, level):
    return np.sort(losses)[-(-len(losses) * round(level * 1000) // 1000) - 1]


def shortfall_contribution(losses, part, level):
    """Euler contribution of a part of the losses to their expected shortfall."""
    at_risk = value_at_risk(losses, level)
    tail, atom = losses > at_risk, losses == at_risk
    rest = len(losses) * (1 - level) - tail.sum()
    weight = tail + atom * (rest / atom.sum())
    value = (part * weight).sum() / (len(losses) * (1 - level))
    # What moving the threshold moves: the part's mean beside it.
    order = np.argsort(losses)
    place = np.searchsorted(losses[order], at_risk)
    near = math.ceil(math.sqrt(len(losses) * (1 - level)))
    beside = part[order[max(0, place - near) : place + near]]
    influence = (part - beside.mean()) * weight / (1 - level)
    # On fewer paths that mean has an error of its own, which the estimate's distance does not count.
    known = np.count_nonzero(part * weight) >= EVENTS and len(losses) >= 200 * EVENTS
    return Contribution(value if known else math.nan, influence - influence.mean(), beside, weight, level)


class Contribution(Influence):
    """What a part adds to expected shortfall; `beside` are its losses next to the value at risk."""

    def __init__(self, value, influence, beside, weight, level):
        super().__init__(value, influence)
        self.beside, self.weight, self.level = beside, weight, level

    def unsure(self, effect, paths):
        # The engine takes the same mean over the least of its own tail.
        counts = 1 / len(self.beside) + 1 / math.sqrt(paths * (1 - self.level))
        return 2 * (effect * self.weight).mean() / (1 - self.level) * self.beside.std() * math.sqrt(counts)
