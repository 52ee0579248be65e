"""From facts to terms: the rules of docs/validation/cohort-2022.md, one function for each."""

import datetime

MILLION = 1e6
VARIANTS = ("main", "strict", "signed", "replay")
SPOT_BTC = 46306.4
AS_OF = datetime.date(2021, 12, 31)
END_OF_RUN = "2023-12-31"
MARK_NEW = 98.0                     # $/TH of rigs below 38 J/TH
ADVANCE = 0.65                      # of that mark, where a loan does not name its rigs
NEW_EFFICIENCY = 30.0               # J/TH of rigs on order
HALL_PER_MW = 0.35                  # millions of dollars
GROWTH_SHARE, GROWTH_RATE, GROWTH_END = 0.5, 0.12, "2024-08-31"
ORDER_DATES = ("2022-02-15", "2022-05-15", "2022-08-15", "2022-11-15")
IN_SERVICE = ("2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31")
REST_ARRIVES = "2022-06-30"
SECURED = ("rigs", "site", "all assets", "coins")
AMORTISING = ("rigs", "site", "unsecured amortising")


def months_until(date):
    return max(1.0, (datetime.date.fromisoformat(date) - AS_OF).days / 365.25 * 12)


def mark(efficiency):
    """$/TH by class of efficiency."""
    return MARK_NEW if efficiency < 38 else 62.0 if efficiency <= 68 else 25.0


def rigs(petahash, efficiency, liens, **more):
    lot = {"petahash": petahash, "joulesPerTerahash": efficiency, "uptime": 0.95, "resalePerTerahash": mark(efficiency)}
    return lot | ({"pledgedTo": liens} if liens else {}) | more


def tranche(debt):
    """One row of debts.csv."""
    amortises = debt.kind in AMORTISING or debt.first_principal != ""
    terms = {
        "kind": "bitcoinLoan" if debt.kind == "coins" else "abl" if debt.kind in SECURED else "highYield",
        "principal": debt.principal * MILLION, "coupon": debt.rate, "maturity": debt.maturity,
        "paymentsPerYear": debt.payments_per_year, "amortisation": "straightLine" if amortises else "bullet",
        "seniority": 1 if debt.kind in SECURED else 2}
    if debt.first_principal:
        terms["amortisationFrom"] = debt.first_principal
    if debt.kind == "coins":
        terms["pledge"] = {"btc": 1.43 * debt.principal * MILLION / SPOT_BTC}
        terms["margin"] = {"initialLTV": 0.70, "callLTV": 0.75, "liquidationLTV": 0.83, "remedy": "seize"}
    if not amortises and debt.maturity <= END_OF_RUN:
        terms["refinance"] = {"maxLTV": 0.5, "termYears": 1, "stepUp": 0.02}
    return terms


def liens(debts):
    """Rig loans by maturity, then loans on all assets."""
    on_rigs = sorted((d for d in debts if d.kind == "rigs" and d.principal > 0), key=lambda d: d.maturity)
    return [d.name for d in on_rigs] + [d.name for d in debts if d.kind == "all assets"]


def monthly_service(debts):
    """Millions of dollars a month at the start."""
    return sum(d.principal / months_until(d.maturity) + d.principal * d.rate / 12 for d in debts)


class Plan:
    """Orders, their halls, and the loan that pays part of them; in millions of dollars and PH/s."""

    def __init__(self, company, variant):
        ring_fenced = [d for d in company.debts if d.ring_fenced]
        loan = sum(d.principal for d in ring_fenced)
        self.vehicle_rigs = company["ringFencedRigs"] or loan / (ADVANCE * MARK_NEW / 1000)
        self.vehicle_in_place = min(self.vehicle_rigs, company["hashrate"])
        self.vehicle_to_come = self.vehicle_rigs - self.vehicle_in_place
        planned = company["planned"] or company["hashrate"] + company["ordered"] / (MARK_NEW / 1000)
        self.growth = max(0.0, planned - company["hashrate"] - self.vehicle_to_come)
        halls = 0.0 if company["hosted"] else HALL_PER_MW * self.growth * NEW_EFFICIENCY / 1000
        self.cost = company["ordered"] + halls
        self.ring_fenced = bool(ring_fenced)
        self.loan, self.rate = self.growth_loan(company, variant)

    def growth_loan(self, company, variant):
        promised = sum(d.undrawn for d in company.debts)
        promised_rate = sum(d.undrawn * d.rate for d in company.debts) / promised if promised else GROWTH_RATE
        if variant == "strict" or self.cost == 0:
            return 0.0, GROWTH_RATE
        if variant == "signed":
            total = promised + company.signed_later
            rate = (promised * promised_rate + company.signed_later * company.rate_later) / total if total else 0.0
            return min(total, self.cost), rate
        if not any(d.kind in ("rigs", "all assets") for d in company.debts):
            return 0.0, GROWTH_RATE
        return min(self.cost, max(GROWTH_SHARE * self.cost, promised)), promised_rate

    def orders(self, amount, **more):
        """A quarter of `amount` on each date; nothing for nothing."""
        if amount == 0:
            return {}
        return {f"rigs {quarter}": {"payments": {date: amount / 4 * MILLION}, "cancellable": True} | more
                for quarter, date in enumerate(ORDER_DATES, 1)}

    def lots(self, pledged):
        if self.growth == 0:
            return {}
        return {f"on order {quarter}": rigs(self.growth / 4, NEW_EFFICIENCY, pledged, inService=date,
                                           order=f"rigs {quarter}")
                for quarter, date in enumerate(IN_SERVICE, 1)}

    def tranche(self):
        return {"kind": "abl", "principal": 0, "coupon": self.rate, "maturity": GROWTH_END, "paymentsPerYear": 12,
                "seniority": 1, "commitment": {"amount": self.loan * MILLION, "availableUntil": "2022-12-31"}}


def borrower(company, cash, overheads):
    return {"cash": cash * MILLION, "graceDays": 30, "overheadPerYear": overheads * MILLION,
            "power": {"fixedPrice": company["power"], "fixedShare": company["fixedShare"], "resaleShare": 0.5},
            "rigLots": {}, "orders": {}, "tranches": {}}


def vehicle(company, service, cash, minimum_cash):
    """A ring-fenced borrower: sends up what it does not need, gets three months of service at most."""
    own = borrower(company, cash, 0.0)
    own["parent"] = company.id
    own["support"] = {"cap": 3 * service * MILLION, "keep": minimum_cash * MILLION}
    own["distributions"] = {"share": 1.0, "keep": service * MILLION, "perYear": 12}
    return own


def miners(company, variant):
    """The borrowers of a group, by name."""
    plan = Plan(company, variant)
    overheads = max(0.0, company["overheads"] - 0.15 * company["hosting"])
    minimum_cash = overheads / 6
    fenced = [d for d in company.debts if d.ring_fenced]
    open_debts = [d for d in company.debts if not d.ring_fenced]
    reserve = monthly_service(fenced)
    parent = borrower(company, company["cash"] + company["agreedCash"] - reserve, overheads)
    parent["minimumCash"] = minimum_cash * MILLION
    parent["treasury"] = {"btc": company["btc"], "eth": company["eth"], "hodl": company["kept"],
                          "maxSaleSharePerWeek": 0.25}
    if company["marketValue"]:
        parent["equity"] = {"perWeek": 0.004 if company["programme"] else 0.002, "prefundWeeks": 13,
                            "marketCap": company["marketValue"] * MILLION, "beta": {"btc": 1.4}}
    parent["tranches"] = {d.name: tranche(d) for d in open_debts if d.principal > 0}
    in_place = company["hashrate"] - plan.vehicle_in_place
    if in_place > 0:
        parent["rigLots"]["in place"] = rigs(in_place, company["efficiency"], liens(open_debts))
    group = {company.id: parent}
    if fenced:
        name = f"{company.id} rigs"
        group[name] = vehicle(company, reserve, reserve, minimum_cash)
        group[name]["tranches"] = {d.name: tranche(d) for d in fenced if d.principal > 0}
        group[name]["rigLots"]["in place"] = rigs(plan.vehicle_in_place, company["efficiency"], liens(fenced))
        if plan.vehicle_to_come > 0:
            group[name]["rigLots"]["to come"] = rigs(plan.vehicle_to_come, NEW_EFFICIENCY, liens(fenced),
                                                     inService=REST_ARRIVES)
    add_growth(group, company, plan, minimum_cash, liens([d for d in open_debts if d.kind == "all assets"]))
    return group


def add_growth(group, company, plan, minimum_cash, other_liens):
    """Orders, their rigs and the growth loan: at the parent, or in a vehicle where the old loans are in one."""
    parent = group[company.id]
    if plan.loan == 0 or not plan.ring_fenced:
        terms = {"fundedBy": "growth loan", "advanceRate": plan.loan / plan.cost} if plan.loan else {}
        parent["orders"] = plan.orders(plan.cost, **terms)
        parent["rigLots"] |= plan.lots((["growth loan"] if plan.loan else []) + other_liens)
        holder = parent
    else:
        service = plan.loan / 24 + plan.loan * plan.rate / 12
        holder = group[f"{company.id} growth"] = vehicle(company, service, 0.0, minimum_cash)
        holder["orders"] = plan.orders(plan.loan, fundedBy="growth loan", advanceRate=1.0)
        holder["rigLots"] |= plan.lots(["growth loan"])
        parent["orders"] = plan.orders(plan.cost - plan.loan)
    if plan.loan:
        holder["tranches"]["growth loan"] = plan.tranche()


def scenario(company, variant):
    """A patch over market.json5; `replay` has its table of given prices beside it."""
    market = {"power": {"spotPerMWh": company["power"]}}
    if variant == "replay":
        market["given"] = f"{company.id}-given.csv"
    return {"extends": "market.json5", "name": company.id, "market": market, "miners": miners(company, variant)}
