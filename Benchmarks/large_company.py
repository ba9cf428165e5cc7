#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A generated company as large as the one table must bear, written as ordinary import files and imported through the command line.

    large_company.py FOLDER [--seed 1] [--scale 1.0] [--no-budget]

1,000 finished items in 40 families, 1,000 assemblies and 4,000 bought parts below them in two levels, 10 regions, 500 customers, 120 suppliers, 12 departments;
36 months of orders (every item in every region in every month), open orders, purchases, stock, prices, payroll, ledger balances in the Chinese chart, deals, and
a budget by item and region. The same arguments give the same files; `--scale 0.1` makes a tenth of the items. Prints how long each import, the first plan and
opening took, with the memory of each, and the logins of two administrators.
"""
import argparse
import calendar
import csv
import datetime
import math
import os
import pathlib
import random
import re
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[1]
BINARY = os.environ.get("TONGPIN_BINARY", str(ROOT / ".build/release/tongpin"))
TODAY = "2026-11-23"
FIRST, LAST, BUDGET_YEAR = (2023, 11), (2026, 10), 2026
CUTOFF = datetime.date(2026, 10, 31)
REGIONS = [("R01", "华北", "North"), ("R02", "东北", "North-east"), ("R03", "华东", "East"), ("R04", "华中", "Central"), ("R05", "华南", "South"),
           ("R06", "西南", "South-west"), ("R07", "西北", "North-west"), ("R08", "京津", "Capital"), ("R09", "海峡", "Strait"), ("R10", "边疆", "Frontier")]
DEPARTMENTS = [("D01", "一车间", "Plant 1", "制造费用", 620), ("D02", "二车间", "Plant 2", "制造费用", 480), ("D03", "品质部", "Quality", "制造费用", 60),
               ("D04", "北方销售", "Sales north", "销售费用", 90), ("D05", "南方销售", "Sales south", "销售费用", 110), ("D06", "市场部", "Marketing", "销售费用", 35),
               ("D07", "物流部", "Logistics", "销售费用", 80), ("D08", "研发一部", "Research 1", "研发费用", 130), ("D09", "研发二部", "Research 2", "研发费用", 70),
               ("D10", "财务部", "Finance", "管理费用", 28), ("D11", "人力行政", "People", "管理费用", 32), ("D12", "信息部", "Systems", "管理费用", 22)]
# Code, name, type, balance at the cutoff; None where documents of this company say it, or departments.
ACCOUNTS = [("1002", "银行存款", "资产", 186_000_000), ("1122", "应收账款", "资产", None), ("1403", "原材料", "资产", None), ("1405", "库存商品", "资产", None),
            ("1601", "固定资产", "资产", 420_000_000), ("1602", "累计折旧", "资产", -96_000_000), ("1801", "长期待摊费用", "资产", 6_000_000),
            ("2001", "短期借款", "负债", -120_000_000), ("2202", "应付账款", "负债", None), ("2211", "应付职工薪酬", "负债", -31_000_000),
            ("222101", "应交增值税", "负债", -9_000_000), ("222103", "应交附加税", "负债", -1_080_000), ("222102", "应交所得税", "负债", -8_000_000),
            ("4001", "实收资本", "权益", -200_000_000), ("6601", "销售费用", "损益", None), ("6602", "管理费用", "损益", None), ("6603", "财务费用", "损益", 360_000)]
ORDER = ("territories departments accounts payment-terms suppliers customers items supplier-items bill-of-materials prices drivers headcount fixed-assets loans bank-balances stock "
         "purchase-order-lines purchase-invoices invoices receipts ledger-balances deals budgets sales-order-lines").split()


def months(first, last):
    year, month = first
    while (year, month) <= last:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def day(year, month, number):
    return datetime.date(year, month, min(number, calendar.monthrange(year, month)[1]))


class Company:
    def __init__(self, folder, seed, scale):
        self.folder, self.random = pathlib.Path(folder), random.Random(seed)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.finished = [(f"F{family:02d}-{number:03d}", f"产品族{family:02d}") for family in range(1, max(4, round(40 * scale)) + 1) for number in range(1, 26)]
        count = len(self.finished)
        self.assemblies = [f"A{number:05d}" for number in range(1, count + 1)]
        self.parts = [f"P{number:05d}" for number in range(1, 4 * count + 1)]
        self.customers = [(f"C{number:04d}", REGIONS[number % 10][0]) for number in range(500)]
        self.suppliers = [f"S{number:03d}" for number in range(1, 121)]

    def write(self, kind, columns, rows):
        with open(self.folder / f"{kind}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns.split())
            writer.writerows(rows)

    def make(self, with_budget):
        self.masters()
        self.bill()
        self.trade(with_budget)
        self.deals()
        self.receivables()
        self.stock_and_purchases()
        self.ledger()

    def masters(self):
        draw = self.random
        self.write("territories", "code name name_en", REGIONS)
        self.write("departments", "code name name_en cost_kind", [row[:4] for row in DEPARTMENTS])
        self.write("payment-terms", "code name cutoff_day months days pay_day", [("T30", "30天", "", "", 30, ""), ("M60", "月结60天", 25, 2, 0, 10)])
        self.write("suppliers", "code name name_en terms", [(code, f"供应商{code}", f"Supplier {code}", draw.choice(["T30", "M60"])) for code in self.suppliers])
        self.write("customers", "code name name_en territory terms", [(code, f"客户{code}", f"Customer {code}", region, "T30") for code, region in self.customers])
        self.write("accounts", "code name account_type", [row[:3] for row in ACCOUNTS])
        drivers = [("vat_rate", "", 0.13), ("collection_profile_1", "", 0.6), ("collection_profile_2", "", 0.38), ("delivery_profile_0", "", 0.55), ("delivery_profile_1", "", 0.35),
                   ("social_insurance_rate", "", 0.28), ("social_floor", "", 4900), ("social_ceiling", "", 28000), ("bonus_months", "", 1.5), ("surcharge_rate", "", 0.12),
                   ("income_tax_rate", "", 0.15), ("minimum_cash", "", 80_000_000)]
        for code, _, _, kind, _ in DEPARTMENTS:
            drivers += [("expense_per_head", code, draw.randrange(300, 1500)), ("fixed_expense", code, draw.randrange(80_000, 600_000))]
            if kind == "销售费用":
                drivers.append(("expense_share_of_revenue", code, 0.006))
        self.write("drivers", "name department value", drivers)
        self.write("headcount", "department month people monthly_salary",
                   [(code, f"{year}-{month:02d}", people, 7000 + 900 * (index % 7)) for year, month in months((2025, 1), LAST) if month in (1, 7)
                    for index, (code, _, _, _, people) in enumerate(DEPARTMENTS)])
        self.write("bank-balances", "account name as_of balance", [("6222-01", "基本户", CUTOFF, 186_000_000)])
        self.write("loans", "code bank drawn_on matures_on principal annual_rate", [("L1", "银行甲", "2026-03-01", "2027-03-01", 120_000_000, 0.036)])
        self.write("fixed-assets", "code name acquired_on cost life_months salvage_rate",
                   [(f"FA{number:03d}", f"设备{number}", day(2019 + number % 6, 1 + number % 12, 15), 1_400_000, 120, 0.05) for number in range(300)])

    def bill(self):
        """Assemblies of four parts, finished items of three assemblies and four parts; costs rolled up from below."""
        draw, lines = self.random, []
        self.cost = {part: round(math.exp(draw.gauss(1.6, 0.8)), 2) for part in self.parts}

        def make(parents, uses, margin):
            for parent in parents:
                material = 0
                for pool, count in uses:
                    for component in sorted(draw.sample(pool, count)):
                        per = draw.choice([1, 1, 1, 2, 2, 4])
                        lines.append((parent, component, per, draw.choice([0, 0, 0.01, 0.02])))
                        material += per * self.cost[component]
                self.cost[parent] = round(material * margin, 2)

        make(self.assemblies, [(self.parts, 4)], 1.25)
        make([code for code, _ in self.finished], [(self.assemblies, 3), (self.parts, 4)], 1.3)
        self.write("bill-of-materials", "assembly component quantity_per scrap_rate", lines)
        self.price = {code: round(self.cost[code] * draw.uniform(1.5, 2.2) * 1.13, 2) for code, _ in self.finished}
        items = [(code, f"{family}型{code[-3:]}", f"Product {code}", family, f"Family {code[1:3]}", "件", 1, 1, self.cost[code], 0.13, draw.randrange(2, 6), 0, 1)
                 for code, family in self.finished]
        for kind, english, codes, is_made in (("组件", "Assembly", self.assemblies, 1), ("零件", "Part", self.parts, 0)):
            items += [(code, f"{kind}{code}", f"{english} {code}", f"{kind}{int(code[1:]) % 10}", f"{english} group {int(code[1:]) % 10}", "件", is_made, 0, self.cost[code], 0.13,
                       draw.randrange(1, 5), draw.choice([0, 50, 200]), draw.choice([1, 10, 50])) for code in codes]
        self.write("items", "code name name_en family family_en unit is_made is_sold standard_cost tax_rate lead_time_days safety_stock lot_multiple", items)
        self.write("supplier-items", "item supplier lead_time_days price_excl_tax tax_rate lot_minimum lot_multiple unit",
                   [(part, draw.choice(self.suppliers), draw.randrange(3, 40), round(self.cost[part] * draw.uniform(0.97, 1.02), 2), 0.13, draw.choice([1, 50, 100]), draw.choice([1, 10]), "件")
                    for part in self.parts])
        self.write("prices", "item valid_from price_incl_tax", [(code, "2023-01-01", self.price[code]) for code, _ in self.finished])

    def trade(self, with_budget):
        """Monthly demand by item and region: a level, a trend, a season and noise; one order line each."""
        draw = self.random
        buyers = {region: [code for code, at in self.customers if at == region] for region, _, _ in REGIONS}
        self.invoiced, self.demand, budget, lines, numbers = {}, {}, [], [], {}
        for index, (code, _) in enumerate(self.finished):
            level, trend, peak = math.exp(draw.gauss(2.6, 0.7)), draw.uniform(-0.006, 0.012), draw.randrange(12)
            for place, (region, _, _) in enumerate(REGIONS):
                share, buyer = draw.uniform(0.4, 1.8), buyers[region][(index * 7 + place) % len(buyers[region])]
                for position, (year, month) in enumerate(months(FIRST, (BUDGET_YEAR, 12))):
                    expected = level * share * (1 + trend * position) * (1 + 0.3 * math.cos((month - peak) * math.pi / 6))
                    if year == BUDGET_YEAR:
                        amount = round(max(1, round(expected * 1.04)) * self.price[code], 2)
                        budget.append(("2026", "sales", f"{year}-{month:02d}", code, region, max(1, round(expected * 1.04)), amount, round(amount / 1.13, 2)))
                    if (year, month) <= LAST:
                        lines.append(self.line(code, region, buyer, year, month, max(1, round(expected * draw.lognormvariate(0, 0.25))), numbers))
        self.write("sales-order-lines", "order_number line_number ordered_on due_on shipped_on item customer territory quantity price_incl_tax amount_incl_tax amount_excl_tax tax_rate", lines)
        if with_budget:
            self.write("budgets", "version measure month item territory quantity amount_incl_tax amount_excl_tax", budget)

    def line(self, code, region, buyer, year, month, pieces, numbers):
        ordered = day(year, month, self.random.randrange(1, 28))
        due = ordered + datetime.timedelta(days=self.random.randrange(3, 40))
        order = f"SO{year % 100}{month:02d}{buyer}"
        numbers[order] = numbers.get(order, 0) + 1
        amount = round(pieces * self.price[code], 2)
        if due <= CUTOFF:
            self.invoiced[buyer, due.year, due.month] = self.invoiced.get((buyer, due.year, due.month), 0) + amount
        self.demand[code] = self.demand.get(code, 0) + pieces / 36
        return (order, numbers[order], ordered, due, due if due <= CUTOFF else "", code, buyer, region, pieces, self.price[code], f"{amount:.2f}", f"{amount / 1.13:.2f}", 0.13)

    def deals(self):
        draw, deals, stages = self.random, [], ["初步接触", "方案报价", "商务谈判", "成交", "丢单"]
        for number in range(1, 301):
            code, _ = draw.choice(self.finished)
            opened = CUTOFF - datetime.timedelta(days=draw.randrange(20, 500))
            stage, pieces = stages[draw.randrange(5)], draw.randrange(20, 400)
            closes = opened + datetime.timedelta(days=draw.randrange(30, 120)) if stage in stages[3:] else CUTOFF + datetime.timedelta(days=draw.randrange(10, 300))
            deals.append((f"DL{number:04d}", f"项目{number:04d}", f"Project {number:04d}", draw.choice(self.customers)[0], code, draw.choice(REGIONS)[0], stage, "项目型",
                          f"{pieces * self.price[code]:.2f}", pieces, opened, closes, closes + datetime.timedelta(days=45), 0))
        self.write("deals", "code name name_en customer item territory stage kind amount_incl_tax quantity opened_on closes_on delivers_on is_committed", deals)

    def receivables(self):
        """One invoice a customer and month of this year, paid after 30 days."""
        invoices, receipts, self.owed = [], [], 0
        for number, ((buyer, year, month), amount) in enumerate(sorted(self.invoiced.items())):
            if (year, month) < (2026, 1):
                continue
            on = day(year, month, 28)
            due = on + datetime.timedelta(days=30)
            invoices.append((f"IN{number:06d}", 1, on, due, buyer, f"{amount:.2f}", f"{amount / 1.13:.2f}"))
            if due <= CUTOFF:
                receipts.append((f"RC{number:06d}", due, buyer, f"{amount:.2f}", "转账"))
            else:
                self.owed += amount
        self.write("invoices", "invoice_number line_number invoiced_on due_on customer amount_incl_tax amount_excl_tax", invoices)
        self.write("receipts", "receipt_number received_on customer amount method", receipts)

    def stock_and_purchases(self):
        draw, stock, purchases, invoices = self.random, [], [], []
        self.stock_value, self.payable = {"1403": 0, "1405": 0}, 0
        for account, place, codes in (("1405", "W1", [code for code, _ in self.finished]), ("1405", "W2", self.assemblies), ("1403", "W2", self.parts)):
            for code in codes:
                pieces = round(self.demand[code] * draw.uniform(0.4, 1.2)) if code in self.demand else draw.randrange(100, 3000)
                stock.append((code, place, CUTOFF, pieces))
                self.stock_value[account] += pieces * self.cost[code]
        self.write("stock", "item location counted_on quantity", stock)
        for number, part in enumerate(draw.sample(self.parts, len(self.parts) // 3)):
            supplier, pieces, ordered = draw.choice(self.suppliers), draw.randrange(200, 3000), CUTOFF - datetime.timedelta(days=draw.randrange(5, 40))
            purchases.append((f"PO{number:05d}", 1, ordered, CUTOFF + datetime.timedelta(days=draw.randrange(1, 45)), supplier, part, pieces, self.cost[part], 0.13, 0))
            amount = round(pieces * self.cost[part] * 1.13, 2)
            invoices.append((f"PI{number:05d}", 1, ordered, CUTOFF + datetime.timedelta(days=draw.randrange(1, 60)), supplier, f"{amount:.2f}", f"{amount / 1.13:.2f}"))
            self.payable += amount
        self.write("purchase-order-lines", "order_number line_number ordered_on due_on supplier item quantity price_excl_tax tax_rate received_quantity", purchases)
        self.write("purchase-invoices", "invoice_number line_number invoiced_on due_on supplier amount_incl_tax amount_excl_tax", invoices)

    def ledger(self):
        known = {"1122": self.owed, "2202": -self.payable, **self.stock_value}
        rows = []
        for year, month in months((2025, 1), LAST):
            balances = {code: known.get(code, amount) for code, _, _, amount in ACCOUNTS}
            rows += [(f"{year}-{month:02d}", "", "实际", code, f"{amount:.2f}") for code, amount in balances.items() if amount is not None]
            rows += [(f"{year}-{month:02d}", code, "实际", "6601" if kind == "销售费用" else "6602", f"{people * 12_500 + 240_000:.2f}") for code, _, _, kind, people in DEPARTMENTS]
        self.write("ledger-balances", "period department scenario account amount", rows)


def tongpin(*arguments):
    """Standard output, seconds and peak memory in GiB of one run."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen([BINARY, *map(str, arguments)], stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "LANG": "en_US.UTF-8"})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read()
    if process.returncode not in (0, 3):
        raise SystemExit(f"tongpin {arguments[0]} failed: {text[-2000:]}")
    return text, time.monotonic() - started, usage.ru_maxrss / 2**20


def opened(folder):
    """Seconds until a server on the folder is ready."""
    started = time.monotonic()
    server = subprocess.Popen([BINARY, "serve", "--data", str(folder), "--port", "18099", "--today", TODAY], stdout=subprocess.DEVNULL)
    try:
        while server.poll() is None:
            try:
                urllib.request.urlopen("http://127.0.0.1:18099/readyz", timeout=5).close()
                memory = next(line for line in open(f"/proc/{server.pid}/status") if line.startswith("VmRSS"))
                return time.monotonic() - started, int(memory.split()[1]) / 2**20
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the server ended")
    finally:
        server.terminate()
        server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--no-budget", action="store_true")
    parser.add_argument("--files", help="write the files here and import nothing")
    options = parser.parse_args()
    if options.files:
        Company(options.files, options.seed, options.scale).make(not options.no_budget)
        return
    tongpin("init", "--data", options.folder, "--currency", "CNY", "--today", TODAY)
    logins = [tongpin("user", "add", name, "--name", name.title(), "--role", "administrator", "--data", options.folder)[0] for name in ("boss", "second")]
    with tempfile.TemporaryDirectory() as files:
        Company(files, options.seed, options.scale).make(not options.no_budget)
        for kind in ORDER:
            path = pathlib.Path(files) / f"{kind}.csv"
            if path.exists():
                _, seconds, memory = tongpin("import", path, "--kind", kind, "--data", options.folder, "--today", TODAY)
                print(f"{kind}: {seconds:.1f} s, {memory:.2f} GiB", flush=True)
    print("run: {1:.1f} s, {2:.2f} GiB".format(*tongpin("run", "--data", options.folder, "--today", TODAY)))
    print("open: {:.1f} s, {:.2f} GiB".format(*opened(options.folder)))
    for text in logins:
        print("login: %s  password: %s" % re.search(r"login:\s*(\S+)\s+password:\s*(\S+)", text).groups())


if __name__ == "__main__":
    main()
