"""A debt tranche on every path: what is owed, when, and what is pledged to it."""

import numpy as np

from scenario import COINS, KINDS, SLACK


class Tranche:
    def __init__(self, name, data, calendar, paths, lots):
        self.name, self.data, self.calendar = name, data, calendar
        amortisation, seniority, payments = KINDS[data["kind"]]
        self.payments = data.get("paymentsPerYear", payments)
        self.seniority = data.get("seniority", seniority)
        self.held_share = data.get("heldShare", 1)
        self.principal = float(data["principal"])
        self.lots = [lot for lot in lots if lot.data.get("pledgedTo") == name]
        pledge = data.get("pledge") or {}
        self.pledged = {coin: np.full(paths, float(pledge.get(coin, 0))) for coin in COINS}
        self.is_secured = bool(self.lots or any(pledge.values()) or data.get("margin"))
        maturity = calendar.years(data["maturity"])
        self._schedule(data.get("amortisation", amortisation), maturity)
        self.puts = {}
        for date in sorted(calendar.years(date) for date in data.get("puts", [])):
            self.puts.setdefault(calendar.step_of(date), date)
        self.outstanding = np.full(paths, self.principal)
        self.accrued, self.charged = np.zeros(paths), np.zeros(paths)
        self.coupon = np.full(paths, float(data["coupon"]))
        self.maturity = np.full(paths, maturity)
        self.maturity_step = np.full(paths, calendar.step_of(maturity))
        self.extended_at = np.full(paths, -np.inf)
        self.breaches = np.zeros(paths, int)
        # What is measured: exposure, and claim, recovery and collateral at default.
        self.exposure, self.claim = np.zeros(paths), np.zeros(paths)
        self.recovery, self.collateral = np.zeros(paths), np.zeros((3, paths))

    def _schedule(self, amortisation, maturity):
        step_of, years = self.calendar.step_of, self.calendar.years
        dates = [maturity - j / self.payments for j in range(int(maturity * self.payments) + 3)]
        dates = sorted(date for date in dates if date > 0.01)
        self.payment_steps = {step_of(date) for date in dates}
        if amortisation == "straightLine":
            parts = [(date, self.principal / len(dates)) for date in dates]
        elif amortisation == "annuity":
            parts, rate, left = [], self.data["coupon"] / self.payments, self.principal
            level = left / len(dates)
            if rate > 0:
                level = left * rate / (1 - (1 + rate) ** -len(dates))
            for date in dates:
                parts.append((date, level - left * rate))
                left -= level - left * rate
        elif isinstance(amortisation, dict):
            parts = [(years(date), share * self.principal) for date, share in amortisation.items()]
            parts = [part for part in parts if part[0] <= maturity + SLACK]
        else:
            parts = []
        self.parts, self.first_maturity = parts, maturity
        self.scheduled = {}
        for date, part in parts:
            self.scheduled[step_of(date)] = self.scheduled.get(step_of(date), 0) + part

    def beyond_horizon(self):
        """Share of the principal that falls due after the last step."""
        if self.principal == 0:
            return 0.0
        last = self.calendar.horizon + SLACK
        balloon = self.principal - sum(part for _, part in self.parts)
        due = self.parts + [(self.first_maturity, balloon)]
        return sum(part for date, part in due if date > last) / self.principal

    def charge(self, step):
        """Accrues interest, then charges interest and principal due in a step; returns the service."""
        start, end = step * self.calendar.step_years, (step + 1) * self.calendar.step_years
        self.accrued = self.accrued + self.coupon * self.calendar.step_years * self.outstanding
        periods = np.maximum(0, np.ceil((self.maturity - end - SLACK) * self.payments))
        date = self.maturity - periods / self.payments
        later = (date <= end + SLACK) & (date > start + SLACK) & (date > self.extended_at + SLACK)
        is_extended = self.extended_at > -np.inf
        interest = np.where(np.where(is_extended, later, step in self.payment_steps), self.accrued, 0)
        part = np.minimum(self.outstanding, self.scheduled.get(step, 0))
        part = np.where(self.outstanding - part < 1e-6, self.outstanding, part)
        part = part if step in self.scheduled else 0
        principal = np.where(is_extended, 0, part)
        self.accrued = self.accrued - interest
        self.outstanding = self.outstanding - principal
        self.charged = self.charged + interest + principal
        return interest + principal

    def extend(self, where, step):
        """New maturity and coupon where holders or the market agree."""
        terms = self.data["refinance"]
        is_maturity = self.maturity_step == step
        since = np.where(is_maturity, self.maturity, self.puts.get(step, 0))
        self.maturity = np.where(where, since + terms["termYears"], self.maturity)
        self.extended_at = np.where(where, since, self.extended_at)
        self.coupon = np.where(where, self.coupon + terms.get("stepUp", 0), self.coupon)
        steps = np.ceil((self.maturity - SLACK) * self.calendar.steps_per_year).astype(int) - 1
        self.maturity_step = np.where(where, np.maximum(0, steps), self.maturity_step)

    def repaid(self, where):
        """Clears debt and interest; returns what they were."""
        owed = np.where(where, self.outstanding + self.accrued, 0)
        self.outstanding = np.where(where, 0, self.outstanding)
        self.accrued = np.where(where, 0, self.accrued)
        return owed


def claims(miner):
    """Outstanding, accrued interest and the share of arrears of each tranche."""
    charged = sum((t.charged for t in miner.tranches), np.zeros(miner.market.paths))
    arrears = np.minimum(np.maximum(0, -miner.cash), charged)
    shares = (np.where(charged > 0, t.charged / np.where(charged > 0, charged, 1), 0) for t in miner.tranches)
    return [t.outstanding + t.accrued + arrears * share for t, share in zip(miner.tranches, shares)]
