#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two real companies, whole. AdventureWorks (a bicycle maker): every row of its sixteen tables accepted or its rejection explained, net sales by month and
channel equal to the cent, and to the last decimal with the rounding that the import states, the same files again change nothing; then one planning cycle: the total forecast is the sum of item × territory, the planned
orders of twenty items equal those of Reference/requirements/plan_requirements.py, stock rolls forward, statements and cash are shown.
The CRM sample: its four tables, 8,800 deals."""
import csv
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import planning_run
from report import Report
from server import ROOT, Scratch, data_folder, tongpin

# Masters before what names them; the order people would choose.
TABLES = (
    "territories departments organizations gl_accounts employees items products vendors resellers vendor_items bill_of_materials "
    "inventory_on_hand sales_quotas purchase_order_lines sales_order_lines gl_balances").split()
CRM_TABLES = "accounts products sales_teams sales_pipeline".split()


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def kind_of(mapping):
    for line in mapping.read_text().splitlines():
        if line.startswith("kind:"):
            return line.split(":", 1)[1].split("#")[0].strip()
    raise SystemExit(f"{mapping} names no kind")


def import_tables(report, company, source, folder, tables):
    """Imports every table by its mapping; the JSON answers by table."""
    answers = {}
    for table in tables:
        mapping = ROOT / "Examples" / company / f"{table}.yaml"
        done = tongpin("import", source / f"{table}.csv", "--kind", kind_of(mapping), "--mapping", mapping, "--data", folder, "--json")
        if not report.expect(done.returncode in (0, 3), f"{table}: exit {done.returncode}: {done.stderr.decode()[-300:]}"):
            continue
        answers[table] = json.loads(done.stdout)
        report.equal(done.returncode == 3, answers[table]["rejected"] > 0, f"{table}: exit code 3 says that rows were rejected")
    return answers


def check_first(report, source, answers):
    """Every row accounted for: accepted, or a finding with its line and reason."""
    for table, answer in answers.items():
        lines = sum(1 for _ in rows_of(source / f"{table}.csv"))
        report.equal(answer["rowsRead"], lines, f"{table}: rows read")
        # Rows with the key of an earlier one are added to it where the mapping file says so; the finding tells how many.
        added = sum(int(f["message"].split()[0]) for f in answer["findings"] if f["code"] == "import.duplicates-added")
        report.equal(answer["accepted"] + answer["rejected"] + added, lines, f"{table}: accepted + rejected + added to an earlier row")
        explained = {finding["line"] for finding in answer["findings"] if finding["severity"] == "rejected"}
        report.equal(len(explained), answer["rejected"], f"{table}: lines with a reason for their rejection")
        for finding in answer["findings"]:
            if finding["severity"] == "rejected":
                report.expect(finding["line"] > 0 and finding["message"] and finding["code"], f"{table}: a reason in words: {finding}")
        report.say(f"{table}: {answer['rowsRead']} read, {answer['accepted']} accepted, {answer['rejected']} rejected")


def check_again(report, answers):
    for table, answer in answers.items():
        report.equal((answer["added"], answer["corrected"]), (0, 0), f"{table}: new and corrected rows of a second import")


def check_rounding(report, source, folder, whole, scratch):
    """For each month × channel: raw sum = kept sum + the rounding that an import of these lines alone states, to the last digit."""
    pieces = defaultdict(list)
    for row in rows_of(source / "sales_order_lines.csv"):
        pieces[(row["order_date"][:7], row["channel"])].append(row)
    store = sqlite3.connect(f"file:{pathlib.Path(folder) / 'workspace.sqlite'}?mode=ro", uri=True)
    kept = {
        (month, channel): Decimal(cents) / 100
        for month, channel, cents in store.execute(
            "SELECT strftime('%Y-%m', ordered_on * 86400, 'unixepoch'), channel, sum(amount_excl_tax) FROM facts_sales_order_lines "
            "WHERE is_current = 1 GROUP BY 1, 2")}
    store.close()
    mapping = ROOT / "Examples/adventure-works/sales_order_lines.yaml"
    stated, total, moved = {}, Decimal(0), 0
    for key, rows in pieces.items():
        piece = scratch / "piece.csv"
        with open(piece, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        done = tongpin(
            "import", piece, "--kind", "sales-order-lines", "--mapping", mapping, "--data", scratch / "nowhere", "--dry-run", "--json", check=True)
        entries = [entry for entry in json.loads(done.stdout)["roundings"] if entry["field"] == "amount_excl_tax"]
        report.expect(all(entry["isExact"] for entry in entries), f"{key}: the statement is exact")
        stated[key] = sum((Decimal(entry["difference"]) for entry in entries), Decimal(0))
        raw = sum((Decimal(row["net_amount"]) for row in rows), Decimal(0))
        report.equal(kept[key] + stated[key], raw, f"{key}: kept + stated rounding = the file's sum")
        longer = sum(1 for row in rows if Decimal(row["net_amount"]) != Decimal(row["net_amount"]).quantize(Decimal("0.01"), ROUND_HALF_UP))
        report.equal(sum(entry["cells"] for entry in entries), longer, f"{key}: cells that were rounded")
        total += stated[key]
        moved += stated[key] != 0
    report.equal(len(stated), 62, "months × channels")
    entry = next(entry for entry in whole["roundings"] if entry["field"] == "amount_excl_tax")
    report.equal(Decimal(entry["difference"]), total, "the whole file's rounding is that of its parts")
    report.figure("stated rounding", f"{entry['difference']} of {entry['cells']} cells, {moved} of {len(stated)} month × channel sums")


def check_net_sales(report, source, folder):
    """Σ net amount by month and channel: the file's, each line rounded to the cent, and the store's."""
    expected, exact = defaultdict(Decimal), defaultdict(Decimal)
    for row in rows_of(source / "sales_order_lines.csv"):
        key = (row["order_date"][:7], row["channel"])
        amount = Decimal(row["net_amount"])
        exact[key] += amount
        expected[key] += amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    store = sqlite3.connect(f"file:{pathlib.Path(folder) / 'workspace.sqlite'}?mode=ro", uri=True)
    found = {
        (month, channel): Decimal(cents) / 100
        for month, channel, cents in store.execute(
            "SELECT strftime('%Y-%m', ordered_on * 86400, 'unixepoch'), channel, sum(amount_excl_tax) FROM facts_sales_order_lines "
            "WHERE is_current = 1 GROUP BY 1, 2")}
    count = store.execute("SELECT count(*) FROM facts_sales_order_lines WHERE is_current = 1").fetchone()[0]
    store.close()
    report.equal(count, 76_035, "order lines in the store")
    report.equal(sorted(found), sorted(expected), "months and channels")
    different = {key: (found.get(key), amount) for key, amount in expected.items() if found.get(key) != amount}
    report.equal(different, {}, "net amounts by month and channel that differ")
    worst = max(abs(exact[key] - expected[key]) for key in expected)
    report.figure("order lines", count)
    report.figure("net sales", f"{sum(found.values())} in {len(found)} months × channels")
    report.say(f"the file carries up to four decimals; rounding each line moved no month × channel by more than {worst:.4f}")


def check_ledger(report, source, folder):
    """Σ of the ledger by scenario, each line rounded to the cent: rows that were added to others have kept their money."""
    expected = defaultdict(Decimal)
    for row in rows_of(source / "gl_balances.csv"):
        expected[row["scenario"]] += Decimal(row["amount"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    store = sqlite3.connect(f"file:{pathlib.Path(folder) / 'workspace.sqlite'}?mode=ro", uri=True)
    found = dict(store.execute("SELECT scenario, sum(amount) FROM facts_ledger_balances WHERE is_current = 1 GROUP BY 1"))
    store.close()
    report.equal({key: Decimal(value) / 100 for key, value in found.items()}, dict(expected), "ledger by scenario")


def reference_orders(source, export, period):
    """The orders of the independent program for the same demand, receipts and days off."""
    command = [
        sys.executable, str(ROOT / "Reference/requirements/plan_requirements.py"), str(source), "--demand", str(export / "demand.csv"),
        "--first", period[0], "--last", period[1]]
    for option, name in (("--scheduled", "scheduled.csv"), ("--days-off", "days_off.csv")):
        if (export / name).exists():
            command += [option, str(export / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def orders_by_item(lines):
    orders = defaultdict(list)
    for row in csv.DictReader(lines):
        orders[row["item"]].append((row["release_day"], row["due_day"], round(float(row["quantity"]), 6)))
    return {item: sorted(found) for item, found in orders.items()}


def check_orders(report, source, export, period):
    ours = orders_by_item((export / "planned_orders.csv").read_text().splitlines())
    theirs = orders_by_item(reference_orders(source, export, period))
    busy = sorted(theirs, key=lambda item: (-len(theirs[item]), item))
    report.expect(len(busy) >= 20, f"items with planned orders: {len(busy)}")
    named = sorted(busy[:10] + random.Random(20).sample(busy[10:], min(10, max(len(busy) - 10, 0))))
    compared = 0
    for item in named:
        compared += len(theirs[item])
        mine = ours.get(item, [])
        place = next((i for i, pair in enumerate(zip(mine, theirs[item])) if pair[0] != pair[1]), min(len(mine), len(theirs[item])))
        report.expect(
            mine == theirs[item],
            f"orders of {item}: {len(mine)} and {len(theirs[item])}; first difference {mine[place:place + 1]} and {theirs[item][place:place + 1]}")
    report.figure("planned orders compared", f"{compared} of {len(named)} items")
    same = sum(ours.get(item, []) == found for item, found in theirs.items())
    report.figure("items whose orders are all the same", f"{same} of {len(theirs)}")


def check_plausible(report, run, export):
    """Figures that a finance person would not laugh at: the margin stays near the history's 15 %, what was shipped last month is still to be collected."""
    statements = {name: list(map(float, values)) for name, values in run["statements"].items()}
    for month, revenue, margin in zip(run["months"], statements["total_revenue"], statements["total_gross_margin"]):
        report.expect(0 < margin < 0.25 * revenue, f"gross margin of {month}: {margin:,.0f} of {revenue:,.0f}")
    company = json.loads((export / "company.json").read_text())
    closed = np.datetime64(company["cutoff"], "M") - np.datetime64(company["first_month"], "M")
    opening = {name: company["totals"][name][int(closed.astype(int))] for name in ("receivables", "payables", "inventory")}
    report.expect(all(value > 1e6 for value in opening.values()), f"opening balances follow from shipments, receipts and stock: {opening}")
    report.expect(len((export / "scheduled.csv").read_text().splitlines()) > 100, "purchase orders on their way at the cutoff are scheduled receipts")
    report.say("at the cutoff: " + ", ".join(f"{name} {value:,.0f}" for name, value in opening.items()))


def bicycle_maker(report, source, scratch):
    folder = scratch / "bicycles"
    tongpin("init", "--data", folder, "--currency", "USD", check=True)
    first = import_tables(report, "adventure-works", source, folder, TABLES)
    report.equal(len(first), 16, "tables imported")
    check_first(report, source, first)
    report.equal(first["sales_order_lines"]["accepted"], 76_035, "order lines accepted")
    check_again(report, import_tables(report, "adventure-works", source, folder, TABLES))
    check_net_sales(report, source, folder)
    check_rounding(report, source, folder, first["sales_order_lines"], scratch)
    check_ledger(report, source, folder)
    run = planning_run.run(report, folder, scratch / "export")
    if run:
        planning_run.check(report, run, scratch / "export")
        check_plausible(report, run, scratch / "export")
        check_orders(report, source, scratch / "export", planning_run.days(run))
    verify = tongpin("verify", "--data", folder)
    report.equal(verify.returncode, 0, f"verify: {(verify.stdout + verify.stderr).decode()[-400:]}")


def deals(report, source, scratch):
    folder = scratch / "crm"
    tongpin("init", "--data", folder, "--currency", "USD", check=True)
    first = import_tables(report, "crm-opportunities", source, folder, CRM_TABLES)
    report.equal(len(first), 4, "CRM tables imported")
    check_first(report, source, first)
    check_again(report, import_tables(report, "crm-opportunities", source, folder, CRM_TABLES))
    report.figure("deals", first["sales_pipeline"]["accepted"])


def main():
    report = Report("two real companies")
    bicycles, crm = data_folder("adventure-works"), data_folder("crm-opportunities")
    if bicycles is None or crm is None:
        print("– two real companies: skipped, their data are not here (TONGPIN_DATA names the folder)")
        return
    with Scratch() as scratch:
        bicycle_maker(report, bicycles, scratch)
        deals(report, crm, scratch)
    report.finish()


if __name__ == "__main__":
    main()
