# SPDX-License-Identifier: Apache-2.0
"""Makes the peer's figures that calendar effects are measured against.

    python3 -m venv venv && venv/bin/pip install statsforecast==2.1.1
    venv/bin/python make_calendar_references.py DATA_FOLDER ../../Tests/Fixtures/Reference/forecasting

DATA_FOLDER holds china_exports_monthly.csv (ds, y; monthly exports of China, 1983-07 to 2013-12, published by others and no part of the
project). AutoETS(season_length=12) is fitted again at each of the last 96 months, each time to all that came before, and forecasts the
12 months after it, or as many as there are. Writes calendar-exports.csv: for each group of target months Σ|error| and Σ actual. Takes half a minute.
"""
import csv
import sys

import statsforecast
from statsforecast.models import AutoETS

ORIGINS = 96
HORIZON = 12
# The trade collapse after the autumn of 2008 and the recovery from it: no calendar foretells them.
CRISIS = (2009, 2010)


def group(period):
    year, month = int(period[:4]), int(period[5:7])
    if month > 2:
        return "other-months"
    return "january-february-of-the-crisis" if year in CRISIS else "january-february"


def main(folder, out):
    import numpy as np

    with open(f"{folder}/china_exports_monthly.csv") as f:
        rows = [(row["ds"], float(row["y"])) for row in csv.DictReader(f)]
    values = np.array([y for _, y in rows])
    errors, actuals = {}, {}
    for origin in range(len(values) - ORIGINS, len(values)):
        horizon = min(HORIZON, len(values) - origin)
        mean = AutoETS(season_length=12).fit(values[:origin]).predict(h=horizon)["mean"]
        for step in range(horizon):
            name = group(rows[origin + step][0])
            errors[name] = errors.get(name, 0) + abs(values[origin + step] - mean[step])
            actuals[name] = actuals.get(name, 0) + values[origin + step]
    with open(f"{out}/calendar-exports.csv", "w") as f:
        f.write(f"# statsforecast {statsforecast.__version__} AutoETS(season_length=12), {ORIGINS} origins, horizons 1 to {HORIZON}\n")
        f.write("group,absolute_error,actual\n")
        for name in sorted(errors):
            f.write(f"{name},{float(errors[name])!r},{float(actuals[name])!r}\n")


main(*sys.argv[1:])
