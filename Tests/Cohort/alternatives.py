"""Rules that might have been written, each as a patch over a company's scenario. None replaced a rule."""

import terms

REGIMES = ("calm", "stress", "winter")
# Mean drifts of market.json5: (bitcoin, ether) by regime.
DRIFTS = {"calm": (0.454, 0.602), "stress": (1.301, 1.729), "winter": (-0.201, -0.030)}


def every_miner(scenario, patch):
    """The patch that `patch(miner)` gives for each borrower."""
    return {"miners": {name: patch(miner) for name, miner in scenario["miners"].items()}}


def firm_orders(scenario):
    return every_miner(scenario, lambda miner: {
        "orders": {name: {"cancellable": False} for name in miner["orders"]}})


def coins_for_orders(scenario):
    """Who borrows nothing for orders keeps ready the largest payment, which takes coins where cash is short."""
    def patch(miner):
        if "treasury" not in miner or not miner["orders"]:
            return {}
        largest = max(sum(order["payments"].values()) for order in miner["orders"].values())
        return {"minimumCash": miner["minimumCash"] + largest}
    borrows = any("growth loan" in miner["tranches"] for miner in scenario["miners"].values())
    return {} if borrows else every_miner(scenario, patch)


def issuance(per_week):
    def patch(miner):
        return {"equity": {"perWeek": per_week}} if "equity" in miner else {}
    return lambda scenario: every_miner(scenario, patch)


def support(factor):
    def patch(miner):
        return {"support": {"cap": miner["support"]["cap"] * factor}} if "support" in miner else {}
    return lambda scenario: every_miner(scenario, patch)


def no_extension(scenario):
    return every_miner(scenario, lambda miner: {
        "tranches": {name: {"refinance": None} for name, tranche in miner["tranches"].items()
                     if "refinance" in tranche}})


def sell_what_is_mined(scenario):
    return every_miner(scenario, lambda miner: {"treasury": {"hodl": 0}} if "treasury" in miner else {})


def no_prefunding(scenario):
    return every_miner(scenario, lambda miner: {"equity": {"prefundWeeks": 0}} if "equity" in miner else {})


def market(**keys):
    return lambda scenario: {"market": keys}


def drift(more):
    return market(regimes={regime: {"btc": {"drift": btc + more}, "eth": {"drift": eth + more}}
                           for regime, (btc, eth) in DRIFTS.items()})


ALTERNATIVES = {
    "`main`": lambda scenario: {},
    "orders cannot be cancelled": firm_orders,
    "coins are raised for orders, where nobody lends": coins_for_orders,
    "no shares are issued": issuance(0),
    "0.4 % a week for every listed company": issuance(0.004),
    "nothing is raised ahead": no_prefunding,
    "no debt is extended": no_extension,
    "mined coins are sold": sell_what_is_mined,
    "vehicles get no support": support(0),
    "vehicles get six months of service": support(2),
    "log drift 0.25 lower": drift(-0.25),
    "log drift 0.20 higher, as calibrated": drift(0.20),
    "hashrate trend 0.30": market(network={"growth": 0.30}),
    "hashrate trend 0.65, as calibrated": market(network={"growth": 0.65}),
    "power volatility 70 %": market(regimes={r: {"powerPrice": {"volatility": 0.70}} for r in REGIMES}),
    "start outside winter": market(initialRegime={"calm": 0.888, "stress": 0.112, "winter": 0.0}),
    "start in a winter": market(initialRegime={"calm": 0.0, "stress": 0.0, "winter": 1.0}),
}


def patches(company):
    """One patch for each alternative, in their order."""
    scenario = terms.scenario(company, "main")
    return [alternative(scenario) for alternative in ALTERNATIVES.values()]
