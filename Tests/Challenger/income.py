"""What earns and can be pledged: lots of rigs, lots of GPUs and leases, on every path."""

import numpy as np

from scenario import ARREARS, SLACK, least

HOURS_PER_YEAR = 8766


class Power:
    """Power bought ahead, in dollars per MWh; all is at spot once the contract has ended."""

    def __init__(self, data, calendar):
        self.data, self.calendar = data, calendar

    def bought(self, time):
        """Share bought ahead."""
        return 0 if has_ended(self.data, self.calendar, time) else self.data.get("fixedShare", 0)

    def running(self, spot, time):
        bought = self.bought(time)
        return (1 - bought) * spot + bought * self.data.get("fixedPrice", 0)

    def idle(self, spot, time):
        """Earned or lost by reselling what is not used."""
        gain = spot - self.data.get("fixedPrice", 0)
        return self.bought(time) * np.where(gain > 0, self.data.get("resaleShare", 1) * gain, gain)


def has_ended(data, calendar, time):
    return "until" in data and calendar.years(data["until"]) <= time + SLACK


class Asset:
    """Something in service from a date, perhaps on order, perhaps pledged to tranches in rank order."""

    def __init__(self, name, data, key, order, calendar, paths, rng):
        self.name, self.data, self.order, self.calendar = name, data, order, calendar
        delay = rng.exponential(size=paths) * data.get("meanDelayYears", 0)
        self.date = calendar.years(data[key]) if key in data else None
        self.start = (self.date or 0) + delay
        if self.date is None and not data.get("meanDelayYears"):
            self.start = np.full(paths, -1.0)
        if order:
            self.start = np.maximum(self.start, order.last)
        liens = data.get("pledgedTo") or []
        self.liens = [liens] if isinstance(liens, str) else list(liens)
        self.is_pledged = {tranche: np.ones(paths, bool) for tranche in self.liens}

    def serves(self, time):
        started = self.start <= time + SLACK
        return started & ~self.order.cancelled if self.order else started

    def share(self):
        """The part that counts: what has been paid of its order."""
        return self.order.share() if self.order else 1.0

    def release(self, tranche, where):
        self.is_pledged[tranche] &= ~where


class Lot(Asset):
    def __init__(self, name, data, order, calendar, paths, rng):
        super().__init__(name, data, "inService", order, calendar, paths, rng)
        self.gpu, self.count = data["gpu"], data["count"]
        self.contract = data.get("contract")
        self.has_tenant = np.full(paths, self.contract is not None)

    def units(self):
        return self.count * self.share()

    def value(self, miner):
        return miner.market.resale[self.gpu] * self.units() * miner.own

    def in_force(self, time):
        """Whether its contract earns."""
        if not self.contract or has_ended(self.contract, self.calendar, time):
            return np.zeros_like(self.has_tenant)
        return self.serves(time) & self.has_tenant

    def earn(self, market, power, time, rng):
        """Revenue less opex and power of a step."""
        gpu, rent = market.gpus[self.gpu], market.rent[self.gpu]
        share, rate = np.zeros(market.paths), 0
        uniform = rng.random(market.paths)
        if self.contract:
            rate = self.contract["ratePerHour"]
            leaves = rent < self.contract.get("walkAwayBelow", 0) * rate * least(1)
            tenant = self.contract.get("tenant")
            if tenant is None:
                hazard = market.regimes.tenant_hazard[market.regime] * self.contract.get("tenantRisk", 1)
                leaves |= uniform < -np.expm1(-hazard * self.calendar.step_years)
            else:
                self.has_tenant &= ~market.tenants.left(tenant)
            in_force = self.in_force(time)
            self.has_tenant &= ~(in_force & leaves)
            share = np.where(in_force & ~leaves, self.contract.get("share", 1), 0.0)
            rate = rate * (1 - self.contract.get("prepaid", 0))
        hours = HOURS_PER_YEAR * self.calendar.step_years * self.count
        megawatts = gpu.get("kilowatts", 0) / 1000
        cost = gpu.get("opexPerHour", 0) + megawatts * power.running(market.power, time)
        spot = np.maximum(rent - cost, megawatts * power.idle(market.power, time))
        spot = (1 - share) * market.regimes.utilisation[market.regime] * spot
        return np.where(self.serves(time), hours * (share * (rate - cost) + spot), 0)


class Lease(Asset):
    def __init__(self, name, data, order, calendar, paths, rng):
        super().__init__(name, data, "from", order, calendar, paths, rng)
        self.let_share, self.let_from = np.ones(paths), np.full(paths, -1.0)
        self.has_named_tenant = np.full(paths, "tenant" in data)
        self.net = data["revenuePerYear"] * (1 - data.get("costShare", 0))

    def earn(self, market, time, rng):
        years = self.calendar.step_years
        runs = self.serves(time) & (not has_ended(self.data, self.calendar, time))
        hazard = market.regimes.tenant_hazard[market.regime] * self.data.get("tenantRisk", 1)
        defaults = rng.random(market.paths) < -np.expm1(-hazard * years)
        defaults &= runs & (time + SLACK >= self.let_from) & ~self.has_named_tenant
        if "tenant" in self.data:
            defaults |= self.has_named_tenant & market.tenants.left(self.data["tenant"])
            self.has_named_tenant &= ~defaults
        self.let_share = np.where(
            defaults, self.let_share * self.data.get("reletShare", 1), self.let_share)
        self.let_from = np.where(defaults, time + self.data.get("reletYears", 0), self.let_from)
        return np.where(runs & (time + SLACK >= self.let_from), self.net * self.let_share * years, 0)

    def value(self, miner):
        """What is still to come, discounted at the lease's own rate; nothing without one."""
        rate, time = self.data.get("discountRate"), miner.time
        if rate is None:
            return np.zeros(miner.market.paths)
        start = np.maximum(time, self.date or 0) + self.data.get("meanDelayYears", 0)
        if self.order:
            start = np.maximum(start, self.order.last)
        start = np.where(self.start <= time + SLACK, time, start)
        start = np.maximum(start, self.let_from)
        end = self.calendar.years(self.data["until"]) if "until" in self.data else np.inf
        length = np.maximum(0, end - start)
        annuity = length if rate == 0 else -np.expm1(-rate * length) / rate
        worth = self.net * self.let_share * np.exp(-rate * (start - time)) * annuity
        return np.where(length > 0, worth * self.share(), 0)


class RigLot(Asset):
    def __init__(self, name, data, order, calendar, paths, rng):
        super().__init__(name, data, "inService", order, calendar, paths, rng)

    def units(self):
        """Petahash."""
        return self.data["petahash"] * self.share()

    def plain_value(self, market):
        return self.units() * 1000 * self.data.get("resalePerTerahash", 0) * market.rig_mark

    def value(self, miner):
        return self.plain_value(miner.market) * miner.own

    def earn(self, market, power, time):
        """Income of a step, and what was mined on the paths where the machines ran, in dollars."""
        data, uptime, years = self.data, self.data.get("uptime", 1), self.calendar.step_years
        megawatts = data["petahash"] * data.get("joulesPerTerahash", 0) * uptime / 1000
        energy = megawatts * HOURS_PER_YEAR * years
        gross = data["petahash"] * uptime * market.hashprice * 365.25 * years
        running = gross - energy * power.running(market.power, time)
        idle = energy * power.idle(market.power, time)
        income, mined = np.maximum(running, idle), np.where(running - idle >= ARREARS, gross, 0)
        serves = self.serves(time)
        return np.where(serves, income, 0), np.where(serves, mined, 0)
