# SPDX-License-Identifier: Apache-2.0
"""Makes the reference numbers of ARIMA models and of complex exponential smoothing.

    python3 -m venv venv && venv/bin/pip install statsforecast==2.1.1 statsmodels==0.15.0
    venv/bin/python make_arima_references.py DATA_FOLDER ../../Tests/Fixtures/Reference/forecasting

Writes arima.csv (statsmodels SARIMAX: coefficients it found, exact -2 log likelihood of the differenced series there, forecasts) and
complex-smoothing.csv (statsforecast: coefficients, sum of squared errors, forecasts). Ids and expected numbers only.
"""
import sys
import warnings

import numpy as np
import statsforecast
import statsmodels
from statsforecast.ces import auto_ces, forecast_ces
from statsmodels.tsa.statespace.sarimax import SARIMAX

from make_references import load

warnings.simplefilter("ignore")
# p d q, P D Q, constant
ORDERS = [
    ((0, 1, 1), (0, 0, 0), 0), ((1, 1, 1), (0, 0, 0), 1), ((2, 0, 1), (0, 0, 0), 1), ((3, 1, 2), (0, 0, 0), 0), ((0, 2, 2), (0, 0, 0), 0),
    ((0, 1, 1), (0, 1, 1), 0), ((1, 0, 1), (1, 1, 0), 1), ((2, 1, 0), (1, 0, 1), 1), ((1, 1, 2), (1, 0, 1), 0), ((0, 0, 3), (2, 1, 1), 1),
    ((0, 1, 0), (0, 1, 1), 0), ((0, 1, 0), (0, 0, 2), 1),
]


def difference(y, order, seasonal, m):
    for _ in range(seasonal[1]):
        y = y[m:] - y[:-m]
    for _ in range(order[1]):
        y = y[1:] - y[:-1]
    return y


def arima(y, m, order, seasonal, constant, horizon):
    """Coefficients phi, Phi, theta, Theta, constant; -2 log likelihood with the variance profiled out; forecasts."""
    w = difference(y, order, seasonal, m)
    size = np.sqrt(np.mean(w * w))
    exog = np.ones((len(w), 1)) if constant else None
    model = SARIMAX(
        w / size, exog=exog, order=(order[0], 0, order[2]), seasonal_order=(seasonal[0], 0, seasonal[2], m) if sum(seasonal) else (0, 0, 0, 0),
        concentrate_scale=True)
    fit = model.fit(disp=False, maxiter=500)
    ahead = fit.forecast(horizon, exog=np.ones((horizon, 1)) if constant else None) * size
    names = dict(zip(fit.param_names, fit.params))
    pick = lambda prefix: [v for k, v in names.items() if k.startswith(prefix)]
    vector = pick("ar.L") + pick("ar.S") + pick("ma.L") + pick("ma.S")
    if constant:
        vector.append(names["const" if "const" in names else "x1"] * size)
    # Differences put back.
    polynomial = np.array([1.0])
    for _ in range(order[1]):
        polynomial = np.convolve(polynomial, [1, -1])
    for _ in range(seasonal[1]):
        polynomial = np.convolve(polynomial, np.r_[1, np.zeros(m - 1), -1])
    path = list(y)
    for value in ahead:
        path.append(value - sum(polynomial[k] * path[-k] for k in range(1, len(polynomial))))
    return vector, -2 * fit.llf + 2 * len(w) * np.log(size), path[len(y):]


def text(values):
    return " ".join(repr(float(v)) for v in values)


def main(folder, out):
    series = list(load(folder))
    with open(f"{out}/arima.csv", "w") as f:
        f.write(f"# statsmodels {statsmodels.__version__}, numpy {np.__version__}\n")
        f.write("id,order,seasonal,constant,coefficients,minus_two_log_likelihood,forecast\n")
        for name, m, y in series:
            for order, seasonal, constant in ORDERS:
                if (m == 1 and sum(seasonal)) or len(difference(y, order, seasonal, m)) < 12 + 2 * m * max(seasonal[0], seasonal[2]):
                    continue
                try:
                    vector, deviance, ahead = arima(y, m, order, seasonal, constant, 15)
                except Exception as problem:
                    print("left out", name, order, seasonal, problem)
                    continue
                if np.all(np.isfinite(vector)) and np.isfinite(deviance):
                    f.write(f"{name},{text(order)},{text(seasonal)},{constant},{text(vector)},{float(deviance)!r},{text(ahead)}\n")
    with open(f"{out}/complex-smoothing.csv", "w") as f:
        f.write(f"# statsforecast {statsforecast.__version__}, numpy {np.__version__}\n")
        f.write("id,form,coefficients,squares,forecast\n")
        for name, m, y in series:
            for form in "NSPF" if m > 1 else "N":
                fit = auto_ces(y, m, model=form)
                squares = np.sum((y - fit["fitted"]) ** 2)
                par = [fit["par"][k] for k in ("alpha_0", "alpha_1", "beta_0", "beta_1")]
                f.write(f"{name},{form},{text([p for p in par if p == p])},{float(squares)!r},{text(forecast_ces(fit, 15)['mean'])}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
