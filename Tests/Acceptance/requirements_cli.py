#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`tongpin requirements` as a planner uses it: every scenario of the house, a scenario that does not come out, bad input in both languages, JSON that another
program adds up, and a file that is not there."""
import json
import pathlib
import tempfile

from report import Report
from server import ROOT, tongpin

SCENARIOS = sorted((ROOT / "Tests/Fixtures/supply").glob("*/*.txt"))
WRONG = "plan periods 4\nitem A lead 1\nitem A led 2\nstock A ten\norder O1 A 5 on 3\nexpect A releases 0 5 0 0\nexpect A stock 0 0 0 9\n"


def scenarios(report):
    done = tongpin("requirements", *SCENARIOS, "--quiet")
    report.equal(done.returncode, 0, f"exit code of all scenarios; {done.stdout.decode()[-500:]}")
    lines = done.stdout.decode().splitlines()
    report.equal(lines[-1], f"{len(SCENARIOS)} scenarios, {len(SCENARIOS)} as expected", "the last line")
    report.figure("scenarios", len(SCENARIOS))


def wrong(report, folder):
    file = folder / "wrong.txt"
    file.write_text(WRONG)
    english = tongpin("requirements", file, "--quiet")
    report.equal(english.returncode, 1, "exit code when something does not hold")
    lines = english.stdout.decode().splitlines()
    for place, code in (("3:6", "name-twice"), ("4:9", "not-a-number"), ("7:22", "expectation-failed")):
        report.expect(any(line.startswith(f"✗ {file}:{place} supply-scenario.{code} ") for line in lines), f"{code} at {place}: {lines}")
    report.expect(lines[-1].startswith(f"✗ {file}: 1 expectations hold, 3 do not"), lines[-1])
    chinese = tongpin("requirements", file, "--quiet", "--lang", "zh").stdout.decode()
    report.equal([line.split(" ")[1] for line in chinese.splitlines()], [line.split(" ")[1] for line in lines], "the same places in Chinese")
    report.expect("期望 9，实际 0" in chinese, chinese)
    report.equal(tongpin("requirements", folder / "nothing.txt").returncode, 1, "exit code of a file that is not there")
    report.equal(tongpin("requirements", file, "--by", "month").returncode, 2, "exit code of a wrong option")


def as_json(report):
    for file in SCENARIOS:
        answer = json.loads(tongpin("requirements", file, "--json").stdout)
        report.expect(answer["passes"], f"{file.name} passes")
        for item in answer["items"]:
            planned = sum(order["quantity"] for order in answer["planned_orders"] if order["item"] == item["code"])
            firm = sum(item["receipts"]) - planned
            report.expect(firm > -1e-6, f"{file.name} {item['code']}: planned receipts are the planned orders and firm ones")
            stock = item["stock"][0] - item["receipts"][0] - item["scheduled"][0] + item["gross"][0]
            for day, after in enumerate(item["stock"]):
                stock += item["scheduled"][day] + item["receipts"][day] - item["gross"][day]
                report.near(stock, after, f"{file.name} {item['code']} day {day}: stock rolls forward", absolute=1e-6)
        for order in answer["planned_orders"]:
            served = sum(one["quantity"] for one in order["serves"])
            report.expect(served <= order["quantity"] + 1e-6, f"{file.name}: an order serves no more than it is")


def main():
    report = Report("requirements")
    with tempfile.TemporaryDirectory() as folder:
        scenarios(report)
        wrong(report, pathlib.Path(folder))
        as_json(report)
    for language in ("en", "zh"):
        shown = tongpin("requirements", "--help", "--lang", language).stdout.decode()
        report.expect("SPEC-supply-scenario.md" in shown and "--timings" in shown, f"help in {language}")
    report.finish()


if __name__ == "__main__":
    main()
