"""Writes scenarios at the edges: nobody defaults, everybody does, books of 30 and 200 hostile names.

And limits, and a history of prices to calibrate from.
"""

import datetime
import json
import math
import pathlib
import random
import sys

scenarios = pathlib.Path(sys.argv[1]).resolve()
out = pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
starter = str(scenarios / "starter.json5")


def write(name, patch):
    (out / f"{name}.json5").write_text(
        json.dumps({"extends": starter, "name": name, **patch}, ensure_ascii=False))


write("nobody", {"miners": {"first-miner": {"cash": 1e12}}})
write("everybody", {"miners": {"first-miner": {
    "cash": 0, "overheadPerYear": 1e9,
    "treasury": {"btc": 0, "hodl": 0}, "asics": {"petahash": 0},
    "tranches": {"bitcoin loan": None},
}}})

# Limits of which some are kept and some exceeded, whatever the book.
(out / "limits.json5").write_text(json.dumps({
    "singleName": {"pd": 0.3, "heldPrincipal": 1e12}, "expectedLoss": 1,
    "unexpectedLoss": {"99": 1e7, "99.9": 1e12}}))

hostile = [
    "<script>document.title='x'</script>", "=HYPERLINK(\"http://example.com\")", "a & b \"c\" 'd'",
    "</svg></style><img src=x onerror=alert(1)>", "名前の長い採掘会社", "مُعدِّن", "-minus", "\u202eback",
    "a name that is much too long for the margin of any chart and therefore has to be cut",
]


def miner(index):
    return {
        "cash": 2.0e7 + 1.0e5 * index, "minimumCash": 5.0e6, "graceDays": 14,
        "overheadPerYear": 6.0e6 + 2.5e5 * (index % 20), "idiosyncraticVolatility": 0.1,
        "treasury": {"btc": 600, "hodl": 0.2, "maxSaleSharePerWeek": 0.25},
        "asics": {"petahash": 5000, "joulesPerTerahash": 19, "uptime": 0.95, "resalePerTerahash": 13},
        "power": {"fixedPrice": 42, "fixedShare": 0.8},
        "tranches": {
            "<b>bitcoin</b> loan": {
                "kind": "bitcoinLoan", "principal": 1.8e7, "coupon": 0.09, "maturity": "2026-12-30",
                "pledge": {"btc": 350}, "refinance": {"termYears": 1},
                "margin": {
                    "initialLTV": 0.60, "callLTV": 0.74, "liquidationLTV": 0.85, "remedy": "seize"},
            },
            "rig loan": {
                "kind": "abl", "principal": 2.0e7, "coupon": 0.12, "maturity": "2028-12-30",
                "covenant": {"minDSCR": 1.0, "testsPerYear": 4, "breachesToDefault": 2},
            },
        },
    }


names = hostile + [f"miner {index:03}" for index in range(200 - len(hostile))]
book = {name: miner(index) for index, name in enumerate(names)}
write("two-hundred", {"miners": {"first-miner": None, **book}})
write("thirty", {"miners": {"first-miner": None, **{name: book[name] for name in names[:30]}}})

# Ten years of weeks, every third year wilder.
draws = random.Random(3)
day, price = datetime.date(2015, 1, 2), 300.0
with open(out / "history.csv", "w", encoding="utf-8") as file:
    file.write("date,btc\n")
    for week in range(520):
        price *= math.exp(0.006 + (0.12 if week // 52 % 3 == 2 else 0.06) * draws.gauss(0, 1))
        file.write(f"{day},{price:.2f}\n")
        day += datetime.timedelta(days=7)
