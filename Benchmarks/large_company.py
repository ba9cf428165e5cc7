#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A generated company as large as the one table must bear, written as ordinary import files and imported through the command line.

    large_company.py FOLDER [--items 1000] [--regions 10] [--components 4000] [--months 36]

Every item is ordered in every region in every month; items are made of four components each, bought from one supplier. The same
arguments give the same files. Prints how long import and the first plan took, and the administrator's login.
"""
import argparse
import csv
import pathlib
import random
import re
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
BINARY = ROOT / ".build/release/tongpin"
LAST = (2026, 10)
TODAY = "2026-11-23"


def months(count):
    """The last `count` months up to LAST, oldest first."""
    index = LAST[0] * 12 + LAST[1] - 1
    return [divmod(number, 12) for number in range(index - count + 1, index + 1)]


def items(count, components):
    chance = random.Random(1)
    for number in range(count):
        price = chance.randrange(200, 4000)
        yield (f"P{number:04}", f"产品 {number}", f"Product {number}", f"系列 {number // 20:02}", f"Series {number // 20:02}", "是", "是",
               f"{price * 0.6:.2f}", f"{price}.00", "13%", "5")
    for number in range(components):
        yield (f"C{number:04}", f"部件 {number}", f"Part {number}", f"部件类 {number // 100:02}", f"Parts {number // 100:02}", "否", "否",
               f"{chance.randrange(5, 200)}.00", "", "13%", "10")


def bill(count, components):
    chance = random.Random(2)
    for number in range(count):
        for part in sorted(chance.sample(range(components), 4)):
            yield f"P{number:04}", f"C{part:04}", chance.randrange(1, 4)


def orders(count, regions, horizon):
    chance = random.Random(3)
    price = {number: random.Random(1000 + number).randrange(200, 4000) for number in range(count)}
    for year, month in months(horizon):
        number = 0
        for item in range(count):
            for region in range(regions):
                number += 1
                quantity = 5 + (item * 7 + region * 3) % 40 + chance.randrange(0, 12)
                yield (f"S{year}{month + 1:02}-{number}", 1, f"{year}-{month + 1:02}-{1 + number % 27:02}", f"P{item:04}", f"R{region}",
                       quantity, f"{price[item]}.00", "13%")


def budgets(count, regions):
    """A sales budget of this year and the next, so that the table compares with something in every row."""
    for year in (LAST[0], LAST[0] + 1):
        for month in range(1, 13):
            for item in range(count):
                for region in range(regions):
                    quantity = 12 + (item * 7 + region * 3) % 40
                    yield f"{year}-{month:02}", f"P{item:04}", f"R{region}", quantity, f"{quantity * (200 + item * 3)}.00"


FILES = {
    "items": ("code,name,name_en,family,family_en,is_made,is_sold,standard_cost,list_price,tax_rate,lead_time_days", lambda o: items(o.items, o.components)),
    "territories": ("code,name,name_en", lambda o: ((f"R{n}", f"地区 {n}", f"Region {n}") for n in range(o.regions))),
    "suppliers": ("code,name,name_en", lambda _: [("V1", "供应商 1", "Supplier 1")]),
    "supplier-items": ("item,supplier,lead_time_days,price_excl_tax", lambda o: ((f"C{n:04}", "V1", 10, "20.00") for n in range(o.components))),
    "bill-of-materials": ("assembly,component,quantity_per", lambda o: bill(o.items, o.components)),
    "departments": ("code,name,name_en", lambda _: ((f"D{n}", f"部门 {n}", f"Department {n}") for n in range(12))),
    "sales-order-lines": ("order_number,line_number,ordered_on,item,territory,quantity,price_incl_tax,tax_rate", lambda o: orders(o.items, o.regions, o.months)),
    "budgets": ("month,item,territory,quantity,amount_incl_tax", lambda o: budgets(o.items, o.regions)),
}


def tongpin(*arguments):
    started = time.monotonic()
    done = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise SystemExit(f"tongpin {arguments[0]} failed: {done.stderr[-2000:]}")
    return done.stdout, time.monotonic() - started


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    for name, value in (("items", 1000), ("regions", 10), ("components", 4000), ("months", 36)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    tongpin("init", "--data", options.folder, "--currency", "CNY", "--today", TODAY)
    added, _ = tongpin("user", "add", "boss", "--name", "Boss", "--role", "administrator", "--data", options.folder)
    with tempfile.TemporaryDirectory() as files:
        for kind, (header, rows) in FILES.items():
            path = pathlib.Path(files) / f"{kind}.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(header.split(","))
                writer.writerows(rows(options))
            _, seconds = tongpin("import", path, "--kind", kind, "--data", options.folder, "--today", TODAY)
            print(f"{kind}: {seconds:.1f} s", flush=True)
    _, seconds = tongpin("run", "--data", options.folder, "--today", TODAY)
    print(f"run: {seconds:.1f} s")
    print("login: %s  password: %s" % re.search(r"login:\s*(\S+)\s+password:\s*(\S+)", added).groups())


if __name__ == "__main__":
    main()
