# SPDX-License-Identifier: Apache-2.0
"""Makes the reference numbers that reconciliation is tested against.

    python3 -m venv venv && venv/bin/pip install hierarchicalforecast==1.5.3
    venv/bin/python make_reconciliation_references.py DATA_FOLDER ../../Tests/Fixtures/Reference/forecasting

DATA_FOLDER holds hier_tourism_q.csv.gz (region|state|purpose, period, horizon, values; the last `horizon` values are left out here): Australian domestic
tourism, 304 bottom series, 425 nodes. Writes reconciliation.csv: a line for each method with the values of node after node, two steps each, and one that names the
nodes; the series themselves belong to others and stay where they are.

The base forecast is a simple one that anybody can repeat, and that does not add up: the value of the same quarter a year ago times the growth of the last four quarters over
the four before, kept between a half and two. Its one-step residuals over the history are the residuals of the base model.
"""
import gzip
import sys

import hierarchicalforecast
import numpy as np
from hierarchicalforecast.methods import BottomUp, MiddleOut, MinTrace, MinTraceSparse, TopDown
from scipy import sparse
from scipy.optimize import nnls

STEPS, SEASON = 2, 4


def growth(y):
    last, before = y[-SEASON:].sum(), y[-2 * SEASON:-SEASON].sum()
    return min(2.0, max(0.5, last / before)) if before > 0 else 1.0


def base(y):
    """Forecasts of the next STEPS quarters, and one-step values inside the history (from the ninth quarter on)."""
    fitted = [y[t - SEASON] * growth(y[:t]) for t in range(2 * SEASON, len(y))]
    return y[-SEASON:][:STEPS] * growth(y), np.array(fitted)


def load(folder):
    rows = gzip.open(f"{folder}/hier_tourism_q.csv.gz", "rt").read().splitlines()[1:]
    labels, series = [], []
    for row in rows:
        cells = row.split(",")
        labels.append(tuple(cells[0].split("|")))
        series.append([float(v) for v in cells[3:len(cells) - int(cells[2])]])
    return labels, np.array(series)


def summing(labels, groupings):
    names, rows, tags = [], [], {}
    for grouping in groupings:
        known = {}
        for bottom, label in enumerate(labels):
            known.setdefault(tuple(label[c] for c in grouping), []).append(bottom)
        tags[str(grouping)] = np.arange(len(names), len(names) + len(known))
        for key, members in known.items():
            names.append("/".join(key) or "all")
            row = np.zeros(len(labels))
            row[members] = 1
            rows.append(row)
    tags["bottom"] = np.arange(len(names), len(names) + len(labels))
    names += ["/".join(label) for label in labels]
    return names, np.vstack(rows + [np.eye(len(labels))]), tags


def nearest(s, w, hat):
    """Non-negative least squares by active sets (Lawson and Hanson): exact, where the interior point method of hierarchicalforecast stops at about 1e-4."""
    root = np.linalg.inv(np.linalg.cholesky(w))
    return s @ np.column_stack([nnls(root @ s, root @ column, maxiter=10_000)[0] for column in hat.T])


def main(folder, out):
    labels, bottom = load(folder)
    region, state, purpose = 0, 1, 2
    crossed = summing(labels, [(), (state,), (state, region), (purpose,), (state, purpose)])
    tree = summing(labels, [(), (state,), (state, region)])
    lines = []

    def write(structure, method, values):
        lines.append(f"{structure},{method}," + " ".join(f"{v:.9g}" for v in np.asarray(values).ravel()))

    for structure, (names, s, tags) in (("crossed", crossed), ("tree", tree)):
        lines.append(f"{structure},nodes," + "|".join(names))
        y = s @ bottom
        pairs = [base(row) for row in y]
        hat, fitted = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
        seen = y[:, 2 * SEASON:]
        root = np.sqrt(np.mean((seen - fitted) ** 2, axis=1))
        sigma = root[:, None] * np.sqrt(np.arange(1, STEPS + 1))
        learnt = dict(y_insample=seen, y_hat_insample=fitted)
        if structure == "crossed":
            write(structure, "base", hat)
            for name, method in (
                ("bottom-up", BottomUp()), ("ols", MinTrace("ols")), ("structural", MinTrace("wls_struct")), ("variance", MinTrace("wls_var")),
                ("shrink", MinTrace("mint_shrink")),
            ):
                found = method.fit_predict(S=s, y_hat=hat, tags=tags, sigmah=sigma, level=[80], intervals_method="normality", num_samples=2, seed=1, **learnt)
                write(structure, name, found["mean"])
                if name in ("structural", "shrink", "bottom-up"):
                    write(structure, name + "-scale", method.sampler.sigmah_rec)
            print("below 0:", {n: int((MinTrace(m).fit_predict(S=s, y_hat=hat, tags=tags, **learnt)["mean"] < -1e-6).sum()) for n, m in
                               (("ols", "ols"), ("structural", "wls_struct"), ("shrink", "mint_shrink"))})
            for name, method in (("ols", "ols"), ("structural", "wls_struct"), ("variance", "wls_var")):
                found = MinTraceSparse(method, nonnegative=True, qp=True).fit_predict(
                    S=sparse.csr_matrix(s), y_hat=hat, tags=tags, **learnt)
                write(structure, name + "-interior-point", found["mean"])
            for name, method in (("ols", "ols"), ("structural", "wls_struct"), ("variance", "wls_var"), ("shrink", "mint_shrink")):
                weights = MinTrace(method)
                weights.fit(S=s, y_hat=hat, tags=tags, **learnt)
                write(structure, name + "-non-negative", nearest(s, weights.W, hat))
        else:
            for name, kind in (("average-proportions", "average_proportions"), ("proportion-averages", "proportion_averages"), ("forecast-proportions", "forecast_proportions")):
                write(structure, "top-down-" + name, TopDown(kind).fit_predict(S=s, y_hat=hat, tags=tags, y_insample=seen)["mean"])
                write(structure, "middle-out-" + name, MiddleOut(str((state,)), kind).fit_predict(S=s, y_hat=hat, tags=tags, y_insample=seen)["mean"])
    with open(f"{out}/reconciliation.csv", "w") as f:
        f.write(f"# hierarchicalforecast {hierarchicalforecast.__version__}, numpy {np.__version__}\nstructure,method,values\n")
        f.write("\n".join(lines) + "\n")


main(*sys.argv[1:])
