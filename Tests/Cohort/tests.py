#!/usr/bin/env python3
"""Checks of the scores, the ratios and the terms by hand:  python3 Tests/Cohort/tests.py"""

import unittest

import draws
import facts
import ratios
import scores
import terms

BY_ID = {company.id: company for company in facts.companies()}


class Scores(unittest.TestCase):
    def test_area_counts_pairs_and_half_of_ties(self):
        # Failures 3 and 1 against survivors 2 and 1: 3 beats both, 1 loses to 2 and ties with 1.
        self.assertEqual(scores.auc([3, 2, 1, 1], [True, False, True, False]), 2.5 / 4)

    def test_chance_of_a_perfect_order(self):
        # One of the six ways to choose two of four.
        self.assertAlmostEqual(scores.p_value([4, 3, 2, 1], [True, True, False, False]), 1 / 6)

    def test_law_of_pairs_without_skill(self):
        # Two and two: of six orders one has 0, 1, 3 and 4 pairs, two have 2.
        for got, expected in zip(scores.pairs_won(1.0, 2, 2), [1 / 6, 1 / 6, 2 / 6, 1 / 6, 1 / 6]):
            self.assertAlmostEqual(got, expected)

    def test_law_of_pairs_with_skill(self):
        # At odds 2 the first of two failures and one survivor is a failure with 4/5, then with 2/3.
        for got, expected in zip(scores.pairs_won(2.0, 2, 1), [1 / 5, 4 / 15, 8 / 15]):
            self.assertAlmostEqual(got, expected)

    def test_interval_of_one_pair(self):
        # A failure above one survivor has the probability that is its AUC.
        low, high = scores.auc_interval(1.0, 1, 1)
        self.assertAlmostEqual(low, 0.025, places=6)
        self.assertEqual(high, 1.0)

    def test_interval_holds_what_it_is_about(self):
        low, high = scores.auc_interval(0.75, 4, 4)
        self.assertLess(low, 0.75)
        self.assertGreater(high, 0.75)

    def test_a_score_is_no_better_than_itself(self):
        same = [0.1, 0.4, 0.2, 0.3]
        self.assertEqual(scores.auc_difference(same, same, [True, False, True, False], samples=100), (0.0, 0.0, 0.0))

    def test_number_of_failures(self):
        # Paths: both by month 12, one, none.
        self.assertEqual(scores.number_of_failures([[0.5, 1.0, 9.0], [1.0, 1.5, 9.0]], 12), [1 / 3, 1 / 3, 1 / 3])

    def test_brier(self):
        self.assertAlmostEqual(scores.brier([0.5, 0.2], [True, False]), (0.25 + 0.04) / 2)


class Ratios(unittest.TestCase):
    def test_debt_over_cash_and_coins(self):
        # 71 / (126 + 3,301 · 46,306.4 / 10⁶)
        self.assertAlmostEqual(ratios.RATIOS["debt / (cash + coins)"](BY_ID["BITF"]), 71 / (126 + 152.85742), places=5)

    def test_no_debt_is_nothing(self):
        self.assertEqual([ratio(BY_ID["BTBT"]) for ratio in ratios.RATIOS.values()][:3], [0.0] * 3)


class Terms(unittest.TestCase):
    def test_orders_and_halls(self):
        # 301.3 for rigs; 9,700 PH/s at 30 J/TH are 291 MW at 0.35; no rig loans, so no growth loan.
        plan = terms.Plan(BY_ID["RIOT"], "main")
        self.assertAlmostEqual(plan.cost, 301.3 + 291 * 0.35)
        self.assertEqual(plan.loan, 0.0)

    def test_a_ring_fenced_group_has_three_borrowers(self):
        group = terms.miners(BY_ID["IREN"], "main")
        self.assertEqual(list(group), ["IREN", "IREN rigs", "IREN growth"])
        self.assertEqual(group["IREN rigs"]["rigLots"]["in place"]["petahash"], 685)
        self.assertEqual(group["IREN rigs"]["rigLots"]["to come"]["petahash"], 1800 - 685)
        self.assertEqual(group["IREN"]["tranches"], {})

    def test_the_growth_loan_pays_half(self):
        parent = terms.miners(BY_ID["GREE"], "main")["GREE"]
        drawn = parent["tranches"]["growth loan"]["commitment"]["amount"]
        paid = sum(sum(order["payments"].values()) for order in parent["orders"].values())
        self.assertAlmostEqual(drawn, paid / 2)
        self.assertNotIn("growth loan", terms.miners(BY_ID["GREE"], "strict")["GREE"]["tranches"])

    def test_coin_loans_are_covered(self):
        pledge = terms.tranche(BY_ID["BITF"].debts[0])["pledge"]["btc"]
        self.assertAlmostEqual(pledge, 1.43 * 60e6 / 46306.4)

    def test_draws_repeat_and_leave_what_was_read(self):
        first, again = draws.drawn(BY_ID["GREE"], 7), draws.drawn(BY_ID["GREE"], 7)
        self.assertEqual(first.figures, again.figures)
        self.assertEqual(first["cash"], BY_ID["GREE"]["cash"])
        self.assertNotEqual(first["ordered"], BY_ID["GREE"]["ordered"])

    def test_every_source_is_listed(self):
        known = {row["source"] for row in facts.table("sources.csv")}
        for name in ("facts.csv", "debts.csv", "outcomes.csv", "later.csv"):
            for row in facts.table(name):
                self.assertLessEqual(set(row["sources"].split()), known, row)


if __name__ == "__main__":
    unittest.main()
