"""Compares the engine's result files with this program's estimates, cell by cell.

usage: compare.py PROGRAM SCENARIO [--paths N] [--seed S]

Prints for each file how many cells were compared and of how many nothing can be said, the root mean
square of their distances in standard errors (1 when both programs compute the same) and the largest.
Fails when a distance is beyond 6, a file's root mean square beyond 1.5, or a file of the manifest is
missing. Files and columns that the program does not write are named and passed over.
"""

import argparse
import collections
import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

from scenario import load
from tables import all_tables
from world import WORLDS, World

# The engine's own random numbers, on this many times the paths.
ENGINE_TIMES, ENGINE_SEED = 10, 777
LARGEST, LARGEST_ROOT_MEAN_SQUARE = 6, 1.5


def number(text):
    return float(text) if text else math.nan


def whole(text):
    return round(float(text))


def scaled(row, column, factor):
    """A time of a row as a whole number of months or quarters."""
    return round(number(row[column]) * factor)


# How the rows of a file are keyed; their other columns are compared by name.
KEYS = {
    "summary": lambda row: (row["miner"],),
    "pd_term_structure": lambda row: (row["miner"], int(row["month"])),
    "default_causes": lambda row: (row["miner"], row["cause"]),
    "default_times": lambda row: (row["miner"], int(row["quarter"])),
    "tranches": lambda row: (row["miner"], row["tranche"]),
    "lgd_distribution": lambda row: (
        row["miner"], row["tranche"], round(number(row["bin_low"]), 2), round(number(row["bin_high"]), 2)),
    "loss_quantiles": lambda row: (number(row["level"]),),
    "es_contributions": lambda row: (number(row["level"]), row["miner"], row["tranche"]),
    "joint_defaults": lambda row: (int(row["defaults"]),),
    "default_correlation": lambda row: (row["miner_a"], row["miner_b"]),
    "realised_correlation": lambda row: (row["miner"], row["group"]),
    "factor_fan": lambda row: (row["factor"], scaled(row, "year", 12)),
    "dscr_fan": lambda row: (row["miner"], scaled(row, "year", 4)),
    "ltv_fan": lambda row: (row["miner"], scaled(row, "year", 4), row["measure"]),
    "phantom_collateral": lambda row: (row["miner"], row["tranche"], row["moment"]),
    "underwriting_gap": lambda row: (row["miner"], row["measure"]),
    "expected_loss_by_year": lambda row: (
        row["miner"], "" if row["miner"] == "PORTFOLIO" else row["tranche"], whole(row["year"])),
    "groups": lambda row: (row["tag"], row["value"]),
    "inventory": lambda row: (row["class"], whole(row["year"])),
    "regimes": lambda row: (row["regime"],),
    "tenants": lambda row: (row["tenant"], whole(row["year"])),
}
# Whose standard error a column is. An error is compared as an estimate of its own.
ERRORS = {
    "break_even_spread_bps": "break_even_spread_se_bps",
    "contribution_usd": "contribution_se",
    "correlation": "correlation_se",
    "cumulative_pd": "pd_se",
    "difference": "difference_se",
    "ead_usd": "ead_se",
    "es99_contribution_usd": "es99_contribution_se",
    "es_usd": "es_se",
    "expected_loss_usd": "expected_loss_se",
    "first_year_mean": "first_year_se",
    "headline_ltv": "headline_ltv_se",
    "lgd_exposure_weighted": "lgd_exposure_weighted_se",
    "lgd_mean": "lgd_mean_se",
    "liquidation_ltv_alone": "liquidation_ltv_alone_se",
    "liquidation_ltv_together": "liquidation_ltv_together_se",
    "miners_defaulting_within_a_year": "miners_defaulting_se",
    "months_before_rent_fall_mean": "months_before_rent_fall_se",
    "overhang_max_mean": "overhang_max_se",
    "owed_at_end_share": "owed_at_end_share_se",
    "pd": "pd_se",
    "share_of_resale_fetched": "share_of_resale_se",
    "time_share": "time_share_se",
    "units_mean": "units_se",
}
# A row for every default on every path, compared by its sums.
PATH_LOSSES = "path_losses"


class Figures:
    """The cells of the engine's files, keyed as the tables are, and the files and columns there are."""

    def __init__(self, program, scenario, paths):
        self.cells, self.columns, self.lost, self.paths = {}, {}, [], paths
        told = subprocess.run([program, "run", "--help"], check=True, capture_output=True, text=True)
        asked = ["--paths-csv"] if "--paths-csv" in told.stdout else []
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "out"
            subprocess.run(
                [program, "run", scenario, "--paths", str(paths), "--seed", str(ENGINE_SEED), "--quiet",
                 "--out", str(out), *asked], check=True, stdout=subprocess.DEVNULL)
            manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
            self.lost = [file["name"] for file in manifest["files"] if not (out / file["name"]).exists()]
            for name, key in KEYS.items():
                for row in self._rows(name, [out / f"{name}.csv"]):
                    for column in row:
                        self.cells[name, *key(row), column] = row[column]
            self._read_path_losses(sorted(out.glob(PATH_LOSSES + "*.csv")))

    def _rows(self, name, files):
        for path in files:
            if not path.exists():
                continue
            with open(path, newline="", encoding="utf-8") as file:
                reader = csv.DictReader(file, strict=True)
                self.columns[name] = set(reader.fieldnames)
                yield from reader

    def _read_path_losses(self, files):
        sums = collections.defaultdict(float)
        for row in self._rows(PATH_LOSSES, files):
            sums[row["miner"], "defaults"] += 1
            for column in ("default_year", "loss_usd"):
                sums[row["miner"], column] += float(row[column])
        # Whoever never fails has no row, and sums of 0.
        for miner in {key[1] for key in self.cells if key[0] == "summary"} - {"PORTFOLIO"}:
            for column in ("defaults", "default_year", "loss_usd"):
                self.cells[PATH_LOSSES, miner, column] = str(sums[miner, column] / self.paths)
        if PATH_LOSSES in self.columns:
            self.columns[PATH_LOSSES].add("defaults")

    def writes(self, key):
        return key[-1] in self.columns.get(key[0], ())

    def not_written(self, cells):
        """Files, and columns of others, that are estimated here and not written there."""
        files = {key[0] for key in cells if key[0] not in self.columns}
        return sorted(files) + sorted({
            f"{key[0]}.{key[-1]}" for key in cells if key[0] not in files and not self.writes(key)})


def with_errors(cells, figures):
    """The cells, and the standard errors that the engine writes beside some of them."""
    errors = {}
    for (*key, column), statistic in cells.items():
        written = ERRORS.get(column)
        error = statistic.standard_error(figures.paths) if figures.writes((*key, written)) else None
        if error is not None:
            errors[*key, written] = error
    return cells | errors


def compare(cells, figures):
    """Distances by file, and how many cells say nothing."""
    distances, silent, missing = collections.defaultdict(list), collections.Counter(), []
    for key, statistic in cells.items():
        if not figures.writes(key):
            continue
        if key not in figures.cells:
            # A bin or a row that the engine leaves out is one without a path.
            # NaN is not above zero.
            if statistic.value > 0:
                missing.append(key)
            continue
        figure = number(figures.cells[key])
        if key[-1] == "survivors":
            figure /= figures.paths
        distance = statistic.distance(figure, figures.paths)
        if distance is None:
            silent[key[0]] += 1
        else:
            distances[key[0]].append((distance, key, statistic.value, figure))
    return distances, silent, missing


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("scenario")
    parser.add_argument("--paths", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    engine_paths = ENGINE_TIMES * given.paths
    figures = Figures(given.program, given.scenario, engine_paths)
    scenario = load(given.scenario)
    worlds = [World(scenario, given.paths, given.seed, world) for world in WORLDS]
    cells = with_errors(all_tables(*worlds), figures)
    distances, silent, missing = compare(cells, figures)
    print(f"{pathlib.Path(given.scenario).name}: {given.paths} paths against the engine's {engine_paths}")
    print(f"{'file':22} {'cells':>6} {'silent':>6} {'rms':>5} {'largest':>7}")
    faults = [f"{key}: not in the engine's files" for key in missing]
    faults += [f"{name}: in the manifest and missing" for name in figures.lost]
    for name in [*KEYS, PATH_LOSSES]:
        if name not in figures.columns:
            continue
        found = sorted(distances[name], key=lambda cell: -cell[0])
        root = math.sqrt(sum(min(cell[0], 100) ** 2 for cell in found) / max(1, len(found)))
        largest = found[0][0] if found else 0
        print(f"{name:22} {len(found):6} {silent[name]:6} {root:5.2f} {largest:7.2f}")
        for distance, key, here, there in found[:5]:
            if distance > 4:
                print(f"    {distance:.1f} at {key[1:]}: {here:.6g} here, {there:.6g} there")
        if largest > LARGEST or (len(found) >= 20 and root > LARGEST_ROOT_MEAN_SQUARE):
            faults.append(f"{name}: the programs differ")
    for name in figures.not_written(cells):
        print(f"not written: {name}")
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
