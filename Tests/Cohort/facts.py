"""The tables beside this file, as companies: figures, debts, outcomes."""

import csv
import dataclasses
import pathlib
import statistics

HERE = pathlib.Path(__file__).resolve().parent

# What the core's median stands in for where a company of the extended list has a gap.
FILLED_BY_MEDIAN = ("efficiency", "power", "fixedShare", "overheads", "kept")
SHARES = ("fixedShare", "kept")


@dataclasses.dataclass
class Debt:
    """One loan or issue, in millions of dollars and fractions a year."""

    name: str
    kind: str
    principal: float
    undrawn: float
    rate: float
    maturity: str
    payments_per_year: int
    first_principal: str
    ring_fenced: bool
    certainty: str


@dataclasses.dataclass
class Company:
    """What was known of a company, what became of it, and what it signed later."""

    id: str
    name: str
    group: str
    figures: dict[str, float]
    certainty: dict[str, str]
    debts: list[Debt]
    outcomes: dict[str, bool]
    vehicle_only: bool
    signed_later: float
    rate_later: float

    def __getitem__(self, fact):
        """A figure; what no table gives is nothing."""
        return self.figures.get(fact, 0.0)

    def owed(self, ring_fenced=None):
        return sum(d.principal for d in self.debts if ring_fenced in (None, d.ring_fenced))


def table(name):
    with open(HERE / name, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def debt(row):
    return Debt(row["debt"], row["kind"], float(row["principal"]), float(row["undrawn"]), float(row["rate"]),
                row["maturity"], int(row["paymentsPerYear"]), row["firstPrincipal"], row["ringFenced"] == "yes",
                row["class"])


def companies():
    """All companies, in the order of outcomes.csv."""
    facts, debts = table("facts.csv"), table("debts.csv")
    later = {row["company"]: row for row in table("later.csv")}
    found = []
    for row in table("outcomes.csv"):
        own = [fact for fact in facts if fact["company"] == row["company"]]
        signed = later.get(row["company"], {"signed": 0, "rate": 0.12})
        found.append(Company(
            row["company"], row["name"], row["group"],
            {fact["fact"]: float(fact["value"]) for fact in own},
            {fact["fact"]: fact["class"] for fact in own},
            [debt(line) for line in debts if line["company"] == row["company"]],
            {key: row[key] == "1" for key in row if key[-2:] in ("12", "18")},
            row["vehicleOnly"] == "yes", float(signed["signed"]), float(signed["rate"])))
    fill(found)
    return found


def fill(found):
    """Gaps of the extended list take the core's medians; who mined nothing kept nothing."""
    core = [company for company in found if company.group == "core"]
    for fact in FILLED_BY_MEDIAN:
        median = statistics.median(c.figures[fact] for c in core if fact in c.figures)
        for company in found:
            nothing_mined = fact == "kept" and company["hashrate"] == 0
            company.figures.setdefault(fact, 0.0 if nothing_mined else median)
            company.certainty.setdefault(fact, "rough")
