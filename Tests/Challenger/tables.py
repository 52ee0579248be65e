"""The result files' cells, estimated here: `{(file, key…, column): statistic}`."""

import numpy as np

import estimates
from scenario import SLACK
from estimates import Exact, Influence, Mean, Quantile

LEVELS = (0.95, 0.99, 0.995, 0.999)
CAUSES = ("margin", "covenant", "maturity", "payment", "insolvency")
# Relative width of the bins of the engine's fans over eight octaves, from docs/formats/results.md.
FACTOR_BINS = RATIO_BINS = 1 / 1024
FACTOR_PERCENTILES = (1, 5, 25, 50, 75, 95, 99)
RATIO_PERCENTILES = (5, 25, 50, 75, 95)


def all_tables(full, bottomless, lender):
    cells = {}
    for table in (
        defaults(full, bottomless), tranches(full), losses(full, bottomless), dependence(full), factors(full),
        ratios(full), phantom(full), gap(full, lender),
    ):
        cells |= table
    return cells


def defaults(full, bottomless):
    cells, horizon = {}, full.calendar.horizon
    rows = [
        (m.name, full.default_time(m), full.miner_loss(m), bottomless.default_time(n),
         bottomless.miner_loss(n), m.tranches)
        for m, n in zip(full.miners, bottomless.miners)]
    rows.append((
        "PORTFOLIO", full.first_default_time(), full.portfolio_loss(), bottomless.first_default_time(),
        bottomless.portfolio_loss(), [t for m in full.miners for t in m.tranches]))
    debt = sum(t.principal for m in full.miners for t in m.tranches)
    for name, time, loss, without_cascade, without_depth, owed in rows:
        fell = np.isfinite(time)
        cells["summary", name, "pd"] = Mean(fell)
        cells["summary", name, "mean_default_year"] = Mean(np.where(fell, time, 0), fell)
        cells["summary", name, "expected_loss_usd"] = Mean(loss, scale=debt)
        cascades = fell & ~np.isfinite(without_cascade)
        cells["summary", name, "cascade_share"] = Mean(cascades, fell, scale=1)
        cells["summary", name, "expected_loss_without_depth_usd"] = Mean(without_depth, scale=debt)
        principal = sum(t.principal for t in owed)
        held, beyond = sum(t.held_share * t.principal for t in owed), 0.0
        if principal > 0:
            beyond = sum(t.beyond_horizon() * t.principal for t in owed) / principal
        cells["summary", name, "held_principal_usd"] = Exact(held)
        cells["summary", name, "beyond_horizon"] = Exact(beyond)
        lifetime = Mean(loss, scale=debt) if beyond == 0 else Exact(np.nan)
        cells["summary", name, "expected_loss_lifetime_usd"] = lifetime
        for month in range(1, int(12 * horizon) + 1):
            by_then = time <= month / 12 + SLACK
            cells["pd_term_structure", name, month, "cumulative_pd"] = Mean(by_then, scale=1)
        if name == "PORTFOLIO":
            continue
        for quarter in range(1, int(4 * horizon) + 1):
            within = (time > (quarter - 1) / 4 + SLACK) & (time <= quarter / 4 + SLACK)
            cells["default_times", name, quarter, "probability"] = Mean(within, scale=1)
    for miner in full.miners:
        fell = miner.default_step >= 0
        for cause in CAUSES:
            share = Mean(miner.cause == cause, fell, scale=1)
            cells["default_causes", miner.name, cause, "share_of_defaults"] = share
    return cells


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
            cells["tranches", *key, "ead_usd"] = Mean(claim, fell, scale=tranche.principal)
            cells["tranches", *key, "expected_loss_usd"] = Mean(loss, scale=tranche.principal)
            cells["tranches", *key, "lgd_mean"] = Mean(np.where(fell, lgd, 0), fell, scale=1)
            cells["tranches", *key, "break_even_spread_bps"] = Mean(1e4 * loss, tranche.exposure, 1e4)
            shortfall = np.where(fell, claim - tranche.recovery, 0)
            weighted = Mean(shortfall, np.where(fell, claim, 0), scale=1)
            cells["tranches", *key, "lgd_exposure_weighted"] = weighted
            cells["tranches", *key, "held_share"] = Exact(tranche.held_share)
            cells["tranches", *key, "beyond_horizon"] = Exact(tranche.beyond_horizon())
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
        cells["loss_quantiles", level, "es_usd"] = estimates.expected_shortfall(total, level)
        without_depth = estimates.expected_shortfall(endless, level)
        cells["loss_quantiles", level, "es_without_depth_usd"] = without_depth
        for miner in full.miners:
            for tranche in miner.tranches:
                part = tranche.held_share * full.loss(miner, tranche)
                contribution = estimates.shortfall_contribution(total, part, level)
                contribution.scale = tranche.principal
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
        always = estimates.pooled_correlation(full.every_change.sums)
        cells["realised_correlation", miner.name, "before_default", "correlation"] = before
        cells["realised_correlation", miner.name, "all", "correlation"] = always
    return cells


def factors(full):
    cells = {}
    for (factor, month), values in full.factors.items():
        key = ("factor_fan", factor, month)
        cells[*key, "mean"], cells[*key, "sd"] = Mean(values), estimates.deviation(values)
        for percent in FACTOR_PERCENTILES:
            cells[*key, f"p{percent:02}"] = Quantile(values, percent / 100, FACTOR_BINS)
    return cells


def ratios(full):
    cells = {}
    for miner in full.miners:
        covenants = [t.data["covenant"]["minDSCR"] for t in miner.tranches if t.data.get("covenant")]
        for quarter, values in miner.coverages.items():
            key, known = ("dscr_fan", miner.name, quarter), ~np.isnan(values)
            cells[*key, "survivors"] = Mean(known, scale=1)
            for percent in RATIO_PERCENTILES:
                cells[*key, f"p{percent:02}"] = Quantile(values, percent / 100, RATIO_BINS)
            if covenants:
                below = known & (values < max(covenants))
                cells[*key, "share_below_covenant"] = Mean(below, known, scale=1)
        for measure, fan in (("headline", miner.headline), ("liquidation", miner.liquidation)):
            for quarter, values in fan.items():
                key, known = ("ltv_fan", miner.name, quarter, measure), values > 0
                cells[*key, "survivors"] = Mean(known, scale=1)
                for percent in RATIO_PERCENTILES:
                    quantile = Quantile(values[known], percent / 100, RATIO_BINS)
                    cells[*key, f"p{percent:02}"] = quantile
    return cells


def phantom(full):
    cells = {}
    columns = ("headline_ltv", "liquidation_ltv_alone", "liquidation_ltv_together")
    as_of = full.collateral_as_of()
    for miner in full.miners:
        for tranche in miner.tranches:
            if not tranche.is_secured:
                continue
            claim = np.where(tranche.claim > 0.005, tranche.claim, 0)
            for column, value in zip(columns, tranche.collateral):
                ratio = Mean(claim, value)
                cells["phantom_collateral", miner.name, tranche.name, "default", column] = ratio
            for column, value in zip(columns, as_of[miner.name, tranche.name]):
                ltv = Exact(tranche.principal / value if value > 0 else np.nan)
                cells["phantom_collateral", miner.name, tranche.name, "asOf", column] = ltv
    return cells


def gap(full, lender):
    """Both views and their difference, path by path on the same draws."""
    columns = {"full_model": measures(full), "lender_view": measures(lender)}
    cells = {}
    for key, statistic in columns["full_model"].items():
        other = columns["lender_view"][key]
        difference = statistic.influence - other.influence if len(statistic.influence) == len(
            other.influence) else np.zeros(1)
        cells["underwriting_gap", *key, "full_model"] = statistic
        cells["underwriting_gap", *key, "lender_view"] = other
        both = Influence(statistic.value - other.value, difference * len(difference))
        both.scale = max(statistic.scale, other.scale)
        cells["underwriting_gap", *key, "difference"] = both
    return cells


def measures(world):
    cells = {}
    for miner in world.miners:
        principal = sum(t.principal for t in miner.tranches)
        cells[miner.name, "pd"] = Mean(np.isfinite(world.default_time(miner)), scale=1)
        cells[miner.name, "expected_loss_usd"] = Mean(world.miner_loss(miner), scale=principal)
        lowest = np.fmin.reduce(list(miner.coverages.values()))
        known = ~np.isnan(lowest)
        cells[miner.name, "min_dscr_mean"] = Mean(np.where(known, lowest, 0), known)
        for year in (1, 2, 3):
            if 4 * year not in miner.headline:
                continue
            values = miner.headline[4 * year]
            known = np.isfinite(values)
            cells[miner.name, f"ltv_year_{year}"] = Mean(np.where(known, values, 0), known)
        for tranche in miner.tranches:
            spread = Mean(1e4 * world.loss(miner, tranche), tranche.exposure, 1e4)
            cells[miner.name, f"break_even_bps:{tranche.name}"] = spread
    debt = sum(t.principal for miner in world.miners for t in miner.tranches)
    cells["PORTFOLIO", "pd"] = Mean(np.isfinite(world.first_default_time()), scale=1)
    cells["PORTFOLIO", "expected_loss_usd"] = Mean(world.portfolio_loss(), scale=debt)
    return cells
