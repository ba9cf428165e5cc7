#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A thousand random edits of the demo company: after every edit the balance check reads 0.00 in every month and the lines of the panel are what the
table moved; fifty states are compared with an independent calculation (oracle.py); in the end the state equals one from scratch bit for bit
(`tongpin verify`), and undo leads back.

  --edits N     how many (1,000)
  --oracle N    how many of them are compared with the oracle (50)
  --opinions N  how many of those are also calculated from the specification by Reference/manufacturing/plan_company.py (50)
"""
import argparse
import json
import random
import shutil
import time

import numpy as np

from edits import Editor
from oracle import Oracle, balance_gaps, number, vector
from report import Report, percentile
from second_opinion import compare
from server import TODAY, Scratch, Server, demo_company, tongpin


class Tables:
    """Reads the one table over the whole plan."""

    def __init__(self, client):
        self.client = client
        self.workspace = client.get("/api/v1/workspace")

    def read(self, grain="month", region=None):
        months = {"from": self.workspace["firstMonth"], "to": self.workspace["lastMonth"]}
        return self.client.get("/api/v1/table", view="main", grain=grain, region=region, **months)

    def by_region(self):
        return {region["code"]: self.read(region=region["code"]) for region in self.workspace["regions"]}


def compare_all(client, tables, oracle, generator, editor, table):
    parents = oracle.totals(table)
    oracle.report.expect(parents > 0, "the table has rows that are sums of others")
    oracle.statements(table)
    oracle.taxes(table)
    oracle.regions(table, tables.by_region())
    oracle.calendar(table, tables.read("quarter"))
    oracle.calendar(table, tables.read("year"))
    for entry in generator.sample(editor.series, min(3, len(editor.series))):
        forecast = client.get("/api/v1/forecast", item=entry["item"], region=entry["region"])
        oracle.layers(forecast, f"{entry['item']} {entry['region']}")
    oracle.cash(client.get("/api/v1/cash", grain="day"), client.get("/api/v1/cash", grain="month"))


def second_opinion(report, oracle, demo, scratch, table, when):
    """Calculates the state once more by the reference program, and compares that with what the server shows."""
    shutil.rmtree(scratch / "state", ignore_errors=True)
    state = demo.copy(scratch / "state")
    tongpin("run", "--data", state.folder, "--today", TODAY, "--export", scratch / "out", check=True)
    company = json.loads((scratch / "out/company.json").read_text())
    worst, figures = compare(report, company, when)
    oracle.compared += figures
    oracle.worst_reference = max(oracle.worst_reference, worst)
    for row in table["rows"]:
        if row["level"] == 0 and row["measure"] in company["totals"] and row["unit"] != "%":
            oracle.agree(vector(row["values"]), np.nan_to_num(np.array(company["totals"][row["measure"]], float)), 0, row["values"], f"{when}{row['measure']} as shown")


def check_panel(report, answer):
    """Each line of the panel: new − old = change, largest money first."""
    for line in answer["moved"]:
        if line["old"] is not None and line["new"] is not None:
            report.near(number(line["new"]) - number(line["old"]), number(line["change"]), f"change of {line['cell']}", absolute=0.011)
    money = [abs(number(line["change"])) for line in answer["moved"] if line["money"]]
    report.expect(money == sorted(money, reverse=True), "the panel begins with what moved most")


def run(report, options):
    generator = random.Random(options.seed)
    oracle, times, opinions = Oracle(report), [], []
    with Scratch() as scratch:
        demo = demo_company(scratch)
        with Server(demo.folder) as server:
            client = server.client(*demo.login("administrator"))
            editor = Editor(client, generator, f"edit-{options.seed}")
            tables = Tables(client)
            table = tables.read()
            editor.learn(table)
            rows, gaps = balance_gaps(table)
            report.equal(len(rows), 1, "rows of the balance check on the table")
            report.equal(gaps, [], "balance check before any edit")
            report.say(f"editable rows: {', '.join(f'{len(found)} {kind}' for kind, found in editor.rows.items())}")
            looked_at = set(generator.sample(range(options.edits), min(options.oracle, options.edits)))
            for number_of_edit in range(options.edits):
                started = time.perf_counter()
                answer = editor.edit()
                times.append(time.perf_counter() - started)
                if answer:
                    check_panel(report, answer)
                table = tables.read()
                report.equal(balance_gaps(table)[1], [], f"balance check after edit {number_of_edit + 1}")
                if number_of_edit in looked_at:
                    editor.learn(table)
                    compare_all(client, tables, oracle, generator, editor, table)
                    if len(opinions) < options.opinions:
                        opinions.append(number_of_edit + 1)
                        second_opinion(report, oracle, demo, scratch, table, f"after edit {number_of_edit + 1}: ")
            report.equal(server.stop(), 0, "the server's exit code")
        with Server(demo.folder) as server:
            again = Tables(server.client(*demo.login("administrator"))).read()
            report.expect(again["rows"] == table["rows"], "after a restart the table shows the very same figures")
        verify = demo.verify()
        report.equal(verify.returncode, 0, f"verify: {(verify.stdout + verify.stderr).decode()[-600:]}")
        report.say(verify.stdout.decode().strip()[-400:])
    applied = sum(editor.applied.values())
    report.expect(applied >= 0.6 * options.edits, f"most edits are applied: {applied} of {options.edits}")
    report.figure("edits applied", f"{applied} ({', '.join(f'{n} {kind}' for kind, n in sorted(editor.applied.items()))})")
    report.figure("refused", ", ".join(f"{len(found)} {code}" for code, found in sorted(editor.refused.items())) or "none")
    for code, found in sorted(editor.refused.items()):
        report.say(f"e.g. {code}: {found[0]}")
        report.expect(not code.startswith("server.") and code != "500", f"no edit ends in an internal error: {found[0]}")
    report.figure("states compared", f"{len(looked_at)}, {len(opinions)} of them with the reference program")
    report.figure("figures compared", oracle.compared)
    report.figure("worst disagreement with the reference program", f"{oracle.worst_reference:.1e}")
    report.figure("edit p50 / p95", f"{1e3 * percentile(times, 0.5):.0f} / {1e3 * percentile(times, 0.95):.0f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=1_000)
    parser.add_argument("--oracle", type=int, default=50)
    parser.add_argument("--opinions", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20261123)
    options = parser.parse_args()
    report = Report("random edits")
    report.say(f"seed {options.seed}")
    run(report, options)
    report.finish()


if __name__ == "__main__":
    main()
