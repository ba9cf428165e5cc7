#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A hardware shop that files as a small-scale taxpayer 小规模纳税人, from CSV files to cash: every line of the plan equals the reference program's, and its quarters are those this plain program
files from revenue and levy alone: exempt up to 300,000 without tax, owed on everything beyond, paid in the month after the quarter, input VAT in the cost."""
import csv
import json
import math
from collections import defaultdict

import planning_run
from report import Report
from server import Scratch, tongpin

TODAY = "2026-11-23"
LEVY, LIMIT, CITY = 0.01, 300_000.0, 0.12
ITEMS = {"合页": 12.0, "门锁": 96.0, "水龙头": 58.0}
# A trade with a weak first half: the first two quarters of a year stay within the limit.
SEASON = {1: 0.6, 2: 0.5, 3: 0.8, 4: 0.9, 5: 0.9, 6: 0.9, 7: 1.2, 8: 1.3, 9: 1.4, 10: 1.5, 11: 1.5, 12: 1.4}


def months(first, count):
    year, month = map(int, first.split("-"))
    return [f"{year + (month - 1 + at) // 12}-{(month - 1 + at) % 12 + 1:02d}" for at in range(count)]


def tables():
    orders = [
        (f"SO-{month}-{place}", 1, f"{month}-{5 + 7 * place:02d}", code, "C1", "店", round(510 * SEASON[int(month[-2:])] * (1 + at / 120)), price,
         round(510 * SEASON[int(month[-2:])] * (1 + at / 120)) * price)
        for at, month in enumerate(months("2024-11", 24)) for place, (code, price) in enumerate(ITEMS.items())]
    return {
        "items": [("code", "name", "family", "unit", "is_made", "is_sold", "vat_class", "safety_stock")] + [(code, code, "五金", "件", "否", "是", "货物", 40) for code in ITEMS],
        "territories": [("code", "name"), ("店", "门店")],
        "customers": [("code", "name", "territory"), ("C1", "散客", "店")],
        "suppliers": [("code", "name"), ("S1", "永康五金厂")],
        "supplier-items": [("item", "supplier", "lead_time_days", "price_excl_tax", "tax_rate")] + [(code, "S1", 7, price / 2, 0.13) for code, price in ITEMS.items()],
        "sales-order-lines": [("order_number", "line_number", "ordered_on", "item", "customer", "territory", "quantity", "price_incl_tax", "amount_incl_tax"), *orders],
        "stock": [("item", "location", "counted_on", "quantity")] + [(code, "店", "2026-10-31", 60) for code in ITEMS],
        "departments": [("code", "name", "cost_kind"), ("D1", "门店", "销售")],
        "headcount": [("department", "month", "people", "monthly_salary"), ("D1", "2025-01", 2, 5000)],
        "bank-balances": [("account", "as_of", "balance", "currency"), ("6222", "2026-10-31", 150000, "CNY")],
        "drivers": [("name", "department", "value"), ("small_scale_taxpayer", "", 1), ("surcharge_rate", "", CITY), ("income_tax_rate", "", 0.05), ("minimum_cash", "", 20000),
                    ("fixed_expense", "D1", 3000), ("expense_tax_rate", "D1", 0.06), ("capex_tax_rate", "", 0.13)],
    }


def make(scratch):
    folder = scratch / "shop"
    tongpin("init", "--data", folder, "--currency", "CNY", "--today", TODAY, check=True)
    for kind, rows in tables().items():
        path = scratch / f"{kind}.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        tongpin("import", path, "--kind", kind, "--data", folder, "--today", TODAY, check=True)
    return folder


def check_quarters(report, company):
    """From revenue and the levy rate alone."""
    totals, cutoff = company["totals"], company["cutoff"]
    names = months(company["first_month"], len(totals["total_revenue"]))
    sales, tax, exempt, owed = defaultdict(float), defaultdict(float), [], 0.0
    for at, month in enumerate(names):
        quarter = f"{month[:4]}Q{(int(month[-2:]) + 2) // 3}"
        sales[quarter] += totals["total_revenue"][at]
        if month <= cutoff:
            continue
        if int(month[-2:]) % 3 == 1:
            report.near(totals["taxes_paid"][at], owed, f"paid in {month}", absolute=0.005)
        else:
            report.equal(totals["taxes_paid"][at], 0.0, f"paid in {month}")
        tax[quarter] += totals["total_revenue"][at] * LEVY
        if int(month[-2:]) % 3 == 0:
            is_exempt = round(sales[quarter], 2) <= LIMIT
            exempt += [quarter] if is_exempt else []
            relieved = tax[quarter] if is_exempt else 0.0
            surcharge = (tax[quarter] - relieved) * CITY / 2
            report.near(totals["vat_relieved"][at], relieved, f"relieved in {quarter}", absolute=0.005)
            report.near(totals["taxes_and_surcharges"][at], surcharge, f"surcharges of {quarter}", absolute=0.005)
            owed = tax[quarter] - relieved + surcharge
            report.say(f"{quarter}: sales {sales[quarter]:,.2f}, VAT {tax[quarter]:,.2f}, relieved {relieved:,.2f}, owed {owed:,.2f}")
        for name in ("input_vat", "vat_awaited", "vat_carried"):
            report.equal(totals[name][at], 0.0, f"{name} of {month}")
    report.equal(exempt, ["2027Q1", "2027Q2"], "quarters within the limit")
    report.expect(math.fsum(totals["vat_relieved"]) > 0, "some tax is relieved")


def main():
    report = Report("small-scale taxpayer")
    with Scratch() as scratch:
        folder = make(scratch)
        result = planning_run.run(report, folder, scratch / "out")
        if result:
            planning_run.check(report, result, scratch / "out")
            check_quarters(report, json.loads((scratch / "out/company.json").read_text()))
    report.finish()


if __name__ == "__main__":
    main()
