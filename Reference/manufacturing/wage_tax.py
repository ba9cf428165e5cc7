# SPDX-License-Identifier: Apache-2.0
"""Wage tax withheld on the year so far and on a bonus by itself, in whole 分: 国家税务总局公告 2018 年第 61 号; 财政部 税务总局公告 2023 年第 30 号."""
from days import half_up

YEARLY = [(36_000_00, 3), (144_000_00, 10), (300_000_00, 20), (420_000_00, 25), (660_000_00, 30), (960_000_00, 35), (None, 45)]


def cents(yuan):
    return half_up(yuan * 100)


def slices(taxable, steps):
    """Tax by slices: what lies between two steps pays that step's rate; hundredths of a 分."""
    tax, below = 0, 0
    for top, percent in steps:
        part = taxable - below if top is None else min(taxable, top) - below
        if part <= 0:
            break
        tax, below = tax + part * percent, top
    return tax


def rounded(hundredths):
    return (hundredths + 50) // 100


def withheld(months):
    """Tax of each month from (gross, deductions), the first being the one in which employment began in the year."""
    earned, taken, result = 0, 0, []
    for number, (gross, deductions) in enumerate(months, 1):
        earned += gross - deductions
        due = rounded(slices(earned - 5_000_00 * number, YEARLY))
        result.append(max(0, due - taken))
        taken += result[-1]
    return result


def bonus_tax(bonus, year):
    """None once a bonus may not be taxed by itself; its twelfth chooses the rate, the whole less one month's quick deduction is taxed."""
    if not 2019 <= year <= 2027 or bonus < 0:
        return None
    monthly = [(None if top is None else top // 12, percent) for top, percent in YEARLY]
    for top, percent in monthly:
        if top is None or bonus <= 12 * top:
            # The quick deduction of a month: what its lower slices pay less than the rate.
            edge = next(low for low, rate in [(0, 3)] + [(low, later) for (low, _), (_, later) in zip(monthly, monthly[1:])] if rate == percent)
            return max(0, rounded(bonus * percent - (edge * percent - slices(edge, monthly))))
