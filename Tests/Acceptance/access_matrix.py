#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may do what. Over the network: every route of the printed matrix, asked by every person of the demo company and by nobody. In the process: every route and command × role ×
place × state, and pairs of companies that differ only outside somebody's scope (PAIRS of them), which must answer that person byte for byte alike."""
import json
import os
import re
import subprocess

from report import Report
from server import BINARY, ROOT, Scratch, Server, demo_company

PAIRS = os.environ.get("TONGPIN_PAIRS", "2000")
FLAGS = "-c release -Xswiftc -enable-testing -Xcc -march=x86-64-v3 --explicit-target-dependency-import-check error".split()
SAMPLES = {
    "/api/v1/explain": "?cell=agreed%40{month}", "/api/v1/explain-change": "?cell=agreed%40{month}&from=previous", "/api/v1/chain": "?document=deal:none",
    "/api/v1/purchases/variances/lines": "?item=none", "/api/v1/cash/documents": "?grain=month&period={month}", "/api/v1/cash/entries": "?grain=month&period={month}",
    "/api/v1/probability": "?paths=50&seed=1", "/api/v1/measure-bridge": "?from=sales.order&to=sales.shipment",
    "/api/v1/restatements/rows": "?batch=1", "/api/v1/restatements/effect": "?batch=1", "/api/v1/lineage": "?document=deal:none",
    "/api/v1/lineage/effect": "?document=deal:none", "/api/v1/measure-documents": "?from=sales.order&to=sales.shipment&entry=price", "/api/v1/exports/measure-bridge": "?from=sales.order&to=sales.shipment",
}


# What one does before one is somebody; whoever adds to it says so here.
OPEN = {
    ("POST", "/api/v1/session"), ("POST", "/api/v1/invitations/open"), ("POST", "/api/v1/invitations/accept"), ("GET", "/api/v1/session/ways"), ("POST", "/api/v1/session/provider"),
    ("GET", "/api/v1/session/provider/return"), ("POST", "/api/v1/session/provider/code"),
}


def network(report, server, demo):
    printed = json.loads(subprocess.run([BINARY, "access", "--json"], check=True, capture_output=True, text=True).stdout)
    asked, narrowed = 0, set()
    for login, password, role in demo.logins:
        client = server.client(login, password)
        person = client.get("/api/v1/session")["person"]
        narrowed.add(any(members is not None for members in person["scope"].values()))
        report.equal(client.get("/api/v1/access/matrix"), printed, f"{login}: the matrix served is the one that is printed")
        month = client.get("/api/v1/workspace")["lastMonth"]
        for line in printed["lines"]:
            if line["method"] != "GET" or line["path"] == "/api/v1/events":
                continue
            path = re.sub(r"{(\w+)}", lambda found: {"form": "sales", "scenario": "1"}.get(found[1], "none"), line["path"])
            answer = client.call("GET", path + SAMPLES.get(line["path"], "").format(month=month))
            opens = not line["rights"] or any(all(right in person["permissions"] for right in rights) for rights in line["rights"])
            report.equal(answer.status != 403, opens, f"{login}, {role}, {line['path']}: {answer.status} {answer.code}")
            asked += 1
    report.equal(narrowed, {False, True}, "the demo company has people who see everything and people who see some rows")
    nobody = server.client()
    for line in printed["lines"]:
        status = nobody.call(line["method"], re.sub(r"{\w+}", "none", line["path"]), body={} if line["method"] == "POST" else None).status
        report.equal(status == 401, (line["method"], line["path"]) not in OPEN, f"{line['method']} {line['path']} by nobody: {status}")
        asked += 1
    report.figure("requests over the network", asked)


def process(report):
    build = subprocess.run(["swift", "build", *FLAGS, "--build-tests"], cwd=ROOT, capture_output=True, text=True)
    if not report.equal(build.returncode, 0, f"the tests are built: {build.stderr[-400:]}"):
        return
    run = subprocess.run(
        ["swift", "test", *FLAGS, "--skip-build", "--filter", "AccessMatrixTests|ScopePairTests"], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "TONGPIN_PAIRS": PAIRS})
    report.equal(run.returncode, 0, f"both tests hold: {run.stdout[-2000:]}")
    matrix = re.findall(r"access matrix, (\w+): (\d+) requests, (\d+) mismatches", run.stdout)
    report.equal(sorted(state for state, _, _ in matrix), ["approved", "draft", "released", "returned", "submitted"], "the matrix was asked in every state")
    report.equal(sum(int(wrong) for _, _, wrong in matrix), 0, "mismatches")
    pairs = re.findall(r"scope pairs: (\d+) pairs, (\d+) answers compared, (\d+) leaks", run.stdout)
    report.equal([(count, leaks) for count, _, leaks in pairs], [(PAIRS, "0")], "pairs of companies and leaks")
    report.figure("requests by role, place and state", sum(int(count) for _, count, _ in matrix))
    report.figure("pairs", pairs[0][0] if pairs else 0)
    report.figure("answers compared", pairs[0][1] if pairs else 0)


def main():
    report = Report("access matrix")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            network(report, server, demo)
    process(report)
    report.finish()


if __name__ == "__main__":
    main()
