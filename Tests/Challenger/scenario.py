"""A scenario file as plain dictionaries with its placeholders filled in, and its calendar."""

import csv
import datetime
import math
import pathlib

import json5

SLACK = 1e-9
# Dates of a contract that lie no further apart, in years, are one.
SAME_DATE = 1e-4
# Rounding that a limit met exactly has, as a share of it; cash below this, in dollars, is negative.
EXACT = 1e-11
ARREARS = -0.005
COINS = ("btc", "eth")
DRIVERS = ("btc", "eth", "networkHashrate", "computeRent", "powerPrice", "shortRate")
# Amortisation, seniority and payments a year of each kind of tranche.
KINDS = {
    "convertible": ("bullet", 3, 2),
    "highYield": ("bullet", 2, 2),
    "abl": ("straightLine", 1, 4),
    "projectFinance": ("annuity", 1, 4),
    "bitcoinLoan": ("bullet", 1, 12),
}


def load(path):
    """The scenario of a file, merged over those it extends (RFC 7396), given paths as rows."""
    path = pathlib.Path(path)
    scenario = json5.loads(path.read_text(encoding="utf-8"))
    table = (scenario.get("market") or {}).get("given")
    if table:
        with open(path.parent / table, newline="", encoding="utf-8") as file:
            scenario["market"]["given"] = list(csv.DictReader(file))
    if "extends" in scenario:
        parent = load(path.parent / scenario.pop("extends"))
        scenario = merged(parent, scenario)
    return scenario


def merged(target, patch):
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def most(limit):
    """What lies above it is above a limit."""
    return limit + EXACT * max(1, limit)


def least(limit):
    """What lies below it is below a limit."""
    return limit - EXACT * max(1, limit)


class Calendar:
    """Steps and dates: step `k` goes from `k / stepsPerYear` to `(k + 1) / stepsPerYear`."""

    def __init__(self, scenario):
        self.steps_per_year = scenario.get("stepsPerYear", 52)
        self.step_years = 1 / self.steps_per_year
        self.as_of = datetime.date.fromisoformat(scenario["asOf"])
        if "horizonYears" in scenario:
            self.steps = round(scenario["horizonYears"] * self.steps_per_year)
        else:
            self.steps = self.step_of(self.last_due(scenario["miners"].values())) + 1
        self.horizon = self.steps * self.step_years
        self.weeks = 365.25 * self.step_years / 7

    def last_due(self, miners):
        """The latest maturity and then the longest grace: everything owed has fallen due."""
        tranches = [t for miner in miners for t in (miner.get("tranches") or {}).values()]
        grace = max(miner.get("graceDays", 0) for miner in miners)
        return max(self.years(t["maturity"]) for t in tranches) + grace / 365.25

    def years(self, date):
        """Years from the as-of date."""
        return (datetime.date.fromisoformat(date) - self.as_of).days / 365.25

    def step_of(self, time):
        """The step at whose end a dated thing has happened first."""
        return max(0, math.ceil((time - SLACK) * self.steps_per_year) - 1)

    def steps_for(self, days):
        return round(days / (365.25 * self.step_years))

    def periods(self, periods_a_year):
        """Periods of a year's part up to the one that contains the horizon."""
        return range(1, math.ceil(self.horizon * periods_a_year - SLACK) + 1)

    def ended(self, periods_a_year):
        """Of `j / periods_a_year`: the last step ended by then, as `{step: [j]}`."""
        moments = {}
        for number in self.periods(periods_a_year):
            step = math.floor((number / periods_a_year + SLACK) * self.steps_per_year + SLACK) - 1
            if step >= 0:
                moments.setdefault(min(step, self.steps - 1), []).append(number)
        return moments

    def is_test(self, step, tests_a_year):
        """Whether a date `j / tests_a_year` falls in a step."""
        before = math.floor((step * self.step_years + SLACK) * tests_a_year + SLACK)
        after = math.floor(((step + 1) * self.step_years + SLACK) * tests_a_year + SLACK)
        return after > before
