"""Tables of docs/case-study.md: the four scenarios, and claims 1 to 4."""

import math

from lists import FOUR, LADDER, MINERS, MONTH, PARTS
from reading import Sweep, binomial, change, millions, pair, paths, points, row, rows, share, table


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
    sweep, lines = Sweep(results["parts"]), []
    for miner in [*MINERS, "any"]:
        measure = f"pd({miner},{MONTH})"
        lines.append([f"`{miner}`" if miner != "any" else "any"] + [
            share(*sweep.value(name, measure)) for name in ("none", "rents", "flat-rent")])
    lines.append(["expected loss"] + [
        millions(*sweep.value(name, "el(portfolio)")) for name in ("none", "rents", "flat-rent")])
    return table(["PD", "double leverage", "falling 20 % a year", "flat"], lines)


def ladder(results):
    sweep = Sweep(results["parts"])
    lines = [["double leverage", millions(*sweep.value("none", "el(portfolio)")), "",
              millions(*sweep.value("none", "es(0.99)")), "",
              share(*sweep.value("none", f"pd(any,{MONTH})"))]]
    order = sorted(LADDER, key=lambda name: sweep.change(name, "el(portfolio)")[0])
    for name in order:
        lines.append([
            PARTS[name], millions(*sweep.value(name, "el(portfolio)")),
            change(*sweep.change(name, "el(portfolio)")), millions(*sweep.value(name, "es(0.99)")),
            change(*sweep.change(name, "es(0.99)")), share(*sweep.value(name, f"pd(any,{MONTH})"))])
    return table(["without one part", "expected loss", "change", "ES 99 %", "change", "any default"],
                 lines)


def convergence(results):
    sweep = Sweep(results["parts"])
    lines = []
    for name in ("none", "apart", "nothing-shared"):
        first = name == "none"
        lines.append([
            "as assumed" if first else PARTS[name], millions(*sweep.value(name, "el(portfolio)")),
            "" if first else change(*sweep.change(name, "el(portfolio)")),
            millions(*sweep.value(name, "es(0.99)")),
            "" if first else change(*sweep.change(name, "es(0.99)")),
            share(*sweep.value(name, f"pd(any,{MONTH})"))])
    return table(["", "expected loss", "change", "ES 99 %", "change", "any default"], lines)


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
    return table(["expected loss", "of two years", "of five years", "to the end of the debt",
                  "of that `hy-pivot`"], lines)
