# SPDX-License-Identifier: Apache-2.0
"""Accuracy of `tongpin forecast` beside the peers' published forecasts.

    python3 Benchmarks/forecast_accuracy.py DATA_FOLDER --tongpin .build/release/tongpin [--methods auto,ets,theta] [--sets m1_yearly,…]

DATA_FOLDER holds m1_monthly.csv.gz and the like (id, period, horizon, values; the last `horizon` are held out) and peers/ with the forecasts of statsforecast.
For `auto` the table of combination weights is learnt anew without the set that is judged, from the training parts of the others. Needs numpy.
With --spot-check 20 nothing of ours runs: as many series of each set are forecast again by statsforecast (pip install statsforecast==2.1.1) and set beside the
published forecasts.
"""
import argparse
import collections
import csv
import gzip
import os
import resource
import subprocess
import tempfile

import numpy as np

SETS = ["m1_yearly", "m1_quarterly", "m1_monthly", "tourism_yearly", "tourism_quarterly", "tourism_monthly", "m4_weekly", "sales_hospital",
        "sales_ausretail", "sales_pbs"]
PEERS = ["AutoETS", "AutoARIMA", "AutoCES", "DOT"]


def load(path):
    with gzip.open(path, "rt") as lines:
        next(lines)
        for line in lines:
            cells = line.strip().split(",")
            yield cells[0], int(cells[1]), int(cells[2]), np.array([float(v) for v in cells[3:] if v])


def write_training(rows, path):
    with open(path, "w") as f:
        f.write("unique_id,ds,y\n")
        for name, _, horizon, values in rows:
            for step, value in enumerate(values[:-horizon]):
                f.write(f"{name},{step + 1},{float(value)!r}\n")


def naive2(y, m, h):
    """Seasonally adjusted naive, as in the M4 competition."""
    index = np.ones(m)
    if m > 1 and len(y) >= 3 * m:
        c = y - y.mean()
        acf = np.array([np.sum(c[k:] * c[: len(c) - k]) for k in range(1, m + 1)]) / max(np.sum(c * c), 1e-300)
        if abs(acf[m - 1]) > 1.645 * np.sqrt((1 + 2 * np.sum(acf[: m - 1] ** 2)) / len(y)) and np.all(y > 0):
            w = np.ones(m + 1 if m % 2 == 0 else m)
            if m % 2 == 0:
                w[0] = w[-1] = 0.5
            trend = np.full(len(y), np.nan)
            trend[m // 2 : len(y) - m // 2] = np.convolve(y, w / w.sum(), "valid")
            index = np.array([np.nanmean((y / trend)[k::m]) for k in range(m)])
            index /= index.mean()
    last = y[-1] / index[(len(y) - 1) % m]
    return last * index[np.arange(len(y), len(y) + h) % m]


def smape(a, f):
    size = np.abs(a) + np.abs(f)
    return 200 * np.mean(np.where(size > 0, np.abs(a - f) / np.where(size > 0, size, 1), 0))


def interval_score(a, lower, upper, alpha):
    return upper - lower + 2 / alpha * (np.maximum(lower - a, 0) + np.maximum(a - upper, 0))


def forecast(binary, training, season, horizon, method, table, folder):
    out = os.path.join(folder, "out.csv")
    command = [binary, "forecast", training, "--horizon", str(horizon), "--season-length", str(season), "--models", method, "--output", out]
    if table:
        command += ["--table", table]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = collections.defaultdict(list)
    with open(out) as f:
        for row in csv.DictReader(f):
            found[row["unique_id"]].append([float(row[k]) for k in ("mean", "lo-80", "hi-80", "lo-95", "hi-95")])
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {k: np.array(v).T for k, v in found.items()}, used


def published(data, name, peer):
    """Forecasts by series; nothing where the peer was not run on the set."""
    path = f"{data}/peers/{name}__{peer}.csv.gz"
    if not os.path.exists(path):
        return {}
    with gzip.open(path, "rt") as f:
        return {c[0]: np.array([float(v) for v in c[1:]]) for c in csv.reader(f)}


def spot_check(data, name, rows, count):
    """Says how far forecasts made here and now lie from the published ones, in units of the series' last value."""
    from statsforecast.models import AutoARIMA, AutoCES, AutoETS, DynamicOptimizedTheta
    models = {"AutoETS": AutoETS, "AutoARIMA": AutoARIMA, "AutoCES": AutoCES, "DOT": DynamicOptimizedTheta}
    chosen = [rows[k * len(rows) // count] for k in range(min(count, len(rows)))]
    for peer, model in models.items():
        known = published(data, name, peer)
        apart = []
        for series, season, horizon, values in chosen:
            if series not in known:
                continue
            try:
                again = np.asarray(model(season_length=season).forecast(y=values[:-horizon].astype(float), h=horizon)["mean"], dtype=float)
            except Exception as problem:
                print(f"{name} {series} {peer}: {problem}")
                continue
            size = max(1e-12, np.mean(np.abs(known[series])))
            apart.append(np.max(np.abs(again - known[series])) / size)
        if apart:
            apart = np.array(apart)
            print(f"| {name} | {peer} | {len(apart)} series | same to 1e-6: {np.sum(apart < 1e-6)} | largest difference {apart.max():.2e} |", flush=True)


def judge(rows, forecasts):
    """MASE, sMAPE and OWA of each series; NaN where there is no scale or no forecast."""
    result = []
    for name, m, h, values in rows:
        y, a = values[:-h], values[-h:]
        lag = m if len(y) > m else 1
        scale = np.mean(np.abs(y[lag:] - y[:-lag]))
        f = forecasts.get(name)
        if f is None or not scale > 0:
            result.append((np.nan,) * 4)
            continue
        n2 = naive2(y, m, h)
        result.append((np.mean(np.abs(a - f)) / scale, smape(a, f), np.mean(np.abs(a - n2)) / scale, smape(a, n2)))
    return np.array(result)


def line(name, label, x, cpu=None):
    mase, s, mase2, s2 = np.nanmean(x, axis=0)
    print(f"| {name} | {label} | {np.sum(~np.isnan(x[:, 0]))} | {mase:.4f} | {s:.3f} | {(mase / mase2 + s / s2) / 2:.4f} | "
          + (f"{1000 * cpu / len(x):.2f} |" if cpu is not None else "|"), flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("data")
    options.add_argument("--tongpin", default=".build/release/tongpin")
    options.add_argument("--methods", default="auto")
    options.add_argument("--sets", default=",".join(SETS))
    options.add_argument("--tables", help="folder with without-SET.csv; learnt when left out")
    options.add_argument("--spot-check", type=int, default=0, metavar="N", help="series of each set to forecast again with the peer")
    options = options.parse_args()
    sets = options.sets.split(",")
    data = {s: list(load(f"{options.data}/{s}.csv.gz")) for s in sets}
    if options.spot_check:
        for s in sets:
            spot_check(options.data, s, data[s], options.spot_check)
        return
    with tempfile.TemporaryDirectory() as folder:
        for s in sets:
            write_training(data[s], f"{folder}/{s}.csv")
        tables = options.tables
        if not tables and "auto" in options.methods.split(",") and len(sets) > 1:
            tables = folder
            command = [options.tongpin, "learn-combination", "--leave-one-out", folder, "--output", f"{folder}/all.csv"]
            for s in sets:
                command += ["--set", f"{s}={folder}/{s}.csv:{data[s][0][1]}:{data[s][0][2]}"]
            subprocess.run(command, check=True)
        logs, slogs = [], []
        print("| set | method | series | MASE | sMAPE | OWA | CPU ms a series |\n|---|---|---|---|---|---|---|")
        for s in sets:
            rows = data[s]
            peers = {p: found for p in PEERS if (found := published(options.data, s, p))}
            for p in peers:
                line(s, p, judge(rows, peers[p]))
            ensemble = {r[0]: np.median([peers[p][r[0]] for p in peers], axis=0) for r in rows if all(r[0] in peers[p] for p in peers)} if peers else {}
            theirs = judge(rows, ensemble) if peers else None
            if peers:
                line(s, "ensemble", theirs)
            for method in options.methods.split(","):
                table = f"{tables}/without-{s}.csv" if tables and method == "auto" else None
                found, cpu = forecast(options.tongpin, f"{folder}/{s}.csv", rows[0][1], rows[0][2], method, table, folder)
                ours = judge(rows, {k: v[0] for k, v in found.items()})
                line(s, method, ours, cpu)
                if method == "auto" and not peers:
                    intervals(s, rows, found)
                elif method == "auto":
                    both = ~np.isnan(ours[:, 0]) & ~np.isnan(theirs[:, 0])
                    a, e = ours[both], theirs[both]
                    draws = np.random.default_rng(1).integers(0, len(a), (2000, len(a)))
                    ratio = np.log(a[draws, 0].mean(1) / e[draws, 0].mean(1))
                    logs.append(np.log(a[:, 0].mean() / e[:, 0].mean()))
                    slogs.append(np.log(a[:, 1].mean() / e[:, 1].mean()))
                    print(f"| {s} | auto ÷ ensemble | {len(a)} | {np.exp(logs[-1]):.4f} ({np.exp(np.quantile(ratio, .025)):.3f}–"
                          f"{np.exp(np.quantile(ratio, .975)):.3f}) | {np.exp(slogs[-1]):.4f} | | |")
                    intervals(s, rows, found)
        if logs:
            print(f"\nmean over {len(logs)} sets of log(MASE auto ÷ MASE ensemble): {np.mean(logs):+.4f} (asked: ≤ {np.log(.98):+.4f}); sMAPE {np.mean(slogs):+.4f}")


def intervals(s, rows, found):
    """Coverage by thirds of the horizon, and the weighted interval score in units of the naive error."""
    inside = collections.defaultdict(list)
    scores = []
    for name, m, h, values in rows:
        if name not in found:
            continue
        y, a = values[:-h], values[-h:]
        f = found[name]
        lag = m if len(y) > m else 1
        scale = np.mean(np.abs(y[lag:] - y[:-lag]))
        for step in range(h):
            third = min(2, 3 * step // h)
            inside[80, third].append(f[1][step] <= a[step] <= f[2][step])
            inside[95, third].append(f[3][step] <= a[step] <= f[4][step])
        if scale > 0:
            scores.append(np.mean(0.5 * np.abs(a - f[0]) + 0.1 * interval_score(a, f[1], f[2], 0.2) + 0.025 * interval_score(a, f[3], f[4], 0.05)) / 2.5 / scale)
    text = "; ".join(f"{level} %: " + " ".join(f"{100 * np.mean(inside[level, t]):.1f}" for t in range(3)) for level in (80, 95))
    print(f"| {s} | inside, thirds of the horizon ({len(inside[80, 0])} points) | {text} | weighted interval score {np.mean(scores):.4f} | | | |", flush=True)


if __name__ == "__main__":
    main()
