#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Joint paths of a large company: how long 1,000 paths × 26 weeks take and how much memory, on one thread and on two.

    paths.py FOLDER [--paths 1000] [--threads 1,2]

FOLDER is a data folder, made by `large_company.py`. The seconds are those the program says it spent on paths, past errors of the forecast included; memory is what the
process holds at most while it makes them, and at most in all, opening included. Appends to results.md.
"""
import argparse
import datetime
import os
import pathlib
import re
import subprocess
import tempfile
import time

from run import machine

ROOT = pathlib.Path(__file__).resolve().parents[1]
BINARY = os.environ.get("TONGPIN_BINARY", str(ROOT / ".build/release/tongpin"))
TODAY = "2026-11-23"


def resident(process):
    """GiB that the process holds now; nought when it has ended."""
    try:
        with open(f"/proc/{process.pid}/status") as status:
            return next((int(one.split()[1]) for one in status if one.startswith("VmRSS")), 0) / 2**20
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def measured(folder, paths, threads):
    with tempfile.TemporaryFile() as output:
        begun = os.times()
        process = subprocess.Popen(
            [BINARY, "plan", "paths", "--data", str(folder), "--today", TODAY, "--paths", str(paths), "--threads", str(threads), "--lang", "en"], stdout=output)
        samples = []
        while process.poll() is None:
            samples.append((time.monotonic(), resident(process)))
            time.sleep(0.2)
        ended, used = time.monotonic(), os.times()
        if process.returncode != 0:
            raise SystemExit(f"tongpin plan paths: exit {process.returncode}")
        output.seek(0)
        text = output.read().decode()
    seconds = float(re.search(r"([0-9.]+) s;", text)[1])
    processor = used.children_user + used.children_system - begun.children_user - begun.children_system
    during = max(memory for at, memory in samples if at >= ended - seconds)
    return seconds, processor, during, max(memory for _, memory in samples)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--paths", type=int, default=1000)
    parser.add_argument("--threads", default="1,2")
    options = parser.parse_args()
    load = "/".join(f"{value:.1f}" for value in os.getloadavg()[:2])
    rows = ["", "## Joint paths at 1,000 items × 10 regions × 36 months, 5,000 components", "",
            f"{datetime.datetime.now():%Y-%m-%d %H:%M}, {machine()}, load before (1/5 min) {load}; `Benchmarks/paths.py`, {options.paths:,} paths × 26 weeks, and 60 more for each source that is drawn.", "",
            "| threads | paths, s | processor with opening, s | GiB while paths are made | GiB at most, opening included |", "|---|---|---|---|---|"]
    for threads in options.threads.split(","):
        seconds, processor, during, most = measured(options.folder, options.paths, int(threads))
        rows.append(f"| {threads} | {seconds:.1f} | {processor:.1f} | {during:.2f} | {most:.2f} |")
        print(rows[-1], flush=True)
    with open(ROOT / "Benchmarks/results.md", "a", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
