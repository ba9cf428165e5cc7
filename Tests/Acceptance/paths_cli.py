#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`tongpin plan paths` and /api/v1/probability on the demo company: the same seed gives the same bytes on one thread and on two, memory stays within
2 GiB, an edit is answered while paths are being made and stops them, and a scenario has paths with the same random numbers."""
import json
import resource
import threading
import time

from report import Report
from server import TODAY, Scratch, Server, demo_company, tongpin

PATHS = 1000


def command_line(report, folder):
    outputs = []
    for threads in (1, 2):
        begun = time.monotonic()
        done = tongpin("plan", "paths", "--data", folder, "--today", TODAY, "--paths", PATHS, "--threads", threads, "--json", check=True)
        report.figure(f"{PATHS} paths × 26 weeks on {threads} thread{'s' * (threads > 1)}", f"{time.monotonic() - begun:.1f} s with opening")
        outputs.append(done.stdout)
    report.expect(outputs[0] == outputs[1], "one thread and two give the same bytes")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    report.figure("peak memory", f"{peak:.2f} GiB")
    report.expect(peak <= 2, f"peak memory {peak:.2f} GiB is at most 2 GiB")
    view = json.loads(outputs[0])
    report.equal((view["paths"], len(view["weeks"]), view["reductionGap"]), (PATHS, 26, "0.00"), "paths, weeks and what the shorter horizon leaves out")
    report.equal([one["isLearnt"] for one in view["knowledge"]], [True] * 5, "every source is learnt from the demo company")
    for period in view["weeks"] + view["months"]:
        for figure in ("cash", "revenue", "purchases"):
            band = {key: float(value) for key, value in period[figure].items()}
            report.expect(band["p10"] <= band["p50"] <= band["p90"], f"{period['id']} {figure}: {band}")
    revenue = next(one for one in view["targets"] if one["key"] == "revenue")
    plan, mean, low, high = (float(revenue["band"][key]) for key in ("plan", "mean", "p10", "p90"))
    report.expect(abs(mean - plan) < 0.03 * plan, f"the mean of revenue {mean:.0f} is near the plan's {plan:.0f}")
    report.figure("revenue of 26 weeks", f"P10 {low / 1e4:.0f} 万, plan {plan / 1e4:.0f} 万, P90 {high / 1e4:.0f} 万")
    other = json.loads(tongpin("plan", "paths", "--data", folder, "--today", TODAY, "--paths", 100, "--seed", 2, "--json", check=True).stdout)
    same = json.loads(tongpin("plan", "paths", "--data", folder, "--today", TODAY, "--paths", 100, "--seed", 1, "--json", check=True).stdout)
    report.expect(other["weeks"] != same["weeks"], "another seed gives other paths")
    for wrong, word in ((("--paths", "3"), "--paths"), (("--threads", "0"), "--threads"), (("--seed", "-1"), "seed")):
        done = tongpin("plan", "paths", "--data", folder, *wrong)
        report.expect(done.returncode != 0 and word.encode() in done.stderr, f"{wrong} is refused: {done.stderr[:200]!r}")
    for language, words in (("zh", "最低资金线"), ("en", "the minimum of")):
        text = tongpin("plan", "paths", "--data", folder, "--today", TODAY, "--paths", 50, "--lang", language, check=True).stdout.decode()
        report.expect(words in text and text.count("\n") > 40, f"the table in {language}: {text[:200]}")


def edits_go_on(report, folder, demo):
    with Server(folder) as server:
        client, other = server.client(*demo.login("administrator")), server.client(*demo.login("administrator"))
        answers = {}

        def ask():
            answers["paths"] = other.call("GET", "/api/v1/probability?paths=10000&seed=77")
            answers["at"] = time.monotonic()

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(1.0)  # the request has to be on its way; nothing is asserted about how long it takes
        begun = time.monotonic()
        outcome = client.call("POST", "/api/v1/commands", {"id": "paths-edit", "kind": "edit-cells", "payload": {"cells": [{"cell": "minimum_cash", "value": "25000000"}]}})
        edited = time.monotonic()
        report.equal(outcome.status, 200, f"an edit while paths are made: {outcome.body[:200]!r}")
        report.figure("an edit beside running paths", f"{(edited - begun) * 1000:.0f} ms")
        asking.join()
        report.expect(answers["at"] > edited, "the edit is answered first")
        report.equal((answers["paths"].status, answers["paths"].code), (409, "paths.superseded"), "paths of the plan before")
        again = client.get("/api/v1/probability?paths=50")
        report.equal(again["minimum"], "25000000.00", "the next paths are those of the plan as edited")
        scenario = client.call("POST", "/api/v1/commands", {"id": "paths-scenario", "kind": "create-scenario", "payload": {"name": "概率情景", "isShared": True}}).json["event"]
        of_scenario = client.get(f"/api/v1/probability?paths=50&scenario={scenario}")
        report.equal(of_scenario["weeks"], again["weeks"], "a scenario without changes has the plan's paths")


def main():
    report = Report("joint paths")
    with Scratch() as scratch:
        demo = demo_company(scratch)
        command_line(report, demo.folder)
        edits_go_on(report, demo.folder, demo)
    report.finish()


if __name__ == "__main__":
    main()
