"""Rows of result directories and of sweeps, and how the pages write figures with their errors."""

import csv
import math
import pathlib


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
