"""Tables of docs/methods/calibration.md: what moves the answer, and default rates."""

from lists import FOUR
from reading import change, pair, row, rows, table

# Not in the standard list: facts of the borrower, and how often shocks and winters come.
WIDE = [
    'market.jumps."systemic shock".intensity.*=0:1', "market.switching.{calm,stress}.winter=0.1:0.35",
    "miners.*.power.fixedPrice*=0.7:1.5", "miners.*.gpuLots.*.contract.ratePerHour*=0.8:1.25",
    "miners.*.leases.*.revenuePerYear*=0.8:1.25", "miners.*.cash*=0.5:1.5",
    # The standard list moves GPUs and sites together: both are classes of hardware.
    'market.gpus."site MW".resalePrice*=0.8:1.25', 'market.gpus."site MW".resaleDecline+=-0.1:0.1',
    "market.gpus.{H100,H200,B200,GB300}.resalePrice*=0.8:1.25",
    "market.gpus.{H100,H200,B200,GB300}.resaleDecline+=-0.1:0.1"]

# What is varied: the tornado and the path that it gives, words, row, who knows it, ends.
INPUTS = [
    ("standard", "market.regimes.*.computeRent.annualDecline", "decline of rents a year", "C11", "assumed", "−0.1, +0.1"),
    ("standard", "market.regimes.*.btc.drift", "drift of bitcoin", "C4", "assumed", "−0.2, +0.2"),
    ("standard", "market.regimes.*.btc.volatility", "volatility of coins", "C2", "measured", "× 0.8, × 1.25"),
    ("standard", "market.regimes.*.correlation.btc.computeRent", "correlation of coins and rent", "C7", "assumed", "0, 0.7"),
    ("wide", 'market.jumps."systemic shock".intensity.*', "systemic shock, how often a year", "C34", "assumed", "0, 1"),
    ("wide", "market.switching.{calm,stress}.winter", "winters, how often a year", "C4", "assumed", "0.1, 0.35"),
    ("standard", "market.gpus.*.opexPerHour", "opex of a GPU", "C17", "the borrower", "× 0.75, × 1.5"),
    ("standard", "miners.*.overheadPerYear", "overheads", "C37", "the borrower", "× 0.75, × 1.25"),
    ("wide", "miners.*.power.fixedPrice", "price of power bought ahead", "C38", "the borrower", "× 0.7, × 1.5"),
    ("wide", "miners.*.gpuLots.*.contract.ratePerHour", "rates of GPU contracts", "C40", "the borrower", "× 0.8, × 1.25"),
    ("wide", "miners.*.leases.*.revenuePerYear", "rent of halls", "C42", "the borrower", "× 0.8, × 1.25"),
    ("standard", "miners.*.leases.*.meanDelayYears", "delay of halls, years", "C42", "assumed", "0, 1"),
    ("wide", "miners.*.cash", "cash", "A1 to A7", "the borrower", "× 0.5, × 1.5"),
    ("standard", "miners.*.gpuLots.*.contract.walkAwayBelow", "a tenant leaves below, of his rate", "C31", "assumed", "0, 0.5"),
    ("standard", "market.regimes.*.tenantDefaultPerYear", "tenants' defaults", "C15", "assumed", "× 0.5, × 2"),
    ("standard", "market.regimes.*.utilisation", "hours let", "C14", "assumed", "−0.15, 0"),
    ("standard", "market.gpus.*.rentPerHour", "spot rent today", "C10", "measured", "× 0.8, × 1.25"),
    ("wide", 'market.gpus."site MW".resalePrice', "what a site fetches today", "C30", "assumed", "× 0.8, × 1.25"),
    ("wide", 'market.gpus."site MW".resaleDecline', "decline of what a site fetches, a year", "C30", "assumed", "−0.1, +0.1"),
    ("wide", "market.gpus.{H100,H200,B200,GB300}.resalePrice", "resale of GPUs today", "C16", "quoted, thin", "× 0.8, × 1.25"),
    ("wide", "market.gpus.{H100,H200,B200,GB300}.resaleDecline", "decline of resale of GPUs, a year", "C16", "quoted, thin", "−0.1, +0.1"),
    ("standard", "market.gpus.*.depth.units", "depth for GPUs", "C18", "assumed", "× 0.5, × 2"),
    ("standard", "resolution.relocationHaircut", "haircut for relocation", "C27", "assumed", "× 0.5, × 1.5"),
    ("standard", "market.launches.*.impact.*.rent", "what a launch takes off rent", "C13", "assumed", "× 0, × 1.5"),
    ("standard", "market.network.growth", "growth of hashrate", "C8", "assumed", "−0.2, +0.2"),
    ("standard", "market.power.spotPerMWh", "spot power", "C20", "assumed", "× 0.7, × 1.5"),
    ("standard", "market.regimes.*.refinancingOpen", "refinancing never, always open", "C26", "assumed", "–"),
]


def inputs(results):
    lines = []
    for source, path, words, tag, known, ends in INPUTS:
        line = next(line for line in rows(results[source], "tornado.csv") if line["paths_varied"].startswith(path))
        low, high = (change(*pair(line, f"{end}_difference", f"{end}_difference_se")) for end in ("low", "high"))
        lines.append((abs(float(line["swing"])), [words, tag, known, ends, low, high]))
    lines.sort(key=lambda entry: -entry[0])
    return table(["input", "row", "who knows it", "from, to", "expected loss at the low end", "at the high end"],
                 [cells for _, cells in lines])


def rates(results):
    """Default rates in five years and to the last date of today's schedule."""
    lines = []
    for miner in ["treasury-convertible", "hy-pivot", "gpu-neocloud", "eth-host", "aggressive-pivot", "legacy-miner",
                  "ig-gpu-spv", "PORTFOLIO"]:
        cells = [f"`{miner}`" if miner != "PORTFOLIO" else "any"]
        for name in FOUR:
            early = row(results[name], "pd_term_structure.csv", miner=miner, month="60")
            late = row(results[name], "summary.csv", miner=miner)
            cells.append(f"{100 * float(early['cumulative_pd']):.1f} ({100 * float(late['pd']):.1f})")
        lines.append(cells)
    return table(["miner", *FOUR], lines)
