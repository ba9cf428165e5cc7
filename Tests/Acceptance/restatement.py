#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A correction to a three-month-old invoice, walked over the network: what was known before it is answered byte for byte as before it, also after a restart and
from PostgreSQL; what is known now differs by the invoice's own difference; what followed from it is shown, batch by batch and document by document."""
import csv
import datetime
import io
import pathlib
import sqlite3
import urllib.parse

from postgresql import Database, installed
from report import Report
from server import TODAY, Scratch, Server, demo_company, tongpin

MONTH = "2026-08"
REASON = "8 月发票金额录错，少记一项"
ADDRESSES = [
    "overview?grain=month", "overview?grain=year&period=2027", "table?from=2026-01&to=2027-12&grain=month&compare=budget,lastYear,plan", "deals", "forecasts",
    "forecast?item=ALL&region=ALL", "statement?kind=income", "statement?kind=balance", "statement?kind=cash&layout=international", "cash?grain=month", "cash?grain=week",
    "cash/partners", f"measure-bridge?from=sales.order&to=sales.invoice&first={MONTH}&last={MONTH}", f"measure-bridge?from=sales.invoice&to=sales.cash-in&first={MONTH}&last=2026-10",
    f"sales-analysis?by=customer&measures=orderedInclTax,invoicedInclTax,receivable&first={MONTH}-01&last={MONTH}-31", "sales-growth", "customers", "customer-bridge", "supply",
    "purchases", "taxes", "alerts", "budgets", "targets", "reviews", "documents?q=", "restatements", "workspace", f"explain?cell=revenue@{MONTH}", "explain?cell=cash@2027-02",
    "exports/statement?kind=income", "exports/sales-analysis?by=month&format=csv", f"exports/measure-bridge?from=sales.order&to=sales.invoice&first={MONTH}&last={MONTH}",
]
MOVING = ("measure-bridge", "sales-analysis", "exports/measure-bridge", "restatements")


def cents(text):
    return round(float(text) * 100)


def known(client, event, report, when):
    """Every answer as it was known, as bytes, with the day left out of names."""
    found = {}
    for address in ADDRESSES:
        answer = client.call("GET", f"/api/v1/{address}{'&' if '?' in address else '?'}knownOn=event-{event}")
        report.equal(answer.status, 200, f"{when}, {address}: {answer.body[:200]!r}")
        report.equal(answer.headers.get("ETag") or answer.headers.get("Etag"), f'"{event}@{TODAY}"', f"{when}, {address}: the tag names the moment")
        found[address] = answer.body
    return found


def invoice(folder):
    """The largest invoice of the month with all that its line says, as the company's own system has it."""
    database = next(path for path in pathlib.Path(folder).iterdir() if path.suffix in (".sqlite", ".db"))
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("SELECT * FROM facts_invoices WHERE is_current = 1 AND COALESCE(is_rebate, 0) = 0")]
    def day(ordinal):
        return str(datetime.date(1970, 1, 1) + datetime.timedelta(days=ordinal))

    of_month = [row for row in rows if day(row["invoiced_on"]).startswith(MONTH) and row["line_number"] == 1]
    return max(of_month, key=lambda row: (row["amount_incl_tax"], row["invoice_number"])), day


def corrected(row, day):
    """The line with 1,130.00 more, 13 % of it tax; everything else as it was."""
    added = {"amount_incl_tax": 113_000, "amount_excl_tax": 100_000, "tax_amount": 13_000}
    columns = [name for name in row if name not in ("row_id", "entity", "source_key", "row_version", "is_current", "effective_on", "recorded_at", "batch", "line") and row[name] is not None]

    def text(name):
        value = row[name] + added.get(name, 0) if name in added else row[name]
        if name in ("invoiced_on", "due_on"):
            return day(value)
        if name in added:
            return f"{value // 100}.{value % 100:02d}"
        return f"{value / 10_000:.4f}" if name == "quantity" else str(value)

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerow([text(name) for name in columns])
    return out.getvalue().encode()


def bring(client, report, data):
    looked = client.call("POST", "/api/v1/imports/preview?filename=" + urllib.parse.quote("更正.csv") + "&kind=invoices", raw=data).json
    kept = client.call("POST", "/api/v1/imports", {"upload": looked["upload"], "kind": "invoices", "reason": REASON})
    report.equal(kept.status, 200, f"the correction is kept: {kept.body[:300]!r}")
    report.equal((kept.json["added"], kept.json["corrected"], kept.json["rejected"]), (0, 1, 0), "one row is corrected and nothing else")
    return kept.json["batch"]


def refusals(client, report, event):
    cases = [
        ("GET", f"/api/v1/people?knownOn=event-{event}", 400, "as-of.of-today"), ("GET", "/api/v1/table?knownOn=yesterday", 400, "as-of.not-readable"),
        ("GET", "/api/v1/table?knownOn=2099-01-01", 422, "as-of.day-not-over"), ("GET", "/api/v1/table?knownOn=2001-01-01", 422, "as-of.nothing-known"),
        ("GET", f"/api/v1/table?knownOn=event-{event + 100_000}", 422, "as-of.event-not-there"),
        ("POST", f"/api/v1/commands?knownOn=event-{event}", 409, "as-of.read-only"), ("POST", f"/api/v1/preview?knownOn=event-{event}", 409, "as-of.read-only"),
    ]
    for method, path, status, code in cases:
        answer = client.call(method, path, {"id": "past", "kind": "edit-cells", "payload": {"cells": []}} if method == "POST" else None)
        report.equal((answer.status, answer.code), (status, code), f"{method} {path}")


def restated(client, report, batch, row, document):
    """The figure of the month at its close and now, and what the batch did downstream."""
    figure = next(one for one in client.get("/api/v1/restatements")["figures"] if one["kind"] == "invoices")
    august = next(one for one in figure["months"] if one["month"] == MONTH)
    report.equal(cents(august["now"]) - cents(august["atClose"]), 113_000, "the month moved by the invoice's difference since its close")
    report.equal([(part["batch"], part["correctedRows"], part["change"]) for part in august["parts"]], [(batch, 1, "1130.00")], "the difference is the batch's")
    report.equal([one["change"] for one in figure["months"] if one["month"] != MONTH and one["change"] != "0.00"], [], "no other month moved")
    entry = client.get("/api/v1/restatements")["entries"][0]
    report.equal((entry["batch"], entry["by"], entry["reason"], entry["file"]), (batch, "keeper", REASON, "更正.csv"), "who, why and from where")
    changed = client.get("/api/v1/restatements/rows", batch=batch, month=MONTH)["rows"]
    report.equal([(one["document"], cents(one["amount"]) - cents(one["formerAmount"])) for one in changed], [(document, 113_000)], "the row beside what was known before")
    report.equal(sorted(one["field"] for one in changed[0]["changes"]), ["amount_excl_tax", "amount_incl_tax", "tax_amount"], "the fields that differ, and no others")
    effect = client.get("/api/v1/restatements/effect", batch=batch)
    moved = {one["measure"]: {step["month"]: step["change"] for step in one["months"]} for one in effect["figures"]}
    report.equal(moved.get("sales.invoice"), {MONTH: "1130.00"}, "invoiced, with tax: the invoice's difference, in its month alone")
    # Revenue rests on the delivery that was accepted, not on its invoice: that is its definition.
    report.equal(sorted(moved), ["sales.invoice"], "figures that moved")
    report.expect(effect["touchedCells"] >= effect["inputCount"] > 0 and effect["totals"], f"plan cells and totals that follow: {effect['touchedCells']}, {len(effect['totals'])}")
    report.figure("cells downstream", effect["touchedCells"])
    lineage = client.get("/api/v1/lineage", document=document)
    versions = next(line for line in lineage["lines"] if line["key"].endswith("· 1"))["versions"]
    report.equal([(one["batch"] == batch, one["reason"]) for one in versions], [(False, ""), (True, REASON)], "both versions, with batch and reason")
    report.equal(cents(versions[1]["amount"]) - cents(versions[0]["amount"]), 113_000, "and what changed")
    forward = client.get("/api/v1/lineage/effect", document=document)
    whole = {one["measure"]: {step["month"]: step["change"] for step in one["months"]} for one in forward["figures"]}
    report.equal(whole.get("sales.invoice", {}).get(MONTH), lineage["document"]["amount"], "forward: the document's amount in its month")
    report.expect(forward["inputCount"] > 0, "and the input cells it lands in")


def main():
    report = Report("restatement")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        row, day = invoice(demo.folder)
        document = "invoice:" + row["invoice_number"]
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            # What the server notes by itself, alerts of the day, may come between two answers.
            event, shown = -1, {}
            while event != (newest := client.get("/api/v1/workspace")["revision"]):
                event, shown = newest, {address: client.call("GET", "/api/v1/" + address).body for address in ADDRESSES}
            before = known(client, event, report, "before")
            report.equal([address for address in ADDRESSES if before[address] != shown[address] and not address.startswith("exports/")], [], "as known now is what is shown now")
            batch = bring(client, report, corrected(row, day))
            after = known(client, event, report, "after the correction")
            report.equal([address for address in ADDRESSES if after[address] != before[address]], [], "answers of then that the correction changed")
            now = {address: client.call("GET", "/api/v1/" + address).body for address in ADDRESSES}
            for address in ADDRESSES:
                if address.startswith(MOVING) and "cash-in" not in address:
                    report.expect(now[address] != before[address], f"{address} is restated now")
            bridge = [client.get("/api/v1/measure-bridge", **{"from": "sales.order", "to": "sales.invoice", "first": MONTH, "last": MONTH, "knownOn": asked}) for asked in (f"event-{event}", None)]
            report.equal(cents(bridge[1]["toTotal"]) - cents(bridge[0]["toTotal"]), 113_000, "the bridge of now ends higher by the invoice's difference")
            report.equal([one["residual"] for one in bridge], ["0.00", "0.00"], "and closes on both days")
            restated(client, report, batch, row, document)
            refusals(client, report, event)
            narrow = server.client(*demo.narrowed(server))
            report.equal(narrow.call("GET", "/api/v1/restatements").status, 403, "company figures are nobody's who is narrowed")
            report.equal(narrow.call("GET", f"/api/v1/table?knownOn=event-{event}").status, 200, "their own rows of the past are theirs")
            report.equal(narrow.call("GET", f"/api/v1/statement?knownOn=event-{event}").status, 403, "rights are those of now")
        with Server(demo.folder) as server:
            again = known(server.client(*demo.login("administrator")), event, report, "after a restart")
            report.equal([address for address in ADDRESSES if again[address] != before[address]], [], "answers of then that a restart changed")
        report.equal(demo.verify().returncode, 0, "verify")
        postgres(report, scratch, demo, event, before)
    report.figure("answers compared", len(ADDRESSES))
    report.finish()


def postgres(report, scratch, demo, event, before):
    programs = installed()
    if not programs:
        report.say("no PostgreSQL server here: the same answers from it were not asked for")
        return
    database = Database(programs)
    try:
        key = scratch / "chain.key"
        copied = tongpin("database", "copy", "--from", demo.folder, "--to", database.url, "--key-file", key)
        if not report.equal(copied.returncode, 0, f"moved to PostgreSQL: {copied.stderr.decode()[-300:]}"):
            return
        with Server(demo.folder, arguments=("--database", database.url, "--key-file", str(key))) as server:
            there = known(server.client(*demo.login("administrator")), event, report, "in PostgreSQL")
            report.equal([address for address in ADDRESSES if there[address] != before[address]], [], "answers of then that differ in PostgreSQL")
    finally:
        database.stop()


if __name__ == "__main__":
    main()
