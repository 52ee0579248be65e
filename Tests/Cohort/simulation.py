"""Runs the program on a company's scenario and reads when its group defaults."""

import csv
import json
import math
import re
import shutil
import subprocess

import facts
import terms


class Simulation:
    """Scenarios and results in one directory, one process at a time."""

    def __init__(self, program, work):
        self.program, self.work = program, work
        work.mkdir(parents=True, exist_ok=True)
        shutil.copy(facts.HERE / "market.json5", work / "market.json5")

    def write(self, company, variant):
        """The scenario's file, for `run`, `check` and `explain`."""
        if variant == "replay":
            write_given(company, self.work / f"{company.id}-given.csv")
        file = self.work / f"{variant}-{company.id}.json5"
        file.write_text(json.dumps(terms.scenario(company, variant), indent=1) + "\n", encoding="utf-8")
        return file

    def start(self, words, options=("--threads", 1, "--overwrite", "--quiet")):
        """The program to its end: what it printed, or its last words if it fails."""
        command = [str(word) for word in [self.program, *words, *options]]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command[1:3])}: {done.stderr.strip()}")
        return done.stdout

    def probabilities(self, company, variant, paths):
        """Probability that any borrower of the group has defaulted by each month, from month 0."""
        if owes_nothing(company, variant):
            return [0.0] * 25
        out = self.work / f"result-{company.id}"
        self.start(["run", self.write(company, variant), "--paths", paths, "--only", "pd_term_structure.csv",
                    "--out", out])
        return [0.0] + [float(row["cumulative_pd"]) for row in read(out / "pd_term_structure.csv")
                        if row["miner"] == "PORTFOLIO"]

    def fan(self, company, paths):
        """(factor, year) → percentiles of the market, which is the same for every company but for power."""
        out = self.work / "fan"
        self.start(["run", self.write(company, "main"), "--paths", paths, "--only", "factor_fan.csv", "--out", out])
        return {(row["factor"], float(row["year"])): row for row in read(out / "factor_fan.csv")}

    def over_patches(self, company, variant, patches, paths):
        """Probabilities by months 12 and 18 with each patch over the company's scenario, on the same draws."""
        if owes_nothing(company, variant):
            return [(0.0, 0.0)] * len(patches)
        base, files = self.write(company, variant), []
        for index, patch in enumerate(patches):
            files.append(self.work / f"patch-{company.id}-{index}.json5")
            files[-1].write_text(json.dumps(patch), encoding="utf-8")
        out = self.work / f"sweep-{company.id}"
        self.start(["sweep", base, "--paths", paths, "--vary", "overlay=" + ",".join(map(str, files)),
                    "--measure", "pd(any,1)", "--measure", "pd(any,1.5)", "--out", out])
        cells = [float(row["value"]) for row in read(out / "sweep.csv") if row["cell"] != ""]
        return list(zip(cells[0::2], cells[1::2]))

    def over_draws(self, company, variant, versions, paths):
        """The same over versions of the company."""
        return self.over_patches(company, variant, [
            self.patch(version, variant, index) for index, version in enumerate(versions)], paths)

    def patch(self, version, variant, index):
        """One version of a company, to go over its scenario."""
        patch = terms.scenario(version, variant)
        del patch["extends"], patch["name"]
        if variant == "replay":
            patch["market"]["given"] = f"draw-{version.id}-{index}.csv"
            write_given(version, self.work / patch["market"]["given"])
        return patch

    def first_defaults(self, company, variant, paths):
        """The year of the group's first default on each path; infinite where there is none."""
        first = [math.inf] * paths
        if owes_nothing(company, variant):
            return first
        file = self.write(company, variant)
        for borrower in terms.miners(company, variant):
            listing = self.start(["explain", file, "--defaulting", borrower, "--first", paths, "--paths", paths],
                                 options=())
            path = 0
            for line in listing.splitlines():
                found = re.match(r" *(\d+)? .* \(year (\d+\.\d+)\) \w+$", line)
                if found:
                    path = int(found[1] or path)
                    first[path] = min(first[path], float(found[2]))
        return first


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
