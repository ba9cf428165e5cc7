#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Workbooks as another program opens them: every export of the demo company is read by openpyxl. Numbers are numbers and equal the view's to the last 分, headers
stand in both languages, days are days, and who may not see costs gets none and no purchase plan."""
import datetime
import io

import openpyxl
from report import Report
from server import Scratch, Server, demo_company


def workbook(client, path, report):
    answer = client.call("GET", "/api/v1/exports/" + path)
    if not report.equal(answer.status, 200, f"{path}: status"):
        return None
    report.expect("attachment" in answer.headers.get("Content-Disposition", ""), f"{path}: is kept as a file")
    return openpyxl.load_workbook(io.BytesIO(answer.body))


def column(sheet, name):
    """The cells below a header, found by its English or Chinese words."""
    for cells in sheet.iter_cols(values_only=True):
        if name in cells[:3]:
            return list(cells)
    raise KeyError(f"{sheet.title} has no column {name}")


def total(values):
    return sum(value for value in values if isinstance(value, (int, float)))


def has_chinese(cells):
    return any(isinstance(cell, str) and any("\u4e00" <= mark <= "\u9fff" for mark in cell) for cell in cells)


def supply(client, report):
    book = workbook(client, "supply", report)
    items, notices = book.worksheets
    view = client.get("/api/v1/supply")["items"]
    report.equal(items.max_row - 2, len(view), "rows of the supply board")
    report.near(total(column(items, "Demand, 13 weeks")), sum(float(one["demand"]) for one in view), "demand", absolute=0.01 * len(view))
    report.near(total(column(items, "Stock, amount")), sum(float(one["stockMoney"]) for one in view), "stock in money", absolute=0.005)
    report.equal(notices.max_row - 2, sum(len(one["notices"]) for one in view), "rows of notices")
    days = [cell for cell in column(notices, "Day")[2:] if cell is not None]
    report.expect(days and all(isinstance(day, datetime.datetime) for day in days), "days of notices are days")
    report.expect(has_chinese(next(items.iter_rows(min_row=1, max_row=1, values_only=True))), "the first header is Chinese")


def health(client, report):
    families, items = workbook(client, "stock-health", report).worksheets
    view = client.get("/api/v1/supply/health")
    report.equal(items.max_row - 2, len(view["items"]), "rows of stock health")
    report.near(total(column(items, "Not needed")), float(view["total"]["excessMoney"]), "not needed", absolute=0.005)
    report.near(column(families, "Stock")[-1], float(view["total"]["stockMoney"]), "stock of the total row", absolute=0.005)


def taxes(client, report):
    sheets = workbook(client, "taxes", report).worksheets
    view = client.get("/api/v1/taxes")
    payments = next(sheet for sheet in sheets if sheet.title.startswith("税历"))
    report.near(total(column(payments, "Amount (CNY)")), sum(float(one["amount"]) for one in view["payments"]), "tax payments", absolute=0.005)
    for section, sheet in zip(view["sections"], sheets):
        report.equal(sheet.max_row - 3, len(section["lines"]), f"lines of {sheet.title}")


def purchases(client, report):
    amounts, quantities = workbook(client, "purchases", report).worksheets
    view = client.get("/api/v1/purchases")
    weeks = [cell.value for cell in amounts[1] if isinstance(cell.value, datetime.datetime)]
    report.equal([week.date().isoformat() for week in weeks], view["weeks"], "weeks of the purchase plan")
    shown = sum(cell for row in amounts.iter_rows(min_row=3, min_col=8, values_only=True) for cell in row if cell is not None)
    report.near(shown, sum(float(one) for one in view["total"]), "purchases", absolute=0.005)
    report.equal(quantities.max_row, amounts.max_row, "rows of quantities")


def orders(client, report):
    order = next(one for one in client.get("/api/v1/orders/planned")["orders"] if one["price"])
    choice = {"item": order["item"], "due": order["dueOn"], "quantity": order["quantity"], "isFirm": order["isFirm"]}
    client.command("release", "release-orders", {"orders": [choice]})
    sheet = workbook(client, "orders", report).worksheets[0]
    line = client.get("/api/v1/orders")["orders"][0]
    shown = next(sheet.iter_rows(min_row=3, values_only=True))
    report.equal([shown[0], shown[5]], [line["number"], line["item"]], "the released line")
    report.equal(shown[13], line["agreement"], "its frame agreement")
    report.near(shown[14], float(line["value"]), "its money", absolute=0.005)
    client.command("take-back", "undo", {})
    report.equal(client.get("/api/v1/orders")["orders"], [], "taken back")


def statements(client, report):
    for kind in ("income", "balance", "cash"):
        book = workbook(client, f"statement?kind={kind}", report)
        view = client.get("/api/v1/statement", kind=kind)
        lines = [line for line in view["lines"] if not line["isUnplanned"]]
        rows = list(book.worksheets[0].iter_rows(min_row=4, values_only=True))
        report.equal(len(rows), len(lines), f"{kind}: lines")
        for row, line in zip(rows, lines):
            report.equal(row[0], line["label"]["zh"], f"{kind}: label")
            for shown, value in zip(row[2:], line["values"]):
                report.expect((shown is None) == (value is None) and (value is None or abs(shown - float(value)) < 0.005), f"{kind} {row[0]}: {shown} is {value}")
        differences = [row[2] for row in book.worksheets[1].iter_rows(min_row=3, values_only=True)]
        report.expect(differences and not any(differences), f"{kind}: checks are 0: {differences}")


def table(client, report):
    book = workbook(client, "table?grain=quarter&compare=budget", report)
    view = client.get("/api/v1/table", view="main", grain="quarter", compare="budget")
    sheet = book.worksheets[0]
    report.equal(sheet.max_row - 2, len(view["rows"]), "rows of the table")
    for row, line in zip(sheet.iter_rows(min_row=3, values_only=True), view["rows"]):
        for shown, value in zip(row[4:], line["values"]):
            report.expect((shown is None) == (value is None) and (value is None or abs(shown - float(value)) <= 0.0051), f"{line['id']}: {shown} is {value}")
    report.equal(len(book.worksheets), 2, "the budget has a sheet of its own")


def targets(client, report):
    client.call("POST", "/api/v1/commands", body={"id": "export-target", "kind": "set-target", "payload": {"measure": "revenue", "year": 2027, "span": "2027", "amount": "700000000", "basis": "last-year"}})
    places, periods = workbook(client, "targets?year=2027", report).worksheets
    view = client.get("/api/v1/targets", year=2027)
    report.equal([places.max_row - 3, periods.max_row - 3], [len(view["places"]), len(view["periods"])], "rows of the target")
    report.equal(column(places, "Target")[3], 700000000, "the company's target")
    months = [value for value, span in zip(column(periods, "Target")[3:], column(periods, "Period")[3:]) if "-" in span]
    report.near(sum(months), 700000000, "its months", absolute=0.005)


def reviews(client, report):
    month = client.get("/api/v1/reviews")["rows"][0]["month"]
    view = client.get(f"/api/v1/reviews/{month}")
    book = workbook(client, f"review?month={month}", report)
    report.equal(len(book.worksheets), len(view["comparisons"]) + 1, "a sheet a comparison, one of causes and actions")
    for sheet, comparison in zip(book.worksheets, view["comparisons"]):
        report.near(column(sheet, "Volume")[3], float(comparison["areas"][0]["parts"]["volume"]), f"{sheet.title}: volume of the company", absolute=0.005)
        report.expect(set(column(sheet, "Residual")[3:]) == {0}, f"{sheet.title}: nothing remains")
        report.near(total(column(sheet, "Actual")[4:4 + sum(one["key"].startswith("region:") for one in comparison["areas"])]),
                    float(comparison["areas"][0]["actual"]), f"{sheet.title}: regions", absolute=0.005)
    days = [value for value in column(book.worksheets[-1], "Due")[3:] if value]
    report.expect(days and all(isinstance(value, datetime.datetime) for value in days), f"days are days: {days}")


def threads(client, report):
    """A thread comment by comment, with what one said before; what begins like a formula stays text."""
    send = lambda key, kind, payload: client.call("POST", "/api/v1/commands", {"id": f"export-{key}", "kind": kind, "payload": payload}).json["event"]
    thread = send("start", "start-thread", {"subject": "cell:revenue@2026-12", "text": "first"})
    send("reply", "reply-to-thread", {"thread": thread, "text": "=HYPERLINK(\"http://x\")"})
    send("edit", "edit-comment", {"thread": thread, "comment": thread, "text": "second"})
    send("settle", "settle-thread", {"thread": thread, "isResolved": True})
    sheet = workbook(client, f"thread?thread={thread}", report).worksheets[0]
    texts = column(sheet, "Text")
    report.equal([value for value in texts if value in ("first", "second")], ["second", "first"], "what it says, and what it said before")
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value and str(cell.value).startswith("=")]
    report.expect(len(cells) == 1 and cells[0].data_type == "s", f"text that begins like a formula is text: {[cell.data_type for cell in cells]}")


def reconciliation(client, report):
    view = client.get("/api/v1/reconciliations")
    book = workbook(client, f"reconciliation?month={view['month']}", report)
    report.equal(len(book.worksheets), len(view["regions"]), "a sheet a region")
    for sheet, region in zip(book.worksheets, view["regions"]):
        amounts = column(sheet, "Amount")
        for station in region["stations"]:
            report.expect(any(isinstance(one, (int, float)) and abs(one - float(station["amount"])) < 0.005 for one in amounts), f"{sheet.title}: {station['key']}")


def main():
    report = Report("exports")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            for proof in (supply, health, purchases, taxes, orders, statements, table, reviews, threads, reconciliation):
                proof(client, report)
            targets(server.client(*demo.login("generalManager")), report)
            narrow = server.client(*demo.login("regionalManager"))
            report.equal(narrow.call("GET", "/api/v1/exports/purchases").status, 403, "the purchase plan for who may not see costs")
            narrow = server.client(*demo.narrowed(server))
            report.equal(narrow.call("GET", "/api/v1/exports/supply").status, 403, "the supply board holds every region's demand")
            own, whole = (workbook(one, "table", report).worksheets[0] for one in (narrow, client))
            report.expect(3 < own.max_row < whole.max_row, f"a region's table has the rows of its measures alone: {own.max_row} of {whole.max_row}")
    report.finish()


if __name__ == "__main__":
    main()
