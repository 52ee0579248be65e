"""Tables of docs/case-study.md: the four scenarios, and claims 1 to 4."""

import math
import pathlib

from lists import FOUR, LADDER, LONGER_MONTH, MINERS, MONTH, PARTS, PRICED, SIDES
from reading import (
    Sweep, binomial, change, fixed, millions, pair, paths, points, row, rows, share, table, with_error)


def scenarios(results):
    lines = {"any default": [], "expected loss": [], "expected shortfall, 99 %": [],
             "the lender's view: any default": [], "the lender's view misses": []}
    for name in FOUR:
        place = results[name]
        whole = row(place, "summary.csv", miner="PORTFOLIO")
        tail = row(place, "loss_quantiles.csv", level="0.99")
        gap = row(place, "underwriting_gap.csv", miner="PORTFOLIO", measure="pd")
        loss = row(place, "underwriting_gap.csv", miner="PORTFOLIO", measure="expected_loss_usd")
        believed = float(gap["lender_view"])
        for text, cell in zip(lines, [
                share(*pair(whole, "pd", "pd_se")),
                millions(*pair(whole, "expected_loss_usd", "expected_loss_se")),
                millions(*pair(tail, "es_usd", "es_se")),
                share(believed, binomial(believed, paths(place))),
                change(*pair(loss, "difference", "difference_se"))]):
            lines[text].append(cell)
    return table(["", "base case", "double leverage", "severe", "counter-evidence"],
                 [[text, *cells] for text, cells in lines.items()])


def horizon(results):
    """The figures that the conclusions rest on, to the last date of today's schedule and with one extension counted."""
    lines = []
    places = [results[name] for name in ("baseline", "baseline-longer", "double-leverage", "double-leverage-longer")]

    def add(text, cell):
        lines.append([text, *map(cell, places)])

    for text, miner in [("still owed at the end, of all debt", "PORTFOLIO")] + [
            (f"of that of `{name}`", name) for name in ("hy-pivot", "aggressive-pivot", "gpu-neocloud")]:
        add(text, lambda place: share(*pair(
            row(place, "summary.csv", miner=miner), "owed_at_end_share", "owed_at_end_share_se")))
    for text, miner in [("any default", "PORTFOLIO")] + [
            (f"PD `{name}`", name) for name in ("hy-pivot", "aggressive-pivot", "gpu-neocloud")]:
        add(text, lambda place: share(*pair(row(place, "summary.csv", miner=miner), "pd", "pd_se")))
    add("expected loss", lambda place: millions(*pair(
        row(place, "summary.csv", miner="PORTFOLIO"), "expected_loss_usd", "expected_loss_se")))
    add("ES 99 %", lambda place: millions(*pair(row(place, "loss_quantiles.csv", level="0.99"), "es_usd", "es_se")))
    add("priced loans that pay too little", lambda place: str(sum(
        float(row(place, "tranches.csv", miner=miner, tranche=tranche)["mispricing_bps"]) < 0
        for miner, tranche in PRICED)))
    for miner, tranche in [("gpu-neocloud", "2030 notes"), ("aggressive-pivot", "2030 secured notes")]:
        add(f"left over, `{miner}`, {tranche}", lambda place: with_error(*pair(
            row(place, "tranches.csv", miner=miner, tranche=tranche), "mispricing_bps", "break_even_spread_se_bps"),
            " bp"))
    return table(["", "base case, 6.7 years", "10.6 years", "double leverage, 6.7 years", "10.6 years"], lines)


def gap(results):
    lines = []
    for miner in [*MINERS, "PORTFOLIO"]:
        cells = [f"`{miner}`" if miner != "PORTFOLIO" else "any / portfolio"]
        for name in ("double-leverage", "contracts-valued"):
            place = results[name]
            line = row(place, "underwriting_gap.csv", miner=miner, measure="pd")
            cells += [share(float(line["lender_view"])), share(float(line["full_model"])),
                      points(*pair(line, "difference", "difference_se"))]
        lines.append(cells)
    return table(["PD", "lender", "model", "difference", "contracts valued: lender", "model",
                  "difference"], lines)


def gap_loss(results):
    lines = []
    for miner in [*MINERS, "PORTFOLIO"]:
        cells = [f"`{miner}`" if miner != "PORTFOLIO" else "portfolio"]
        for name in ("double-leverage", "contracts-valued"):
            line = row(results[name], "underwriting_gap.csv", miner=miner,
                       measure="expected_loss_usd")
            cells += [millions(float(line["lender_view"])), millions(float(line["full_model"])),
                      change(*pair(line, "difference", "difference_se"))]
        lines.append(cells)
    return table(["expected loss", "lender", "model", "difference", "contracts valued: lender",
                  "model", "difference"], lines)


def rent(results):
    sweep, sides, lines = Sweep(results["parts"]), Sweep(results["sides"]), []
    columns = [(sweep, "none"), (sweep, "rents"), (sides, "flat-rent-alone"), (sweep, "flat-rent")]
    for miner in [*MINERS, "any"]:
        measure = f"pd({miner},{MONTH})"
        lines.append([f"`{miner}`" if miner != "any" else "any"] + [
            share(*source.value(name, measure)) for source, name in columns])
    for text, measure in ("expected loss", "el(portfolio)"), ("ES 99 %", "es(0.99)"):
        lines.append([text] + [millions(*source.value(name, measure)) for source, name in columns])
    return table(["PD", "double leverage", "falling 20 % a year", "flat", "flat, no launches, no rent shock"], lines)


def ladder(results):
    sweep, longer = Sweep(results["parts"]), Sweep(results["parts-longer"])
    lines = [["double leverage", millions(*sweep.value("none", "el(portfolio)")), "",
              millions(*sweep.value("none", "es(0.99)")), "",
              share(*sweep.value("none", f"pd(any,{MONTH})")), "", ""]]
    order = sorted(LADDER, key=lambda name: sweep.change(name, "el(portfolio)")[0])
    for name, source in [("market", Sweep(results["sides"])), *((name, sweep) for name in order)]:
        lines.append([
            {**SIDES, **PARTS}[name], millions(*source.value(name, "el(portfolio)")),
            change(*source.change(name, "el(portfolio)")), millions(*source.value(name, "es(0.99)")),
            change(*source.change(name, "es(0.99)")), share(*source.value(name, f"pd(any,{MONTH})")),
            *(change(*longer.change(name, measure)) for measure in ("el(portfolio)", "es(0.99)"))])
    return table(["without one part", "expected loss", "change", "ES 99 %", "change", "any default",
                  "10.6 years: change", "of ES 99 %"], lines)


def convergence(results):
    sweep = Sweep(results["parts"])
    tail, lines = sweep.value("none", "es(0.99)")[0], []
    for name in ("none", "apart", "nothing-shared"):
        first = name == "none"
        lines.append([
            "as assumed" if first else PARTS[name], millions(*sweep.value(name, "el(portfolio)")),
            "" if first else change(*sweep.change(name, "el(portfolio)")),
            millions(*sweep.value(name, "es(0.99)")),
            "" if first else change(*sweep.change(name, "es(0.99)")),
            "" if first else f"−{fixed(-100 * sweep.change(name, 'es(0.99)')[0] / tail, 0)} %",
            share(*sweep.value(name, f"pd(any,{MONTH})"))])
    return table(["", "expected loss", "change", "ES 99 %", "change", "of it", "any default"], lines)


def causes(results):
    place, lines = results["double-leverage"], []
    defaults = {line["miner"]: line for line in rows(place, "summary.csv")}
    for miner in MINERS:
        found = {line["cause"]: float(line["share_of_defaults"] or 0)
                 for line in rows(place, "default_causes.csv") if line["miner"] == miner}
        count = float(defaults[miner]["pd"]) * paths(place)
        lines.append([f"`{miner}`"] + [share(found[cause], binomial(found[cause], count))
                     for cause in ("payment", "maturity", "covenant", "margin")])
    return table(["share of defaults", "unpaid interest or instalment", "balloon or put", "covenant",
                  "margin call"], lines)


def liquidity(results):
    sweep, lines = Sweep(results["parts"]), []
    for name in ("without-margin-calls", "refinancing-open"):
        lines.append([
            PARTS[name], change(*sweep.change(name, "el(portfolio)")),
            points(*sweep.change(name, f"pd(any,{MONTH})")),
            points(*sweep.change(name, f"pd(treasury-convertible,{MONTH})")),
            points(*sweep.change(name, f"pd(hy-pivot,{MONTH})"))])
    return table(["", "expected loss", "any default", "`treasury-convertible`", "`hy-pivot`"], lines)


def clause(results):
    """The last convertibles of hy-pivot with and without a promise, by whether lenders refinance in winters."""
    lines = []
    for overlay, word in [("none", "as shipped"), ("extended", "with the clause of its first")]:
        for opened in ("false", "true"):
            cells = [word + (", winters open" if opened == "true" else "")]
            for name, month in ("clause", MONTH), ("clause-longer", LONGER_MONTH):
                found = {line["measure"]: pair(line) for line in rows(results[name], "sweep.csv")
                         if line["cell"] and pathlib.Path(line["overlay"]).stem == overlay
                         and line["market.regimes.winter.refinancingOpen"] == opened}
                cells += [share(*found[f"pd(hy-pivot,{month})"]), millions(*found["el(portfolio)"])]
            lines.append(cells)
    return table(["last convertibles of `hy-pivot`", "its PD, 6.7 years", "expected loss", "its PD, 10.6 years",
                  "expected loss"], lines)


def added(figures):
    """The sum of figures, with its error as if they were independent."""
    return sum(value for value, _ in figures), math.sqrt(sum(error * error for _, error in figures))


def lifetime(results):
    lines = []
    for name, text in (("baseline", "base case"), ("double-leverage", "double leverage")):
        years = [pair(line, "expected_loss_usd", "expected_loss_se") for line in rows(
            results[name], "expected_loss_by_year.csv") if line["miner"] == "PORTFOLIO"]
        whole = row(results[name], "summary.csv", miner="PORTFOLIO")
        pivot = row(results[name], "summary.csv", miner="hy-pivot")
        lines.append([text, millions(*added(years[:2])), millions(*added(years[:5])),
                      millions(*pair(whole, "expected_loss_usd", "expected_loss_se")),
                      millions(*pair(pivot, "expected_loss_usd", "expected_loss_se"))])
    held = [float(line["held_principal_usd"]) for line in (whole, pivot)]
    losses = [pair(line, "expected_loss_usd", "expected_loss_se") for line in (whole, pivot)]
    lines.append(["double leverage, of what is held", "", "", *(
        share(loss / of, error / of) for (loss, error), of in zip(losses, held))])
    lines.append(["held of the principal", "", "", *map(millions, held)])
    return table(["expected loss", "of two years", "of five years", "of 6.7 years", "of that `hy-pivot`"], lines)
