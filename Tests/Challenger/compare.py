"""Compares the engine's result files with this program's estimates, cell by cell.

usage: compare.py PROGRAM SCENARIO [--paths N] [--seed S]

Prints for each file how many cells were compared and of how many nothing can be said, the root mean
square of their distances in standard errors (1 when both programs compute the same) and the largest.
Fails when a distance is beyond 6 or a file's root mean square beyond 1.5.
"""

import argparse
import collections
import csv
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
}


def engine_figures(program, scenario, paths):
    """The cells of the engine's files, keyed as the tables are."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, "run", scenario, "--paths", str(paths), "--seed", str(ENGINE_SEED), "--quiet",
             "--out", folder + "/out"], check=True, stdout=subprocess.DEVNULL)
        for name, key in KEYS.items():
            with open(f"{folder}/out/{name}.csv", newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file, strict=True):
                    for column in row:
                        figures[name, *key(row), column] = row[column]
    return figures


def compare(cells, figures, paths):
    """Distances by file, and how many cells say nothing."""
    distances, silent, missing = collections.defaultdict(list), collections.Counter(), []
    for key, statistic in cells.items():
        if key not in figures:
            # A bin or a row that the engine leaves out is one without a path.
            if not math.isnan(statistic.value) and statistic.value > 0:
                missing.append(key)
            continue
        figure = number(figures[key])
        if key[-1] == "survivors":
            figure /= paths
        distance = statistic.distance(figure, paths)
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
    figures = engine_figures(given.program, given.scenario, engine_paths)
    scenario = load(given.scenario)
    cells = all_tables(*(World(scenario, given.paths, given.seed, world) for world in WORLDS))
    distances, silent, missing = compare(cells, figures, engine_paths)
    print(f"{pathlib.Path(given.scenario).name}: {given.paths} paths against the engine's {engine_paths}")
    print(f"{'file':22} {'cells':>6} {'silent':>6} {'rms':>5} {'largest':>7}")
    faults = [f"{key}: not in the engine's files" for key in missing]
    for name in KEYS:
        found = sorted(distances[name], key=lambda cell: -cell[0])
        root = math.sqrt(sum(min(cell[0], 100) ** 2 for cell in found) / max(1, len(found)))
        largest = found[0][0] if found else 0
        print(f"{name:22} {len(found):6} {silent[name]:6} {root:5.2f} {largest:7.2f}")
        for distance, key, here, there in found[:5]:
            if distance > 4:
                print(f"    {distance:.1f} at {key[1:]}: {here:.6g} here, {there:.6g} there")
        if largest > LARGEST or (len(found) >= 20 and root > LARGEST_ROOT_MEAN_SQUARE):
            faults.append(f"{name}: the programs differ")
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
