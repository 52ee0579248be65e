"""What a tranche is to pay when: interest dates, shares of principal and the balloon's share."""

from scenario import SAME_DATE, SLACK

# Dates this close to the as-of date, or before the first of the amortisation, are none of theirs.
TOO_EARLY = 0.01


def level_parts(rate, count):
    """Principal parts of a level payment, as shares."""
    if rate == 0:
        return [1 / count] * count
    level, left, parts = rate / (1 - (1 + rate) ** -count), 1.0, []
    for _ in range(count):
        parts.append(level - left * rate)
        left -= parts[-1]
    return parts


class Schedule:
    """Interest dates, and `(date, share, share of this and all later with the balloon)` of principal."""

    def __init__(self, data, amortisation, payments, rate, calendar):
        self.maturity, self.payments = calendar.years(data["maturity"]), payments
        first = int(self.maturity * payments) + 2
        dates = [self.maturity - j / payments for j in range(first, -1, -1)]
        self.dates = [date for date in dates if date > TOO_EARLY]
        begins = calendar.years(data["amortisationFrom"]) if "amortisationFrom" in data else 0.0
        paying = [date for date in self.dates if date >= begins - TOO_EARLY - SLACK]
        balloon = data.get("balloonShare", 0)
        if isinstance(amortisation, dict):
            shares = sorted((calendar.years(date), share) for date, share in amortisation.items())
            shares = [part for part in shares if part[0] <= self.maturity + SLACK]
            shares = [(self._payment_date(date, calendar), share) for date, share in shares]
            balloon = 1 - sum(share for _, share in shares)
        elif amortisation == "bullet":
            shares, balloon = [], 1.0
        elif amortisation == "straightLine":
            shares = [(date, (1 - balloon) / len(paying)) for date in paying]
        else:
            parts = level_parts(rate / payments, len(paying)) if paying else []
            shares = [(date, (1 - balloon) * part) for date, part in zip(paying, parts)]
        self.parts, rest = [], balloon
        for date, share in reversed(shares):
            rest += share
            self.parts.insert(0, (date, share, rest))
        self.interest_in, self.principal_in = {}, {}
        for date in self.dates:
            self.interest_in[calendar.step_of(date)] = date
        for part in self.parts:
            self.principal_in.setdefault(calendar.step_of(part[0]), []).append(part)

    def _payment_date(self, date, calendar):
        """The interest date that is the same date, if there is one: interest comes first on it."""
        near = [other for other in self.dates if abs(other - date) <= SAME_DATE]
        near = [other for other in near if calendar.step_of(other) == calendar.step_of(date)]
        return min(near, key=lambda other: abs(other - date), default=date)

    def beyond(self, horizon):
        """Share of the schedule dated after the horizon."""
        late = sum(share for date, share, _ in self.parts if date > horizon + SLACK)
        if self.maturity > horizon + SLACK:
            late += 1 - sum(share for _, share, _ in self.parts)
        return late

    def events(self, start, end):
        """Dates in order after `start` and up to `end`: of interest `(date, None)`, of principal the part."""
        found = [(date, None) for date in self.dates] + [(part[0], part) for part in self.parts]
        found = [event for event in found if start + SLACK < event[0] <= end + SLACK]
        return sorted(found, key=lambda event: (event[0], event[1] is not None))
