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
LADDER = ["rents", "terms", "without-shock", "launches", "bottomless", "equity", "tenants", "apart"]
MINERS = [
    "gpu-neocloud", "aggressive-pivot", "eth-host", "ig-gpu-spv", "hy-pivot", "treasury-convertible",
    "legacy-miner"]
# The last whole month before the horizon.
MONTH = "6.6667"
PART_MEASURES = [f"pd({name},{MONTH})" for name in ["any", *MINERS]] + [
    f"el({name})" for name in ["portfolio", *MINERS]] + ["es(0.99)"]
HOSTS = [f"host-{letter}" for letter in "abcdef"]
CROWD_MEASURES = [f"pd({name},2)" for name in ["any", *HOSTS]] + ["el(portfolio)", "es(0.99)"]
VINTAGES = ["2024", "2024-as-it-came", "2025-as-it-came"]
VINTAGE_MEASURES = ["breakEven(host,loan)", "pd(host,4)"]
FOUR = ["baseline", "double-leverage", "severe", "counter-evidence"]
