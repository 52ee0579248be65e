"""The result files' cells, estimated here: `{(file, key…, column): statistic}`."""

import numpy as np

import estimates
from book_tables import by_year, groups, inventory, path_losses, regimes, tenants
from estimates import Exact, Mean, Quantile
from fan_tables import factors, gap, phantom, ratios
from scenario import SLACK

LEVELS = (0.95, 0.99, 0.995, 0.999)
CAUSES = ("margin", "covenant", "maturity", "payment", "insolvency")


def all_tables(full, bottomless, lender):
    cells = {}
    for table in (
        defaults(full, bottomless), tranches(full), losses(full, bottomless), dependence(full), factors(full),
        ratios(full), phantom(full), gap(full, lender), by_year(full), groups(full), inventory(full),
        tenants(full), regimes(full), path_losses(full),
    ):
        cells |= table
    return cells


def defaults(full, bottomless):
    cells, calendar = {}, full.calendar
    rows = [
        (m.name, full.default_time(m), full.miner_loss(m), bottomless.default_time(n),
         bottomless.miner_loss(n), m.tranches, m.closed)
        for m, n in zip(full.miners, bottomless.miners)]
    rows.append((
        "PORTFOLIO", full.first_default_time(), full.portfolio_loss(), bottomless.first_default_time(),
        bottomless.portfolio_loss(), [t for m in full.miners for t in m.tranches],
        np.any([m.closed for m in full.miners], axis=0)))
    debt = sum(t.lent() for m in full.miners for t in m.tranches)
    for name, time, loss, without_cascade, without_depth, owed, closed in rows:
        fell = np.isfinite(time)
        cells["summary", name, "pd"] = Mean(fell)
        cells["summary", name, "mean_default_year"] = Mean(np.where(fell, time, 0), fell)
        cells["summary", name, "expected_loss_usd"] = Mean(loss, scale=debt)
        cascades = fell & ~np.isfinite(without_cascade)
        cells["summary", name, "cascade_share"] = Mean(cascades, fell, scale=1)
        cells["summary", name, "expected_loss_without_depth_usd"] = Mean(without_depth, scale=debt)
        cells["summary", name, "closed"] = Mean(closed, scale=1)
        cells["summary", name, "initial_debt_usd"] = Exact(sum(t.principal for t in owed))
        lent = sum(t.principal + t.commitment for t in owed)
        held, beyond = sum(t.held_share * t.principal for t in owed), 0.0
        if lent > 0:
            late = sum(t.schedule.beyond(calendar.horizon) * (t.principal + t.commitment) for t in owed)
            beyond = late / lent
        cells["summary", name, "held_principal_usd"] = Exact(held)
        cells["summary", name, "beyond_horizon"] = Exact(beyond)
        lifetime = Mean(loss, scale=debt) if beyond == 0 else Exact(np.nan)
        cells["summary", name, "expected_loss_lifetime_usd"] = lifetime
        cells["summary", name, "owed_at_end_share"] = still_owed(full, owed)
        for month in calendar.periods(12):
            by_then = time <= month / 12 + SLACK
            cells["pd_term_structure", name, month, "cumulative_pd"] = Mean(by_then, scale=1)
        if name == "PORTFOLIO":
            continue
        for quarter in calendar.periods(4):
            within = (time > (quarter - 1) / 4 + SLACK) & (time <= quarter / 4 + SLACK)
            cells["default_times", name, quarter, "probability"] = Mean(within, scale=1)
    for miner in full.miners:
        fell = miner.default_step >= 0
        for cause in CAUSES:
            share = Mean(miner.cause == cause, fell, scale=1)
            cells["default_causes", miner.name, cause, "share_of_defaults"] = share
    return cells


def still_owed(full, tranches):
    """What is outstanding on some tranches when the run ends, over what was lent and can be drawn."""
    lent = sum(t.lent() for t in tranches)
    if lent == 0:
        return Exact(np.nan)
    total = 0.0
    for miner in full.miners:
        is_alive = (miner.default_step < 0) & ~miner.closed
        total = total + sum(np.where(is_alive, t.outstanding, 0) for t in miner.tranches if t in tranches)
    return Mean(total / lent, scale=1)


def tranches(full):
    cells = {}
    for miner in full.miners:
        for tranche in miner.tranches:
            key, claim = (miner.name, tranche.name), tranche.claim
            fell, loss = claim > 0.005, full.loss(miner, tranche)
            lgd = 1 - tranche.recovery / np.where(fell, claim, 1)
            # Rounding aside, all or nothing.
            lgd = np.where(np.abs(lgd) < 1e-11, 0, np.where(np.abs(lgd - 1) < 1e-11, 1, lgd))
            cells["tranches", *key, "pd"] = Mean(fell, scale=1)
            cells["tranches", *key, "ead_usd"] = Mean(claim, fell, scale=tranche.lent())
            cells["tranches", *key, "expected_loss_usd"] = Mean(loss, scale=tranche.lent())
            cells["tranches", *key, "lgd_mean"] = Mean(np.where(fell, lgd, 0), fell, scale=1)
            cells["tranches", *key, "break_even_spread_bps"] = Mean(1e4 * loss, tranche.exposure, 1e4)
            shortfall = np.where(fell, claim - tranche.recovery, 0)
            weighted = Mean(shortfall, np.where(fell, claim, 0), scale=1)
            cells["tranches", *key, "lgd_exposure_weighted"] = weighted
            cells["tranches", *key, "held_share"] = Exact(tranche.held_share)
            cells["tranches", *key, "beyond_horizon"] = Exact(
                tranche.schedule.beyond(full.calendar.horizon))
            cells["tranches", *key, "owed_at_end_share"] = still_owed(full, [tranche])
            offered = 1e4 * (tranche.initial_rate - full.risk_free)
            cells["tranches", *key, "offered_spread_bps"] = Exact(offered)
            quoted = 1e4 * tranche.data.get("marketSpread", np.nan)
            cells["tranches", *key, "market_spread_bps"] = Exact(quoted)
            for percent in (5, 50, 95):
                quantile = Quantile(lgd[fell], percent / 100)
                cells["tranches", *key, f"lgd_p{percent:02}"] = quantile
            for number in range(-1, 21):
                low, high = max(0, number) / 20, min(20, number + 1) / 20
                inside = (lgd > 0) & (lgd < 1) & (np.floor(lgd * 20) == number)
                if low == high:
                    inside = lgd == low
                share = Mean(inside & fell, fell, scale=1)
                cells["lgd_distribution", *key, round(low, 2), round(high, 2), "probability"] = share
    return cells


def losses(full, bottomless):
    cells, total = {}, full.portfolio_loss()
    endless = bottomless.portfolio_loss()
    for level in LEVELS:
        cells["loss_quantiles", level, "var_usd"] = Quantile(total, level)
        cells["loss_quantiles", level, "unexpected_loss_usd"] = Quantile(total - total.mean(), level)
        cells["loss_quantiles", level, "es_usd"] = estimates.expected_shortfall(total, level)
        without_depth = estimates.expected_shortfall(endless, level)
        cells["loss_quantiles", level, "es_without_depth_usd"] = without_depth
        for miner in full.miners:
            for tranche in miner.tranches:
                part = tranche.held_share * full.loss(miner, tranche)
                contribution = estimates.shortfall_contribution(total, part, level)
                contribution.scale = tranche.lent()
                cells["es_contributions", level, miner.name, tranche.name, "contribution_usd"] = contribution
    return cells


def dependence(full):
    cells = {}
    fell = {miner.name: (miner.default_step >= 0).astype(float) for miner in full.miners}
    number = sum(fell.values())
    for count in range(len(fell) + 1):
        cells["joint_defaults", count, "probability"] = Mean(number == count, scale=1)
    for index, one in enumerate(full.miners):
        for other in full.miners[index + 1 :]:
            x, y = fell[one.name], fell[other.name]
            cells["default_correlation", one.name, other.name, "joint_pd"] = Mean(x * y, scale=1)
            together = estimates.correlation(x, y)
            cells["default_correlation", one.name, other.name, "correlation"] = together
    for miner in full.miners:
        before = estimates.pooled_correlation(miner.changes.sums)
        cells["realised_correlation", miner.name, "before_default", "correlation"] = before
    # The same in every miner's rows.
    always = estimates.pooled_correlation(full.every_change.sums)
    cells["realised_correlation", full.miners[0].name, "all", "correlation"] = always
    return cells
