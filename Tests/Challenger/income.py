"""What earns: fleets of ASICs, lots of GPUs and leases, on every path."""

import numpy as np

from scenario import SLACK

HOURS_PER_YEAR = 8766


def start_time(data, key, calendar, paths, rng):
    """When it begins: long ago without a date or a delay."""
    delay = rng.exponential(size=paths) * data.get("meanDelayYears", 0)
    if key not in data and not data.get("meanDelayYears"):
        return np.full(paths, -1.0)
    return (calendar.years(data[key]) if key in data else 0) + delay


def has_ended(data, calendar, time):
    return "until" in data and calendar.years(data["until"]) <= time + SLACK


class Lot:
    def __init__(self, data, calendar, paths, rng):
        self.data, self.calendar = data, calendar
        self.gpu, self.count = data["gpu"], data["count"]
        self.contract = data.get("contract")
        self.start = start_time(data, "inService", calendar, paths, rng)
        self.has_tenant = np.full(paths, self.contract is not None)
        self.is_pledged = np.full(paths, data.get("pledgedTo") is not None)

    def value(self, market, own):
        return market.resale[self.gpu] * self.count * own

    def earn(self, market, power, time, rng):
        """Revenue less opex and power of a step."""
        gpu, rent = market.gpus[self.gpu], market.rent[self.gpu]
        in_service = self.start <= time + SLACK
        share, rate = np.zeros(market.paths), 0
        uniform = rng.random(market.paths)
        if self.contract:
            rate = self.contract["ratePerHour"]
            in_force = in_service & self.has_tenant & (not has_ended(self.contract, self.calendar, time))
            hazard = market.tenant_hazard[market.regime] * self.contract.get("tenantRisk", 1)
            leaves = uniform < -np.expm1(-hazard * self.calendar.step_years)
            leaves |= rent < self.contract.get("walkAwayBelow", 0) * rate
            self.has_tenant &= ~(in_force & leaves)
            share = np.where(in_force & ~leaves, self.contract.get("share", 1), 0.0)
        hours = HOURS_PER_YEAR * self.calendar.step_years * self.count
        spot = (1 - share) * market.utilisation[market.regime]
        price = power.get("fixedShare", 0) * power.get("fixedPrice", 0)
        price = price + (1 - power.get("fixedShare", 0)) * market.power
        cost = gpu.get("opexPerHour", 0) + gpu.get("kilowatts", 0) / 1000 * price
        return np.where(in_service, hours * (share * rate + spot * rent - (share + spot) * cost), 0)


class Lease:
    def __init__(self, data, calendar, paths, rng):
        self.data, self.calendar = data, calendar
        self.start = start_time(data, "from", calendar, paths, rng)
        self.share, self.let_from = np.ones(paths), np.full(paths, -1.0)

    def earn(self, market, time, rng):
        years = self.calendar.step_years
        runs = (self.start <= time + SLACK) & (not has_ended(self.data, self.calendar, time))
        hazard = market.tenant_hazard[market.regime] * self.data.get("tenantRisk", 1)
        defaults = rng.random(market.paths) < -np.expm1(-hazard * years)
        defaults &= runs & (time + SLACK >= self.let_from)
        self.share = np.where(defaults, self.share * self.data.get("reletShare", 1), self.share)
        self.let_from = np.where(defaults, time + self.data.get("reletYears", 0), self.let_from)
        full = self.data["revenuePerYear"] * (1 - self.data.get("costShare", 0)) * years
        return np.where(runs & (time + SLACK >= self.let_from), full * self.share, 0)


class Fleet:
    def __init__(self, data, power, calendar):
        self.data, self.power, self.years = data, power, calendar.step_years

    def value(self, market, own):
        full = self.data["petahash"] * 1000 * self.data.get("resalePerTerahash", 0)
        return full * market.hashprice / market.hashprice0 * own

    def earn(self, market):
        """Income of a step, and what was mined on the paths where the machines ran, in dollars."""
        data, uptime = self.data, self.data.get("uptime", 1)
        megawatts = data["petahash"] * data.get("joulesPerTerahash", 0) * uptime / 1000
        energy = megawatts * HOURS_PER_YEAR * self.years
        gross = data["petahash"] * uptime * market.hashprice * 365.25 * self.years
        bill = market.power * energy
        resold = self.power.get("fixedShare", 0) * (market.power - self.power.get("fixedPrice", 0))
        return np.maximum(0, gross - bill) + resold * energy, np.where(gross > bill, gross, 0)
