"""What the case study runs and compares."""

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
# Overlays that put more than one part back, or less than the lender believes.
SIDES = {
    "market": "the market of the base case: all rows below but contracts",
    "flat-rent-alone": "rent neither falls nor moves by itself",
}
LADDER = ["rents", "terms", "without-shock", "launches", "bottomless", "equity", "tenants", "apart"]
# What is run to the longer horizon too.
AGAIN = ["market", *LADDER]
MINERS = [
    "gpu-neocloud", "aggressive-pivot", "eth-host", "ig-gpu-spv", "hy-pivot", "treasury-convertible",
    "legacy-miner"]
# The last whole month before the horizon; a horizon that counts one extension of each loan, and its last whole month.
MONTH, LONGER, LONGER_MONTH = "6.6667", 10.6, "10.5833"
# The same for the credit cycle.
LONGER_CYCLE = 9.9


def part_measures(month):
    return [f"pd({name},{month})" for name in ["any", *MINERS]] + [
        f"el({name})" for name in ["portfolio", *MINERS]] + ["es(0.99)"]


def clause_measures(month):
    return [f"pd(hy-pivot,{month})", "el(portfolio)", "el(hy-pivot)"]


HOSTS = [f"host-{letter}" for letter in "abcdef"]
CROWD_MEASURES = [f"pd({name},2)" for name in ["any", *HOSTS]] + ["el(portfolio)", "es(0.99)"]
VINTAGES = ["2024", "2024-as-it-came", "2025-as-it-came"]
VINTAGE_MEASURES = ["breakEven(host,loan)", "pd(host,4)"]
FOUR = ["baseline", "double-leverage", "severe", "counter-evidence"]
# Loans with an offered spread, but for convertibles.
PRICED = [
    ("gpu-neocloud", "2031 notes"), ("gpu-neocloud", "2030 notes"), ("hy-pivot", "2030 secured notes"),
    ("aggressive-pivot", "2030 secured notes"), ("gpu-neocloud", "revolver"),
    ("gpu-neocloud", "OEM financing"), ("ig-gpu-spv", "secured notes"), ("ig-gpu-spv", "term loan"),
    ("aggressive-pivot", "GPU loan"), ("legacy-miner", "bitcoin line"),
    ("aggressive-pivot", "bitcoin loan"), ("gpu-neocloud", "DDTL 2"), ("eth-host", "ether line"),
    ("treasury-convertible", "bitcoin line"), ("eth-host", "GPU loan"), ("gpu-neocloud", "DDTL 1")]
