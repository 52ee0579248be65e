"""Every figure in one file, and what a page says without a table."""

import csv
import pathlib
import re

from reading import rows


def figures(file, results):
    """Every measure of every run and sweep, with its standard error."""
    lines = []
    for name, place in results.items():
        if (place / "sweep.csv").exists():
            for line in rows(place, "sweep.csv"):
                cell = list(line.values())[1:list(line).index("miner")] if line["cell"] else ["none"]
                words = " ".join(pathlib.Path(value).stem for value in cell)
                lines.append((f"{name}: {words}", line["measure"], line["value"], line["se"]))
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
