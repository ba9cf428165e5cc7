#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Alerts: a year of the small company and twelve months of the example company, each with thirty planted events, and a minute with ten thousand changes, through the real journal; then a minute of
changes through the server of the example company, and what each of its people was told.

What it can see: an alert that is not raised, not told or told twice; more than five at once in a week; a smaller sum before a larger one; a gap in the log. What it cannot: whether a threshold is
wise. `--fault NAME` takes something out of what was read, to see that the proof is not blind: log, budget, order, and of the months of
the example company year-alert, year-told, year-twice, year-many."""
import os
import random
import re
import subprocess
import sys
import time

from report import Report, percentile
from server import ROOT, Scratch, Server, demo_company

BUILD = ["-c", "release", "-Xswiftc", "-enable-testing", "-Xcc", "-march=x86-64-v3", "--skip-build"]
CHANGES = int(os.environ.get("TONGPIN_BURST", "10000"))
SECONDS = 60
FAULT = sys.argv[sys.argv.index("--fault") + 1] if "--fault" in sys.argv else ""


def year(report):
    """The suite beside the product's own tests, with all ten thousand changes."""
    done = subprocess.run(
        ["swift", "test", *BUILD, "--filter", "AlertYearStories"], cwd=ROOT, capture_output=True, text=True, timeout=1800, env={**os.environ, "TONGPIN_BURST": str(CHANGES)})
    lines = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    passed = re.search(r"Test run with (\d+) tests? .*passed", done.stdout)
    report.expect(done.returncode == 0 and passed and int(passed.group(1)) == 2, f"the year and the minute hold: {done.stdout[-1500:]}")
    return [line for line in lines if "365 days" in line or "changes" in line]


def months(report):
    """Twelve months of the example company, its own facts handed over as they were closed."""
    mode = FAULT.removeprefix("year-") if FAULT.startswith("year-") else "1"
    done = subprocess.run(
        ["swift", "test", *BUILD, "--filter", "DemoYearStories"], cwd=ROOT, capture_output=True, text=True, timeout=3600, env={**os.environ, "TONGPIN_DEMO_YEAR": mode})
    passed = re.search(r"Test run with (\d+) tests? .*passed", done.stdout)
    report.expect(done.returncode == 0 and passed and int(passed.group(1)) == 1, f"the months of the example company hold: {done.stdout[-1500:]}")
    return [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]


def burst(report, server, demo):
    """For a minute one writer moves large deals over their day and back, and changes what they are worth."""
    director = server.client(*demo.login("salesDirector"))
    boss = server.client(*demo.login("generalManager"))
    deals = [one for one in director.get("/api/v1/deals")["deals"] if (one.get("outcome") or "open") == "open" and one["stage"] not in ("won", "lost")]
    before = {one["id"] for one in boss.get("/api/v1/alerts")["alerts"]}
    head = boss.get("/api/v1/alerts/log?limit=1")["entries"]
    first = head[0]["number"] if head else 0
    chance, expected, sent = random.Random(20261129), {}, 0
    ends = time.monotonic() + SECONDS
    times = []
    while time.monotonic() < ends and sent < CHANGES:
        deal = chance.choice(deals)["code"]
        past = chance.random() < 0.5
        closes = f"2026-11-{chance.randint(1, 20):02d}" if past else f"2027-0{chance.randint(1, 3)}-15"
        amount = chance.randint(600_000, 9_000_000)
        began = time.monotonic()
        answer = director.call("POST", "/api/v1/commands", {"id": f"burst-{sent}", "kind": "update-deal", "reason": "burst", "payload": {"deal": deal, "closesOn": closes, "amountInclTax": str(amount)}})
        times.append(time.monotonic() - began)
        if answer.status != 200:
            report.expect(False, f"a change is taken: {answer.status} {answer.body[:300]!r}")
            break
        sent += 1
        if past:
            expected.setdefault(f"deal-{deal}", amount)
    return boss, first, before, expected, sent, sorted(times)


def log_after(client, first):
    lines, before = [], None
    while True:
        page = client.get("/api/v1/alerts/log?limit=200" + (f"&before={before}" if before else ""))
        lines += [one for one in page["entries"] if one["number"] > first]
        if not page["next"] or page["entries"][-1]["number"] <= first:
            return lines
        before = page["next"]


def people(report, server, demo):
    """Once the clock of the server has told: nobody hears of more than the budget, the first of the list before the others, and what waits is in the list."""
    clients = [server.client(login, password) for login, password, *_ in demo.logins]
    ends = time.monotonic() + 75
    boss = server.client(*demo.login("generalManager"))
    while time.monotonic() < ends and not boss.get("/api/v1/alerts")["budget"]["toldToday"]:
        time.sleep(0.5)
    told = []
    for client in clients:
        answer = client.call("GET", "/api/v1/alerts")
        if answer.status != 200:
            continue
        budget, alerts = answer.json["budget"], answer.json["alerts"]
        today = budget["toldToday"] + (9 if FAULT == "budget" else 0)
        told.append(today)
        report.expect(today <= budget["perDay"] and budget["toldInWeek"] <= budget["perWeek"], f"told within the budget: {today} today, {budget['toldInWeek']} in the week")
        if FAULT == "order":
            alerts = [dict(one, toldAt=None) for one in alerts[:1]] + alerts[1:]
        # Told is the first by rank; the last place of a day is kept for critical ones.
        heads = [one["toldAt"] is not None for one in alerts if one["severity"] == "critical"][:1]
        report.expect(all(heads), "the gravest was told")
        report.equal([one["rank"] for one in alerts], list(range(1, len(alerts) + 1)), "by rank")
    report.expect(max(told, default=0) > 0, "somebody was told something")
    return told


def main():
    report = Report("alerts")
    for line in year(report):
        report.figure("kernel:", line)
    for line in months(report):
        report.figure("months:", line)
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            boss, first, before, expected, sent, times = burst(report, server, demo)
            raised = {one["alert"]["id"] for one in log_after(boss, first) if one["kind"] == "raised"}
            if FAULT == "log":
                raised -= {max((set(expected) & raised) - before)}
            missing = set(expected) - before - raised
            report.expect(not missing, f"every deal that passed its day is in the log: {sorted(missing)[:5]}")
            told = people(report, server, demo)
    report.figure("through the server", f"{sent} changes in {SECONDS} s, p99 {percentile(times, 0.99) * 1000:.0f} ms, {len(raised)} raised")
    report.figure("told at once", f"at most {max(told)} of {len(told)} people")
    report.finish()


if __name__ == "__main__":
    main()
