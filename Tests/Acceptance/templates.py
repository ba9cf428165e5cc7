#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The planning templates on small companies: each is checked without a finding, is in the house form, calculates its example folder with a balance sheet that balances, and says
the same revenue, bank balance, tax and template's own figures (stock, settlement, contract liability, retention, deposits) as this plain program over the same files."""
import csv
import json
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

from report import Report
from server import BINARY, ROOT

TEMPLATES = ["trade", "e-commerce", "software", "projects", "to-order"]
EXAMPLES = ROOT / "Examples/templates"


def table(path):
    """{key of members: {period: number}}; a value without time stands under None."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        head, *rows = list(csv.reader(lines))
    width = next((at for at, name in enumerate(head) if name == "value" or name[:4].isdigit()), len(head))
    return {tuple(row[:width]): {None if name == "value" else name: float(cell) for name, cell in zip(head[width:], row[width:]) if cell} for row in rows}


class Company:
    """What every template knows of its example: months, places, orders, and how curves work."""

    def __init__(self, name):
        self.folder = EXAMPLES / name
        frame = json.loads((self.folder / "plan.json").read_text(encoding="utf-8"))
        year, month = map(int, frame["first_month"].split("-"))
        self.months = [f"{year + (month - 1 + at) // 12}-{(month - 1 + at) % 12 + 1:02d}" for at in range(frame["months"])]
        self.open = [one for one in self.months if one > frame["cutoff"]]
        self.cutoff = frame["cutoff"]
        self.inputs = {path.stem: table(path) for path in self.folder.glob("*.csv")}
        self.places = sorted(self.inputs["price"])
        self.items = sorted({item for item, _ in self.places})
        self.tax = {item: self.get("tax_rate", item, month=self.months[0]) for item in self.items}

    def get(self, name, *key, month=None):
        return self.inputs.get(name, {}).get(key, {}).get(month, 0.0)

    def agreed(self, place, month):
        override = self.inputs["override"].get(place, {}).get(month)
        return override if override is not None else self.get("baseline", *place, month=month) + self.get("pipeline", *place, month=month)

    def units(self, place, month):
        return self.get("actual_order_units", *place, month=month) if month <= self.cutoff else self.agreed(place, month)

    def orders(self, place, month):
        return self.get("actual_orders", *place, month=month) if month <= self.cutoff else self.units(place, month) * self.get("price", *place, month=month)

    def at(self, month, back):
        place = self.months.index(month) - back
        return self.months[place] if place >= 0 else None

    def curve(self, name, month, value):
        """Σ share of a lag × the value so many months earlier."""
        total = 0.0
        for (lag,), share in self.inputs[name].items():
            then = self.at(month, int(lag))
            total += share[None] * value(then) if then else 0.0
        return total

    def sum(self, value):
        return sum(value(place) for place in self.places)

    def finish(self, revenue, collected, paid, other, vat, costs, fees=None):
        """Profit, tax and the bank balance of every month to come from what the template makes of sales and purchases."""
        result, cash, tax = defaultdict(dict), self.get("actual_cash", month=self.cutoff), self.get("actual_tax_payable", month=self.cutoff)
        for month in self.open:
            sales = revenue(month)
            expenses = sum(self.get("fixed_expense", one, month=month) + self.get("expense_share", one) * sales for one in ("D1", "D2"))
            profit = sales - costs(month) - (fees(month) if fees else 0.0) - expenses
            income_tax = max(0.0, profit) * self.get("income_tax_rate")
            taxes = max(0.0, tax)
            tax += vat(month) + income_tax - taxes
            cash += collected(month) - paid(month) - other(month) - expenses - taxes
            for name, value in (("total_revenue", sales), ("net_profit", profit - income_tax), ("tax_payable", tax), ("cash", cash)):
                result[name][month] = value
        return result

    def due(self, month):
        return self.get("opening_payables_due", month=month)


def stocked(company, sold):
    """Purchases that fill the stock up to so many months of what is sold next, in money, with what suppliers are paid."""
    bought, stock = defaultdict(float), {item: company.get("opening_stock", item) for item in company.items}
    levels = defaultdict(dict)
    for item in company.items:
        for at, month in enumerate(company.open):
            now, following = sold(item, month), sold(item, company.open[min(at + 1, len(company.open) - 1)])
            units = max(0.0, now + company.get("stock_cover", item) * following - stock[item])
            stock[item] += units - now
            levels[(item,)][month] = stock[item]
            bought[item, month] = units * company.get("standard_cost", item)
    value = lambda month: sum(bought[item, month] for item in company.items)
    gross = lambda month: sum(bought[item, month] * (1 + company.get("purchase_tax_rate", item)) for item in company.items) if month > company.cutoff else 0.0
    return value, gross, lambda month: company.curve("payment_profile", month, gross) + company.due(month), levels


def trade(c):
    orders = lambda month: c.sum(lambda place: c.orders(place, month))
    revenue = lambda month: c.sum(lambda place: c.orders(place, month) / (1 + c.tax[place[0]]))
    sold = lambda item, month: sum(c.units(place, month) for place in c.places if place[0] == item)
    value, gross, paid, levels = stocked(c, sold)
    result = c.finish(
        revenue, lambda month: c.curve("collection_profile", month, orders), paid, lambda month: 0.0,
        lambda month: orders(month) - revenue(month) - gross(month) + value(month), lambda month: sum(sold(item, month) * c.get("standard_cost", item) for item in c.items))
    return result, {"stock_units": levels}


def e_commerce(c):
    def returned(place, month):
        before = c.at(month, 1)
        return c.units(place, before) * c.get("return_rate", place[1]) if month > c.cutoff and before else 0.0

    net = lambda place, month: c.orders(place, month) - returned(place, month) * c.get("price", *place, month=month)
    settled = lambda month: c.sum(lambda place: net(place, month) * (1 - c.get("commission_rate", place[1])))
    revenue = lambda month: c.sum(lambda place: net(place, month) / (1 + c.tax[place[0]]))
    selling = lambda month: c.sum(lambda place: net(place, month) * c.get("promotion_rate", place[1]) + (c.units(place, month) + returned(place, month)) * c.get("freight_per_piece"))
    commission = lambda month: c.sum(lambda place: net(place, month) * c.get("commission_rate", place[1]))
    sold = lambda item, month: sum(c.units(place, month) - returned(place, month) for place in c.places if place[0] == item)
    value, gross, paid, levels = stocked(c, sold)
    result = c.finish(
        revenue, lambda month: c.curve("collection_profile", month, settled), paid, selling,
        lambda month: c.sum(lambda place: net(place, month)) - revenue(month) - gross(month) + value(month),
        lambda month: sum(sold(item, month) * c.get("standard_cost", item) for item in c.items), lambda month: selling(month) + commission(month))
    due, receivables = c.get("actual_receivables", month=c.cutoff), {}
    for month in c.open:
        due += settled(month) - c.curve("collection_profile", month, settled)
        receivables[month] = due
    return result, {"receivables": {(): receivables}, "stock_units": levels}


def software(c):
    known = {}

    def units(place, month):
        if month <= c.cutoff:
            return c.units(place, month)
        if (place, month) not in known:
            before = c.at(month, 12)
            known[place, month] = c.agreed(place, month) + (units(place, before) * c.get("renewal_rate", place[0]) if before else 0.0)
        return known[place, month]

    gross = lambda place, month: c.orders(place, month) if month <= c.cutoff else units(place, month) * c.get("price", *place, month=month)
    orders = lambda month: c.sum(lambda place: gross(place, month))
    signed = lambda place, month: gross(place, month) / (1 + c.tax[place[0]])
    part = lambda place, month: c.curve("recognition_profile", month, lambda then: signed(place, then))
    revenue = lambda month: c.sum(lambda place: part(place, month))
    hosting = lambda month: c.sum(lambda place: part(place, month) * c.get("hosting_rate", place[0]))
    result = c.finish(
        revenue, lambda month: c.curve("collection_profile", month, orders), lambda month: 0.0, hosting,
        lambda month: orders(month) - c.sum(lambda place: signed(place, month)), hosting)
    liability, levels = c.get("actual_contract_liability", month=c.cutoff), {}
    for month in c.open:
        liability += c.sum(lambda place: signed(place, month)) - revenue(month)
        levels[month] = liability
    return result, {"contract_liability": {(): levels}}


def projects(c):
    part = lambda place, month: c.curve("progress_profile", month, lambda then: c.orders(place, then) / (1 + c.tax[place[0]]))

    def billed(place, month):
        if month <= c.cutoff:
            return 0.0
        rate = c.get("retention_rate", place[0])
        return c.curve("milestone_profile", month, lambda then: c.orders(place, then) * (1 - rate)) + c.curve("retention_profile", month, lambda then: c.orders(place, then) * rate)

    revenue = lambda month: c.sum(lambda place: part(place, month))
    billing = lambda month: c.sum(lambda place: billed(place, month))
    net = lambda month: c.sum(lambda place: billed(place, month) / (1 + c.tax[place[0]]))
    cost = lambda month: c.sum(lambda place: part(place, month) * c.get("cost_rate", place[0]))
    gross = lambda month: c.sum(lambda place: part(place, month) * c.get("cost_rate", place[0]) * (1 + c.get("purchase_tax_rate", place[0]))) if month > c.cutoff else 0.0
    result = c.finish(
        revenue, lambda month: c.curve("collection_profile", month, billing) + c.get("opening_receivables_due", month=month),
        lambda month: c.curve("payment_profile", month, gross) + c.due(month), lambda month: 0.0, lambda month: billing(month) - net(month) - gross(month) + cost(month), cost)
    position, levels = c.get("actual_contract_position", month=c.cutoff), {}
    for month in c.open:
        position += revenue(month) - net(month)
        levels[month] = position
    retention = {place: {month: c.curve("retention_profile", month, lambda then: c.orders(place, then) * c.get("retention_rate", place[0])) for month in c.open} for place in c.places}
    return result, {"contract_position": {(): levels}, "retention_billed": retention}


def to_order(c):
    rate = c.get("deposit_rate")

    def shipped(place, month):
        return c.get("actual_shipments", *place, month=month) if month <= c.cutoff else c.curve("delivery_profile", month, lambda then: c.orders(place, then))

    delivered = lambda place, month: c.curve("delivery_profile", month, lambda then: c.units(place, then))
    shipments = lambda month: c.sum(lambda place: shipped(place, month))
    revenue = lambda month: c.sum(lambda place: shipped(place, month) / (1 + c.tax[place[0]]))
    bought = lambda month: c.sum(lambda place: c.units(place, month) * c.get("material_cost", place[0]))
    gross = lambda month: c.sum(lambda place: c.units(place, month) * c.get("material_cost", place[0]) * (1 + c.get("purchase_tax_rate", place[0]))) if month > c.cutoff else 0.0
    conversion = lambda month: c.sum(lambda place: delivered(place, month) * c.get("conversion_cost", place[0]))
    material = lambda month: c.sum(lambda place: delivered(place, month) * c.get("material_cost", place[0]))
    deposits = lambda month: c.sum(lambda place: c.orders(place, month)) * rate
    result = c.finish(
        revenue, lambda month: deposits(month) + c.curve("collection_profile", month, lambda then: shipments(then) * (1 - rate)),
        lambda month: c.curve("payment_profile", month, gross) + c.due(month), conversion,
        lambda month: shipments(month) - revenue(month) - gross(month) + bought(month), lambda month: material(month) + conversion(month))
    held, work, levels, stock = c.get("actual_deposits", month=c.cutoff), c.get("actual_work_in_process", month=c.cutoff), {}, {}
    for month in c.open:
        held += deposits(month) - shipments(month) * rate
        work += bought(month) - material(month)
        levels[month], stock[month] = held, work
    return result, {"deposits": {(): levels}, "work_in_process": {(): stock}}


def proved(name, report):
    model = str(ROOT / f"Models/{name}.plan")
    check = subprocess.run([BINARY, "plan", "check", model, "--lang", "en", "--inputs", str(EXAMPLES / name)], capture_output=True, text=True)
    report.expect(check.returncode == 0 and "0 findings" in check.stdout, f"{name}: plan check says {check.stdout[-300:]}{check.stderr[-300:]}")
    report.equal(subprocess.run([BINARY, "plan", "format", model, "--check"], capture_output=True).returncode, 0, f"{name}: house form")
    with tempfile.TemporaryDirectory() as output:
        run = subprocess.run([BINARY, "plan", "calculate", model, "--inputs", str(EXAMPLES / name), "--output", output, "--lang", "en"], capture_output=True, text=True)
        if not report.expect(run.returncode == 0 and "✓ balance_check" in run.stdout, f"{name}: {run.stdout[-300:]}{run.stderr[-300:]}"):
            return
        company = Company(name)
        totals, own = globals()[name.replace("-", "_")](company)
        expected = {measure: {(): months} for measure, months in totals.items()} | own
        for measure, rows in expected.items():
            calculated = table(Path(output) / f"{measure}.csv")
            for key, months in rows.items():
                for month, value in months.items():
                    report.near(calculated.get(key, {}).get(month, 0.0), value, f"{name} {measure} {key} {month}", absolute=0.005)
        cash = [totals["cash"][month] for month in company.open]
        report.expect(len(set(cash)) == len(cash), f"{name}: the balance moves every month")


def main():
    report = Report("templates")
    for name in TEMPLATES:
        proved(name, report)
    report.finish()


if __name__ == "__main__":
    main()
