"""A debt tranche on every path: what is owed, when, and what is pledged to it."""

import numpy as np

from scenario import COINS, KINDS, SLACK
from schedule import TOO_EARLY, Schedule


class Tranche:
    def __init__(self, name, data, market, calendar, assets):
        self.name, self.data, self.calendar, self.market = name, data, calendar, market
        paths = market.paths
        amortisation, seniority, payments = KINDS[data["kind"]]
        self.payments = data.get("paymentsPerYear", payments)
        self.seniority = data.get("seniority", seniority)
        self.held_share = data.get("heldShare", 1)
        self.principal = float(data["principal"])
        self.assets = [asset for asset in assets if name in asset.liens]
        pledge = data.get("pledge") or {}
        self.pledged = {coin: np.full(paths, float(pledge.get(coin, 0))) for coin in COINS}
        self.is_secured = bool(self.assets or any(pledge.values()) or data.get("margin"))
        self._read_rate(paths)
        self.schedule = Schedule(
            data, data.get("amortisation", amortisation), self.payments, self.initial_rate, calendar)
        self._read_commitment(paths)
        self.pik_until = calendar.years(data["pikUntil"]) + TOO_EARLY if "pikUntil" in data else -1.0
        # A share of what is left rather than of what was lent, so that draws join what is to come.
        self.pays_of_rest = bool(data.get("commitment")) or "pikUntil" in data
        self.puts = {}
        for date in sorted(calendar.years(date) for date in data.get("puts", [])):
            self.puts.setdefault(calendar.step_of(date), date)
        self.outstanding = np.full(paths, self.principal)
        self.accrued, self.charged = np.zeros(paths), np.zeros(paths)
        self.owes_balloon = np.zeros(paths, bool)
        self.maturity = np.full(paths, self.schedule.maturity)
        self.maturity_step = np.full(paths, calendar.step_of(self.schedule.maturity))
        # Terms by number of the extension: dates after `since` are counted back from `until`.
        self.extensions, self.since, self.until = np.zeros(paths, int), [], []
        self.breaches, self.cures = np.zeros(paths, int), np.zeros(paths, int)
        self.reserve = np.full(paths, float((data.get("reserve") or {}).get("initial", 0)))
        # What is measured: exposure, and claim, recovery and collateral at default.
        self.exposure, self.claim, self.by_year = np.zeros(paths), np.zeros(paths), {}
        self.recovery, self.collateral = np.zeros(paths), np.zeros((3, paths))

    def _read_rate(self, paths):
        self.floating = self.data.get("floating")
        terms = self.floating or {}
        self.spread = np.full(paths, float(terms["margin"] if terms else self.data["coupon"]))
        self.initial_rate = float(self.rate_at(np.full(paths, self.market.rate0))[0])

    def rate_at(self, short_rate):
        """The rate in force, which is never below nothing."""
        rate = self.spread
        if self.floating:
            hedged = self.floating.get("hedgedShare", 0)
            rate = rate + hedged * self.floating.get("hedgedRate", self.market.rate0)
            rate = rate + (1 - hedged) * np.maximum(self.floating.get("floor", -1), short_rate)
        return np.maximum(0, rate)

    def _read_commitment(self, paths):
        terms = self.data.get("commitment") or {}
        self.commitment = float(terms.get("amount", 0))
        self.undrawn, self.is_ended = np.full(paths, self.commitment), np.zeros(paths, bool)
        self.available_until = self.schedule.maturity
        if "availableUntil" in terms:
            self.available_until = min(self.available_until, self.calendar.years(terms["availableUntil"]))
        self.fee = terms.get("feePerYear", 0)

    def lent(self):
        """The most that is owed by contract."""
        return self.principal + self.commitment

    def can_draw(self, time):
        return (self.available_until > time + SLACK) & ~self.is_ended & (self.undrawn > 0)

    def draw(self, amount):
        left = self.undrawn - amount
        self.outstanding, self.undrawn = self.outstanding + amount, np.where(left < 1e-6, 0, left)

    def capitalises(self, time):
        return (self.outstanding > 0) & (time <= self.pik_until + SLACK)

    def open(self, step):
        """What the step's interest and fee are charged on."""
        time = step * self.calendar.step_years
        self.opening = self.outstanding
        self.undrawn_opening = np.where(self.can_draw(time), self.undrawn, 0)

    def end_of(self, number):
        """Up to when the dates of an extension hold (−1: the first schedule's): till the next one's."""
        later = self.since[number + 1] if number + 1 < len(self.since) else 0
        return np.where(self.extensions > number + 1, later, np.inf)

    def charge(self, step):
        """Accrues interest, then charges interest and principal due in a step; returns the service."""
        years, end = self.calendar.step_years, (step + 1) * self.calendar.step_years
        self.rate = self.rate_at(self.market.rate_before)
        self.accrued = self.accrued + years * (self.rate * self.opening + self.fee * self.undrawn_opening)
        last = self.end_of(-1) + SLACK
        date = self.schedule.interest_in.get(step, np.inf)
        self.pays, capital = date <= last if date < np.inf else last < 0, date <= self.pik_until + SLACK
        for number, (since, until) in enumerate(zip(self.since, self.until)):
            date = until - np.maximum(0, np.ceil((until - end - SLACK) * self.payments)) / self.payments
            due = (date <= end + SLACK) & (date > end - years + SLACK) & (date > since + SLACK)
            due &= date <= self.end_of(number) + SLACK
            self.pays = self.pays | due
            capital = np.where(due, date <= self.pik_until + SLACK, capital)
        interest = np.where(self.pays, self.accrued, 0)
        self.accrued = self.accrued - interest
        self.outstanding = self.outstanding + np.where(capital, interest, 0)
        service = np.where(capital, 0, interest)
        for part in self.schedule.principal_in.get(step, []):
            principal = np.where(part[0] <= last, self.part_due(part, self.outstanding), 0)
            self.outstanding, service = self.outstanding - principal, service + principal
        self.charged = self.charged + service
        return service

    def part_due(self, part, left):
        """Principal on a date of the schedule; less than a millionth of a dollar is nothing."""
        _, share, rest = part
        due = left * (share / rest) if self.pays_of_rest else np.minimum(left, self.principal * share)
        return np.where(left - due < 1e-6, left, due)

    def _dates_between(self, number, start, end):
        """Count of an extension's interest dates after `start` and up to `end`, and the first's place."""
        since, until = self.since[number], self.until[number]
        low, high = np.maximum(start, since), np.minimum(np.minimum(end, until), self.end_of(number))
        first = np.ceil((until - low - SLACK) * self.payments) - 1
        last = np.maximum(0, np.ceil((until - high - SLACK) * self.payments))
        exists = self.extensions > number
        return np.where(exists, np.maximum(0, first - last + 1), 0), np.where(exists, first, 0)

    def next_dates(self, start, count):
        """The last of the next interest dates after `start`, `count` of them where there are so many."""
        bound, missing = np.full(len(self.outstanding), start), np.full(len(self.outstanding), count)
        for date, part in self.schedule.events(start, np.inf):
            counts = (missing > 0) & (date <= self.end_of(-1) + SLACK) & (part is None)
            bound, missing = np.where(counts, date, bound), missing - counts
        for number, until in enumerate(self.until):
            exist, first = self._dates_between(number, start, np.inf)
            taken = np.minimum(missing, exist)
            bound = np.where(taken > 0, until - (first - taken + 1) / self.payments, bound)
            missing = missing - taken
        return bound

    def projected_service(self, start, end):
        """Service after `start` and up to `end`, from what is owed now at the rate now; no balloon."""
        left, total, last = self.outstanding, np.zeros(len(self.outstanding)), self.end_of(-1) + SLACK
        for date, part in self.schedule.events(start, np.max(end)):
            counts = (date <= last) & (date <= end + SLACK)
            if part:
                paid = np.where(counts, self.part_due(part, left), 0)
                left, total = left - paid, total + paid
                continue
            interest = np.where(counts, left * self.rate_now() / self.payments, 0)
            if date <= self.pik_until + SLACK:
                left = left + interest
            else:
                total = total + interest
        for number in range(len(self.since)):
            exist, _ = self._dates_between(number, start, end)
            total = total + exist * left * self.rate_now() / self.payments
        return total

    def rate_now(self):
        return self.rate_at(self.market.rate_before)

    def extend(self, where, since):
        """New maturity and rate where holders or the market agree."""
        terms, market = self.data["refinance"], self.market
        for number in np.unique(self.extensions[where]):
            if number == len(self.since):
                self.since.append(np.full(len(where), np.inf))
                self.until.append(np.zeros(len(where)))
            here = where & (self.extensions == number)
            self.since[number] = np.where(here, since, self.since[number])
            self.until[number] = np.where(here, since + terms["termYears"], self.until[number])
        self.extensions = self.extensions + where
        self.maturity = np.where(where, since + terms["termYears"], self.maturity)
        premium = terms.get("stepUp", 0) + market.regimes.refinancing_premium[market.regime]
        self.spread = np.where(where, self.spread + premium, self.spread)
        steps = np.ceil((self.maturity - SLACK) * self.calendar.steps_per_year).astype(int) - 1
        self.maturity_step = np.where(where, np.maximum(0, steps), self.maturity_step)

    def repaid(self, where):
        """Clears debt and interest, and ends what could be drawn; returns what was owed."""
        owed = np.where(where, self.outstanding + self.accrued, 0)
        self.outstanding = np.where(where, 0, self.outstanding)
        self.accrued = np.where(where, 0, self.accrued)
        self.is_ended = self.is_ended | where
        return owed

    def prepay(self, amount):
        """Reduces principal only."""
        left = self.outstanding - amount
        self.is_ended = self.is_ended | ((amount > 0) & (left < 1e-6))
        self.outstanding = np.where((amount > 0) & (left < 1e-6), 0, left)


def claims(miner):
    """Outstanding, accrued interest and the share of arrears of each tranche."""
    charged = sum((t.charged for t in miner.tranches), np.zeros(miner.market.paths))
    arrears = np.minimum(np.maximum(0, -miner.cash), charged)
    shares = (np.where(charged > 0, t.charged / np.where(charged > 0, charged, 1), 0) for t in miner.tranches)
    return [t.outstanding + t.accrued + arrears * share for t, share in zip(miner.tranches, shares)]
