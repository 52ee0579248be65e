"""Stage 6 of a step: coins sold, shares issued, reserves and the parent called on; arrears."""

import numpy as np

from scenario import ARREARS, EXACT


def find_cash(miner):
    acts, free = miner.acting(), dict(miner.free)
    for coin in miner.sale_order:
        lacking = np.maximum(0, miner.minimum_cash - miner.cash)
        limit = np.where(miner.owes_balloon(), miner.free[coin], free[coin] * miner.sale_share)
        units = np.minimum(limit, miner.sales[coin].units_for(lacking))
        units = np.where(acts & (lacking > 0), units, 0)
        miner.free[coin] = miner.free[coin] - units
        miner.sell(coin, units)
    if miner.listing.get("perWeek", 0):
        _issue(miner, acts)
    _call_reserves(miner, acts)
    _call_parent(miner, acts)


def _issue(miner, acts):
    base, rounding = miner.net_worth(), EXACT * miner.outstanding()
    if "marketCap" in miner.listing:
        base, rounding = miner.market_cap() * miner.shares, 0
    open_now = acts & miner.market.regimes.equity_open[miner.market.regime] & (base > rounding)
    left = miner.listing["perWeek"] * miner.calendar.weeks * np.where(open_now, base, 0)
    raised = np.minimum(np.maximum(0, miner.minimum_cash - miner.cash), left)
    weeks = miner.listing.get("prefundWeeks", 0)
    if weeks > 0:
        above = np.maximum(0, miner.cash + raised - miner.minimum_cash)
        lacking = np.maximum(0, needed_within(miner, weeks * 7 / 365.25) - above)
        raised = raised + np.minimum(lacking, left - raised)
    miner.cash = miner.cash + raised
    miner.shares = miner.shares * (1 + raised / np.where(base > 0, base, 1))


def needed_within(miner, years):
    """Payments, orders less what tranches fund of them, and service, dated in the years to come."""
    end = miner.time + years
    total, dated = np.zeros(miner.paths), []
    for date, amount in (miner.data.get("payments") or {}).items():
        if miner.time < miner.calendar.years(date) - 1e-9 <= end:
            total = total + amount
    for order in miner.orders:
        dated += [(date, order.name, amount, order) for date, amount in order.still_due(miner.time, end)]
    undrawn = {tranche.name: tranche.undrawn for tranche in miner.tranches}
    for date, _, amount, order in sorted(dated, key=lambda entry: entry[:2]):
        funding, draw = miner.tranche(order.data.get("fundedBy")), 0
        if funding:
            begins = miner.calendar.step_of(date) * miner.calendar.step_years
            left = np.where(funding.can_draw(begins), undrawn[funding.name], 0)
            draw = np.where(order.cancelled, 0, np.minimum(order.data.get("advanceRate", 1) * amount, left))
            undrawn[funding.name] = undrawn[funding.name] - draw
        total = total + np.where(order.cancelled, 0, amount - draw)
    for tranche in miner.tranches:
        total = total + tranche.projected_service(miner.time, np.full(miner.paths, end))
    return total


def _call_reserves(miner, acts):
    """Each account covers what its own tranche has charged and was not paid, a balloon with the rest."""
    for tranche in miner.tranches:
        taken = np.minimum(np.maximum(0, -miner.cash), np.minimum(tranche.reserve, tranche.charged))
        taken = np.where(acts, taken, 0)
        tranche.reserve, tranche.charged = tranche.reserve - taken, tranche.charged - taken
        miner.cash = miner.cash + taken
        tranche.owes_balloon &= ~((taken > 0) & (tranche.charged <= 0.005))


def _call_parent(miner, acts):
    terms, parent = miner.data.get("support"), miner.parent
    if terms is None or parent is None:
        return
    can = np.minimum(
        terms.get("cap", np.inf) - miner.supported, parent.cash - terms.get("keep", 0) - parent.gave)
    given = np.minimum(np.maximum(0, -miner.cash), np.maximum(0, can))
    given = np.where(acts & parent.alive, given, 0)
    miner.cash, miner.supported = miner.cash + given, miner.supported + given
    parent.gave = parent.gave + given


def count_arrears(miner, step):
    short = miner.cash < ARREARS
    miner.steps_in_arrears = np.where(short, miner.steps_in_arrears + 1, 0)
    grace = miner.calendar.steps_for(miner.data.get("graceDays", 0))
    late = short & ((miner.steps_in_arrears > grace) | (step == miner.calendar.steps - 1))
    owes_balloon = miner.owes_balloon()
    miner.default(late & owes_balloon, "maturity")
    miner.default(late & ~owes_balloon, "payment")
    clear = ~miner.falls & (miner.cash >= ARREARS)
    for tranche in miner.tranches:
        tranche.charged = np.where(clear, 0, tranche.charged)
        tranche.owes_balloon &= ~clear
