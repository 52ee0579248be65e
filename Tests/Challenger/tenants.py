"""Named tenants that lots and leases of several miners share."""

import numpy as np


class Tenants:
    """Who has failed on each path; everybody draws one threshold for the sum of hazards."""

    def __init__(self, given, calendar, paths, rng):
        self.given, self.years = given, calendar.step_years
        self.thresholds = {name: rng.exponential(size=paths) for name in sorted(given)}
        self.hazards = {name: np.zeros(paths) for name in given}
        self.failed = {name: np.zeros(paths, bool) for name in given}
        self.failed_at = {name: np.full(paths, np.inf) for name in given}

    def advance(self, hazard, time):
        """Adds a step's hazard, whose end is `time`."""
        for name, tenant in self.given.items():
            self.hazards[name] = self.hazards[name] + hazard * tenant.get("risk", 1) * self.years
            fails = (self.hazards[name] >= self.thresholds[name]) & ~self.failed[name]
            self.failed_at[name][fails] = time
            self.failed[name] = self.failed[name] | fails

    def left(self, name):
        """Whether neither the tenant nor its guarantor stands any more."""
        guarantor = self.given[name].get("guarantor")
        return self.failed[name] & self.failed[guarantor] if guarantor else self.failed[name]
