#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A new user with order lines of their own: the same orders as CSV, as a workbook, as an old workbook and as GB18030 with Chinese headers under a title
are the same facts, with at most three questions each, and the first forecast stands within ten minutes.

The orders are AdventureWorks'; workbooks are saved by LibreOffice (skipped with a word where it is absent)."""
import csv
import shutil
import subprocess
import time
from urllib.parse import quote

from large_file import empty_company
from report import Report
from server import Scratch, Server, data_folder

# An old workbook has 65,536 rows at most.
OLD_ROWS = 60_000
CHINESE = {
    "channel": "渠道", "order_number": "订单号", "line_number": "行号", "order_date": "订单日期", "due_date": "要求交货日期", "ship_date": "发货日期",
    "product_id": "物料编码", "customer_id": "客户编码", "sales_rep_id": "业务员", "territory_id": "地区", "quantity": "数量", "unit_price": "不含税单价",
    "net_amount": "不含税金额", "standard_cost": "标准成本", "tax_amount": "税额", "freight_amount": "运费"}


def saved_as(source, ending, folder):
    """What LibreOffice makes of a CSV file; None where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        return None
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", ending, "--outdir", str(folder),
         "--infilter=CSV:44,34,76,1", str(source)], check=True, capture_output=True, timeout=280)
    return folder / (source.stem + "." + ending)


def in_chinese(rows, path):
    with open(path, "w", encoding="gb18030", newline="") as file:
        file.write("销售订单明细表\n")
        writer = csv.writer(file)
        writer.writerow([CHINESE[name] for name in rows[0]])
        writer.writerows(rows[1:])


def questions(preview):
    """What a person has to decide: the questions, and the kind where the first guess is not it."""
    return len(preview["questions"]) + (preview["kind"] != "sales-order-lines")


def bring(report, client, path, count, what):
    """Looks at a file without saying anything of it, and keeps it as proposed."""
    looked = client.call("POST", f"/api/v1/imports/preview?filename={quote(path.name)}", raw=path.read_bytes())
    if not report.equal(looked.status, 200, f"{what}: {looked.body[:300]!r}"):
        return {}
    preview = looked.json
    asked = questions(preview)
    report.figure(f"{what}: questions", asked)
    report.expect(asked <= 3, f"{what}: at most three questions: {preview['kind']} {preview['questions']}")
    report.equal((preview["kind"], preview["rowsRead"], preview["accepted"]), ("sales-order-lines", count, count), f"{what}: every line is taken")
    kept = client.call("POST", "/api/v1/imports", {"upload": preview["upload"], "kind": "sales-order-lines"})
    report.equal(kept.status, 200, f"{what}: kept: {kept.body[:300]!r}")
    return kept.json


def main():
    report = Report("new user")
    orders = data_folder("adventure-works")
    if not orders:
        report.say("the AdventureWorks orders are not here: nothing can be shown")
        report.expect(True, "skipped")
        report.finish()
    with Scratch() as scratch:
        source = orders / "sales_order_lines.csv"
        rows = list(csv.reader(source.open(encoding="utf-8-sig")))
        lines = len(rows) - 1
        part = scratch / "orders-old.csv"
        with part.open("w", newline="") as file:
            csv.writer(file).writerows(rows[:OLD_ROWS + 1])
        began = time.monotonic()
        login = empty_company(scratch / "company")
        with Server(scratch / "company") as server:
            client = server.client(*login)
            first = bring(report, client, source, lines, "CSV")
            report.equal(first.get("added"), lines, "CSV: every line is new")
            series = client.get("/api/v1/forecasts")["series"]
            report.figure("seconds to the first forecast", round(time.monotonic() - began, 1))
            report.expect(len(series) > 100, f"forecasts stand: {len(series)} series")
            report.expect(time.monotonic() - began < 600, "the first forecast stands within ten minutes")
            in_chinese(rows, scratch / "订单.csv")
            again = bring(report, client, scratch / "订单.csv", lines, "GB18030, Chinese headers, a title")
            report.equal((again.get("added"), again.get("corrected"), again.get("unchanged")), (0, 0, lines), "GB18030: the same facts")
            for ending, file, count in (("xlsx", source, lines), ("xls", part, OLD_ROWS)):
                saved = saved_as(file, ending, scratch)
                if not saved:
                    report.say(f"{ending}: LibreOffice is not installed, not shown")
                    continue
                again = bring(report, client, saved, count, ending)
                report.equal((again.get("added"), again.get("corrected"), again.get("unchanged")), (0, 0, count), f"{ending}: the same facts")
            strange(report, client)
    report.finish()


def strange(report, client):
    """Headers that nothing tells: confirmed once, known from then on."""
    body = "编号甲,序,哪天,谁,什么,多少,一共\nS-1,1,2026-03-02,KH-1,P-1,10,11300\n".encode()
    columns = {"order_number": "编号甲", "line_number": "序", "ordered_on": "哪天", "customer": "谁", "item": "什么", "quantity": "多少", "amount_incl_tax": "一共"}
    path = "/api/v1/imports/preview?filename={}&kind=sales-order-lines"
    looked = client.call("POST", path.format(quote("一月.csv")), raw=body).json
    report.equal(looked["rememberedFrom"], None, "strange headers: nothing is known of them")
    kept = client.call("POST", "/api/v1/imports", {"upload": looked["upload"], "kind": "sales-order-lines", "columns": columns})
    report.equal((kept.status, kept.json.get("added")), (200, 1), f"strange headers: kept as confirmed: {kept.body[:200]!r}")
    looked = client.call("POST", f"/api/v1/imports/preview?filename={quote('二月.csv')}", raw=body.replace(b"S-1", b"S-2")).json
    report.equal((looked["rememberedFrom"], looked["kind"], looked["accepted"]), ("一月.csv", "sales-order-lines", 1), "the same headers again: read as confirmed")


if __name__ == "__main__":
    main()
