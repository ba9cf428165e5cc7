#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A restart changes no number. Prices and deals of the same cells are edited in turn, because what deals add to the forecast depends on the price; then the
table, the deals and the cash of the running server are compared with those after a restart, character by character."""
import random

from edits import Editor
from random_edits import Tables
from report import Report
from server import Scratch, Server, demo_company


def everything(client):
    tables = Tables(client)
    views = {f"table {code}": table["rows"] for code, table in tables.by_region().items()}
    views["table"] = tables.read()["rows"]
    views["deals"] = [{**deal, "version": 0} for deal in client.get("/api/v1/deals")["deals"]]
    for grain in ("day", "month"):
        views[f"cash {grain}"] = client.get("/api/v1/cash", grain=grain)["periods"]
    return views


def edit(client, generator, report, rounds):
    """Prices of cells with a project deal, and deals, in turn."""
    editor = Editor(client, generator, "restart")
    for number in range(rounds):
        deals = [d for d in client.get("/api/v1/deals")["deals"] if d["outcome"] == "open" and d["kind"] == "project" and d["item"]["code"]]
        deal = generator.choice(deals)
        month = generator.choice(editor.months) if generator.random() < 0.3 else (deal["closesOn"] or editor.months[0])[:7]
        cell = f"price|Item={deal['item']['code']};Region={deal['region']}@{month}"
        value = generator.choice(("0", "500", "1234.56", "9000"))
        priced = client.send(f"price-{number}", "edit-cells", {"cells": [{"cell": cell, "value": value}]})
        change = {"deal": deal["code"], "version": deal["version"], "amountInclTax": f"{generator.randint(1, 90)}0000.00"}
        moved = client.send(f"deal-{number}", "update-deal", change)
        report.expect(priced.status in (200, 422) and moved.status == 200, f"{cell}: {priced.status}, deal: {moved.status} {moved.body[:200]!r}")


def main():
    report = Report("restart")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            edit(client, random.Random(7), report, 40)
            live = everything(client)
            # Somebody always looks on: the server ends their stream and then itself.
            stream = client.events(after=0)
            next(stream)
            report.equal(server.stop(), 0, "end of a server that somebody looks at")
        with Server(demo.folder) as server:
            again = everything(server.client(*demo.login("administrator")))
        for name, rows in live.items():
            different = [(a, b) for a, b in zip(rows, again[name]) if a != b]
            where = str(different[0])[:300] if different else ""
            report.expect(not different and len(rows) == len(again[name]), f"{name}: {len(different)} rows differ after the restart, e.g. {where}")
        report.equal(demo.verify().returncode, 0, "verify")
    report.figure("views compared", len(live))
    report.finish()


if __name__ == "__main__":
    main()
