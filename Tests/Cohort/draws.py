"""Two hundred versions of every company, each uncertain figure drawn within its class of certainty."""

import copy
import math
import random

import facts

WIDTH = {"read": 1.0, "derived": 1.05, "recalled": 1.10, "rough": 1.5}
ALWAYS_ROUGH = ("ordered",)
NOT_DRAWN = ("programme", "hosted")


def factor(certainty, generator):
    """Log-uniform between 1 / width and width."""
    return math.exp(generator.uniform(-1, 1) * math.log(WIDTH[certainty]))


def drawn(company, index):
    """The company with every uncertain figure and debt moved; the same for the same index."""
    generator = random.Random(f"{company.id} {index}")
    moved = copy.deepcopy(company)
    for fact in sorted(company.figures):
        if fact in NOT_DRAWN:
            continue
        certainty = "rough" if fact in ALWAYS_ROUGH else company.certainty[fact]
        moved.figures[fact] *= factor(certainty, generator)
        if fact in facts.SHARES:
            moved.figures[fact] = min(1.0, moved.figures[fact])
    for debt in moved.debts:
        scale = factor(debt.certainty, generator)
        debt.principal *= scale
        debt.undrawn *= scale
    return moved
