#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A file ten thousand times too large reaches no number of the plan until somebody with the right says so. The example company's own orders of the last month, in 元 taken for 万元: held over HTTP
with the rule and its rows named; the plan answers byte for byte what it answered before; whoever brought it in cannot let it through; somebody else can, with a reason that stays. The same file through the
command line: exit code 3, and let through at the machine. AdventureWorks' tables, whole, are stopped by nothing."""
import csv
import io
import json
import sqlite3
from decimal import Decimal

from adventure_works import TABLES, kind_of
from report import Report
from server import ROOT, Scratch, Server, data_folder, demo_company, tongpin

FIGURES = ("/api/v1/statement?kind=income&layout=chinese&month=2026-12", "/api/v1/cash?grain=week", "/api/v1/table?view=main&from=2026-11&to=2027-02&grain=month&tax=excl")


def orders(folder, times, lines=400):
    """Order lines of the company's own as a file, with amounts so many times what they are; under numbers that nobody knows."""
    store = sqlite3.connect(f"file:{folder / 'workspace.sqlite'}?mode=ro", uri=True)
    rows = store.execute(
        "SELECT item, customer, territory, quantity, amount_incl_tax FROM facts_sales_order_lines WHERE is_current = 1 AND amount_incl_tax > 0 AND quantity > 0 ORDER BY row_id DESC LIMIT ?",
        (lines,)).fetchall()
    store.close()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["渠道", "订单号", "行号", "订单日期", "物料编码", "客户编码", "地区", "数量", "含税金额"])
    for number, (item, customer, territory, quantity, amount) in enumerate(rows, 1):
        writer.writerow(
            ["补录", f"Q-{number // 5}", number % 5 + 1, "2026-11-20", item, customer, territory, Decimal(quantity) / 10_000, Decimal(amount) * times / 100])
    return out.getvalue().encode(), len(rows)


def bring(client, body, name="orders-2026-11.csv", **more):
    looked = client.call("POST", f"/api/v1/imports/preview?filename={name}&kind=sales-order-lines", raw=body).json
    return client.call("POST", "/api/v1/imports", {"upload": looked["upload"], "kind": "sales-order-lines", **more})


def command(client, key, kind, payload, reason=""):
    return client.call("POST", "/api/v1/commands", {"id": key, "kind": kind, "payload": payload, "reason": reason})


def figures(client):
    """What the plan says, without the number of its newest event."""
    answers = []
    for path in FIGURES:
        value = client.get(path)
        value.pop("revision", None)
        answers.append(json.dumps(value, sort_keys=True))
    return answers


def held(report, demo):
    large, count = orders(demo.folder, 10_000)
    fair, _ = orders(demo.folder, 1)
    with Server(demo.folder) as server:
        importer, other = server.client(*demo.login("salesDirector")), server.client(*demo.login("financeDirector"))
        before = figures(other)
        kept = bring(importer, large)
        if not report.equal(kept.status, 200, f"the large file: {kept.body[:300]!r}"):
            return
        card = kept.json["card"]
        report.equal((kept.json["isHeld"], card["state"], kept.json["added"]), (True, "held", 0), "ten thousand times too large: held, nothing kept")
        stops = [one for one in card["outcomes"] if one["state"] == "failed" and one["severity"] == "stop"]
        report.expect(any(".scale." in one["rule"] for one in stops), f"the rule is named: {[one['rule'] for one in stops]}")
        report.expect(stops and stops[0]["examples"] and stops[0]["examples"][0]["line"] > 1, "with rows of the file")
        report.expect(card["score"] <= 40, f"and a score that says so: {card['score']}")
        report.equal(figures(other), before, "statements, cash and table answer what they answered before")
        batch = kept.json["batch"]
        own = command(importer, "own", "release-held-batch", {"batch": batch}, "I am sure")
        report.equal(own.status, 403, f"whoever brought it in cannot let it through: {own.code}")
        silent = command(other, "silent", "release-held-batch", {"batch": batch})
        report.equal((silent.status, silent.code), (422, "command.reason-missing"), "nor anybody without a reason")
        report.equal(figures(other), before, "and still nothing moved")
        report.expect(any(one["code"] == "quality.held" for one in other.get("/api/v1/alerts")["alerts"]), "an alert says that it waits")
        given = command(importer, "given", "assign-held-batch", {"batch": batch, "owner": demo.login("financeDirector")[0]})
        report.equal(given.status, 200, f"given to the finance director: {given.body[:200]!r}")
        done = command(other, "release", "release-held-batch", {"batch": batch}, "checked with the customer")
        report.equal(done.status, 200, f"released by the finance director: {done.body[:300]!r}")
        report.expect(figures(other) != before, "now the plan moves")
        again = command(other, "release", "release-held-batch", {"batch": batch}, "checked with the customer")
        report.equal((again.status, again.json.get("isRepeat")), (200, True), "the same command again is the same release")
        told = importer.get(f"/api/v1/quality/batches/{batch}")
        report.equal((told["state"], told["end"]["reason"]), ("released", "checked with the customer"), "the reason stands on the batch")
        released = importer.get(f"/api/v1/quality/batches/{told['end']['event']}")
        report.equal((released["release"]["of"], released["added"]), (batch, count), "and on the one it became, with every row")
        second = bring(importer, orders(demo.folder, 1_000_000)[0]).json
        corrected = bring(importer, fair, replaces=second["batch"])
        report.equal((second["isHeld"], corrected.status, corrected.json["isHeld"]), (True, 200, False), f"a corrected file takes the place of a held one: {corrected.body[:200]!r}")
        report.equal(importer.get(f"/api/v1/quality/batches/{second['batch']}")["state"], "replaced", "which says so")
        view = other.get("/api/v1/quality")
        source = [one for one in view["sources"] if one["key"] == "sales-order-lines|orders"]
        report.expect(source and source[0]["months"] and source[0]["batches"] >= 3, f"scores by source: {source}")
        report.expect(view["departments"], "and by department")
    verified = demo.verify()
    report.equal(verified.returncode, 0, f"the journal and every number hold: {verified.stdout.decode()[-300:]}{verified.stderr.decode()[-300:]}")


def at_the_machine(report, demo, scratch):
    (scratch / "large.csv").write_bytes(orders(demo.folder, 10_000)[0])
    arguments = ("import", scratch / "large.csv", "--kind", "sales-order-lines", "--data", demo.folder)
    done = tongpin(*arguments)
    report.equal(done.returncode, 3, "the command line: exit code 3")
    report.expect(b"is held" in done.stdout and b"line 2" in done.stdout, f"in words, with the rule and a row: {done.stdout.decode()[:600]}")
    report.equal(tongpin(*arguments, "--release").returncode, 2, "--release without a reason is no command")
    done = tongpin(*arguments, "--release", "--reason", "the year's contract", "--json")
    answer = json.loads(done.stdout or b"{}")
    report.equal((done.returncode, answer.get("isHeld")), (0, False), f"let through at the machine: {done.stderr.decode()[-300:]}")
    report.expect(answer.get("failingRules"), "with what the rules say all the same")


def company(report, scratch):
    """A first import of everything a real company has is stopped by nothing."""
    source = data_folder("adventure-works")
    if not source:
        return report.say("AdventureWorks is not here: not shown")
    tongpin("init", "--data", scratch / "works", check=True)
    for turn in ("first", "again"):
        for table in TABLES:
            mapping = ROOT / "Examples/adventure-works" / f"{table}.yaml"
            done = tongpin(
                "import", source / f"{table}.csv", "--kind", kind_of(mapping), "--mapping", mapping, "--data", scratch / "works", "--json")
            if report.expect(done.returncode in (0, 3), f"{table}: exit {done.returncode}: {done.stderr.decode()[-300:]}"):
                answer = json.loads(done.stdout)
                report.equal(answer["isHeld"], False, f"{table}, {turn}: stopped by {[one['rule'] for one in answer['failingRules']]}")
                if turn == "first":
                    report.figure(f"{table}: score", answer["score"])


def main():
    report = Report("data quality")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        held(report, demo)
        at_the_machine(report, demo, scratch)
        company(report, scratch)
    report.finish()


if __name__ == "__main__":
    main()
