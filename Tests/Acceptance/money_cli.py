#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`tongpin statements` as an accountant uses it: statements worked by hand, both languages, exit codes 0, 1, 2, 3, JSON, the parts of a line, files that are
wrong. English output holds no Chinese word but names of the file's own."""
import json
import re

from report import Report
from server import ROOT, tongpin

CHINESE = re.compile("[\u3400-\u9fff]")
BOOKS = ROOT / "Tests/Fixtures/statements"


def statements(report):
    book = BOOKS / "enterprise-vouchers.txt"
    out = tongpin("statements", book, "--json")
    report.equal(out.returncode, 0, f"exit code: {out.stderr.decode()[-300:]}")
    value = json.loads(out.stdout)
    lines = {(one["kind"], line["id"]): line["values"] for one in value["statements"] for line in one["lines"]}
    report.equal(lines["balanceSheet", "assets"], ["16505416.67", "12795000.00"], "total assets")
    report.equal(lines["cashFlow", "operating"][:2], ["667666.67", "1067666.67"], "net operating cash flow")
    report.equal(lines["supplement", "operating"][:2], lines["cashFlow", "operating"][:2], "by the indirect method")
    report.equal([check["held"] for check in value["checks"]], [True] * 12, "the twelve checks")
    text = tongpin("statements", book, "--lang", "zh", "--unit", "wan", "--month", "2026-08").stdout.decode()
    report.expect("货币资金" in text and "上年年末余额" in text, "the Chinese form")
    parts = tongpin("statements", book, "--line", "应收账款", "--lang", "zh").stdout.decode()
    report.expect("戊公司" in parts and "1,017,000.00" in parts, "what a line is made of")
    for form in ("chinese", "international"):
        english = tongpin("statements", BOOKS / "small-vouchers-en.txt", "--format", form, "--lang", "en").stdout.decode()
        report.expect(not CHINESE.search(english), f"English without Chinese words, {form}: {CHINESE.findall(english)[:10]}")
    wrong = tongpin("statements", BOOKS / "mistakes.txt", "--lang", "en")
    report.equal(wrong.returncode, 3, "a file with mistakes")
    report.expect(b"account-not-mapped" in wrong.stderr and "✗".encode() in wrong.stdout, "findings and failed checks")
    report.equal(tongpin("statements", book, "--chart", "german").returncode, 2, "a chart that is none")
    report.equal(tongpin("statements", "/nowhere/at/all.txt").returncode, 1, "a file that is not there")


def main():
    report = Report("money")
    statements(report)
    report.finish()


if __name__ == "__main__":
    main()
