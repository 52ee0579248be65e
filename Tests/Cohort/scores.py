"""How well scores order outcomes, how far probabilities were from them, and how sure one can be."""

import collections
import functools
import itertools
import random


def auc(scores, failed):
    """The chance that a failure was ranked above a survivor; ties count half."""
    bad = [s for s, f in zip(scores, failed) if f]
    good = [s for s, f in zip(scores, failed) if not f]
    return sum((b > g) + 0.5 * (b == g) for b in bad for g in good) / (len(bad) * len(good))


def p_value(scores, failed):
    """Share of all relabellings with an AUC at least as high."""
    number = sum(failed)
    order = sorted(scores)
    ranks = [(order.index(s) + len(order) - 1 - order[::-1].index(s)) / 2 for s in scores]
    least = sum(r for r, f in zip(ranks, failed) if f)
    sums = collections.Counter(sum(chosen) for chosen in itertools.combinations(ranks, number))
    return sum(count for total, count in sums.items() if total >= least - 1e-9) / sum(sums.values())


@functools.lru_cache(maxsize=None)
def pairs_won(odds, bad, good):
    """Law of the number of (failure, survivor) pairs in order, best rank first, under Lehmann alternatives.

    Of `bad` and `good` names left, the next in rank is a failure with probability bad·odds / (bad·odds + good).
    """
    if bad == 0 or good == 0:
        return (1.0,)
    next_bad = bad * odds / (bad * odds + good)
    law = [0.0] * (bad * good + 1)
    for won, probability in enumerate(pairs_won(odds, bad - 1, good)):
        law[won + good] += next_bad * probability
    for won, probability in enumerate(pairs_won(odds, bad, good - 1)):
        law[won] += (1 - next_bad) * probability
    return tuple(law)


def auc_interval(value, bad, good, tail=0.025):
    """95 % interval of AUC: odds at which `value` or better, or worse, has probability `tail`.

    AUC = odds / (odds + 1).
    """
    pairs = value * bad * good
    if bad == 0 or good == 0:
        return 0.0, 1.0

    def at_least(odds):
        return sum(pairs_won(odds, bad, good)[max(0, int(pairs + 0.5 - 1e-9)):])

    def at_most(odds):
        return sum(pairs_won(odds, bad, good)[:int(pairs + 0.5 + 1e-9) + 1])

    low = 0.0 if pairs == 0 else crossing(lambda area: at_least(area / (1 - area)) - tail)
    high = 1.0 if pairs == bad * good else crossing(lambda area: tail - at_most(area / (1 - area)))
    return low, high


def crossing(rising):
    low, high = 1e-4, 1 - 1e-4
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    pairs_won.cache_clear()
    return (low + high) / 2


def auc_difference(scores, others, failed, samples=10000, seed=2022):
    """AUC less that of other scores, with a 95 % bootstrap interval of names within outcomes."""
    draw = random.Random(seed)
    bad = [i for i, f in enumerate(failed) if f]
    good = [i for i, f in enumerate(failed) if not f]

    def wins(values):
        return {(b, g): (values[b] > values[g]) + 0.5 * (values[b] == values[g]) for b in bad for g in good}

    gain = {pair: own - other for (pair, own), other in zip(wins(scores).items(), wins(others).values())}
    found = sorted(
        sum(gain[b, g] for b in draw.choices(bad, k=len(bad)) for g in chosen) / (len(bad) * len(good))
        for chosen in (draw.choices(good, k=len(good)) for _ in range(samples)))
    return sum(gain.values()) / len(gain), found[int(0.025 * samples)], found[int(0.975 * samples)]


def brier(probabilities, failed):
    return sum((p - f) ** 2 for p, f in zip(probabilities, failed)) / len(failed)


def number_of_failures(firsts, months):
    """Law of the number of groups in default by the month, over common paths."""
    counts = collections.Counter(
        sum(year <= months / 12 + 1e-6 for year in path) for path in zip(*firsts))
    paths = sum(counts.values())
    return [counts[n] / paths for n in range(len(firsts) + 1)]
