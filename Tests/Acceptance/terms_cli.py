#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`tongpin terms` as a stranger would use it: the dates and amounts of the handbook, both languages, every contradiction at once with its
place, exit codes 0, 1 and 2."""
import json

from report import Report
from server import tongpin


def terms(text, *arguments):
    return tongpin("terms", text, *arguments)


def payments(report, text, *arguments):
    done = terms(text, *arguments, "--json")
    report.equal(done.returncode, 0, f"{text}: exit code; {done.stderr.decode()[:300]}")
    return json.loads(done.stdout)["payments"]


def vectors(report):
    for invoice, paid in (("2026-09-18", "2026-11-10"), ("2026-09-26", "2026-12-10")):
        for text in ("月结30天 截止25 付款日10", "monthly 30 days cut-off 25 pay day 10"):
            found = payments(report, text, "--anchor", invoice, "--amount", "1130000")
            report.equal([(p["paid"], p["amount"], p["means"]) for p in found], [(paid, "1130000.00", "wire")], f"{text} from {invoice}")
    found = payments(
        report, "预付30% 发货30% 验收30% 质保10%@12个月", "--anchor", "2026-09-01", "--shipment", "2026-10-20", "--acceptance", "2026-11-16",
        "--amount", "113万")
    report.equal([p["amount"] for p in found], ["339000.00", "339000.00", "339000.00", "113000.00"], "3-3-3-1: amounts")
    report.equal([p["paid"] for p in found], ["2026-09-01", "2026-10-20", "2026-11-16", "2027-11-16"], "3-3-3-1: days")
    report.equal([p["presumed"] for p in found], [False, False, False, True], "3-3-3-1: what rests on unpublished holidays")
    found = payments(report, "60天 银承50% 6个月", "--anchor", "2026-07-02", "--amount", "1130000.01")
    report.equal(
        [(p["means"], p["amount"], p["matures"], p["cash"]) for p in found],
        [("wire", "565000.01", None, "2026-08-31"), ("bank", "565000.00", "2027-02-28", "2027-03-01")], "half by bill")


def table(report):
    chinese = terms("月结30天 截止25 付款日10", "--anchor", "2026-09-18", "--amount", "1130000", "--lang", "zh").stdout.decode()
    english = terms("月结30天 截止25 付款日10", "--anchor", "2026-09-18", "--amount", "1130000").stdout.decode()
    report.expect("付款日" in chinese and "1,130,000.00" in chinese and "2026-11-10" in chinese, "the Chinese table")
    report.expect("pay day 10" in english and "total" in english and "付款" not in english, "the English table")
    report.expect("--anchor 2026-09-18" in tongpin("terms", "--help").stdout.decode(), "the help has examples")


def refusals(report):
    done = terms("月结30天 截止40 abc", "--anchor", "2026-09-18", "--amount", "1")
    lines = done.stderr.decode().splitlines()
    report.equal((done.returncode, done.stdout, len(lines)), (1, b"", 2), "two contradictions, no table, exit code 1")
    report.expect("at 9 " in lines[0] and "terms.day-not-possible" in lines[0], f"where and why: {lines[0]}")
    report.expect("at 12 " in lines[1] and "terms.word-not-known" in lines[1], f"where and why: {lines[1]}")
    report.equal(terms("预付30% 发货30%", "--anchor", "2026-09-18", "--amount", "1", "--json").returncode, 1, "60 % are not 100 %")
    for arguments in (("--anchor", "2026-9-18", "--amount", "1"), ("--anchor", "2026-09-18", "--amount", "x"), ("--amount", "1")):
        report.equal(terms("net 30", *arguments).returncode, 2, f"usage: {arguments}")
    hint = terms("90天", "--anchor", "2026-09-18", "--amount", "1", "--payer", "large", "--payee", "small")
    report.expect(hint.returncode == 0 and b"terms.small-payee-late" in hint.stderr, "the 60-day rule is a hint, never a block")
    report.equal(terms("90天", "--anchor", "2026-09-18", "--amount", "1", "--payee", "large").stderr, b"", "no hint between large companies")


def main():
    report = Report("payment terms on the command line")
    vectors(report)
    table(report)
    refusals(report)
    report.finish()


if __name__ == "__main__":
    main()
