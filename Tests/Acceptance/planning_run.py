# SPDX-License-Identifier: Apache-2.0
"""`tongpin run --json --export DIR`: one planning cycle on the command line, and what must hold of what it prints."""
import json
import math

import numpy as np

from second_opinion import compare
from server import tongpin


def run(report, folder, export):
    """The JSON of one planning cycle; nothing when it failed."""
    done = tongpin("run", "--data", folder, "--json", "--timings", "--export", export)
    if not report.equal(done.returncode, 0, f"tongpin run: {done.stderr.decode()[-600:]}"):
        return None
    return json.loads(done.stdout)


def days(result):
    """First and last day of the plan."""
    last = np.datetime64(result["months"][-1], "M") + 1
    return result["months"][0] + "-01", str(last.astype("datetime64[D]") - 1)


def check(report, result, export):
    """Total forecast = Σ item × territory; statements balance and are shown; every line equals an independent calculation."""
    report.near(result["totalForecast"], result["sumOfItemByTerritory"], "total forecast as told and Σ item × territory as told")
    company = json.loads((export / "company.json").read_text())
    cutoff = company["cutoff"]
    leaves = {}
    for row in company["inputs"]:
        if row["measure"] in ("baseline", "pipeline", "override"):
            for offset, value in enumerate(row["values"]):
                month = np.datetime64(row["first"], "M") + offset
                if value is not None and str(month) > cutoff:
                    leaves.setdefault((tuple(row["members"]), month), {})[row["measure"]] = value
    agreed = [parts.get("override", parts.get("baseline", 0.0) + parts.get("pipeline", 0.0)) for parts in leaves.values()]
    report.near(result["totalForecast"], math.fsum(agreed), "total forecast is the sum of item × territory")
    report.figure("forecast series", result["series"])
    report.figure("pieces forecast", f"{result['totalForecast']:,.0f}")
    report.figure("planned orders", result["plannedOrders"])
    statements = {name: list(map(float, values)) for name, values in result["statements"].items()}
    for month, gap in zip(result["months"], statements["balance_check"]):
        report.expect(abs(gap) < 0.005, f"balance check of {month} reads {gap}")
    for check_line in result["checks"]:
        report.equal(check_line["failures"], 0, f"check {check_line['name']}")
    for name in ("revenue", "net_profit", "cash", "inventory", "total_assets", "equity"):
        report.expect(any(statements[name]), f"{name} is shown")
        report.say(f"{name}: " + ", ".join(f"{value:,.0f}" for value in statements[name][:4]) + " …")
    compare(report, company)
