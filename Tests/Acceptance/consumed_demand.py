#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A forecast that its orders consume, on the whole demo company: an item is given windows, a spreading and a demand time fence, one after another. Every
check stays 0.00, the rows of the write-offs are what the plan took and name their orders, revenue falls by what no longer ships, the plan equals one from scratch
(`tongpin verify`), and undo leads back to the character."""
import datetime

from oracle import balance_gaps
from report import Report
from server import Scratch, Server, demo_company


def checks(client, report, when):
    """Every assertion of the model that fails is an alert; the balance check is a row of the table too."""
    failed = [alert["title"] for alert in client.get("/api/v1/alerts")["alerts"] if alert["code"] == "plan.check-failed"]
    report.equal(failed, [], f"{when}: failed checks")
    rows, gaps = balance_gaps(client.get("/api/v1/table", view="main", grain="month"))
    report.expect(rows and not gaps, f"{when}: the balance check is 0.00: {gaps[:3]}")


def totals(client):
    rows = client.get("/api/v1/table", view="main", grain="month")["rows"]
    return {row["address"] if "address" in row else row["cell"] if "cell" in row else row["measure"]: row["values"] for row in rows}


def item_with_orders(client):
    """The sold item whose open orders are the most, by what its plan of weeks is asked for."""
    for row in sorted(client.get("/api/v1/supply")["items"], key=lambda one: -float(one["demand"])):
        if not row["isMade"]:
            continue
        client.command(f"probe-{row['code']}", "edit-cells", {"cells": [{"cell": f"consume_backward_days|Item={row['code']}", "value": "31"}]})
        found = client.get(f"/api/v1/supply/items/{row['code']}")
        if found["writeOffs"] and len(found["writeOffs"]["rows"]) > 3:
            return row["code"], found
        client.command(f"unprobe-{row['code']}", "undo", {})
    raise RuntimeError("no item of the demo has open orders")


def firm(client, report):
    """A planned order of a bought part is firmed, moved by two weeks and given back."""
    part = next(row for row in client.get("/api/v1/supply")["items"] if not row["isMade"] and float(row["planned"]) > 0)
    path = f"/api/v1/supply/items/{part['code']}"
    order = next(one for one in client.get(path)["orders"] if not one["isFirm"])
    before, orders = totals(client), client.get(path)["orders"]
    client.command("firm", "change-firm-order", {"item": part["code"], "due": order["dueOn"], "quantity": order["quantity"]})
    checks(client, report, "firm")
    held = [one for one in client.get(path)["orders"] if one["isFirm"]]
    report.equal([(one["dueOn"], one["quantity"]) for one in held], [(order["dueOn"], order["quantity"])], "the firm order")
    later = (datetime.date.fromisoformat(order["dueOn"]) + datetime.timedelta(days=14)).isoformat()
    client.command("move", "change-firm-order", {"item": part["code"], "from": order["dueOn"], "due": later, "quantity": order["quantity"]})
    checks(client, report, "moved")
    report.expect(any(one["isFirm"] and one["dueOn"] == later for one in client.get(path)["orders"]), "the firm order stands where it was put")
    client.command("give-back", "change-firm-order", {"item": part["code"], "from": later, "due": later, "quantity": "0"})
    report.equal(client.get(path)["orders"], orders, "given back, the plan is what it was")
    report.equal(totals(client), before, "and so is the table")
    wrong = client.send("wrong", "change-firm-order", {"item": "NOBODY", "due": "2031-01-01", "quantity": "-3"})
    report.expect(wrong.status == 422 and all(word in wrong.body.decode() for word in ("NOBODY", "2031-01-01")), f"every reason at once: {wrong.status} {wrong.body[:300]}")


def main():
    report = Report("demand")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            before = totals(client)
            item, found = item_with_orders(client)
            rows = found["writeOffs"]["rows"]
            report.expect(all(row["order"] and row["customer"] for row in rows), "every write-off names its order and customer")
            report.figure("write-offs", len(rows))
            report.figure("units", sum(float(row["quantity"]) for row in rows))
            checks(client, report, "windows")
            steps = [("consume_forward_days", "31"), ("forecast_spreading", "1"), ("forecast_rounding", "1"), ("demand_fence_days", "40")]
            for measure, value in steps:
                client.command(f"set-{measure}", "edit-cells", {"cells": [{"cell": f"{measure}|Item={item}", "value": value}]})
                checks(client, report, measure)
                detail = client.get(f"/api/v1/supply/items/{item}")
                taken = sum(float(row["quantity"]) for row in detail["writeOffs"]["rows"])
                report.expect(taken > 0, f"{measure}: orders write off")
                report.near(sum(float(w["gross"]) for w in detail["weeks"]), float(detail["demand"]), f"{measure}: demand by week", absolute=0.1)
            report.expect(detail["writeOffs"]["fenceEnd"] and detail["writeOffs"]["dropped"], "the fence drops what no order took")
            report.expect(totals(client) != before, "the table moved")
            for step in range(len(steps) + 1):
                client.command(f"undo-{step}", "undo", {})
            report.equal(totals(client), before, "undo leads back")
            firm(client, report)
        report.equal(demo.verify().returncode, 0, "verify")
    report.finish()


if __name__ == "__main__":
    main()
