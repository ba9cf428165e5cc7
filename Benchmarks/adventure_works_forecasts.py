# SPDX-License-Identifier: Apache-2.0
"""Monthly demand of a bicycle maker by item × territory: `auto` beside seasonal naive and, with --peers, the median of statsforecast's four methods.

    python3 Benchmarks/adventure_works_forecasts.py DATA_FOLDER --tongpin .build/release/tongpin [--peers] [--every 1]

DATA_FOLDER holds sales_order_lines.csv. Pieces by order month; a series begins with its first sale, months without one count as nought; the last six months are held out and a
series without a sale before them is left out. WAPE = Σ|actual − forecast| ÷ Σ actual and bias = Σ(forecast − actual) ÷ Σ actual over six months, after the forecasts were
summed to each level. Needs numpy; --peers needs statsforecast (requirements-peers.txt).
"""
import argparse
import collections
import csv
import os
import resource
import subprocess
import tempfile

import numpy as np

HELD_OUT = 6


def read(folder, every):
    sums = collections.defaultdict(lambda: collections.defaultdict(float))
    months = set()
    with open(os.path.join(folder, "sales_order_lines.csv"), encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            month = int(row["order_date"][:4]) * 12 + int(row["order_date"][5:7]) - 1
            sums[row["product_id"], row["territory_id"]][month] += float(row["quantity"])
            months.add(month)
    last = max(months)
    # The company began on the last days of its first month.
    first = min(months) + 1
    series = {}
    for key in sorted(sums)[::every]:
        begin = max(first, min(sums[key]))
        values = np.array([sums[key].get(month, 0.0) for month in range(begin, last + 1)])
        if len(values) > HELD_OUT and values[:-HELD_OUT].sum() > 0:
            series[key] = values
    return series, last


def label(month):
    return f"{month // 12}-{month % 12 + 1:02d}-01"


def tongpin(binary, series, last, method):
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, "in.csv"), os.path.join(folder, "out.csv")
        with open(path, "w") as file:
            file.write("unique_id,ds,y\n")
            for (item, territory), values in series.items():
                for step, value in enumerate(values[:-HELD_OUT]):
                    file.write(f"{item}|{territory},{label(last - len(values) + 1 + step)},{value!r}\n".replace("np.float64(", "").replace(")", ""))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([binary, "forecast", path, "--horizon", str(HELD_OUT), "--models", method, "--output", out], check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = collections.defaultdict(list)
        with open(out) as file:
            for row in csv.DictReader(file):
                found[tuple(row["unique_id"].split("|"))].append(float(row["mean"]))
        return {key: np.array(values) for key, values in found.items()}, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def seasonal_naive(values):
    """The same month a year before; the last month's where there was none."""
    known = values[:-HELD_OUT]
    return np.array([known[-12 + step] if len(known) >= 12 else known[-1] for step in range(HELD_OUT)])


def peers(series):
    from statsforecast.models import AutoARIMA, AutoCES, AutoETS, DynamicOptimizedTheta

    models = [AutoETS(12), AutoARIMA(season_length=12), AutoCES(12), DynamicOptimizedTheta(12)]
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = {}
    for key, values in series.items():
        forecasts = []
        for model in models:
            try:
                mean = np.asarray(model.forecast(y=values[:-HELD_OUT], h=HELD_OUT)["mean"], dtype=float)
                if np.all(np.isfinite(mean)):
                    forecasts.append(np.maximum(mean, 0))
            except Exception:  # too short for one of them
                pass
        found[key] = np.median(forecasts, axis=0) if forecasts else np.full(HELD_OUT, values[:-HELD_OUT].mean())
    after = resource.getrusage(resource.RUSAGE_SELF)
    return found, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


LEVELS = {
    "item × territory": lambda key: key, "item": lambda key: key[0], "territory": lambda key: key[1], "company": lambda key: "all",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--tongpin", default=".build/release/tongpin")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="every n-th series")
    options = parser.parse_args()
    series, last = read(options.folder, options.every)
    forecasts = {"seasonal naive": ({key: seasonal_naive(values) for key, values in series.items()}, 0.0)}
    forecasts["tongpin auto"] = tongpin(options.tongpin, series, last, "auto")
    if options.peers:
        forecasts["median of four"] = peers(series)
    print(f"{len(series)} series, held out {label(last - HELD_OUT + 1)[:7]} to {label(last)[:7]}")
    for name, (found, used) in forecasts.items():
        if used:
            print(f"{name}: {1000 * used / len(series):.1f} ms CPU a series")
    print("| Level | " + " | ".join(f"{name} WAPE | bias" for name in forecasts) + " |")
    print("| --- |" + " ---: |" * 2 * len(forecasts))
    for level, group in LEVELS.items():
        cells = []
        for found, _ in forecasts.values():
            sums = collections.defaultdict(lambda: np.zeros((2, HELD_OUT)))
            for key, values in series.items():
                sums[group(key)] += np.array([values[-HELD_OUT:], found[key]])
            actual = sum(pair[0].sum() for pair in sums.values())
            cells.append(f"{sum(np.abs(pair[0] - pair[1]).sum() for pair in sums.values()) / actual:.4f}")
            cells.append(f"{sum((pair[1] - pair[0]).sum() for pair in sums.values()) / actual:+.4f}")
        print(f"| {level} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
