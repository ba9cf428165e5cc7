# SPDX-License-Identifier: Apache-2.0
"""Months as numbers, days, and rounding half away from zero."""
import datetime
import math

ONE = datetime.timedelta(days=1)


def half_up(value):
    return math.floor(abs(value) + 0.5) * (1 if value >= 0 else -1)


def month_of(day):
    return day.year * 12 + day.month - 1


def first_day(month):
    return datetime.date(month // 12, month % 12 + 1, 1)


def last_day(month):
    return first_day(month + 1) - ONE


def month(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def on_day(month_number, day_of_month):
    return min(first_day(month_number) + (day_of_month - 1) * ONE, last_day(month_number))
