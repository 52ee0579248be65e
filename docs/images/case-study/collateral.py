"""Tables of docs/case-study.md: claims 5 to 7, counter-evidence, tenants, vintages."""

import math

from lists import HOSTS, MINERS, MONTH, PARTS, PRICED
from reading import (
    Sweep, basis, binomial, change, fixed, millions, pair, paths, points, row, rows, share, table, with_error)

LOANS = [
    ("gpu-neocloud", "DDTL 1", "H100"), ("gpu-neocloud", "DDTL 2", "H200, B200"),
    ("aggressive-pivot", "GPU loan", "H100, H200"), ("ig-gpu-spv", "term loan", "GB300"),
    ("aggressive-pivot", "2030 secured notes", "a site"), ("hy-pivot", "2030 secured notes", "sites"),
    ("treasury-convertible", "bitcoin line", "bitcoin"),
    ("aggressive-pivot", "bitcoin loan", "bitcoin"), ("eth-host", "ether line", "ether")]


def collateral(results):
    place, lines = results["double-leverage"], []
    for miner, tranche, what in LOANS:
        cells = [f"`{miner}`, {tranche}", what]
        for moment in ("asOf", "default"):
            line = row(place, "phantom_collateral.csv", miner=miner, tranche=tranche, moment=moment)
            cells += [f"{100 * float(line[column]):,.0f} %" for column in (
                "headline_ltv", "liquidation_ltv_alone", "liquidation_ltv_together")]
        lines.append(cells)
    return table(["loan", "on", "today: marks", "sold alone", "all sell", "at default: marks",
                  "sold alone", "all sell"], lines)


def collateral_error(results):
    """How far ratios at default, which have no error of their own, move with other draws."""
    moved = {"hardware": 0, "coins": 0}
    for miner, tranche, what in LOANS:
        one, other = (row(results[name], "phantom_collateral.csv", miner=miner, tranche=tranche,
                          moment="default") for name in ("double-leverage", "other-draws"))
        kind = "coins" if what in ("bitcoin", "ether") else "hardware"
        for column in ("headline_ltv", "liquidation_ltv_alone", "liquidation_ltv_together"):
            moved[kind] = max(moved[kind], abs(float(one[column]) / float(other[column]) - 1))
    return (f"Today's figures are exact. Those at default are ratios of sums over all defaults: another seed moves them by at\n"
            f"most {100 * moved['hardware']:.1f} % of themselves on hardware, {100 * moved['coins']:.0f} % on coins, where "
            f"defaults are few.")


def sale(results):
    sweep = Sweep(results["parts"])
    lines = []
    for name in ("bottomless", "sold-at-marks"):
        lines.append([PARTS[name]] + [
            change(*sweep.change(name, measure)) for measure in (
                "el(gpu-neocloud)", "el(ig-gpu-spv)", "el(hy-pivot)", "el(portfolio)", "es(0.99)")])
    return table(["", "`gpu-neocloud`", "`ig-gpu-spv`", "`hy-pivot`", "portfolio", "ES 99 %"], lines)


def crowd(results):
    sweep, place = Sweep(results["crowd"]), results["crowded-collateral"]
    lines = []
    for miner in HOSTS:
        line = row(place, "summary.csv", miner=miner)
        chance, part = float(line["pd"]), float(line["cascade_share"])
        measure = f"pd({miner},2)"
        lines.append([
            f"`{miner}`", share(*sweep.value("none", measure)),
            share(*sweep.value("six-makes", measure)), points(*sweep.change("six-makes", measure)),
            share(part, binomial(part, chance * paths(place)))])
    for text, measure, words in [
            ("any", "pd(any,2)", share), ("expected loss", "el(portfolio)", millions),
            ("ES 99 %", "es(0.99)", millions)]:
        moved = (points if words is share else change)(*sweep.change("six-makes", measure))
        lines.append([text, words(*sweep.value("none", measure)),
                      words(*sweep.value("six-makes", measure)), moved, ""])
    return table(["PD in two years", "one kind of GPU", "six makes", "difference",
                  "defaults that forced sales decide"], lines)


def inventory(results):
    lines = []
    for year in ("1", "2"):
        one = row(results["crowded-collateral"], "inventory.csv", **{"class": "H100", "year": year})
        makes = [line for line in rows(results["six-makes"], "inventory.csv")
                 if line["class"].startswith("make") and line["year"] == year]
        units = sum(float(line["units_mean"]) for line in makes)
        weighted = [(float(line["units_mean"]) / units, line) for line in makes if units
                    and line["share_of_resale_fetched"]]
        fetched = sum(part * float(line["share_of_resale_fetched"]) for part, line in weighted)
        error = math.sqrt(sum(
            (part * float(line["share_of_resale_se"] or 0)) ** 2 for part, line in weighted))
        count = paths(results["crowded-collateral"])
        chance = float(one["probability_any"])
        lines.append([
            year, share(chance, binomial(chance, count)),
            with_error(float(one["units_mean"]), float(one["units_se"])),
            f"{float(one['units_p95_given_any']):,.0f}",
            share(*pair(one, "share_of_resale_fetched", "share_of_resale_se")),
            share(fetched, error)])
    return table(["year", "any dumped", "GPUs dumped, mean", "95th percentile of those", "fetched, of marks",
                  "six makes: fetched"], lines)


def spreads(results):
    found = []
    for miner, tranche in PRICED:
        line = row(results["double-leverage"], "tranches.csv", miner=miner, tranche=tranche)
        base = row(results["baseline"], "tranches.csv", miner=miner, tranche=tranche)
        error = float(line["break_even_spread_se_bps"])
        left = with_error(float(line["mispricing_bps"]), error)
        found.append((float(line["mispricing_bps"]), [
            f"`{miner}`, {tranche}", f"{float(line['offered_spread_bps']):.0f}",
            with_error(float(line["break_even_spread_bps"]), error), left,
            with_error(float(base["mispricing_bps"]), float(base["break_even_spread_se_bps"]))]))
    return table(["basis points", "offered", "break-even", "left over", "left over, base case"],
                 [cells for _, cells in sorted(found, key=lambda entry: entry[0])])


def counter(results):
    sweep, lines = Sweep(results["parts"]), []
    for miner in [*MINERS, "any"]:
        cells = [f"`{miner}`" if miner != "any" else "any"]
        for name in ("baseline", "counter-evidence", "double-leverage"):
            line = row(results[name], "summary.csv", miner="PORTFOLIO" if miner == "any" else miner)
            cells.append(share(*pair(line, "pd", "pd_se")))
        cells += [points(*sweep.change(name, f"pd({miner},{MONTH})"))
                  for name in ("counter-correlation", "counter-rents")]
        lines.append(cells)
    cells = ["expected loss"]
    for name in ("baseline", "counter-evidence", "double-leverage"):
        line = row(results[name], "summary.csv", miner="PORTFOLIO")
        cells.append(millions(*pair(line, "expected_loss_usd", "expected_loss_se")))
    lines.append(cells + [change(*sweep.change(name, "el(portfolio)"))
                          for name in ("counter-correlation", "counter-rents")])
    cells = ["ES 99 %"]
    for name in ("baseline", "counter-evidence", "double-leverage"):
        cells.append(millions(*pair(row(results[name], "loss_quantiles.csv", level="0.99"), "es_usd", "es_se")))
    lines.append(cells + [change(*sweep.change(name, "es(0.99)"))
                          for name in ("counter-correlation", "counter-rents")])
    return table(["PD", "base case", "counter-evidence", "double leverage",
                  "only its correlation", "only its rents"], lines)


def correlation_error(both, first, second, count):
    """Of two indicators' correlation, from four counts of a multinomial law, by the delta method."""
    cells = [both, first - both, second - both, 1 - first - second + both]

    def value(cells):
        one, other = cells[0] + cells[1], cells[0] + cells[2]
        return (cells[0] - one * other) / math.sqrt(one * (1 - one) * other * (1 - other))

    step, slopes = 1e-6, []
    for index in range(4):
        moved = list(cells)
        moved[index] += step
        slopes.append((value(moved) - value(cells)) / step)
    mean = sum(cell * slope for cell, slope in zip(cells, slopes))
    square = sum(cell * slope * slope for cell, slope in zip(cells, slopes))
    return value(cells), math.sqrt((square - mean * mean) / count)


def tenants(results):
    lines = {"`ai-landlord` still owes": [], "PD `ai-landlord`": [], "PD `gpu-cloud`": [], "both": [],
             "correlation of their defaults": [], "expected loss": [], "ES 95 %": [], "ES 99 %": []}
    for name in ("credit-cycle", "credit-cycle-unnamed", "credit-cycle-longer", "credit-cycle-unnamed-longer"):
        place = results[name]
        first = row(place, "summary.csv", miner="ai-landlord")
        second = row(place, "summary.csv", miner="gpu-cloud")
        whole = row(place, "summary.csv", miner="PORTFOLIO")
        found = row(place, "default_correlation.csv", miner_a="ai-landlord", miner_b="gpu-cloud")
        tails = [row(place, "loss_quantiles.csv", level=level) for level in ("0.95", "0.99")]
        both, count = float(found["joint_pd"]), paths(place)
        correlation = correlation_error(both, float(first["pd"]), float(second["pd"]), count)
        for text, cell in zip(lines, [
                share(*pair(first, "owed_at_end_share", "owed_at_end_share_se")),
                share(*pair(first, "pd", "pd_se")), share(*pair(second, "pd", "pd_se")),
                share(both, binomial(both, count)), with_error(*correlation, most=3),
                millions(*pair(whole, "expected_loss_usd", "expected_loss_se")),
                *(millions(*pair(tail, "es_usd", "es_se")) for tail in tails)]):
            lines[text].append(cell)
    return table(["", "5.0 years: one laboratory", "a tenant each", "9.9 years: one laboratory", "a tenant each"],
                 [[text, *cells] for text, cells in lines.items()])


def crunch(results):
    line = row(results["credit-cycle"], "regimes.csv", regime="CRUNCH")
    error = float(line["months_before_rent_fall_se"])
    seen = float(line["probability_any"])
    return table(
        ["paths with a crunch", "first crunch before the fall of rent", "if unrelated", "nine paths of ten"],
        [[share(seen, binomial(seen, paths(results["credit-cycle"]))),
          with_error(float(line["months_before_rent_fall_mean"]), error, " months"),
          with_error(float(line["months_if_unrelated"]), 0, " months", least=1),
          f"{fixed(float(line['months_before_rent_fall_p05']), 0)} to "
          f"{fixed(float(line['months_before_rent_fall_p95']), 0)} months"]])


def vintages(results):
    sweep, lines = Sweep(results["vintages"]), []
    for name, written, known in [
            ("2024", "June 2024", "rent $2.88, to fall 20 % a year"),
            ("2024-as-it-came", "June 2024", "what came, to March 2026"),
            ("none", "December 2025", "rent $2.20, to fall 20 % a year"),
            ("2025-as-it-came", "December 2025", "what came, to March 2026")]:
        lines.append([written, known, basis(*sweep.value(name, "breakEven(host,loan)")),
                      share(*sweep.value(name, "pd(host,4)"))])
    return table(["written", "known", "break-even spread", "PD in four years"], lines)
