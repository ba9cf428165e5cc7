#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Forecasts of a retailer's hierarchy made coherent: `tongpin reconcile` beside hierarchicalforecast, from the same files.

    hierarchies.py FOLDER [--runs 5] [--items 3049] [--steps 28] [--methods structural,ols] [--python PYTHON]

FOLDER receives the files: items in 7 departments of 3 categories, sold in 10 stores of 3 states, summed as in the M5 competition (11 levels of sums, 42,840 nodes for 3,049
items). The same arguments give the same files. PYTHON has hierarchicalforecast 1.5.3; both sides use one thread (with more, the peer's idle threads burn many times its own time), and run in turn. Processor time is that of the whole program,
reading and writing included; "inside" is the reconciliation alone, as each side measures it, for the peer its `fit_predict` after S has been made: once as it is, which stops when 1e-5 of
the right side is left, and once told to go on to 1e-10.
"""
import argparse
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys

from run import machine

ROOT = pathlib.Path(__file__).resolve().parents[1]
BINARY = os.environ.get("TONGPIN_BINARY", str(ROOT / ".build/release/tongpin"))
DEPARTMENTS = [(0, 14), (0, 5), (1, 17), (1, 17), (2, 7), (2, 13), (2, 27)]  # category, share of items
STATES = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]


def nodes(items):
    """For each bottom node its name and the sums it is in, the smallest last: parents are named by what they sum."""
    shares = [share for _, share in DEPARTMENTS for _ in range(share)]
    places = [place for place, (_, share) in enumerate(DEPARTMENTS) for _ in range(share)]
    for item in range(items):
        department = places[item * len(shares) // items]
        category = DEPARTMENTS[department][0]
        for store, state in enumerate(STATES):
            yield f"i{item}_t{store}", category, department, f"i{item}", f"s{state}", f"t{store}"


def write(folder, items, steps):
    generator = random.Random(1)
    edges, sums = {}, {}
    bottoms = []
    for name, category, department, item, state, store in nodes(items):
        c, d = f"c{category}", f"d{department}"
        for parent, child in (
            ("all", state), (state, store), (state, f"{state}_{c}"), (f"{state}_{c}", f"{state}_{d}"), (store, f"{store}_{c}"), (f"{store}_{c}", f"{store}_{d}"),
            (f"{store}_{d}", name), ("all", c), (c, d), (d, item), (item, f"{state}_{item}"), (f"{state}_{item}", name), (f"{state}_{d}", f"{state}_{item}"),
        ):
            edges[parent, child] = None
        size = 2.718281828 ** generator.gauss(0, 1)
        values = [size * (1 + 0.1 * generator.gauss(0, 1)) for _ in range(steps)]
        bottoms.append((name, values))
        for node in ("all", state, store, c, d, f"{state}_{c}", f"{state}_{d}", f"{store}_{c}", f"{store}_{d}", item, f"{state}_{item}"):
            total = sums.setdefault(node, [0.0] * steps)
            for step in range(steps):
                total[step] += values[step]
    with open(folder / "hierarchy.csv", "w") as file:
        file.write("parent,child\n" + "".join(f"{parent},{child}\n" for parent, child in edges))
    with open(folder / "base.csv", "w") as file:
        file.write("unique_id,ds,mean,model\n")
        for node, values in list(sums.items()) + bottoms:
            shift = 1 + 0.05 * generator.gauss(0, 1)
            for step, value in enumerate(values):
                file.write(f"{node},{step + 1},{value * shift * (1 + 0.05 * generator.gauss(0, 1)):.6f},base\n")
    return len(sums) + len(bottoms)


PEER = '''
import sys, time
import numpy as np, pandas as pd
from scipy import sparse
from hierarchicalforecast.methods import MinTraceSparse
folder, method, output = sys.argv[1:]
edges = pd.read_csv(f"{folder}/hierarchy.csv")
base = pd.read_csv(f"{folder}/base.csv")
children = edges.groupby("parent")["child"].apply(list).to_dict()
names = list(dict.fromkeys(base["unique_id"]))
bottoms = [n for n in names if n not in children]
place = {n: i for i, n in enumerate(bottoms)}
known = {}
def below(node):
    if node not in known:
        known[node] = {place[node]} if node in place else set().union(*(below(c) for c in children[node]))
    return known[node]
sums = [n for n in names if n in children] + bottoms
members = [sorted(below(n)) for n in sums]
S = sparse.csr_matrix((np.ones(sum(map(len, members))), np.concatenate(members), np.cumsum([0] + [len(m) for m in members])), shape=(len(sums), len(bottoms)))
table = base["mean"].to_numpy().reshape(len(names), -1)
row = {n: i for i, n in enumerate(names)}
y = table[[row[n] for n in sums]]
solver = sparse.linalg.bicgstab
for tolerance in (1e-10, None):
    sparse.linalg.bicgstab = solver if tolerance is None else lambda A, b, atol: solver(A, b, rtol=tolerance, atol=0.0)
    begin = time.process_time()
    found = MinTraceSparse(method).fit_predict(S=S, y_hat=y, tags=None)["mean"]
    print("inside" if tolerance is None else "tight", time.process_time() - begin)
pd.DataFrame({"unique_id": np.repeat(sums, y.shape[1]), "mean": found.ravel()}).to_csv(output, index=False)
'''


def run(command):
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1")
    before = os.times()
    result = subprocess.run(command, capture_output=True, text=True, env=environment)
    after = os.times()
    if result.returncode != 0:
        raise SystemExit(f"{command[0]}: {result.stderr[-2000:]}")
    inside, tight = (re.search(rf"{name} ([0-9.e-]+)", result.stdout + result.stderr) for name in ("inside", "tight"))
    used = after.children_user + after.children_system - before.children_user - before.children_system
    # The second solution of the peer is no part of its program.
    tight = float(tight[1]) if tight else 0.0
    return used - tight, float(inside[1]), tight


def means(path):
    with open(path) as file:
        heading = file.readline().strip().split(",")
        name, mean = heading.index("unique_id"), heading.index("mean")
        rows = {}
        for line in file:
            cells = line.strip().split(",")
            rows.setdefault(cells[name], []).append(float(cells[mean]))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--items", type=int, default=3049)
    parser.add_argument("--steps", type=int, default=28)
    parser.add_argument("--methods", default="structural,ols")
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    count = write(options.folder, options.items, options.steps)
    print(f"{count} nodes, {options.steps} steps; {machine()}")
    for method in options.methods.split(","):
        ours, theirs = [], []
        for _ in range(options.runs):
            ours.append(run([BINARY, "reconcile", str(options.folder / "base.csv"), "--hierarchy", str(options.folder / "hierarchy.csv"), "--method", method,
                             "--timings", "--output", str(options.folder / "ours.csv")]))
            theirs.append(run([options.python, "-W", "ignore", "-c", PEER, str(options.folder), {"structural": "wls_struct"}.get(method, method),
                               str(options.folder / "theirs.csv")]))
        left, right = means(options.folder / "ours.csv"), means(options.folder / "theirs.csv")
        size = max(abs(v) for row in right.values() for v in row)
        far = max(abs(a - b) / max(abs(b), 1e-6 * size) for node, row in right.items() for a, b in zip(left[node], row))
        whole, inside, tight = ([statistics.median(run[place] for run in runs) for runs in (ours, theirs)] for place in (0, 1, 2))
        print(f"{method}: whole program {whole[0]:.2f} s against {whole[1]:.2f} s ({whole[1] / whole[0]:.1f} times), inside {inside[0]:.3f} s against {inside[1]:.2f} s"
              f" ({inside[1] / inside[0]:.1f} times; {tight[1]:.2f} s, {tight[1] / inside[0]:.1f} times, when the peer goes on to ten digits); largest relative difference {far:.1e}")


if __name__ == "__main__":
    main()
