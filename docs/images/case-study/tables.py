"""Tables of docs/case-study.md from result directories, and what the page says without a table."""

import csv
import math
import pathlib
import re

# Overlays of scenarios/case-study, and what they put back or take away.
PARTS = {
    "rents": "rents fall as in the base case, 20 % a year",
    "terms": "contracts and leases of the base case",
    "without-shock": "no systemic shock",
    "launches": "launches of the base case",
    "bottomless": "buyers without end",
    "equity": "shares issued in winter too",
    "tenants": "tenants and hours let as in the base case",
    "apart": "the shock split in two, calm correlations everywhere",
    "nothing-shared": "nothing shared: rent does not know the regime of coins either",
    "flat-rent": "rent flat for ever",
    "refinancing-open": "lenders refinance in winters too",
    "without-margin-calls": "no margin calls",
    "sold-at-marks": "sold where it stands, at once, at no cost",
    "counter-correlation": "correlation −0.20, no common shock",
    "counter-rents": "rents rise in winter and hardly fall otherwise",
}
LADDER = ["rents", "terms", "without-shock", "launches", "bottomless", "equity", "tenants", "apart"]
MINERS = [
    "gpu-neocloud", "aggressive-pivot", "eth-host", "ig-gpu-spv", "hy-pivot", "treasury-convertible",
    "legacy-miner"]
# The last whole month before the horizon.
MONTH = "6.6667"
PART_MEASURES = [f"pd({name},{MONTH})" for name in ["any", *MINERS]] + [
    f"el({name})" for name in ["portfolio", *MINERS]] + ["es(0.99)"]
HOSTS = [f"host-{letter}" for letter in "abcdef"]
CROWD_MEASURES = [f"pd({name},2)" for name in ["any", *HOSTS]] + ["el(portfolio)", "es(0.99)"]
VINTAGES = ["2024", "2024-as-it-came", "2025-as-it-came"]
VINTAGE_MEASURES = ["breakEven(host,loan)", "pd(host,4)"]
FOUR = ["baseline", "double-leverage", "severe", "counter-evidence"]


# Reading

def rows(directory, file):
    with open(directory / file, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def row(directory, file, **keys):
    found = [line for line in rows(directory, file)
             if all(line[key] == value for key, value in keys.items())]
    assert len(found) == 1, (directory, file, keys, len(found))
    return found[0]


class Sweep:
    """Cells of a sweep by the stem of their overlay."""

    def __init__(self, directory):
        self.cells = {}
        for line in rows(directory, "sweep.csv"):
            overlay = pathlib.Path(line["overlay"]).stem if line["cell"] else "none"
            self.cells[overlay, line["measure"], line["miner"]] = line

    def __call__(self, overlay, measure):
        found = [line for (name, what, _), line in self.cells.items()
                 if name == overlay and what == measure]
        assert found, (overlay, measure)
        return found[-1]

    def value(self, overlay, measure):
        line = self(overlay, measure)
        return float(line["value"]), float(line["se"] or 0)

    def change(self, overlay, measure):
        line = self(overlay, measure)
        return float(line["difference"]), float(line["difference_se"] or 0)


# Words

def table(head, lines):
    return "\n".join(
        "| " + " | ".join(map(str, line)) + " |"
        for line in [head, ["---"] + ["---:"] * (len(head) - 1), *lines])


def fixed(value, decimals):
    text = f"{value:,.{decimals}f}".replace("-", "−")
    return text[1:] if text.lstrip("−").strip("0.,") == "" and text.startswith("−") else text


def decimals(error, least=0, most=2):
    """As many as show the error's first digit, at most two: an error that they do not show is left out."""
    return min(most, max(least, -math.floor(math.log10(error)))) if error > 0 else least


def with_error(value, error, unit="", before="", least=0, most=2):
    places = decimals(error, least, most)
    text = fixed(abs(value), places)
    if not text.strip("0.,"):
        text = "0"
    sign = "−" if value < 0 and text != "0" else ""
    shown = error > 0 and fixed(error, places).strip("0.,")
    return f"{sign}{before}{text}{unit}" + (f" ± {fixed(error, places)}" if shown else "")


def share(value, error=0.0):
    return with_error(100 * value, 100 * error, " %", least=1)


def points(value, error):
    text = with_error(100 * value, 100 * error, least=1)
    return text if text.startswith("−") or text == "0" else f"+{text}"


def millions(value, error=0.0):
    return with_error(value / 1e6, error / 1e6, "m", "$", least=1, most=2)


def change(value, error):
    text = millions(value, error)
    return text if text.startswith(("−", "$0m")) else f"+{text}"


def basis(value, error=0.0):
    return with_error(value, error, " bp")


def binomial(probability, count):
    return math.sqrt(probability * (1 - probability) / count)


def paths(directory):
    return int(rows(directory, "convergence.csv")[-1]["paths"])


def pair(line, value="value", error="se"):
    return float(line[value]), float(line[error] or 0)


# Tables

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


PRICED = [
    ("gpu-neocloud", "2031 notes"), ("gpu-neocloud", "2030 notes"), ("hy-pivot", "2030 secured notes"),
    ("aggressive-pivot", "2030 secured notes"), ("gpu-neocloud", "revolver"),
    ("gpu-neocloud", "OEM financing"), ("ig-gpu-spv", "secured notes"), ("ig-gpu-spv", "term loan"),
    ("aggressive-pivot", "GPU loan"), ("legacy-miner", "bitcoin line"),
    ("aggressive-pivot", "bitcoin loan"), ("gpu-neocloud", "DDTL 2"), ("eth-host", "ether line"),
    ("treasury-convertible", "bitcoin line"), ("eth-host", "GPU loan"), ("gpu-neocloud", "DDTL 1")]


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


def counter(results):
    sweep, lines = Sweep(results["parts"]), []
    for miner in MINERS:
        cells = [f"`{miner}`"]
        for name in ("baseline", "counter-evidence", "double-leverage"):
            line = row(results[name], "summary.csv", miner=miner)
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
    lines = {"PD `ai-landlord`": [], "PD `gpu-cloud`": [], "both": [], "correlation of their defaults": [],
             "expected loss": [], "ES 99 %": []}
    for name in ("credit-cycle", "credit-cycle-unnamed"):
        place = results[name]
        first = row(place, "summary.csv", miner="ai-landlord")
        second = row(place, "summary.csv", miner="gpu-cloud")
        whole = row(place, "summary.csv", miner="PORTFOLIO")
        found = row(place, "default_correlation.csv", miner_a="ai-landlord", miner_b="gpu-cloud")
        tail = row(place, "loss_quantiles.csv", level="0.99")
        both, count = float(found["joint_pd"]), paths(place)
        correlation = correlation_error(both, float(first["pd"]), float(second["pd"]), count)
        for text, cell in zip(lines, [
                share(*pair(first, "pd", "pd_se")), share(*pair(second, "pd", "pd_se")),
                share(both, binomial(both, count)), with_error(*correlation, most=3),
                millions(*pair(whole, "expected_loss_usd", "expected_loss_se")),
                millions(*pair(tail, "es_usd", "es_se"))]):
            lines[text].append(cell)
    return table(["to the end of the debt", "one laboratory", "a tenant each"],
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


TABLES = [
    scenarios, lifetime, ladder, gap, gap_loss, rent, convergence, causes, liquidity, collateral, collateral_error,
    sale, crowd, inventory, spreads, counter, tenants, crunch, vintages]


def every(results):
    return {make.__name__.replace("_", "-"): make(results) for make in TABLES}


# Figures

def figures(file, results):
    """Every measure of every run and sweep, with its standard error."""
    lines = []
    for name, place in results.items():
        if (place / "sweep.csv").exists():
            for line in rows(place, "sweep.csv"):
                overlay = pathlib.Path(line["overlay"]).stem if line["cell"] else "none"
                lines.append((f"{name}: {overlay}", line["measure"], line["value"], line["se"]))
            continue
        if not (place / "summary.csv").exists():
            continue
        for line in rows(place, "summary.csv"):
            lines.append((name, f"pd({line['miner']})", line["pd"], line["pd_se"]))
            lines.append((name, f"el({line['miner']})", line["expected_loss_usd"], line["expected_loss_se"]))
        for line in rows(place, "loss_quantiles.csv"):
            lines.append((name, f"es({line['level']})", line["es_usd"], line["es_se"]))
    with open(file, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["result", "measure", "value", "se"])
        for result, measure, value, error in lines:
            writer.writerow([result, measure, *(f"{float(text):.6g}" if text else "" for text in (value, error))])


# Proof

# Figures of prose that are assumptions or settings, not results.
SAID = {"20 to 40 %", "−0.20", "$5.7bn", "at 11 %", "65 %", "600 bp", "0.2 points and $0.5m"}


def unproven(text):
    """Figures with a unit that stand in the prose of a page and in no table of it."""
    made = re.compile(r"<!-- table (\S+) -->.*?<!-- end \1 -->", re.S)
    shown = " ".join(found[0] for found in made.finditer(text))
    known = set(re.findall(r"\$?[\d.,]*\d", shown))
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", " ", made.sub(" ", text), flags=re.S)
    for allowed in SAID:
        prose = prose.replace(allowed, "")
    found = re.findall(r"\$[\d.,]*\d|[\d.,]*\d(?= %| bp| points| months)", prose)
    return [figure for figure in found if figure not in known]
