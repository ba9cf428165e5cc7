#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Three files that name the same customers differently — customers and orders of an ERP, receipts as a bank names payers, a list of e-invoices — are proposed as
one, merged, and then receivables and forecast are those of one; taken apart again, every answer is as before, byte for byte."""
import csv
import io
import re
from urllib.parse import quote

from large_file import empty_company
from report import Report
from server import Scratch, Server, tongpin

CODES = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number):
    """A valid 统一社会信用代码, by GB 32100."""
    body = f"91440300{10_000_000 + number}X"
    total = sum(CODES.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return body + CODES[(31 - total % 31) % 31]


CUSTOMERS = [("000123", "深圳市云杉商贸有限公司", credit_code(1)), ("000124", "深圳市红松电器有限公司", credit_code(2)), ("000125", "华润万家（上海）有限公司", credit_code(3))]
# What a bank and the tax office write for the first two; the third is another company than the one in Shanghai.
BANK = {"000123": "深圳云杉商贸有限责任公司", "000124": "红松电器（深圳）有限公司", "000125": "华润万家（深圳）有限公司"}


def table(*rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def files():
    """Bytes by kind and file name."""
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13) if f"{year}-{month:02}" <= "2026-10"]
    orders, invoices, receipts = [], [], []
    for at, month in enumerate(months):
        for place, (code, name, tax) in enumerate(CUSTOMERS):
            item = "000815" if at % 2 else "815"
            pieces = 10 + place + at % 5
            orders.append([f"SO{month}{place}", 1, month + "-05", code, item, pieces, f"{pieces * 113}.00"])
            invoices.append([f"FP{month}{place}", month + "-20", name.replace("（", "(").replace("）", ")"), tax if place < 2 else "", f"{pieces * 113}.00"])
            if at % 3:
                receipts.append([f"SK{month}{place}", month + "-28", BANK[code], f"{pieces * 100}.00"])
    return [
        ("customers", "客户档案.csv", table(["客户编码", "客户名称", "统一社会信用代码"], *CUSTOMERS)),
        ("sales-order-lines", "订单.csv", table(["订单号", "行号", "订单日期", "客户编码", "物料编码", "数量", "含税金额"], *orders)),
        ("invoices", "电子发票.csv", table(["发票号码", "行号", "开票日期", "购买方名称", "购买方纳税人识别号", "价税合计"], *[[one[0], 1, *one[1:]] for one in invoices])),
        ("receipts", "银行回款.csv", table(["收款单号", "收款日期", "客户名称", "金额"], *receipts)),
        # After the orders: an order line of an item that is not among those known is refused.
        ("items", "物料.csv", table(["物料编码", "名称", "规格型号", "计量单位"], ["000815", "电饭煲", "4L", "台"], ["000816", "电饭煲", "5L", "台"])),
    ]


def bring(report, client, kind, name, data):
    looked = client.call("POST", f"/api/v1/imports/preview?filename={quote(name)}&kind={kind}", raw=data)
    if not report.equal(looked.status, 200, f"{name}: {looked.body[:300]!r}"):
        return
    report.equal(looked.json["rejected"], 0, f"{name}: every row is taken: {looked.json['findings'][:3]}")
    kept = client.call("POST", "/api/v1/imports", {"upload": looked.json["upload"], "kind": kind})
    report.equal(kept.status, 200, f"{name}: kept: {kept.body[:300]!r}")


ANSWERS = (
    "/api/v1/sales-analysis?by=customer&measures=orderedInclTax,invoicedInclTax,collected,receivable&first=2025-01",
    "/api/v1/sales-analysis?by=item&measures=orderedInclTax,orderedQuantity&first=2025-01", "/api/v1/forecasts", "/api/v1/overview?grain=month",
    "/api/v1/cash?grain=month", "/api/v1/members/proposals?kind=customers", "/api/v1/members/proposals?kind=items")


def answers(client):
    """Everything that is shown, without the revision and what counts it."""
    return [re.sub(rb'"revision":\d+', b"", client.call("GET", path).body) for path in ANSWERS]


def total(client, measure, by="customer"):
    answer = client.get("/api/v1/sales-analysis", by=by, measures=measure, first="2025-01")
    return {row["keys"][0]["code"]: row["figures"][0] for row in answer["rows"]}, answer["total"]["figures"][0]


def owing(client):
    """Minor units open on invoices less receipts that paid none: once merged, these find theirs."""
    open_, unapplied = (round(float(total(client, measure)[1]) * 100) for measure in ("receivable", "unappliedReceipts"))
    return open_ - unapplied


def proposed(report, client):
    """Merges everything that is proposed and true; what it merged."""
    done = []
    for kind in ("customers", "items"):
        found = client.get("/api/v1/members/proposals", kind=kind)
        report.figure(f"{kind}: proposals", found["total"])
        for one in found["proposals"]:
            codes = [member["code"] for member in one["members"]]
            report.expect(all(link["reasons"] for link in one["links"]), f"{codes}: reasons in words")
            report.expect(one["moves"]["rows"] > 0, f"{codes}: what would move is told")
            done.append((kind, codes))
    return done


def main():
    report = Report("identities")
    with Scratch() as scratch:
        login = empty_company(scratch / "company")
        with Server(scratch / "company") as server:
            client = server.client(*login)
            for kind, name, data in files():
                bring(report, client, kind, name, data)
            before = answers(client)
            _, ordered = total(client, "orderedInclTax")
            owed = owing(client)
            groups = proposed(report, client)
            first = next((codes for kind, codes in groups if kind == "customers" and "000123" in codes), [])
            report.equal(set(first), {"000123", CUSTOMERS[0][1], BANK["000123"]}, "the first customer in three writings is one proposal")
            report.expect(not any(BANK["000125"] in codes and "000125" in codes for _, codes in groups), "华润万家 of Shenzhen and of Shanghai are two")
            report.expect(any(set(codes) == {"000815", "815"} for kind, codes in groups if kind == "items"), "000815 and 815 are one item")
            report.expect(not any({"000815", "000816"} <= set(codes) for kind, codes in groups if kind == "items"), "4L and 5L are two items")
            events = []
            for number, (kind, codes) in enumerate(groups):
                answer = client.command(f"merge-{number}", "merge-members", {"kind": kind, "codes": codes[1:], "into": codes[0]}, "同一个")
                events.append((answer.get("event") or answer["revision"], codes))
            figures, all_ordered = total(client, "orderedInclTax")
            report.equal(all_ordered, ordered, "what was ordered altogether is what it was")
            report.equal(owing(client), owed, "what is owed altogether, less money that found no invoice, is what it was")
            receivable, _ = total(client, "receivable")
            report.expect(not set(receivable) & set(first[1:]), f"one receivable for one customer: {sorted(receivable)}")
            items, _ = total(client, "orderedQuantity", "item")
            report.equal(set(items), {"000815"}, "one item is sold")
            series = client.get("/api/v1/forecasts")["series"]
            report.equal(len(series), 1, "one series is forecast")
            history = client.get("/api/v1/members/history")["merges"]
            report.equal(sum(len(codes) - 1 for _, codes in events), len(history), "every merge is in the history")
            refused = client.send("merge-no", "merge-members", {"kind": "customers", "codes": ["000124"], "into": "000123"}, "试试")
            report.equal((refused.status, refused.code), (422, "members.merge-refused"), f"two valid credit codes are two companies: {refused.body[:200]!r}")
            for number, (event, codes) in enumerate(sorted({one["merge"]: one["into"] for one in history}.items())):
                client.command(f"back-{number}", "separate-members", {"merge": event}, "弄错了")
            for path, was, now in zip(ANSWERS, before, answers(client)):
                report.expect(was == now, f"{path}: as before, byte for byte: {was[:200]!r} {now[:200]!r}")
        done = tongpin("verify", "--data", scratch / "company")
        report.equal(done.returncode, 0, f"verify rebuilds the same: {done.stdout[-300:]!r} {done.stderr[-300:]!r}")
    report.finish()


if __name__ == "__main__":
    main()
