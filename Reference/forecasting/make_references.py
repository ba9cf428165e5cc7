# SPDX-License-Identifier: Apache-2.0
"""Makes the reference numbers that the forecast methods are tested against.

    python3 -m venv venv && venv/bin/pip install statsforecast==2.1.1
    venv/bin/python make_references.py DATA_FOLDER ../../Tests/Fixtures/Reference/forecasting

DATA_FOLDER holds m1_monthly.csv.gz and the like (id, period, horizon, values; the last `horizon` values are left out here).
Writes exponential-smoothing.csv and theta.csv: ids and expected numbers only, since the series belong to others and stay
where they were published. Tool versions stand in the first line of each.
"""
import gzip
import sys

import numpy as np
import scipy
import statsforecast
from scipy.optimize import minimize_scalar
from statsforecast.models import AutoETS

SERIES = {
    "m1_monthly": ["M1_M12", "M1_M200", "M1_M400", "M1_M550"],
    "m1_quarterly": ["M1_Q40", "M1_Q150"],
    "m1_yearly": ["M1_Y50", "M1_Y120"],
    "tourism_monthly": None,
    "tourism_quarterly": None,
}
FORMS = ["ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "ANA", "AAA", "AAdA", "MNM", "MAM", "MAdM", "MNA", "MAA"]


def load(folder):
    for name, wanted in SERIES.items():
        with gzip.open(f"{folder}/{name}.csv.gz", "rt") as lines:
            next(lines)
            rows = [line.strip().split(",") for line in lines]
        if wanted is None:
            wanted = [rows[3][0], rows[120][0]]
        for row in rows:
            if row[0] in wanted:
                values = [float(v) for v in row[3:] if v]
                yield row[0], int(row[1]), np.array(values[: len(values) - int(row[2])])


def seasonal_indices(y, m):
    """Classical decomposition, multiplicative."""
    half = m // 2
    weights = np.ones(m + 1 if m % 2 == 0 else m)
    if m % 2 == 0:
        weights[0] = weights[-1] = 0.5
    weights /= weights.sum()
    trend = np.full(len(y), np.nan)
    trend[half : len(y) - half] = np.convolve(y, weights, mode="valid")
    ratio = y / trend
    index = np.array([np.nanmean(ratio[k::m]) for k in range(m)])
    return index / index.mean()


def is_seasonal(y, m):
    if m < 2 or len(y) < 3 * m:
        return False
    c = y - y.mean()
    acf = np.array([np.sum(c[k:] * c[: len(c) - k]) for k in range(1, m + 1)]) / np.sum(c * c)
    return abs(acf[m - 1]) > 1.645 * np.sqrt((1 + 2 * np.sum(acf[: m - 1] ** 2)) / len(y))


def smooth(y, alpha):
    """One-step levels from 0, and how each depends on the first level."""
    level = np.zeros(len(y) + 1)
    for t, value in enumerate(y):
        level[t + 1] = alpha * value + (1 - alpha) * level[t]
    return level, (1 - alpha) ** np.arange(len(y) + 1)


def theta(y, m, horizon):
    """Assimakopoulos & Nikolopoulos (2000): lines theta = 0 and theta = 2, equally weighted."""
    seasonal = is_seasonal(y, m)
    index = seasonal_indices(y, m) if seasonal else np.ones(max(1, m))
    adjusted = y / index[np.arange(len(y)) % len(index)]
    t = np.arange(len(y))
    slope, intercept = np.polyfit(t, adjusted, 1)
    bent = 2 * adjusted - (intercept + slope * t)

    def loss(alpha, result=False):
        level, power = smooth(bent, alpha)
        error = bent - level[:-1]
        start = np.dot(error, power[:-1]) / np.dot(power[:-1], power[:-1])
        rest = error - start * power[:-1]
        return level[-1] + start * power[-1] if result else float(np.dot(rest, rest))

    grid = np.linspace(0.0001, 0.9999, 2001)
    best = grid[np.argmin([loss(a) for a in grid])]
    found = minimize_scalar(
        loss, bounds=(max(0.0001, best - 0.0005), min(0.9999, best + 0.0005)), method="bounded",
        options={"xatol": 1e-12})
    alpha = found.x if found.fun < loss(best) else best
    end = loss(alpha, result=True)
    ahead = np.arange(len(y), len(y) + horizon)
    return alpha, (end + intercept + slope * ahead) / 2 * index[ahead % len(index)]


def main(folder, out):
    tools = f"# statsforecast {statsforecast.__version__}, numpy {np.__version__}, scipy {scipy.__version__}\n"
    series = list(load(folder))
    with open(f"{out}/theta.csv", "w") as f:
        f.write(tools + "id,alpha,forecast\n")
        for name, m, y in series:
            alpha, mean = theta(y, m, 15)
            f.write(f"{name},{float(alpha)!r}," + " ".join(repr(float(v)) for v in mean) + "\n")
    with open(f"{out}/exponential-smoothing.csv", "w") as f:
        f.write(tools + "id,form,in_usual_region,minus_two_log_likelihood,forecast\n")
        for name, m, y in series:
            for form in FORMS:
                if form[-1] != "N" and m == 1:
                    continue
                damped = "d" in form
                model = AutoETS(season_length=m, model=form.replace("d", ""), damped=damped)
                try:
                    fit = model.fit(y).model_
                except Exception as problem:
                    print("left out", name, form, problem)
                    continue
                mean = model.predict(h=15)["mean"]
                # statsforecast's search leaves the region beta <= alpha, gamma <= 1 - alpha now and then: such fits compare with nothing.
                alpha, beta, gamma = np.nan_to_num(fit["par"][:3])
                inside = int(beta <= alpha and gamma <= 1 - alpha)
                f.write(f"{name},{form},{inside},{float(-2 * fit['loglik'])!r}," + " ".join(repr(float(v)) for v in mean) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
