"""Cells of the fans, of phantom collateral and of the underwriting gap."""

import numpy as np

import estimates
from estimates import Difference, Exact, Mean, Quantile

# Relative width of the bins of the engine's fans over eight octaves and sixteen, from docs/formats/results.md;
# a coverage may be all but nothing on some path.
FACTOR_BINS, RATIO_BINS = 1 / 1024, 1 / 512
FACTOR_PERCENTILES = (1, 5, 25, 50, 75, 95, 99)
RATIO_PERCENTILES = (5, 25, 50, 75, 95)


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
        covenants = [t.data["covenant"] for t in miner.tranches if t.data.get("covenant")]
        covenants = [terms["minDSCR"] for terms in covenants if "minDSCR" in terms]
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
        cells["underwriting_gap", *key, "full_model"] = statistic
        cells["underwriting_gap", *key, "lender_view"] = other
        cells["underwriting_gap", *key, "difference"] = Difference(statistic, other)
    return cells


def measures(world):
    cells = {}
    for miner in world.miners:
        principal = sum(t.lent() for t in miner.tranches)
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
    debt = sum(t.lent() for miner in world.miners for t in miner.tranches)
    cells["PORTFOLIO", "pd"] = Mean(np.isfinite(world.first_default_time()), scale=1)
    cells["PORTFOLIO", "expected_loss_usd"] = Mean(world.portfolio_loss(), scale=debt)
    return cells
