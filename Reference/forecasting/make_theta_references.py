# SPDX-License-Identifier: Apache-2.0
"""Makes the reference numbers that the optimised and the dynamic theta models are tested against.

    python3 -m venv venv && venv/bin/pip install statsforecast==2.1.1
    venv/bin/python make_theta_references.py DATA_FOLDER ../../Tests/Fixtures/Reference/forecasting

The models as Fiorucci et al. (2016) write them, in their own time t = 1 … n, by a fine grid of alpha and a bounded search in its best cell; the first
level and w = 1 - 1/theta by bounded least squares. Seasons and series are those of make_references.py. Writes theta-models.csv.
"""
import os
import sys

import numpy as np
import scipy
from scipy.optimize import lsq_linear, minimize_scalar

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = (0.0, 0.9999)


def shared():
    """load, is_seasonal and seasonal_indices of the neighbour, without running it."""
    with open(os.path.join(HERE, "make_references.py")) as f:
        text = f.read().replace("\nmain(*sys.argv[1:])", "").replace("from statsforecast.models import AutoETS", "").replace(
            "import statsforecast\n", "")
    names = {}
    exec(compile(text, "make_references.py", "exec"), names)
    return names


def lines(y):
    """Intercept and slope at t = 0 of the least-squares line through the first 1, 2, ... n values."""
    result = [(y[0], 0.0)]
    for n in range(2, len(y) + 1):
        slope, intercept = np.polyfit(np.arange(1, n + 1), y[:n], 1)
        result.append((intercept, slope))
    return result


def columns(y, alpha, dynamic, path):
    """Means are base + start * power + w * along: the three for t = 1 ... n, and the level without start at the end."""
    level = 0.0
    base, power, along = [], [], []
    for t in range(1, len(y) + 1):
        if dynamic:
            a, b = path[t - 2] if t > 1 else (0.0, 0.0)
        else:
            a, b = path[-1]
        base.append(level)
        power.append((1 - alpha) ** (t - 1))
        along.append((1 - alpha) ** (t - 1) * a + (1 - (1 - alpha) ** t) / alpha * b)
        level = alpha * y[t - 1] + (1 - alpha) * level
    return np.array(base), np.array(power), np.array(along), level


def solve(y, alpha, dynamic, theta, path):
    base, power, along, level = columns(y, alpha, dynamic, path)
    if dynamic and theta is not None:
        # The first mean of the dynamic standard model is the first value.
        base[0], power[0], along[0] = y[0], 0, 0
    if theta is None:
        fit = lsq_linear(np.column_stack([power, along]), y - base, bounds=([-np.inf, WEIGHTS[0]], [np.inf, WEIGHTS[1]]), tol=1e-14)
        start, w = fit.x
    else:
        w = 1 - 1 / theta
        start = np.dot(y - base - w * along, power) / np.dot(power, power)
    rest = y - base - start * power - w * along
    return float(np.dot(rest, rest)), start, w, level + start * (1 - alpha) ** len(y)


def fitted(y, dynamic, theta, horizon):
    path = lines(y)
    loss = lambda alpha: solve(y, alpha, dynamic, theta, path)[0]
    alphas = (0.02 if dynamic and theta is None else 0.1, 0.99)
    grid = np.linspace(*alphas, 195)
    best = grid[int(np.argmin([loss(a) for a in grid]))]
    found = minimize_scalar(
        loss, bounds=(max(alphas[0], best - 0.005), min(alphas[1], best + 0.005)), method="bounded", options={"xatol": 1e-10})
    alpha = found.x if found.fun < loss(best) else best
    squares, start, w, level = solve(y, alpha, dynamic, theta, path)
    mean, known = [], list(y)
    for step in range(horizon):
        t = len(known) + 1
        # The dynamic models learn the line from their own forecasts as they go on.
        if dynamic:
            slope, intercept = np.polyfit(np.arange(1, t), known, 1)
        else:
            intercept, slope = path[-1]
        value = level + w * ((1 - alpha) ** (t - 1) * intercept + (1 - (1 - alpha) ** t) / alpha * slope)
        mean.append(value)
        known.append(value)
        level = alpha * value + (1 - alpha) * level
    return squares, alpha, w, np.array(mean)


def main(folder, out):
    names = shared()
    with open(f"{out}/theta-models.csv", "w") as f:
        f.write(f"# numpy {np.__version__}, scipy {scipy.__version__}\nid,method,squares,alpha,weight,forecast\n")
        for name, m, y in names["load"](folder):
            seasonal = names["is_seasonal"](y, m)
            index = names["seasonal_indices"](y, m) if seasonal else np.ones(max(1, m))
            adjusted = y / index[np.arange(len(y)) % len(index)]
            ahead = np.arange(len(y), len(y) + 15)
            for method, dynamic, theta in [
                ("optimised-theta", False, None), ("dynamic-standard-theta", True, 2.0), ("dynamic-theta", True, None)]:
                squares, alpha, w, mean = fitted(adjusted, dynamic, theta, 15)
                forecast = " ".join(repr(float(v)) for v in mean * index[ahead % len(index)])
                f.write(f"{name},{method},{squares!r},{float(alpha)!r},{float(w)!r},{forecast}\n")


main(*sys.argv[1:])
