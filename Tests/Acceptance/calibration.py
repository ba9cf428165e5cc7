#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Do the bands hold? Companies whose rules are known (calibration_company.py) are imported as any company would be; the 80 % bands of `tongpin plan
paths` are held against 300 continuations of each company that the program never saw, and their width with that of the bands somebody would state
who knows the rules. What one continuation of each would have said is shown beside. calibration.py [--seeds 20] [--first-seed 0] [--paths 400] [--regimes steady,wandering,turned]"""
import argparse
import csv
import datetime as dt
import json
import multiprocessing
import pathlib
import tempfile

import numpy as np

from calibration_company import REGIMES, Company
from report import Report
from server import ROOT, data_folder, tongpin

TODAY = "2026-07-01"
ORACLE = 300
LOWEST, HIGHEST = 0.75, 0.85
WIDEST = 1.3


def measured(job):
    """One truth, 300 other continuations, the program's bands and the oracle's for one company."""
    seed, regime, paths = job
    company = Company(seed, regime)
    truth = company.continuation(np.random.default_rng([seed, 777]))
    known = [company.continuation(np.random.default_rng([seed, 1000 + n])) for n in range(ORACLE)]
    oracle = [np.quantile([one[part] for one in known], [0.1, 0.9], axis=0) for part in (0, 1)]
    with tempfile.TemporaryDirectory(prefix="tongpin-calibration-") as scratch:
        folder = pathlib.Path(scratch)
        data = folder / "company"
        tongpin("init", "--data", data, "--today", TODAY, check=True)
        for kind, path in company.write(folder):
            tongpin("import", path, "--kind", kind, "--data", data, "--today", TODAY, check=True)
        answer = tongpin("plan", "paths", "--data", data, "--today", TODAY, "--paths", paths, "--threads", 1, "--json", check=True)
    view = json.loads(answer.stdout)

    def bands(periods, figure):
        return np.array([[float(p[figure][key]) for key in ("p10", "p50", "p90", "plan", "mean")] for p in periods]).T

    cash, revenue = bands(view["weeks"], "cash"), bands(view["months"], "revenue")
    months = revenue.shape[1]
    futures = [np.array([one[part] for one in known]) for part in (0, 1)]
    return {
        "seed": seed, "regime": regime, "cash_held": held(cash, futures[0]), "revenue_held": held(revenue, futures[1]), "cash": cash, "cash_truth": truth[0][: cash.shape[1]], "cash_oracle": oracle[0][:, : cash.shape[1]],
        "revenue": revenue, "revenue_truth": truth[1][:months], "revenue_oracle": oracle[1][:, :months],
    }


def held(bands, futures):
    """By step, the share of the continuations inside the 80 % band."""
    steps = bands.shape[1]
    return np.mean((bands[0] <= futures[:, :steps]) & (futures[:, :steps] <= bands[2]), axis=0)


def bicycle_maker(report, origin, paths):
    """Monthly revenue bands of AdventureWorks from what was known at the end of a month, and what was shipped: the whole months that followed."""
    source = data_folder("adventure-works")
    first = dt.date(origin.year + origin.month // 12, origin.month % 12 + 1, 1)
    truth = {}
    with tempfile.TemporaryDirectory(prefix="tongpin-calibration-") as scratch:
        folder = pathlib.Path(scratch)
        with open(source / "sales_order_lines.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        known = []
        for row in rows:
            shipped = dt.date.fromisoformat(row["ship_date"])
            truth[row["ship_date"][:7]] = truth.get(row["ship_date"][:7], 0.0) + float(row["net_amount"])
            if dt.date.fromisoformat(row["order_date"]) < first:
                known.append({**row, "ship_date": row["ship_date"] if shipped < first else ""})
        lines = folder / "sales_order_lines.csv"
        with open(lines, "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, known[0].keys())
            writer.writeheader()
            writer.writerows(known)
        examples = ROOT / "Examples/adventure-works"
        tongpin("init", "--currency", "USD", "--data", folder / "aw", "--today", first, check=True)
        for table, kind, path in (
            ("territories", "territories", source / "territories.csv"), ("items", "items", source / "items.csv"),
            ("products", "products", source / "products.csv"), ("sales_order_lines", "sales-order-lines", lines)):
            done = tongpin("import", path, "--kind", kind, "--mapping", examples / f"{table}.yaml", "--data", folder / "aw", "--today", first)
            report.expect(done.returncode in (0, 3), f"{table}: exit {done.returncode}: {done.stderr.decode()[-300:]}")
        answer = tongpin("plan", "paths", "--data", folder / "aw", "--today", first, "--paths", paths, "--threads", 1, "--json", check=True)
    months = json.loads(answer.stdout)["months"]
    return [(one["id"], *(float(one["revenue"][key]) for key in ("p10", "p50", "p90")), truth.get(one["id"], 0.0)) for one in months]


def show_bicycle_maker(report, paths):
    """Beside the proof: a real company has one past, so that these figures say something and prove nothing."""
    if not data_folder("adventure-works"):
        report.say("AdventureWorks is not here; its revenue bands are left out")
        return
    origins = [dt.date(2023, 8, 31), dt.date(2023, 11, 30), dt.date(2024, 2, 29), dt.date(2024, 5, 31)]
    inside, count = 0, 0
    for origin in origins:
        bands = bicycle_maker(report, origin, paths)
        held = [low <= truth <= high for _, low, _, high, truth in bands]
        inside, count = inside + sum(held), count + len(held)
        report.say(f"AdventureWorks from {origin}: " + ", ".join(f"{month} {truth / 1e6:.2f} in {low / 1e6:.2f}–{high / 1e6:.2f}" for month, low, _, high, truth in bands))
    report.figure("AdventureWorks revenue inside", f"{inside} of {count}")


def covered(results, figure):
    return np.array([(one[figure][0] <= one[figure + "_truth"]) & (one[figure + "_truth"] <= one[figure][2]) for one in results])


def width(results, figure):
    ours = np.mean([one[figure][2] - one[figure][0] for one in results], axis=0)
    theirs = np.mean([one[figure + "_oracle"][1] - one[figure + "_oracle"][0] for one in results], axis=0)
    return ours, theirs


def oracle_covered(results, figure):
    return np.mean([(one[figure + "_oracle"][0] <= one[figure + "_truth"]) & (one[figure + "_truth"] <= one[figure + "_oracle"][1]) for one in results])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=0, help="companies nobody looked at while the bands were made")
    parser.add_argument("--paths", type=int, default=400)
    parser.add_argument("--regimes", default=",".join(REGIMES))
    options = parser.parse_args()
    report = Report("calibration of the paths")
    jobs = [(seed, regime, options.paths) for regime in options.regimes.split(",") for seed in range(options.first_seed, options.first_seed + options.seeds)]
    with multiprocessing.Pool(2) as pool:
        results = pool.map(measured, jobs, chunksize=1)
    for figure, words in (("cash", "weekly cash"), ("revenue", "monthly revenue")):
        for regime in options.regimes.split(","):
            chosen = [one for one in results if one["regime"] == regime]
            ours, theirs = width(chosen, figure)
            inside = np.mean([one[figure + "_held"] for one in chosen], axis=0)
            report.say(
                f"{regime:10} {words:16} holds {inside.mean():.1%} of the continuations, width {ours.mean() / theirs.mean():.2f} of the oracle's; "
                f"of one continuation each {covered(chosen, figure).mean():.1%}, the oracle {oracle_covered(chosen, figure).mean():.1%}")
            report.say(f"{'':10} {'':16} by step {' '.join(f'{share:.0%}' for share in inside)}")
            report.say(f"{'':10} {'':16} width by step {' '.join(f'{a / b:.2f}' for a, b in zip(ours, theirs))}")
            above = np.mean([one[figure + "_truth"] > one[figure][1] for one in chosen])
            report.say(f"{'':10} {'':16} one continuation above P50 {above:.1%}")
        share = np.mean([one[figure + "_held"] for one in results])
        single = covered(results, figure).mean()
        ours, theirs = width(results, figure)
        ratio = ours.mean() / theirs.mean()
        report.figure(words, f"{share:.1%} (of one continuation each {single:.1%}), width × {ratio:.2f} (asked: at most 1.3)")
        report.expect(LOWEST <= share <= HIGHEST, f"80 % bands of {words} hold {share:.1%} of the continuations, should be 75 to 85 %")
        report.expect(ratio <= WIDEST, f"bands of {words} are {ratio:.2f} times as wide as the oracle's, at most {WIDEST}")
    report.figure("companies", len(results))
    show_bicycle_maker(report, options.paths)
    report.finish()


if __name__ == "__main__":
    main()
