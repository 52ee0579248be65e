"""Paths that a table of dated rows gives, in place of those a factor would take by its law."""

import numpy as np

from scenario import SLACK


class Given:
    """Factors and regimes on the dates of a table; between dates, interpolated."""

    def __init__(self, rows, today, calendar, regime_names):
        self.calendar, self.tables, self.regimes = calendar, {}, []
        dated = sorted(((calendar.years(row["date"]), row) for row in rows), key=lambda pair: pair[0])
        for factor, value in today.items():
            nodes = [(0.0, value)]
            for time, row in dated:
                if row.get(factor) and time > SLACK:
                    nodes.append((time, float(row[factor])))
            if len(nodes) > 1:
                self.tables[factor] = nodes
        for time, row in dated:
            if row.get("regime"):
                self.regimes.append((time, regime_names.index(row["regime"])))

    def value(self, factor, step):
        """The factor at the end of a step; None where it goes by its law."""
        nodes = self.tables.get(factor)
        last = nodes[-1][0] if nodes else 0
        if step * self.calendar.step_years >= last - SLACK:
            return None
        times, values = np.array(nodes).T
        time = min((step + 1) * self.calendar.step_years, last)
        if factor == "shortRate":
            return np.interp(time, times, values)
        return np.exp(np.interp(time, times, np.log(values)))

    def regime(self, step):
        """The regime of a step; None where it is drawn. The last row's holds over one step."""
        time = step * self.calendar.step_years
        named = [index for index, row in enumerate(self.regimes) if row[0] <= time + SLACK]
        if not named:
            return None
        begun, regime = self.regimes[named[-1]]
        is_last, is_new = named[-1] == len(self.regimes) - 1, begun > time - self.calendar.step_years + SLACK
        return regime if not is_last or is_new or step == 0 else None
