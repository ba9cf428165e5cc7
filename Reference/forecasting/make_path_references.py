# SPDX-License-Identifier: Apache-2.0
"""Makes the reference paths of exponential smoothing: the values that follow when the errors to come are given.

    python3 -m venv venv && venv/bin/pip install statsmodels==0.15.0
    venv/bin/python make_path_references.py ../../Tests/Fixtures/Reference/forecasting

Writes smoothing-paths.csv (statsmodels ETSModel.simulate from the end of the series): the form, parameters and first states that are given to both
programs, a made-up series of ours, errors, and the path. Forms with a multiplicative season are run here by the equations of Hyndman et al. (2008),
table 2.3: statsmodels divides the error by the level after its update there, where the book, R and statsforecast divide by the one before.
"""
import sys

import numpy as np
import statsmodels
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

M = 4
COUNT = 30
FORMS = ["ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "ANA", "AAA", "AAdA", "MNA", "MAA", "MAdA", "MNM", "MAM", "MAdM"]


def series():
    # Whole numbers from a congruence, so that every program has the same ones.
    noise = [(37 * t * t + 11 * t) % 23 - 11 for t in range(COUNT)]
    return np.array([200 + 3 * t + [25, -10, 5, -20][t % M] + noise[t] for t in range(COUNT)], dtype=float)


FIRST = {"add": [24.0, -11.0, 6.0, -19.0], "mul": [1.12, 0.95, 1.02, 0.91]}


def by_the_book(form, y, errors):
    """Multiplicative error and season: mu = q s, l = q (1 + alpha e), b = phi b + beta q e, s = s (1 + gamma e), q = l + phi b."""
    phi = 0.9 if "d" in form else 1.0 if "A" in form[1:-1] else 0.0
    level, slope, season = 205.0, 2.5 if phi else 0.0, list(FIRST["mul"])
    values = []
    for t in range(len(y) + len(errors)):
        q, place = level + phi * slope, t % M
        mean = q * season[place]
        error = y[t] / mean - 1 if t < len(y) else errors[t - len(y)]
        values.append(mean if t < len(y) else mean * (1 + error))
        level, slope, season[place] = q * (1 + 0.4 * error), phi * slope + (0.1 * q * error if phi else 0.0), season[place] * (1 + 0.15 * error)
    return FIRST["mul"], values[:6], values[len(y):]


def path(form, y, errors):
    trend = "A" in form[1:-1]
    damped = "d" in form
    season = {"N": None, "A": "add", "M": "mul"}[form[-1]]
    model = ETSModel(
        y, error={"A": "add", "M": "mul"}[form[0]], trend="add" if trend else None, damped_trend=damped, seasonal=season,
        seasonal_periods=M if season else None)
    values = {"smoothing_level": 0.4, "smoothing_trend": 0.1, "smoothing_seasonal": 0.15, "damping_trend": 0.9, "initial_level": 205.0, "initial_trend": 2.5}
    # Of the first season, in the order of its periods.
    first = FIRST[season or "add"]
    for place in range(M):
        # statsmodels counts back from the first period: its state 0 is the last one before it.
        values[f"initial_seasonal.{place}"] = first[(M - 1 - place) % M]
    parameters = np.array([values[name] for name in model.param_names])
    fit = model.smooth(parameters)
    paths = fit.simulate(len(errors), anchor="end", random_errors=np.array(errors)[:, None])
    return first if season else [], fit.fittedvalues[:6], np.ravel(paths)


def text(values):
    return " ".join(repr(float(v)) for v in values)


def main(out):
    y = series()
    with open(f"{out}/smoothing-paths.csv", "w") as f:
        f.write(f"# statsmodels {statsmodels.__version__}, numpy {np.__version__}\n")
        f.write("form,season,first,series,errors,fitted,path\n")
        for form in FORMS:
            size = 0.06 if form[0] == "M" else 14.0
            errors = [size * ((29 * k * k + 5 * k) % 17 - 8) / 8 for k in range(10)]
            first, fitted, values = (by_the_book if form[-1] == "M" else path)(form, y, errors)
            f.write(f"{form},{M},{text(first)},{text(y)},{text(errors)},{text(fitted)},{text(values)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
