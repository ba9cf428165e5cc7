# SPDX-License-Identifier: Apache-2.0
"""Random edits as people make them: a cell of a region or a whole family, a driver, an override, a deal; chosen with a seed from what the
server itself says can be edited."""
import itertools


def next_months(month, count):
    year, number = map(int, month.split("-"))
    for _ in range(count):
        number += 1
        if number == 13:
            year, number = year + 1, 1
        yield f"{year:04d}-{number:02d}"


class Editor:
    """Makes one random command after the other and counts what became of them."""

    def __init__(self, client, generator, name):
        self.client = client
        self.generator = generator
        self.numbers = itertools.count(1)
        self.name = name
        self.applied = {}
        self.refused = {}
        workspace = client.get("/api/v1/workspace")
        self.months = [m for m in next_months(workspace["cutoffMonth"], 18) if m <= workspace["lastMonth"]]
        self.regions = [region["code"] for region in workspace["regions"]]
        self.series = client.get("/api/v1/forecasts")["series"]
        self.rows = None

    def learn(self, table):
        """Which rows of the table can be edited, by what they are."""
        open_columns = [place for place, column in enumerate(table["columns"]) if not column["isActual"]]
        editable = [row for row in table["rows"] if row["isEditable"]]
        self.columns = [(place, table["columns"][place]["id"]) for place in open_columns]
        sales = {"agreed", "units", "orders", "override"}
        drivers = [row for row in editable if row["measure"] not in sales and (row["measure"] != "price" or row["level"] == 2)]
        families = [row for row in editable if row["measure"] in sales and row["level"] < 2]
        leaves = [row for row in editable if row["measure"] in sales and row["level"] == 2]
        self.rows = {"driver": drivers, "family": families, "leaf": leaves}

    def edit(self, kind=None):
        """One edit; the command's answer when it was applied, nothing when it was refused with a reason."""
        kind = kind or self.generator.choices(("override", "family", "leaf", "driver", "deal"), (25, 30, 20, 15, 10))[0]
        if kind in self.rows and not self.rows[kind]:
            kind = "override"
        command, payload = getattr(self, "_" + ("cell" if kind in self.rows else kind))(kind)
        key = f"{self.name}-{next(self.numbers)}"
        answer = self.client.send(key, command, payload, reason="random edit")
        if answer.status == 200:
            self.applied[kind] = self.applied.get(kind, 0) + 1
            return answer.json
        self.refused.setdefault(answer.code or str(answer.status), []).append((kind, payload, answer.body[:300]))
        return None

    def _override(self, _):
        entry = self.generator.choice(self.series)
        value = None if self.generator.random() < 0.2 else str(self.generator.randint(0, 5_000))
        month = self.generator.choice(self.months)
        return "override-forecast", {"item": entry["item"], "region": entry["region"], "month": month, "value": value}

    def _cell(self, kind):
        row = self.generator.choice(self.rows[kind])
        place, column = self.generator.choice(self.columns)
        old = row["values"][place]
        factor = self.generator.choice((0.0, 0.5, 0.9, 1.1, 1.37, 2.0))
        if old is None or float(old) == 0:
            value = {"%": "0.05", "人": "3"}.get(row["unit"], str(self.generator.randint(1, 2_000)))
        else:
            value = f"{float(old) * factor:.2f}" if row["unit"] != "%" else f"{min(float(old) * factor, 0.9):.4f}"
        if row["measure"] == "leavers":
            value = "0"  # more may not leave than are there: a check of its own says so
        # Evenly over a total would also go to items that are never sold.
        spread = self.generator.choice(("proportional", "even")) if row["level"] else "proportional"
        # A price is not added over regions: it is set in one of them.
        place_of_it = f"{row['id']};Region={self.generator.choice(self.regions)}" if row["measure"] == "price" and "|" in row["id"] else row["id"]
        return "edit-cells", {"cells": [{"cell": f"{place_of_it}@{column}", "value": value, "spread": spread}]}

    def _deal(self, _):
        deals = self.client.get("/api/v1/deals")["deals"]
        deal = self.generator.choice([d for d in deals if d.get("outcome", "open") == "open"] or deals)
        payload = {"deal": deal["code"], "version": deal["version"]}
        what = self.generator.choice(("closesOn", "amountInclTax", "isCommitted"))
        if what == "closesOn":
            payload[what] = f"{self.generator.choice(self.months)}-{self.generator.randint(1, 28):02d}"
        elif what == "amountInclTax":
            payload[what] = f"{self.generator.randint(10_000, 5_000_000)}.00"
        else:
            payload[what] = not deal["isCommitted"]
        return "update-deal", payload
