"""Cells by year, group, class of hardware and tenant, and of the losses path by path."""

import collections

import numpy as np

from estimates import EVENTS, Exact, Influence, Mean, Quantile, shortfall_contribution
from income import HOURS_PER_YEAR
from market import RIGS
from scenario import SLACK

PORTFOLIO = "PORTFOLIO"


def by_year(full):
    """Rows of tranches are whole tranches, those of the portfolio held shares."""
    cells, time = {}, full.first_default_time()
    held = [(miner, tranche) for miner in full.miners for tranche in miner.tranches]
    total = sum(tranche.held_share * tranche.lent() for _, tranche in held)
    for year in full.calendar.periods(1):
        exposure, loss = np.zeros(full.paths), np.zeros(full.paths)
        for miner, tranche in held:
            key, scale = ("expected_loss_by_year", miner.name, tranche.name, year), tranche.lent()
            falls = within(full.default_time(miner), year)
            lost = np.where(falls, full.loss(miner, tranche), 0)
            cells[*key, "marginal_pd"] = Mean(falls & (tranche.claim > 0.005), scale=1)
            cells[*key, "exposure_usd"] = Mean(tranche.by_year[year], scale=scale)
            cells[*key, "expected_loss_usd"] = Mean(lost, scale=scale)
            exposure = exposure + tranche.held_share * tranche.by_year[year]
            loss = loss + tranche.held_share * lost
        key = ("expected_loss_by_year", PORTFOLIO, "", year)
        cells[*key, "marginal_pd"] = Mean(within(time, year), scale=1)
        cells[*key, "exposure_usd"] = Mean(exposure, scale=total)
        cells[*key, "expected_loss_usd"] = Mean(loss, scale=total)
    return cells


def within(time, year):
    return (time > year - 1 + SLACK) & (time <= year + SLACK)


def groups(full):
    """Miners by the value of each of their tags."""
    members, cells = collections.defaultdict(list), {}
    for miner in full.miners:
        for tag, value in (miner.data.get("tags") or {}).items():
            members[tag, value].append(miner)
    for (tag, value), miners in members.items():
        key = ("groups", tag, value)
        tranches = [tranche for miner in miners for tranche in miner.tranches]
        loss = sum(full.miner_loss(miner) for miner in miners)
        fell = np.any([miner.default_step >= 0 for miner in miners], axis=0)
        debt = sum(tranche.held_share * tranche.lent() for tranche in tranches)
        cells[*key, "miners"] = Exact(len(miners))
        cells[*key, "pd_any"] = Mean(fell, scale=1)
        cells[*key, "expected_loss_usd"] = Mean(loss, scale=debt)
        cells[*key, "es99_contribution_usd"] = shortfall_contribution(full.portfolio_loss(), loss, 0.99)
        held = sum(tranche.held_share * tranche.principal for tranche in tranches)
        cells[*key, "held_principal_usd"] = Exact(held)
    return cells


def inventory(full):
    cells = {}
    has_rigs = any(miner.rigs for miner in full.miners)
    for (name, year), (units, marks, fetched, overhang) in full.inventory.sums.items():
        if name == RIGS and not has_rigs:
            continue
        key, some = ("inventory", name, year), units > 0
        most = greatest_units(full, name)
        cells[*key, "units_mean"] = Mean(units, scale=most)
        cells[*key, "units_p95_given_any"] = Quantile(units[some], 0.95, 1 / 1024)
        cells[*key, "probability_any"] = Mean(some, scale=1)
        share = Mean(fetched, marks, scale=1)
        # A few paths with sales say little about a ratio of their sums.
        cells[*key, "share_of_resale_fetched"] = share if some.sum() >= EVENTS else unknown(full)
        cells[*key, "overhang_max_mean"] = Mean(overhang, scale=max(overhang.max(), most))
    return cells


def greatest_units(full, name):
    """Units of a class, or PH/s, that the book can dump at most; 1 where it has none."""
    things = [thing for miner in full.miners for thing in (miner.rigs if name == RIGS else miner.lots)]
    return sum(
        thing.data["petahash"] if name == RIGS else thing.count
        for thing in things if name == RIGS or thing.gpu == name) or 1


def unknown(full):
    return Influence(np.nan, np.zeros(full.paths))


def tenants(full):
    cells, named = {}, full.market.tenants
    revenue = dict.fromkeys(named.given, 0.0)
    for miner in full.miners:
        for lot in miner.lots:
            terms = lot.contract or {}
            if "tenant" in terms:
                rate = terms["ratePerHour"] * (1 - terms.get("prepaid", 0))
                revenue[terms["tenant"]] += lot.count * terms.get("share", 1) * rate * HOURS_PER_YEAR
        for lease in miner.leases:
            if "tenant" in lease.data:
                revenue[lease.data["tenant"]] += lease.data["revenuePerYear"]
    for name in named.given:
        failed_at = named.failed_at[name]
        follow = sum(
            (full.default_time(miner) >= failed_at - SLACK)
            & (full.default_time(miner) <= failed_at + 1 + SLACK)
            & np.isfinite(failed_at) & np.isfinite(full.default_time(miner)) for miner in full.miners)
        for year in full.calendar.periods(1):
            key, failed = ("tenants", name, year), failed_at <= year + SLACK
            cells[*key, "pd"] = Mean(failed, scale=1)
            cells[*key, "revenue_usd_per_year"] = Exact(revenue[name])
            number = Mean(np.where(failed, follow, 0), failed, scale=len(full.miners))
            cells[*key, "miners_defaulting_within_a_year"] = number
    return cells


def regimes(full):
    """Time in each regime, and how its first step lies to the year in which rent falls most."""
    cells, market, per_year = {}, full.market, full.calendar.steps_per_year
    names, each = market.regimes.names, market.regimes.each
    states = {name: [index] for index, name in enumerate(names)}
    shut = [index for index, regime in enumerate(each) if not regime.get("refinancingOpen", True)]
    if 0 < len(shut) < len(names):
        states["CRUNCH"] = shut
    window = min(per_year, full.calendar.steps)
    # Equal falls differ by rounding; the first counts.
    falls = np.round(np.log(full.rents[window:] / full.rents[:-window]), 12)
    start = np.argmin(falls, axis=0)
    for name, indices in states.items():
        inside = np.isin(full.regimes, indices)
        ever, first = inside.any(axis=0), np.argmax(inside, axis=0)
        cells["regimes", name, "time_share"] = Mean(inside.mean(axis=0), scale=1)
        cells["regimes", name, "probability_any"] = Mean(ever, scale=1)
        year = Mean(np.where(ever, first / per_year, 0), ever, scale=full.calendar.horizon)
        cells["regimes", name, "first_year_mean"] = year
        if market.has("computeRent"):
            lead = np.where(ever, 12 * (start - first) / per_year, 0)
            scale = 12 * full.calendar.horizon
            cells["regimes", name, "months_before_rent_fall_mean"] = Mean(lead, ever, scale=scale)
            cells["regimes", name, "share_before_rent_fall"] = Mean(ever & (first <= start), ever, scale=1)
    return cells


def path_losses(full):
    """Means over the paths of a file with a row for every default."""
    cells = {}
    for miner in full.miners:
        fell, scale = miner.default_step >= 0, sum(tranche.lent() for tranche in miner.tranches)
        cells["path_losses", miner.name, "defaults"] = Mean(fell, scale=1)
        time = np.where(fell, full.default_time(miner), 0)
        cells["path_losses", miner.name, "default_year"] = Mean(time, scale=full.calendar.horizon)
        cells["path_losses", miner.name, "loss_usd"] = Mean(full.miner_loss(miner), scale=scale)
    return cells
