# SPDX-License-Identifier: Apache-2.0
"""A trading company of its own making, so that it is known what could have come: 36 months of orders, shipments, invoices and receipts by rules
that the program is not told, and as many continuations of the last day as one likes. It buys what it ships on the day it ships and pays 30 days later."""
import csv
import datetime as dt

import numpy as np

FIRST = dt.date(2023, 7, 1)
CUTOFF = dt.date(2026, 6, 30)
WEEKS = 26
MONTHS = 36
AHEAD = 7
HORIZON = WEEKS * 7
OFF = {dt.date(2026, 9, 25), *(dt.date(2026, 10, day) for day in range(1, 8))}
OPENING = 10_000_000.0
COST = 0.6

REGIMES = {
    # everybody's pace: share kept from month to month, days of spread; chance of single payments; a step in the last five months; heavy tail
    "steady": {"kept": 0.6, "spread": 2.0, "chance": 4.0, "step": 0.0, "tail": 0.0},
    "wandering": {"kept": 0.9, "spread": 9.0, "chance": 8.0, "step": 0.0, "tail": 0.0},
    "turned": {"kept": 0.7, "spread": 3.0, "chance": 8.0, "step": 16.0, "tail": 0.08},
}


def month_of(number):
    """The first day of the month so many months after the first."""
    index = FIRST.year * 12 + FIRST.month - 1 + number
    return dt.date(index // 12, index % 12 + 1, 1)


def number_of(day):
    return (day.year - FIRST.year) * 12 + day.month - FIRST.month


def worked(day):
    """That day, or the next one on which anybody works."""
    while day.weekday() >= 5 or day in OFF:
        day += dt.timedelta(1)
    return day


class Company:
    """What is fixed about one company, and what happened until the cutoff."""

    def __init__(self, seed, regime):
        self.rng = np.random.default_rng([seed, sorted(REGIMES).index(regime)])
        self.regime = REGIMES[regime]
        rng = self.rng
        self.items = [{"code": f"I{n}", "family": f"F{n % 2}", "price": float(rng.integers(80, 400))} for n in range(6)]
        self.regions = ["EAST", "SOUTH"]
        self.customers = [
            {"code": f"C{r}{n}", "region": r, "base": float(rng.integers(28, 62)), "weight": float(rng.uniform(0.5, 2))}
            for r in range(2) for n in range(6)]
        self.level = rng.uniform(150, 700, size=(6, 2))
        self.phase = rng.uniform(0, 12, size=2)
        self.swing = rng.uniform(0.1, 0.3, size=2)
        self.state = {"common": 0.0, "family": np.zeros(2), "pace": rng.normal(0, self.regime["spread"])}
        self.paces = []
        self.sales, self.purchases = [], []
        for number in range(MONTHS):
            self.sales += self.orders(number, self.state, rng)
            self.paces.append(self.step(self.state, number, rng))
        for sale in self.sales:
            sale["received"] = self.receipt(sale, self.paces, rng)

    def step(self, state, number, rng):
        """The pace of a month; moves the state on."""
        kept, spread = self.regime["kept"], self.regime["spread"]
        state["pace"] = kept * state["pace"] + spread * np.sqrt(1 - kept * kept) * rng.normal()
        return state["pace"] + (self.regime["step"] if number >= MONTHS - 5 else 0.0)

    def orders(self, number, state, rng):
        """The order lines of one month, with the day each is shipped."""
        state["common"] = 0.7 * state["common"] + 0.06 * rng.normal()
        state["family"] = 0.5 * state["family"] + 0.05 * rng.normal(size=2)
        start = month_of(number)
        days = (month_of(number + 1) - start).days
        lines = []
        for i, item in enumerate(self.items):
            family = i % 2
            season = 1 + self.swing[family] * np.sin(2 * np.pi * (number + self.phase[family]) / 12)
            for region in range(2):
                mean = self.level[i, region] * season * (1.003 ** number) * np.exp(state["common"] + state["family"][family])
                total = mean * np.exp(0.15 * rng.normal() - 0.5 * 0.15 ** 2)
                ours = [c for c in self.customers if c["region"] == region]
                shares = rng.dirichlet([4 * c["weight"] for c in ours])
                for customer, share in zip(ours, shares):
                    pieces = int(round(total * share))
                    if pieces <= 0:
                        continue
                    on = worked(start + dt.timedelta(int(rng.integers(0, days))))
                    shipped = worked(on + dt.timedelta(int(rng.integers(3, 26))))
                    lines.append({"item": i, "customer": customer, "on": on, "shipped": shipped, "pieces": pieces, "amount": round(pieces * item["price"], 2)})
        return lines

    def receipt(self, sale, paces, rng, after=None):
        """The day a shipment is paid; with `after`, given that it has not been paid by then."""
        customer = sale["customer"]
        place = min(len(paces) - 1, number_of(sale["shipped"] + dt.timedelta(customer["base"])))
        for _ in range(400):
            days = customer["base"] + paces[place] + self.regime["chance"] * rng.normal()
            if rng.random() < self.regime["tail"]:
                days += rng.exponential(30)
            day = worked(sale["shipped"] + dt.timedelta(int(max(1, round(days)))))
            if after is None or day > after:
                return day
        return worked(after + dt.timedelta(1 + int(rng.exponential(10))))

    def continuation(self, rng):
        """One possible future from the last day: the balance at the end of each week, and the revenue of each whole month."""
        state = {"common": self.state["common"], "family": self.state["family"].copy(), "pace": self.state["pace"]}
        sales, paces = [], list(self.paces)
        for number in range(MONTHS, MONTHS + AHEAD):
            sales += self.orders(number, state, rng)
            paces.append(self.step(state, number, rng))
        flows = np.zeros(HORIZON + 1)
        revenue = np.zeros(AHEAD)

        def book(day, amount):
            index = (day - CUTOFF).days - 1
            if 0 <= index < HORIZON:
                flows[index] += amount

        for sale in self.sales + sales:
            shipped = sale["shipped"]
            if shipped > CUTOFF:
                if number_of(shipped) - MONTHS < AHEAD:
                    revenue[number_of(shipped) - MONTHS] += sale["amount"]
                book(self.receipt(sale, paces, rng), sale["amount"])
            elif sale["received"] > CUTOFF:
                book(self.receipt(sale, paces, rng, after=CUTOFF), sale["amount"])
            paid = worked(shipped + dt.timedelta(30))
            if paid > CUTOFF:
                book(paid, -round(sale["amount"] * COST, 2))
        balance = OPENING + np.cumsum(flows[:HORIZON])
        return balance[6::7], revenue

    def write(self, folder):
        """The company's files as of the cutoff; (kind, path) in the order of import."""
        files = []

        def table(kind, rows):
            path = folder / f"{kind}.csv"
            with open(path, "w", newline="", encoding="utf-8") as out:
                writer = csv.DictWriter(out, fieldnames=list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
            files.append((kind, path))

        table("territories", [{"code": code, "name": code} for code in self.regions])
        table("suppliers", [{"code": "S1", "name": "S1", "terms": "T30"}])
        table("payment-terms", [{"code": "T30", "name": "T30", "days": 30}])
        table("items", [{"code": i["code"], "name": i["code"], "family": i["family"], "unit": "EA", "is_made": 0, "is_sold": 1, "standard_cost": i["price"] * COST, "tax_rate": "0"} for i in self.items])
        table("customers", [{"code": c["code"], "name": c["code"], "territory": self.regions[c["region"]]} for c in self.customers])
        table("supplier-items", [{"item": i["code"], "supplier": "S1", "lead_time_days": 1, "price_excl_tax": round(i["price"] * COST, 4), "tax_rate": "0"} for i in self.items])
        known = [s for s in self.sales if s["on"] <= CUTOFF]
        orders, shipments, invoices, receipts, bills, payments = [], [], [], [], [], []
        for number, sale in enumerate(known):
            item, customer = self.items[sale["item"]], sale["customer"]
            place = {"item": item["code"], "customer": customer["code"], "territory": self.regions[customer["region"]]}
            done = sale["shipped"] <= CUTOFF
            amounts = {"amount_incl_tax": sale["amount"], "amount_excl_tax": sale["amount"]}
            orders.append({"channel": "A", "order_number": f"O{number}", "line_number": 1, "ordered_on": sale["on"], "due_on": sale["shipped"], **place, "quantity": sale["pieces"], "price_incl_tax": item["price"], "tax_rate": "0", **amounts})
            if not done:
                continue
            shipments.append({"shipment_number": f"D{number}", "line_number": 1, "shipped_on": sale["shipped"], "order_number": f"O{number}", "order_line": 1, **place, "quantity": sale["pieces"], **amounts, "cost_amount": round(sale["amount"] * COST, 2)})
            invoices.append({"invoice_number": f"V{number}", "line_number": 1, "invoiced_on": sale["shipped"], "due_on": sale["shipped"] + dt.timedelta(45), "customer": customer["code"], **amounts})
            if sale["received"] <= CUTOFF:
                receipts.append({"receipt_number": f"R{number}", "received_on": sale["received"], "customer": customer["code"], "invoice_number": f"V{number}", "method": "wire", "amount": sale["amount"]})
            cost, paid = round(sale["amount"] * COST, 2), worked(sale["shipped"] + dt.timedelta(30))
            bills.append({"invoice_number": f"P{number}", "line_number": 1, "invoiced_on": sale["shipped"], "due_on": paid, "supplier": "S1", "amount_incl_tax": cost, "amount_excl_tax": cost})
            if paid <= CUTOFF:
                payments.append({"payment_number": f"Z{number}", "paid_on": paid, "supplier": "S1", "invoice_number": f"P{number}", "amount": cost})
        for kind, rows in (("sales-order-lines", orders), ("shipments", shipments), ("invoices", invoices), ("receipts", receipts), ("purchase-invoices", bills), ("payments", payments)):
            table(kind, rows)
        table("bank-balances", [{"account": "B1", "as_of": CUTOFF, "balance": OPENING, "currency": "CNY"}])
        return files
