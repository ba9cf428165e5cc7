# SPDX-License-Identifier: Apache-2.0
"""`tongpin run --json --export DIR`: one planning cycle on the command line, and what must hold of what it prints."""
import csv
import json
from collections import defaultdict

from server import tongpin


def run(report, folder, export):
    """The JSON of one planning cycle; nothing when it failed."""
    export.mkdir(parents=True, exist_ok=True)
    done = tongpin("run", "--data", folder, "--json", "--timings", "--export", export)
    if not report.equal(done.returncode, 0, f"tongpin run: {done.stderr.decode()[-600:]}"):
        return None
    return json.loads(done.stdout)


def days(result):
    """First and last day of the plan."""
    return result["firstDay"], result["lastDay"]


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check(report, result):
    """Total forecast = Σ item × territory; statements balance; cash rolls forward."""
    forecast = result["forecast"]
    by_month = defaultdict(float)
    for line in forecast["series"]:
        for month, value in zip(forecast["months"], line["agreed"]):
            by_month[month] += float(value)
    for month, total in zip(forecast["months"], forecast["total"]):
        report.near(by_month[month], float(total), f"total forecast of {month} is the sum of item × territory")
    report.figure("forecast series", len(forecast["series"]))
    statements = {line["key"]: line["values"] for line in result["statements"]["lines"]}
    months = result["statements"]["months"]
    for month, gap in zip(months, statements["balance_check"]):
        report.expect(abs(float(gap)) < 0.005, f"balance check of {month} reads {gap}")
    for name in ("total_revenue", "net_profit", "total_assets", "cash"):
        report.expect(any(float(value or 0) != 0 for value in statements[name]), f"{name} is shown")
        report.say(f"{name}: {', '.join(str(value) for value in statements[name][-13:-9])} …")
