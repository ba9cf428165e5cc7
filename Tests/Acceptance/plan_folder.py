#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A planning model on a plain inputs folder, as another program would use it: CSV and raw columns in, every measure out, an edit, the benchmark,
and a folder that somebody broke on purpose. Numbers are compared with a calculation in this file."""
import array
import json
import pathlib
import tempfile

from report import Report
from server import tongpin

MODEL = """
model shop
dimension Item
  hierarchy product: Family
  property weight: number
dimension Region
input units [Item, Region, month] 件
input price [Item] 元/件
input discount [Item.Family, month] %
measure sales [Item, Region, month] 元 = units * price * (1 - discount[by Item.Family])
measure heavy [Item, Region, month] 件 = units * Item.weight
totals all [month]: sales
"""
ITEMS = [("A", "F1", 2.0), ("B", "F1", 0.5), ("C", "F2", 1.0)]
REGIONS = ["E", "W"]
MONTHS = ["2026-01", "2026-02", "2026-03"]
PRICES = {"A": 10.0, "B": 4.5, "C": 100.0}


def units(i, r, t):
    return 10.0 * i + 3 * r + t


def discount(family, t):
    return 0.0 if family == "F2" else 0.1 * t


def write(folder, raw=False):
    (folder / "plan.json").write_text('{"first_month":"2026-01","months":3,"cutoff":"2025-12","fiscal_year_start":1}')
    (folder / "Item.csv").write_text("code,name,Family,weight\n" + "".join(f"{c},{c},{f},{w}\n" for c, f, w in ITEMS))
    (folder / "Item.Family.csv").write_text("code,name,name_en\nF1,一,One\nF2,二,Two\n")
    (folder / "Region.csv").write_text("code,name\nE,East\nW,West\n")
    (folder / "price.csv").write_text("Item,value\n" + "".join(f"{c},{p}\n" for c, p in PRICES.items()))
    # F2 has no line: blank.
    (folder / "discount.csv").write_text(f"Item.Family,{','.join(MONTHS)}\nF1,," + ",".join(str(discount("F1", t)) for t in (1, 2)) + "\n")
    rows = [[units(i, r, t) for t in range(3)] for i in range(3) for r in range(2)]
    if raw:
        (folder / "units.f64").write_bytes(array.array("d", [x for row in rows for x in row]).tobytes())
    else:
        keys = [f"{c},{r}" for c, _, _ in ITEMS for r in REGIONS]
        lines = [f"{key},{','.join(map(str, row))}" for key, row in zip(keys, rows)]
        # Any order of lines and periods.
        header = "Item,Region,2026-03,2026-01,2026-02"
        turned = [",".join(line.split(",")[:2] + [line.split(",")[4], line.split(",")[2], line.split(",")[3]]) for line in reversed(lines)]
        (folder / "units.csv").write_text("\n".join([header, *turned]) + "\n")


def expected(units=units):
    return [units(i, r, t) * PRICES[c] * (1 - discount(f, t)) for i, (c, f, _) in enumerate(ITEMS) for r in range(2) for t in range(3)]


def raw(path):
    values = array.array("d")
    values.frombytes(path.read_bytes())
    return list(values)


def good(report, base, model):
    for is_raw in (False, True):
        folder, out = base / f"in-{is_raw}", base / f"out-{is_raw}"
        folder.mkdir()
        write(folder, is_raw)
        done = tongpin("plan", "calculate", model, "--inputs", folder, "--output", out, "--format", "f64")
        report.equal(done.returncode, 0, f"exit code: {done.stderr.decode()[-400:]}")
        manifest = {entry["id"]: entry for entry in json.loads((out / "manifest.json").read_text())["measures"]}
        report.equal((manifest["sales"]["rows"], manifest["sales"]["periods"]), (6, 3), "rows and periods of sales")
        report.equal(raw(out / "sales.f64"), expected(), "sales")
        report.equal(raw(out / "heavy.f64")[:3], [units(0, 0, t) * 2.0 for t in range(3)], "a numeric property")
        total = [sum(expected()[t::3]) for t in range(3)]
        for given, wanted in zip(raw(out / "sales_all.f64"), total):
            report.near(given, wanted, "the total")
    again = base / "again"
    tongpin("plan", "calculate", model, "--inputs", base / "in-False", "--output", again, check=True)
    report.equal((again / "units.csv").read_text().splitlines()[1], "A,E," + ",".join(str(int(units(0, 0, t))) for t in range(3)), "units as text")
    for name in ("sales", "heavy", "sales_all"):
        (again / f"{name}.csv").unlink()
    for name in ("plan.json", "Item.csv", "Item.Family.csv", "Region.csv"):
        (again / name).write_text((base / "in-False" / name).read_text())
    back = base / "back"
    tongpin("plan", "calculate", model, "--inputs", again, "--output", back, "--format", "f64", check=True)
    report.equal(raw(back / "sales.f64"), expected(), "what was written is read back")


def edits(report, base, model):
    folder = base / "in-True"
    (folder / "edits.json").write_text(json.dumps([
        {"name": "one", "edits": [{"measure": "units", "at": {"Item": "B", "Region": "W"}, "period": "2026-02", "add": 5}]},
        {"name": "total", "entry": {"measure": "units", "at": {"Item.Family": "F1"}, "period": "2026", "scale": 1.1, "round_total": True}},
        {"name": "branch", "fork": True, "edits": [{"measure": "price", "at": {"Item": "A"}, "set": 11}]}]))
    out = base / "edited"
    tongpin("plan", "calculate", model, "--inputs", folder, "--edits", folder / "edits.json", "--edit", "one", "--output", out,
            "--format", "f64", check=True)
    report.equal(raw(out / "sales.f64"), expected(lambda i, r, t: units(i, r, t) + (5 if (i, r, t) == (1, 1, 1) else 0)), "sales after the edit")
    tongpin("plan", "calculate", model, "--inputs", folder, "--edits", folder / "edits.json", "--edit", "total", "--output", out,
            "--format", "f64", check=True)
    spread = raw(out / "units.f64")[:12]
    before = [units(i, r, t) for i in range(2) for r in range(2) for t in range(3)]
    report.equal(sum(spread), float(round(sum(before) * 1.1)), "the new total")
    report.expect(all(value == int(value) for value in spread), "pieces stay whole")
    done = tongpin("plan", "benchmark", model, "--inputs", folder, "--edits", folder / "edits.json", "--runs", 3, "--threads", "1", "--json")
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    report.equal([line["case"] for line in lines], ["full", "one", "total", "branch fork", "branch edit"], "cases")
    report.expect(all(line["identical"] and line["engine"] == "tongpin" and line["size"] == "in-True" for line in lines), "identical states")
    report.expect(lines[1]["changed"] > 0 and lines[1]["touched"] < lines[1]["cells"] / 2, f"an edit touches a part: {lines[1]}")


def broken(report, base, model):
    folder = base / "broken"
    folder.mkdir()
    write(folder)
    (folder / "stray.csv").write_text("x\n")
    (folder / "Item.csv").write_text("code,name,Family,wieght\nA,A,F1,2\nB,B,F9,1\nC,C,F2,1\nA,A,F1,1\n")
    (folder / "units.csv").write_text("Item,Region,2026-01\nA,E,1\nA,E,2\nB,N,1\nC,E,abc\nC,W\n")
    (folder / "price.f64").write_bytes(b"1234")
    done = tongpin("plan", "calculate", model, "--inputs", folder, "--output", base / "nothing")
    text = done.stderr.decode()
    report.equal(done.returncode, 1, "exit code of a broken folder")
    report.expect(not (base / "nothing").exists(), "nothing is calculated")
    for place in ("Item.csv:1:4 plan-folder.column-not-known", "Item.csv:3:3 plan-folder.code-not-known", "Item.csv:5:1 plan-folder.code-twice",
                  "stray.csv plan-folder.file-not-known", "price.f64 plan-folder.file-twice", "units.csv:3:1 plan-folder.line-twice",
                  "units.csv:4:2 plan-folder.code-not-known", "units.csv:5:3 plan-folder.not-a-number", "units.csv:6 plan-folder.line-broken"):
        report.expect(place in text, f"{place} is named:\n{text}")
    chinese = tongpin("plan", "calculate", model, "--inputs", folder, "--lang", "zh").stderr.decode()
    report.expect("不是数" in chinese and "没有计算" in chinese, f"in Chinese: {chinese[:300]}")


def main():
    report = Report("plan folder")
    with tempfile.TemporaryDirectory() as place:
        base = pathlib.Path(place)
        model = base / "shop.plan"
        model.write_text(MODEL.lstrip())
        report.equal(tongpin("plan", "format", model, "--check").returncode, 0, "the model stands in the house form")
        good(report, base, model)
        edits(report, base, model)
        broken(report, base, model)
    report.finish()


if __name__ == "__main__":
    main()
