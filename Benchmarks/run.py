#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmark table: ratios against peers of the same run, medians of at least five, written to Benchmarks/results.md (see README.md)."""
import argparse
import csv
import datetime
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/Acceptance"))

import numpy_peer
import requirements_peer
from report import percentile
from server import BINARY, TODAY, Scratch, Server, data_folder, demo_company, free_port, make_demo, tongpin

MASTERS = "territories departments organizations gl_accounts employees items products vendors resellers".split()


class Table:
    def __init__(self):
        self.rows = []

    def row(self, name, ratio, ours, peer, runs):
        load = "/".join(f"{value:.1f}" for value in os.getloadavg()[:2])
        self.rows.append((name, ratio, ours, peer, runs, load))
        print(" · ".join(map(str, self.rows[-1])), flush=True)


def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def demo(table, runs):
    first, second = [], []
    with Scratch() as scratch:
        for number in range(runs):
            company, seconds = make_demo(scratch / f"demo-{number}")
            first.append(seconds)
            with_server = Server(company.folder)
            second.append(with_server.wait_ready())
            with_server.stop()
            shutil.rmtree(company.folder)
    a, b = statistics.median(first), statistics.median(second)
    table.row("demo company made and served", "–", f"{a:.1f} s", "–", runs)
    table.row("demo company served again", f"{b / a:.2f} × the first start", f"{b:.2f} s", f"{a:.1f} s", runs)


def fresh_company(folder, source):
    tongpin("init", "--data", folder, "--currency", "USD", check=True)
    for name in MASTERS:
        import_table(folder, source, name)


def import_table(folder, source, name):
    mapping = ROOT / "Examples/adventure-works" / f"{name}.yaml"
    kind = next(line.split(":")[1].strip() for line in mapping.read_text().splitlines() if line.startswith("kind:"))
    done = tongpin("import", source / f"{name}.csv", "--kind", kind, "--mapping", mapping, "--data", folder, "--json")
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr.decode())
    return json.loads(done.stdout)


def read_by_python(path):
    with open(path, encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def import_rows(table, runs):
    source = data_folder("adventure-works")
    if source is None:
        table.row("import rows per second", "left out: no adventure-works data here", "–", "–", 0)
        return
    ours, peer, reader, rows = [], [], [], 0
    with Scratch() as scratch:
        fresh_company(scratch / "prepared", source)
        for number in range(runs):
            folder = scratch / f"company-{number}"
            subprocess.run(["cp", "-a", "--sparse=always", str(scratch / "prepared"), str(folder)], check=True)
            answer = {}
            ours.append(timed(lambda: answer.update(import_table(folder, source, "sales_order_lines"))))
            rows = answer["accepted"]
            lines = source / "sales_order_lines.csv"
            peer.append(timed(lambda: subprocess.run(
                ["sqlite3", str(scratch / f"peer-{number}.db"), ".mode csv", f".import {lines} lines"], check=True)))
            reader.append(timed(lambda: read_by_python(lines)))
            shutil.rmtree(folder)
    a, b, c = map(statistics.median, (ours, peer, reader))
    table.row("import of order lines, rows per second", f"{b / a:.2f} × sqlite3 .import", f"{rows / a:,.0f}", f"{rows / b:,.0f}", runs)
    table.row("the same, against reading alone", f"{c / a:.2f} × Python csv", f"{rows / a:,.0f}", f"{rows / c:,.0f}", runs)


def recalculation(table, runs, company):
    given, ours, peer = numpy_peer.inputs(), [], []
    timings = {}
    for _ in range(runs):
        timings = planning_timings(company)
        ours.append(timings["cells"] / timings["seconds"])
        cells, seconds = numpy_peer.cells_per_second(given)
        peer.append(cells / seconds)
    a, b = statistics.median(ours), statistics.median(peer)
    seconds = timings["cells"] / a
    table.row(
        f"full recalculation, {timings['cells'] / 1e6:.1f} M cells, cells per second", f"{a / b:.2f} × numpy",
        f"{a / 1e6:.0f} M ({1e3 * seconds:.0f} ms)", f"{b / 1e6:.0f} M", runs)
    return seconds


def planning_timings(company):
    """Cells and seconds of one calculation from scratch, as `tongpin run --timings --json` tells them."""
    done = tongpin("run", "--data", company.folder, "--today", TODAY, "--timings", "--json", check=True)
    timings = json.loads(done.stdout)["timings"]
    return {"cells": timings["cells"], "seconds": timings["calculateMicroseconds"] / 1e6}


def requirements(table, runs):
    company, ours, everything, peer = requirements_peer.Company(), [], [], []
    with Scratch() as scratch:
        file = scratch / "large.txt"
        file.write_text(company.text(), encoding="utf-8")
        for _ in range(runs):
            timings = json.loads(tongpin("requirements", file, "--timings", check=True).stdout)
            ours.append((timings["requirements_ms"] + timings["orders_ms"]) / 1e3)
            everything.append(timings)
            orders, seconds = company.plan_in_python()
            peer.append(seconds)
            if orders != timings["planned_orders"]:
                raise RuntimeError(f"{timings['planned_orders']} planned orders here, {orders} in Python")
    a, b = statistics.median(ours), statistics.median(peer)
    what = f"requirements of {timings['items']:,} items, {timings['lines']:,} bill lines, {timings['days']} days, {orders:,} planned orders"
    table.row(what, f"{b / a:.0f} × plain Python", f"{1e3 * a:.0f} ms", f"{b:.1f} s", runs)
    whole = statistics.median(one["everything_ms"] for one in everything) / 1e3
    read = statistics.median(one["read_ms"] for one in everything) / 1e3
    table.row("the same with write-offs, pegging and exceptions; reading the text", "–", f"{whole:.2f} s; {read:.2f} s", "–", runs)


class Listener(threading.Thread):
    """A second client that only listens; remembers when it heard of each revision."""

    def __init__(self, client):
        super().__init__(daemon=True)
        self.client, self.heard, self.arrived = client, {}, threading.Condition()

    def run(self):
        try:
            for moment, _, number, _ in self.client.events():
                with self.arrived:
                    self.heard[int(number)] = moment
                    self.arrived.notify_all()
        except OSError:
            pass

    def wait(self, revision, seconds=30):
        with self.arrived:
            self.arrived.wait_for(lambda: revision in self.heard, seconds)
            return self.heard.get(revision)


def edits(table, company, full_seconds, count=300):
    with Server(company.folder) as server:
        writer = server.client(*company.login("administrator"))
        listener = Listener(server.client(*company.login("generalManager")))
        listener.start()
        time.sleep(0.5)
        workspace, series = writer.get("/api/v1/workspace"), writer.get("/api/v1/forecasts")["series"]
        delays = []
        for number in range(count):
            entry = series[number % len(series)]
            payload = {"item": entry["item"], "region": entry["region"], "month": workspace["lastMonth"], "value": str(100 + number)}
            started = time.perf_counter()
            answer = writer.command(f"bench-{started}-{number}", "override-forecast", payload, reason="benchmark")
            heard = listener.wait(answer["revision"])
            if heard is None:
                raise RuntimeError(f"revision {answer['revision']} was never heard of")
            delays.append(heard - started)
    p50, p95 = percentile(delays, 0.5), percentile(delays, 0.95)
    ratio = f"{p50 / full_seconds:.2f} × a full recalculation" if full_seconds else "–"
    table.row("one edit → event at another client, p50", ratio, f"{1e3 * p50:.0f} ms", f"{1e3 * full_seconds:.0f} ms" if full_seconds else "–", count)
    table.row("one edit → event at another client, p95", f"{p95:.3f} of the second promised", f"{1e3 * p95:.0f} ms", "1000 ms", count)


def clean_build(table):
    """From a clone to the page, once."""
    with Scratch() as scratch:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(scratch / "clone")], check=True)
        started = time.monotonic()
        port = free_port()
        make = subprocess.Popen(["make", "demo", f"PORT={port}"], cwd=scratch / "clone")
        while subprocess.run(["curl", "-fsS", f"http://127.0.0.1:{port}/readyz"], capture_output=True).returncode != 0:
            if make.poll() is not None:
                raise RuntimeError("make demo ended")
            time.sleep(1)
        table.row("clone → page, cold", "–", f"{(time.monotonic() - started) / 60:.1f} min", "15 min promised", 1)
        make.terminate()
        make.wait()


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown processor")
    return f"{model}, {os.cpu_count()} cores"


def write(table):
    now = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
    lines = [
        "# Results", "", "Ratios first; see README.md for what each row means. Written by `Benchmarks/run.py`.", "", f"{now}, {machine()}", "",
        "| row | ratio | Tongpin | peer | runs | load (1/5 min) |", "|---|---|---|---|---|---|",
        *("| " + " | ".join(map(str, row)) + " |" for row in table.rows), ""]
    (ROOT / "Benchmarks/results.md").write_text("\n".join(lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="demo,import,recalculation,edit,requirements")
    parser.add_argument("--clean-build", action="store_true")
    options = parser.parse_args()
    wanted, table, full_seconds = options.only.split(","), Table(), None
    if not pathlib.Path(BINARY).exists():
        sys.exit(f"{BINARY} is not there; run make build first")
    if "demo" in wanted:
        demo(table, options.runs)
    if "import" in wanted:
        import_rows(table, options.runs)
    with Scratch() as scratch:
        if "recalculation" in wanted or "edit" in wanted:
            company = demo_company(scratch)
        if "recalculation" in wanted:
            full_seconds = recalculation(table, options.runs, company)
        if "edit" in wanted:
            edits(table, company, full_seconds)
    if "requirements" in wanted:
        requirements(table, options.runs)
    if options.clean_build:
        clean_build(table)
    write(table)


if __name__ == "__main__":
    main()
