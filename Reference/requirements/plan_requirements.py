#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plans made and bought items from plain CSV files, day by day: a second opinion on the requirements of Tongpin.

Written to be read, not to be fast: dictionaries and calendar dates, no array, nothing shared with the program it checks.
The rules are those of Docs/specs/SPEC-manufacturing-model.md, section "Requirements":

  items      every row of items.csv; safety_stock; opening stock = sum of inventory_on_hand over locations
  bills      rows with an assembly; a row counts when start_date <= day of release <= end_date (no end: for ever)
  bought     make_flag 0: the vendor with the shortest lead time, then the lowest standard price, then the lowest code;
             lead time = lead_time_days; least order = min_order_quantity
  made       make_flag 1: lead time = days_to_manufacture of products.csv, else of items.csv, when a whole number above 0, else 1
  lots       whole units: order = ceil(max(need, least order) - 1e-9); units of measure are not converted
  netting    when stock + scheduled - demand ends a day more than 1e-9 below safety stock, one order is due that day
  release    the last working day with at least <lead time> working days after it up to the due day; none: the first day, late

Usage: plan_requirements.py DATA --demand DEMAND.csv --first 2024-12-01 --last 2025-12-31 [--scheduled S.csv]
         [--days-off OFF.csv] [--items CODE,CODE] > orders.csv
DEMAND.csv and S.csv: item,day,quantity. OFF.csv: day,works (1 or 0), exceptions to Monday-Friday.
Out: item,release_day,due_day,quantity,late_by, ordered by item and due day.
"""
import argparse
import csv
import datetime
import math
import sys
from collections import defaultdict

TOLERANCE = 1e-9


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def date(text):
    return datetime.date.fromisoformat(text) if text.strip() else None


def number(text, otherwise=0.0):
    try:
        return float(text)
    except ValueError:
        return otherwise


class Company:
    def __init__(self, folder):
        self.safety, self.made = {}, {}
        manufacture = {}
        for row in rows(f"{folder}/items.csv"):
            code = row["item_code"]
            self.safety[code] = number(row["safety_stock"])
            self.made[code] = row["make_flag"] == "1"
            manufacture[code] = number(row["days_to_manufacture"])
        for row in rows(f"{folder}/products.csv"):
            if row["item_code"] and number(row["days_to_manufacture"], None) is not None:
                manufacture[row["item_code"]] = number(row["days_to_manufacture"])
        self.opening = defaultdict(float)
        for row in rows(f"{folder}/inventory_on_hand.csv"):
            self.opening[row["item_code"]] += number(row["quantity_on_hand"])
        vendor = {}
        for row in rows(f"{folder}/vendor_items.csv"):
            choice = (int(row["lead_time_days"]), number(row["standard_price"]), row["vendor_id"], row)
            if row["item_code"] not in vendor or choice[:3] < vendor[row["item_code"]][:3]:
                vendor[row["item_code"]] = choice
        self.lead, self.least = {}, {}
        for code in self.safety:
            if not self.made[code] and code in vendor:
                self.lead[code] = vendor[code][0]
                self.least[code] = number(vendor[code][3]["min_order_quantity"])
            else:
                days = manufacture.get(code, 0.0)
                self.lead[code] = int(days) if days >= 1 else 1
                self.least[code] = 0.0
        self.parts = defaultdict(list)
        for row in rows(f"{folder}/bill_of_materials.csv"):
            assembly, component = row["assembly_item_code"], row["component_item_code"]
            if assembly and assembly in self.safety and component in self.safety:
                self.parts[assembly].append(
                    (component, number(row["quantity_per"]), date(row["start_date"]), date(row["end_date"])))

    def planning_order(self):
        """Every assembly before its components; refuses a circle."""
        depth = {}

        def visit(code, path):
            if code in path:
                sys.exit("circle in the bill of materials: " + " > ".join(path[path.index(code):] + [code]))
            if code not in depth:
                depth[code] = 1 + max((visit(part[0], path + [code]) for part in self.parts[code]), default=0)
            return depth[code]

        for code in self.safety:
            visit(code, [])
        return sorted(self.safety, key=lambda code: (-depth[code], code))


class WorkingDays:
    def __init__(self, path):
        self.exceptions = {date(row["day"]): row["works"] == "1" for row in rows(path)} if path else {}

    def works(self, day):
        return self.exceptions.get(day, day.weekday() < 5)

    def release(self, due, lead, first):
        """The day to release, and by how many working days it is late."""
        day, left = due, lead
        one = datetime.timedelta(days=1)
        while day >= first and not (left == 0 and self.works(day)):
            if self.works(day) and left > 0:
                left -= 1
            day -= one
        # Before the plan began nothing could be released: count what is missing, and the release itself.
        return (day, 0) if day >= first else (first, left + 1)


def demand_by_day(path, first, last):
    result = defaultdict(lambda: defaultdict(float))
    for row in rows(path) if path else ():
        day = date(row["day"])
        if first <= day <= last:
            result[row["item"]][day] += float(row["quantity"])
    return result


def plan(company, working, demand, scheduled, first, last):
    dependent = defaultdict(lambda: defaultdict(float))
    orders = []
    days = [first + datetime.timedelta(days=k) for k in range((last - first).days + 1)]
    for code in company.planning_order():
        stock = company.opening[code]
        for day in days:
            stock += scheduled[code][day] - (demand[code][day] + dependent[code][day])
            missing = company.safety[code] - stock
            if missing <= TOLERANCE:
                continue
            quantity = float(math.ceil(max(missing, company.least[code]) - TOLERANCE))
            stock += quantity
            release, late = working.release(day, company.lead[code], first)
            orders.append((code, release, day, quantity, late))
            for component, per, start, end in company.parts[code]:
                if (start is None or start <= release) and (end is None or release <= end):
                    dependent[component][release] += quantity * per
    return sorted(orders, key=lambda order: (order[0], order[2]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--demand", required=True)
    parser.add_argument("--scheduled")
    parser.add_argument("--days-off")
    parser.add_argument("--first", required=True, type=datetime.date.fromisoformat)
    parser.add_argument("--last", required=True, type=datetime.date.fromisoformat)
    parser.add_argument("--items", help="codes to print, separated by commas; all when left out")
    options = parser.parse_args()
    first, last = options.first, options.last
    orders = plan(
        Company(options.data), WorkingDays(options.days_off), demand_by_day(options.demand, first, last),
        demand_by_day(options.scheduled, first, last), first, last)
    wanted = set(options.items.split(",")) if options.items else None
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["item", "release_day", "due_day", "quantity", "late_by"])
    for code, release, due, quantity, late in orders:
        if wanted is None or code in wanted:
            out.writerow([code, release, due, f"{quantity:.6f}", late])


if __name__ == "__main__":
    main()
