# SPDX-License-Identifier: Apache-2.0
"""A second opinion on what the server shows, in numpy: totals from their leaves, layers of the forecast, statements and cash by the rules of
Docs/specs/SPEC-manufacturing-model.md. Figures travel with a fixed number of decimals, so a sum of n of them may differ by n halves of the last
one besides the 1e-9 of its size."""
import calendar

import numpy as np

RELATIVE = 1e-9


def number(text):
    return 0.0 if text is None else float(text)


def vector(texts):
    return np.array([number(text) for text in texts])


def decimals(texts):
    return max((len(text.partition(".")[2]) for text in texts if text is not None), default=0)


def item_of(row):
    """The item or family in a row's id: `units|Item=AC-001;Region=EAST`."""
    pairs = dict(part.split("=", 1) for part in row["id"].partition("|")[2].split(";") if part)
    return pairs.get("Item")


class Oracle:
    """Compares, and counts what was compared."""

    def __init__(self, report):
        self.report = report
        self.compared = 0
        self.worst_reference = 0.0

    def agree(self, shown, expected, terms, texts, what):
        """`shown` equals `expected`, a sum of `terms` figures printed like `texts`."""
        shown, expected = np.asarray(shown, float), np.asarray(expected, float)
        rounding = (terms + 1) * 0.5 * 10.0 ** -decimals(texts)
        bound = RELATIVE * np.maximum(np.abs(shown), np.abs(expected)) + rounding
        difference = np.abs(shown - expected)
        self.compared += difference.size
        place = int(np.argmax(difference - bound)) if difference.size else 0
        self.report.expect(
            bool(np.all(difference <= bound)),
            f"{what}: shown {shown.flat[place] if shown.size else ''}, expected {expected.flat[place] if expected.size else ''} at {place}")

    # -- the one table ------------------------------------------------------------------------------------------------
    def totals(self, table):
        """Every row whose unit adds up is the sum of its children, in every column."""
        children = {}
        for row in table["rows"]:
            if row["parent"] is not None:
                children.setdefault(row["parent"], []).append(row)
        parents = 0
        for row in table["rows"]:
            below = [child for child in children.get(row["id"], []) if child["measure"] == row["measure"]]
            if row["unit"] not in ("件", "元") or not below:
                continue
            parents += 1
            total = np.sum([vector(child["values"]) for child in below], axis=0)
            self.agree(vector(row["values"]), total, len(below), row["values"], f"{row['label']['en']} ({row['id']}) is the sum of its lines")
        return parents

    def statements(self, table):
        """Profit, equity and balance from the lines shown; what is not on the screen is not checked."""
        lines = {row["measure"]: vector(row["values"]) for row in table["rows"] if row["level"] == 0}
        for name, plus, minus in STATEMENTS:
            if name in lines and all(part in lines for part in plus + minus):
                expected = sum(lines[part] for part in plus) - sum(lines[part] for part in minus)
                self.agree(lines[name], expected, len(plus + minus), ["0.00"], f"{name} = {' + '.join(plus)} − {' − '.join(minus)}")

    def calendar(self, months, coarse):
        """Quarters or years of the table are the sums of their months, for measures that flow."""
        by_id = {row["id"]: row for row in months["rows"]}
        for place, column in enumerate(coarse["columns"]):
            inside = [i for i, month in enumerate(months["columns"]) if period_of(month["id"], column["id"])]
            for row in coarse["rows"]:
                fine = by_id.get(row["id"])
                if fine is None or row["measure"] not in FLOWS:
                    continue
                total = vector(fine["values"])[inside].sum()
                self.agree(number(row["values"][place]), total, len(inside), fine["values"], f"{row['id']} {column['id']} is the sum of its months")

    def taxes(self, table):
        """VAT with what is carried, surcharges at one rate, both paid a month later: month by month from the cutoff on."""
        lines = {row["measure"]: vector(row["values"]) for row in table["rows"] if row["level"] == 0}
        texts = next(row["values"] for row in table["rows"] if row["measure"] == "vat_due")
        months = [column["id"] for column in table["columns"]]
        first = next(i for i, column in enumerate(table["columns"]) if not column["isActual"])
        carried = max(0.0, lines["input_vat"][first] - lines["output_vat_month"][first]) if lines["vat_due"][first] == 0 else 0.0
        rate = lines["taxes_and_surcharges"][first + 1:].sum() / max(lines["vat_due"][first + 1:].sum(), 1.0)
        for t in range(first + 1, len(months)):
            net = lines["output_vat_month"][t] - lines["input_vat"][t] - carried
            if lines["vat_due"][first] > 0:
                self.agree(lines["vat_due"][t], max(0.0, net), 60, texts, f"VAT due of {months[t]}")
                carried = max(0.0, -net)
            expected = lines["vat_due"][t - 1] + lines["taxes_and_surcharges"][t - 1]
            self.agree(lines["taxes_paid"][t], expected, 2, texts, f"VAT and surcharges paid in {months[t]} are those of the month before")
            self.agree(lines["taxes_and_surcharges"][t], lines["vat_due"][t] * rate, 40, texts, f"surcharges of {months[t]}")

    def regions(self, table, by_region):
        """Orders of item × region = agreed × price; items of all regions add up to the table without a region."""
        total = {}
        for region, part in by_region.items():
            rows = {(row["measure"], item_of(row)): row for row in part["rows"] if row["level"] == 2}
            open_months = np.array([not column["isActual"] for column in part["columns"]])
            for (measure, item), row in rows.items():
                total[measure, item] = total.get((measure, item), 0.0) + vector(row["values"])
                if measure != "orders":
                    continue
                agreed, price = vector(rows["agreed", item]["values"]), vector(rows["price", item]["values"])
                slack = 0.5 * 10.0 ** -decimals(rows["agreed", item]["values"]) * price + 0.5 * 10.0 ** -decimals(rows["price", item]["values"]) * agreed
                difference = np.abs(vector(row["values"]) - agreed * price)[open_months]
                self.compared += difference.size
                self.report.expect(bool(np.all(difference <= slack[open_months] + 0.011)), f"orders of {item} {region} = agreed × price: off by {difference.max(initial=0)}")
        for row in table["rows"]:
            key = row["measure"], item_of(row)
            if row["level"] == 2 and key in total and row["unit"] in ("件", "元") and row["measure"] != "override":
                self.agree(vector(row["values"]), total[key], len(by_region), row["values"], f"{row['id']} is the sum of its regions")

    # -- forecast -----------------------------------------------------------------------------------------------------
    def layers(self, forecast, what):
        """agreed = the override where there is one, else baseline + pipeline."""
        for entry in forecast["forecast"]:
            given = entry["override"] is not None
            expected = number(entry["override"]) if given else number(entry["baseline"]) + number(entry["pipeline"])
            texts = [entry["agreed"], entry["baseline"], entry["pipeline"], entry["override"]]
            self.agree(number(entry["agreed"]), expected, 2, texts, f"{what} {entry['month']}: agreed")

    # -- cash ---------------------------------------------------------------------------------------------------------
    def cash(self, days, months):
        """opening + inflows − outflows = closing by day, chained; a month is the sum of its days and ends like its last one."""
        self.roll(days)
        self.roll(months)
        for month in months["periods"]:
            inside = [day for day in days["periods"] if day["id"].startswith(month["id"])]
            if len(inside) != calendar.monthrange(int(month["id"][:4]), int(month["id"][5:7]))[1]:
                continue  # the days shown begin or end within this month
            for line in days["lines"]:
                parts = [day["amounts"].get(line["key"]) for day in inside]
                self.agree(number(month["amounts"].get(line["key"])), vector(parts).sum(), len(parts), parts, f"{line['key']} of {month['id']}")
            self.agree(number(month["closing"]), number(inside[-1]["closing"]), 1, [month["closing"]], f"closing of {month['id']}")

    def roll(self, cash):
        signs = {line["key"]: line["sign"] for line in cash["lines"]}
        previous = None
        for period in cash["periods"]:
            opening = number(period["opening"])
            moved = sum(signs[key] * number(amount) for key, amount in period["amounts"].items())
            self.agree(number(period["closing"]), opening + moved, len(signs), [period["closing"]], f"cash of {period['id']}")
            if previous is not None:
                self.agree(opening, previous, 1, [period["opening"]], f"opening of {period['id']} is the closing before")
            previous = number(period["closing"])


STATEMENTS = [
    ("total_revenue", ("revenue",), ()),
    ("total_gross_margin", ("total_revenue",), ("total_cost_of_sales",)),
    ("profit_before_tax", ("total_revenue", "other_income"), (
        "total_cost_of_sales", "taxes_and_surcharges", "selling_expenses", "administrative_expenses", "research_expenses", "financial_expenses")),
    ("net_profit", ("profit_before_tax",), ("income_tax",)),
    ("total_assets", (
        "cash", "restricted_cash", "bills_receivable", "receivables", "prepayments", "inventory", "work_in_process", "vat_carried", "vat_awaited", "fixed_assets", "other_net_assets"), ()),
    ("total_liabilities", (
        "loans", "bills_payable", "payables", "customer_deposits", "rebate_payable", "wages_payable", "bonus_payable", "wage_tax_payable", "tax_payable", "income_tax_payable"), ()),
    ("equity", ("total_assets",), ("total_liabilities",)),
    ("gross_margin", ("revenue",), ("standard_cost_of_sales",)),
]

FLOWS = {
    "units", "agreed", "orders", "shipments", "revenue", "billing", "rebate", "purchases_month", "total_revenue", "total_cost_of_sales",
    "profit_before_tax", "net_profit", "income_tax", "selling_expenses", "administrative_expenses", "research_expenses", "payroll",
    "department_cost", "expense", "collections_month", "standard_cost_of_sales", "gross_margin", "vat_due", "taxes_paid",
}


def period_of(month, coarse):
    if "Q" in coarse:
        year, quarter = coarse.split("Q")
        return month[:4] == year and (int(month[5:7]) + 2) // 3 == int(quarter)
    return month.startswith(coarse)


def balance_gaps(table):
    """The months in which the balance check does not read 0.00, with what it reads."""
    rows = [row for row in table["rows"] if row["measure"] == "balance_check"]
    return rows, [(column["id"], value) for row in rows for column, value in zip(table["columns"], row["values"]) if abs(number(value)) >= 0.005]
