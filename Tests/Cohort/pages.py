"""The tables of docs/validation/cohort-2022.md."""

import csv
import itertools
import math
import statistics
import sys

import alternatives
import draws
import facts
import ratios
import scores
import terms

VALIDATION = facts.HERE.parents[1] / "docs/validation"
sys.path.append(str(VALIDATION))

import marks

PAGES = [VALIDATION / f"{name}.md" for name in ("cohort-2022", "ranks", "level")]
MONTHS = (12, 18)
LEVELS = ("narrow", "base", "broad")


def core(companies):
    return [c for c in companies if c.group == "core"]


def alone(companies):
    """The core without names of which only a vehicle failed."""
    return [c for c in core(companies) if not c.vehicle_only]


def failed(companies, level, months):
    return [c.outcomes[f"{level}{months}"] for c in companies]


def markdown(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def percent(probability, digits=1):
    return f"{100 * probability:.{digits}f} %"


def area(values, outcomes):
    """AUC with its exact interval."""
    value = scores.auc(values, outcomes)
    low, high = scores.auc_interval(value, sum(outcomes), len(outcomes) - sum(outcomes))
    return f"{value:.2f} ({low:.2f} to {high:.2f})"


def score_row(label, companies, found, level, months):
    outcomes = failed(companies, level, months)
    given = [found[c.id][months] for c in companies]
    constant = [sum(given) / len(given)] * len(given)
    return [label, level, months, f"{sum(outcomes)} of {len(outcomes)}", area(given, outcomes),
            f"{scores.p_value(given, outcomes):.4f}", f"{sum(given):.1f}",
            f"{scores.brier(given, outcomes):.3f}", f"{scores.brier(constant, outcomes):.3f}"]


def score_table(companies, found):
    rows = [score_row("`main`", core(companies), found["main"], level, months)
            for level in ("base", "narrow", "broad") for months in MONTHS]
    rows += [score_row(f"`{variant}`", core(companies), found[variant], "base", months)
             for variant in ("strict", "signed") for months in MONTHS]
    rows += [score_row("`main`, without vehicles", alone(companies), found["main"], "base", months)
             for months in MONTHS]
    rows += [score_row("`main`, extended list", companies, found["main"], "base", months) for months in MONTHS]
    return markdown(["rules and names", "outcome", "months", "failed", "AUC (95 %)", "p", "expected", "Brier",
                     "Brier, one PD for all"], rows)


def ratio_table(companies, found):
    names, rows = core(companies), []
    for label, ratio in ratios.RATIOS.items():
        values = [ratio(c) for c in names]
        row = [label]
        for months in MONTHS:
            outcomes = failed(names, "base", months)
            row.append(area(values, outcomes))
            engine = [found["main"][c.id][months] for c in names]
            more, low, high = scores.auc_difference(engine, values, outcomes)
            row.append(f"{more:+.2f} ({low:+.2f} to {high:+.2f})")
        row += [f"{scores.auc(values, failed(names, level, 18)):.2f}" for level in ("narrow", "broad")]
        rows.append(row)
    return markdown(["ratio", "AUC, 12 months", "engine more by", "AUC, 18 months", "engine more by",
                     "narrow, 18", "broad, 18"], rows)


def best_of(names, outcomes):
    """The greatest AUC of a ratio, and the ratio."""
    return max((scores.auc([ratio(c) for c in names], outcomes), label) for label, ratio in ratios.RATIOS.items())


def cell_table(companies, found):
    """Engine and best ratio by outcome and horizon, the ratio chosen anew in each."""
    lists = (core(companies), alone(companies), companies)
    rows = []
    for level, months in itertools.product(("base", "narrow", "broad"), MONTHS):
        row = [level, months]
        for names in lists:
            outcomes = failed(names, level, months)
            pairs = sum(outcomes) * (len(outcomes) - sum(outcomes))
            engine = scores.auc([found["main"][c.id][months] for c in names], outcomes)
            best, label = best_of(names, outcomes)
            row.append(f"{engine:.2f}, {best:.2f}")
            if names is lists[0]:
                row += [f"{engine * pairs:.1f}, {best * pairs:.1f} of {pairs}".replace(".0", ""), label]
        rows.append(row)
    return markdown(["outcome", "months", "AUC: engine, best ratio", "pairs in order", "the best ratio",
                     "without vehicles", "extended list"], rows)


def month_of_default(by_month):
    """On what share of the replay's paths there is a default by month 18; the month by which most have one."""
    months = [month for month, probability in enumerate(by_month) if probability > 0.5]
    month = f", month {months[0]}" if months and months[0] <= 18 else ""
    return percent(by_month[18], 0) + month


def company_row(company, found, drawn):
    low, high = spread([late for _, late in drawn["main"][company.id]])
    shares = [statistics.fmean(column) for column in zip(*drawn["replay"][company.id])]
    what = "failed" if company.outcomes["base18"] else "broad only" if company.outcomes["broad18"] else "–"
    return [company.name, what, happened(company),
            *(percent(found["main"][company.id][months]) for months in MONTHS),
            f"{percent(low, 0)} to {percent(high, 0)}",
            *(percent(found[variant][company.id][18]) for variant in ("strict", "signed")),
            month_of_default(found["replay"][company.id]), percent(shares[1], 0)]


def happened(company):
    """Months from the end of 2021 to the event."""
    row = next(row for row in facts.table("outcomes.csv") if row["company"] == company.id)
    counted = company.outcomes["broad18"] and row["date"]
    return f"{12 * (int(row['date'][:4]) - 2022) + int(row['date'][5:7])}" if counted else "–"


def spread(values):
    """5th and 95th percentile."""
    ordered = sorted(values)
    return ordered[int(0.05 * len(ordered))], ordered[math.ceil(0.95 * len(ordered)) - 1]


def company_table(companies, found, drawn):
    ranked = sorted(core(companies), key=lambda c: -found["main"][c.id][18])
    rows = [company_row(c, found, drawn) for c in ranked] + [sum_row(ranked, found, drawn)]
    return markdown(["company of 2021", "what happened", "month", "PD 12", "PD 18", "over draws",
                     "`strict` 18", "`signed` 18", "`replay` 18", "fails in replayed draws"], rows)


def sum_row(names, found, drawn):
    """Expected numbers of failures: the sums of the columns."""
    def total(variant, months):
        return f"**{sum(found[variant][c.id][months] for c in names):.1f}**"
    shares = sum(statistics.fmean(late for _, late in drawn["replay"][c.id]) for c in names)
    return ["**expected number**", "", "", total("main", 12), total("main", 18), "", total("strict", 18),
            total("signed", 18), total("replay", 18), f"**{shares:.1f}**"]


def best_ratio(names):
    """The ratio with the greatest AUC at 18 months."""
    return best_of(names, failed(names, "base", 18))[1]


def areas_of_the_best_ratio(names, outcomes, number):
    """AUC of the best ratio with the figures of each draw."""
    ratio = ratios.RATIOS[best_ratio(names)]
    return [scores.auc([ratio(draws.drawn(c, i)) for c in names], outcomes) for i in range(number)]


def draw_table(companies, drawn):
    names, rows = core(companies), []
    for variant in ("main", "replay"):
        for place, months in enumerate(MONTHS):
            outcomes = failed(names, "base", months)
            areas = [scores.auc([drawn[variant][c.id][i][place] for c in names], outcomes)
                     for i in range(len(drawn[variant][names[0].id]))]
            low, high = spread(areas)
            mean = [statistics.fmean(pair[place] for pair in drawn[variant][c.id]) for c in names]
            totals = [sum(drawn[variant][c.id][i][place] for c in names) for i in range(len(areas))]
            among = sum(share for share, bad in zip(mean, outcomes) if bad)
            rivals = areas_of_the_best_ratio(names, outcomes, len(areas))
            both = [area >= 0.85 and area >= rival for area, rival in zip(areas, rivals)]
            rows.append([f"`{variant}`", months, f"{statistics.median(areas):.2f}", f"{low:.2f} to {high:.2f}",
                         percent(statistics.fmean(a >= 0.85 for a in areas), 0), percent(statistics.fmean(both), 0),
                         f"{scores.auc(mean, outcomes):.2f}", f"{sum(mean):.1f}",
                         "{:.1f} to {:.1f}".format(*spread(totals)), f"{among:.1f}", sum(outcomes)])
    return markdown(["rules", "months", "median AUC", "5 to 95 % of draws", "AUC ≥ 0.85 in",
                     "and not below the best ratio in", "AUC of the mean PD", "expected failures", "5 to 95 %",
                     "among those that failed", "failed"], rows)


def law_table(companies, firsts):
    rows = []
    for outcome, months in itertools.product(("base", "broad"), MONTHS):
        law = scores.number_of_failures(firsts, months)
        observed = sum(failed(core(companies), outcome, months))
        rows.append([outcome, months, observed, f"{sum(n * p for n, p in enumerate(law)):.1f}", percent(law[0], 0),
                     *(percent(sum(law[n:]), 1) for n in (3, 5)), percent(sum(law[observed:]), 2)])
    return markdown(["outcome", "months", "failed", "expected", "none fails", "3 or more", "5 or more",
                     "as many as failed, or more"], rows)


def happened_in_the_market(date):
    """Bitcoin, hashrate and the hashprice that follows, from the table of given prices."""
    row = next(row for row in facts.table("given-2022.csv") if row["date"] == date)
    btc, hashrate = float(row["btc"]), float(row["networkHashrate"])
    return {"btc": btc, "networkHashrate": hashrate,
            "hashprice": ratios.HASHPRICE * btc / terms.SPOT_BTC * ratios.NETWORK_PH / hashrate}


def percentile(value, row):
    """Where a value lies, between percentiles on a lognormal scale."""
    known = [(float(row[f"p{p:02}"]), statistics.NormalDist().inv_cdf(p / 100)) for p in (1, 5, 25, 50, 75, 95, 99)]
    for (low, before), (high, after) in zip(known, known[1:]):
        if low <= value <= high:
            share = math.log(value / low) / math.log(high / low)
            return f"{100 * statistics.NormalDist().cdf(before + share * (after - before)):.0f}"
    return "below 1" if value < known[0][0] else "above 99"


def market_table(fan):
    rows = []
    for months, date in zip(MONTHS, ("2022-12-31", "2023-06-30")):
        for factor, value in happened_in_the_market(date).items():
            row = fan[factor, months / 12]
            rows.append([factor, months, *(f"{float(row[p]):,.0f}" for p in ("p05", "p50", "p95")), f"{value:,.0f}",
                         percentile(value, row)])
    return markdown(["factor", "months", "5 %", "median", "95 %", "happened", "percentile"], rows)


def alternative_table(companies, found, others):
    names = core(companies)
    given = {c.id: [(found["main"][c.id][12], found["main"][c.id][18])] + others[c.id] for c in names}
    rows = []
    for index, label in enumerate(["`main`, as scored", *alternatives.ALTERNATIVES]):
        columns = [[given[c.id][index][place] for c in names] for place in range(2)]
        areas = [f"{scores.auc(column, failed(names, 'base', months)):.2f}"
                 for column, months in zip(columns, MONTHS)]
        rows.append([label, *areas, f"{scores.auc(columns[1], failed(names, 'broad', 18)):.2f}",
                     f"{sum(columns[1]):.1f}"])
    return markdown(["rule", "AUC, 12 months", "18 months", "18 months, broad", "expected, 18 months"], rows)


def rank_table(companies, found):
    """The engine beside the ratios, for the page that answers in short."""
    names = core(companies)
    outcomes = {months: failed(names, "base", months) for months in MONTHS}
    values = {label: [ratio(c) for c in names] for label, ratio in ratios.RATIOS.items()}
    best = best_ratio(names)
    rows = [["engine"] + [area([found["main"][c.id][m] for c in names], outcomes[m]) for m in MONTHS]]
    rows += [[label + (", the best of six" if label == best else ""),
              *(area(values[label], outcomes[m]) for m in MONTHS)]
             for label in (best, "debt / (cash + coins)")]
    return markdown(["AUC (95 %)", "12 months", "18 months"], rows)


def level_table(companies, found, firsts):
    names, rows = core(companies), []
    for outcome, months in itertools.product(("base", "broad"), MONTHS):
        outcomes = failed(names, outcome, months)
        given = [found["main"][c.id][months] for c in names]
        law = scores.number_of_failures(firsts, months)
        share = sum(outcomes) / len(outcomes)
        rows.append([outcome, months, f"{sum(outcomes)} of {len(outcomes)}", f"{sum(given):.1f}",
                     percent(sum(law[sum(outcomes):])), f"{scores.brier(given, outcomes):.3f}",
                     f"{scores.brier([share] * len(names), outcomes):.3f}"])
    return markdown(["outcome", "months", "failed", "expected", "as many or more", "Brier",
                     "Brier of the observed share for everyone"], rows)


def tables(companies, found, drawn, firsts, others, fan):
    return {"scores": score_table(companies, found), "cells": cell_table(companies, found),
            "ratios": ratio_table(companies, found),
            "companies": company_table(companies, found, drawn), "draws": draw_table(companies, drawn),
            "law": law_table(companies, firsts), "alternatives": alternative_table(companies, found, others),
            "ranks": rank_table(companies, found), "level": level_table(companies, found, firsts),
            "market": market_table(fan)}


def write(tables, companies, found, drawn):
    """Puts the tables between their marks, and the figures into a CSV file."""
    for page in PAGES:
        marks.fill(page, tables)
    with open(VALIDATION / "cohort-2022.csv", "w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["company", "group", *(f"{level}_{m}" for level in LEVELS for m in MONTHS),
                         *(f"pd_{m}_{v}" for v in terms.VARIANTS for m in MONTHS),
                         "pd_18_draws_p05", "pd_18_draws_p95", *ratios.RATIOS])
        for company in companies:
            writer.writerow(figures(company, found, drawn))


def figures(company, found, drawn):
    """One company's row of the CSV file; an infinite ratio, and what was not run, are empty."""
    probabilities = [found[v].get(company.id, {m: "" for m in MONTHS})[m]
                     for v in terms.VARIANTS for m in MONTHS]
    range18 = spread([late for _, late in drawn["main"][company.id]]) if company.id in drawn["main"] else ("", "")
    values = [ratio(company) for ratio in ratios.RATIOS.values()]
    return [company.id, company.group, *(int(company.outcomes[f"{level}{m}"]) for level in LEVELS for m in MONTHS),
            *probabilities, *range18, *(f"{v:.4f}" if math.isfinite(v) else "" for v in values)]
