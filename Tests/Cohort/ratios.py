"""What a lender could have divided on 31 December 2021, without a program. Higher is worse."""

import math

import terms

SPOT_ETH = 3682.6
NETWORK_PH = 174700
HASHPRICE = 144 * 6.25 * 1.015 * terms.SPOT_BTC / NETWORK_PH    # $/PH/day


def coins(company):
    return (company["btc"] * terms.SPOT_BTC + company["eth"] * SPOT_ETH) / terms.MILLION


def margin(company):
    """Millions a year at the day's hashprice, after power and overheads."""
    petahash = company["hashrate"] * 0.95
    gross = petahash * HASHPRICE * 365.25
    power = petahash * company["efficiency"] / 1000 * 8766 * company["power"]
    return (gross - power) / terms.MILLION + 0.15 * company["hosting"] - company["overheads"]


def over(debt, capacity):
    if debt == 0:
        return 0.0
    return debt / capacity if capacity > 0 else math.inf


def interest(company):
    return sum(d.principal * d.rate for d in company.debts)


def principal_of_a_year(company):
    """Scheduled and maturing within twelve months."""
    total = 0.0
    for debt in company.debts:
        months = terms.months_until(debt.maturity)
        amortises = debt.kind in terms.AMORTISING
        total += debt.principal * min(1.0, 12 / months) if amortises else debt.principal * (months <= 12)
    return total


RATIOS = {
    "debt / (cash + coins)": lambda c: over(c.owed(), c["cash"] + coins(c)),
    "debt / assets": lambda c: over(c.owed(), c["cash"] + coins(c)
                                    + c["hashrate"] * terms.mark(c["efficiency"]) / 1000),
    "debt / market value": lambda c: over(c.owed(), c["marketValue"]),
    "(debt + orders) / (cash + coins)": lambda c: over(c.owed() + c["ordered"], c["cash"] + coins(c)),
    "interest / margin": lambda c: over(interest(c), margin(c)),
    "service of a year / margin": lambda c: over(interest(c) + principal_of_a_year(c), margin(c)),
}
