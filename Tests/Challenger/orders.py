"""Orders of hardware, paid by instalments, and the shares of them that count before they serve."""

import numpy as np

from scenario import ARREARS, SLACK


def by_step(payments, calendar):
    """What is due in each step, of an object date → dollars."""
    due = {}
    for date, amount in (payments or {}).items():
        step = calendar.step_of(calendar.years(date))
        due[step] = due.get(step, 0) + amount
    return due


class Order:
    def __init__(self, name, data, calendar, paths):
        self.name, self.data, self.calendar = name, data, calendar
        self.due = by_step(data["payments"], calendar)
        self.dated = sorted((calendar.years(date), amount) for date, amount in data["payments"].items())
        self.last = self.dated[-1][0]
        self.total = sum(amount for _, amount in self.dated)
        self.paid, self.cancelled = np.zeros(paths), np.zeros(paths, bool)

    def share(self):
        """Of its payments, made so far; nothing once it is cancelled."""
        return np.where(self.cancelled, 0, self.paid / self.total if self.total else 1.0)

    def pay(self, miner, step):
        """Draws and pays what falls due, or is cancelled."""
        due = self.due.get(step)
        if due is None:
            return
        acts = miner.acting() & ~self.cancelled
        draw = np.zeros(len(self.paid))
        funding = miner.tranche(self.data.get("fundedBy"))
        if funding:
            can_draw = funding.can_draw(step * self.calendar.step_years) & (miner.steps_in_arrears == 0)
            draw = np.where(can_draw, np.minimum(self.data.get("advanceRate", 1) * due, funding.undrawn), 0)
        if self.data.get("cancellable", False):
            cancels = acts & (miner.cash + draw - due < ARREARS)
            self.cancelled |= cancels
            acts = acts & ~cancels
        draw = np.where(acts, draw, 0)
        if funding:
            funding.draw(draw)
        miner.cash = miner.cash + draw - np.where(acts, due, 0)
        self.paid = self.paid + np.where(acts, due, 0)

    def still_due(self, start, end):
        """Payments dated after `start` and up to `end`, with their dates."""
        return [(date, amount) for date, amount in self.dated if start + SLACK < date <= end + SLACK]
