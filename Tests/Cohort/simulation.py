"""Runs the program on a company's scenario and reads when its group defaults."""

import csv
import json
import shutil
import subprocess

import facts
import terms


class Simulation:
    """Scenarios and results in one directory, one process at a time."""

    def __init__(self, program, work, quiet=False):
        self.program, self.work, self.quiet = program, work, quiet
        work.mkdir(parents=True, exist_ok=True)
        shutil.copy(facts.HERE / "market.json5", work / "market.json5")

    def write(self, company, variant):
        """The scenario's file, for `run`, `check` and `explain`."""
        if variant == "replay":
            write_given(company, self.work / f"{company.id}-given.csv")
        file = self.work / f"{variant}-{company.id}.json5"
        file.write_text(json.dumps(terms.scenario(company, variant), indent=1) + "\n", encoding="utf-8")
        return file

    def start(self, words):
        """The program to its end; its last words if it fails."""
        done = subprocess.run([str(word) for word in [self.program, *words, "--threads", 1, "--overwrite", "--quiet"]],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, words[:2]))}: {done.stderr.strip()}")

    def probabilities(self, company, variant, paths):
        """Probability that any borrower of the group has defaulted by each month, from month 0."""
        if owes_nothing(company, variant):
            return [0.0] * 25
        out = self.work / f"result-{company.id}"
        self.start(["run", self.write(company, variant), "--paths", paths, "--only", "pd_term_structure.csv",
                    "--out", out])
        return [0.0] + [float(row["cumulative_pd"]) for row in read(out / "pd_term_structure.csv")
                        if row["miner"] == "PORTFOLIO"]

    def over_draws(self, company, variant, versions, paths):
        """Probabilities by months 12 and 18 of every version of the company, on the same draws."""
        if owes_nothing(company, variant):
            return [(0.0, 0.0)] * len(versions)
        base = self.write(company, variant)
        overlays = [self.write_overlay(version, variant, index) for index, version in enumerate(versions)]
        out = self.work / f"sweep-{company.id}"
        self.start(["sweep", base, "--paths", paths, "--vary", "overlay=" + ",".join(map(str, overlays)),
                    "--measure", "pd(any,1)", "--measure", "pd(any,1.5)", "--out", out])
        cells = [float(row["value"]) for row in read(out / "sweep.csv") if row["cell"] != ""]
        return list(zip(cells[0::2], cells[1::2]))

    def write_overlay(self, version, variant, index):
        """One version of a company, to go over its scenario."""
        patch = terms.scenario(version, variant)
        del patch["extends"], patch["name"]
        if variant == "replay":
            patch["market"]["given"] = f"draw-{version.id}-{index}.csv"
            write_given(version, self.work / patch["market"]["given"])
        file = self.work / f"draw-{version.id}-{index}.json5"
        file.write_text(json.dumps(patch), encoding="utf-8")
        return file


def read(file):
    with open(file, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def owes_nothing(company, variant):
    return company.owed() == 0 and terms.Plan(company, variant).loan == 0


def write_given(company, file):
    """Prices of 2022 with the index of power as the company's price."""
    with open(file, "w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["date", "btc", "eth", "networkHashrate", "powerPrice", "regime"])
        for row in facts.table("given-2022.csv"):
            index = row["powerIndex"]
            power = f"{float(index) * company['power']:.2f}" if index else ""
            writer.writerow([row["date"], row["btc"], row["eth"], row["networkHashrate"], power, row["regime"]])
