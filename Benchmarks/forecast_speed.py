# SPDX-License-Identifier: Apache-2.0
"""CPU time a series of `tongpin forecast` beside statsforecast, on the same monthly series in one run.

    python3 -m venv peers && peers/bin/pip install statsforecast==2.1.1
    peers/bin/python Benchmarks/forecast_speed.py DATA_FOLDER --tongpin .build/release/tongpin [--series 40] [--rounds 3]

Ours: user and system time of the whole program on many copies of the series, less that of a run on one. Theirs: process time of fit and predict inside a warm
process, one thread. Medians of the rounds.
"""
import argparse
import gzip
import os
import resource
import statistics
import subprocess
import tempfile
import time

import numpy as np


def load(path, count):
    rows = []
    with gzip.open(path, "rt") as lines:
        next(lines)
        for line in lines:
            cells = line.strip().split(",")
            values = np.array([float(v) for v in cells[3:] if v])
            rows.append((cells[0], values[: -int(cells[2])]))
    return rows[:: max(1, len(rows) // count)][:count]


def ours(binary, rows, method, copies, folder):
    path = f"{folder}/in.csv"
    with open(path, "w") as f:
        f.write("unique_id,ds,y\n")
        for copy in range(copies):
            for name, values in rows:
                f.writelines(f"{name}-{copy},{k + 1},{float(v)!r}\n" for k, v in enumerate(values))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [binary, "forecast", path, "--horizon", "18", "--season-length", "12", "--models", method, "--threads", "1", "--output", os.devnull], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def theirs(model, rows):
    begin = time.process_time()
    for _, values in rows:
        model.fit(values)
        model.predict(18, level=[80, 95])
    return time.process_time() - begin


def main():
    options = argparse.ArgumentParser()
    options.add_argument("data")
    options.add_argument("--tongpin", required=True)
    options.add_argument("--series", type=int, default=40)
    options.add_argument("--rounds", type=int, default=3)
    options = options.parse_args()
    rows = load(f"{options.data}/m1_monthly.csv.gz", options.series)
    from statsforecast.models import AutoARIMA, AutoCES, AutoETS, DynamicOptimizedTheta

    peers = {"ets": ("AutoETS", AutoETS, 1), "arima": ("AutoARIMA", AutoARIMA, 1), "ces": ("AutoCES", AutoCES, 1),
             "dynamic-theta": ("DynamicOptimizedTheta", DynamicOptimizedTheta, 1)}
    copies = {"ets": 20, "arima": 8, "ces": 40, "dynamic-theta": 200, "auto": 3}
    print(f"{len(rows)} monthly series, mean length {np.mean([len(v) for _, v in rows]):.0f}; load {os.getloadavg()[0]:.1f}; medians of {options.rounds}")
    print("| ours | ms a series | theirs | ms a series | ratio |\n|---|---|---|---|---|")
    ensemble = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for method, (name, model, _) in peers.items():
            n = copies[method]
            mine = statistics.median(
                (ours(options.tongpin, rows, method, n + 1, folder) - ours(options.tongpin, rows, method, 1, folder)) / n for _ in range(options.rounds))
            rounds = 1 if method == "arima" else options.rounds
            other = statistics.median(theirs(model(season_length=12), rows) for _ in range(rounds))
            ensemble += other
            print(f"| {method} | {1000 * mine / len(rows):.3f} | {name} | {1000 * other / len(rows):.1f} | {other / mine:.0f}× |", flush=True)
        n = copies["auto"]
        mine = statistics.median(
            (ours(options.tongpin, rows, "auto", n + 1, folder) - ours(options.tongpin, rows, "auto", 1, folder)) / n for _ in range(options.rounds))
        print(f"| auto | {1000 * mine / len(rows):.2f} | the four together | {1000 * ensemble / len(rows):.0f} | {ensemble / mine:.0f}× |")


if __name__ == "__main__":
    main()
