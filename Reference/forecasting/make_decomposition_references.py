# SPDX-License-Identifier: Apache-2.0
"""Makes the reference numbers that STL and MSTL are tested against.

    python3 -m venv venv && venv/bin/pip install statsmodels==0.15.0
    venv/bin/python make_decomposition_references.py DATA_FOLDER ../../Tests/Fixtures/Reference/forecasting

DATA_FOLDER holds m1_monthly.csv.gz and the like (id, period, horizon, values; the last `horizon` values are left out here).
Writes decomposition.csv: for each series and setting trend, seasons and trust at some twenty periods spread over the series; ids and expected
numbers only, since the series belong to others and stay where they were published.
"""
import gzip
import sys

import numpy as np
import statsmodels
from statsmodels.tsa.seasonal import MSTL, STL

SERIES = {
    "m1_monthly": (12, ["M1_M12", "M1_M200", "M1_M400", "M1_M550"]),
    "m1_quarterly": (4, ["M1_Q40", "M1_Q150"]),
    "sales_ausretail": (12, ["A3349849A", "A3349606J"]),
    "m4_weekly": (52, ["W20", "W100"]),
    "m4_hourly": (24, ["H5", "H150"]),
}


def load(folder):
    for table, (period, wanted) in SERIES.items():
        with gzip.open(f"{folder}/{table}.csv.gz", "rt") as lines:
            next(lines)
            for line in lines:
                row = line.strip().split(",")
                if row[0] in wanted:
                    values = [float(v) for v in row[3:] if v]
                    yield table, row[0], period, np.array(values[: len(values) - int(row[2])])


def settings(table, period):
    """Name, seasonal window (0: MSTL's own), degrees, robust, season lengths, power (none: '')."""
    yield "stl", 7, 1, 1, False, [period], ""
    yield "stl", 13, 0, 0, False, [period], ""
    yield "stl", 11, 1, 1, True, [period], ""
    yield "mstl", 0, 1, 1, False, [period], ""
    yield "mstl", 0, 1, 1, False, [period], "0"
    if table == "m4_hourly":
        yield "mstl", 0, 1, 1, False, [24, 168], ""
        yield "mstl", 0, 1, 1, True, [24, 168], "0.5"


def main(folder, out):
    with open(f"{out}/decomposition.csv", "w") as f:
        f.write(f"# statsmodels {statsmodels.__version__}, numpy {np.__version__}\n")
        f.write("table,id,method,window,seasonal_degree,trend_degree,robust,season_lengths,power,periods,trend,seasons,trust\n")
        for table, name, period, y in load(folder):
            if len(y) < 3 * period:
                print("left out", name, len(y))
                continue
            for method, window, seasonal, trend, robust, lengths, power in settings(table, period):
                if method == "stl":
                    result = STL(
                        y, period=period, seasonal=window, seasonal_deg=seasonal, trend_deg=trend, robust=robust).fit()
                else:
                    z = y if power == "" else np.log(y) if power == "0" else (y ** float(power) - 1) / float(power)
                    result = MSTL(z, periods=tuple(lengths), stl_kwargs={"robust": robust}).fit()
                seasons = result.seasonal.reshape(len(y), -1)
                places = sorted({0, 1, period - 1, period, len(y) - 2, len(y) - 1} | {int(v) for v in np.linspace(0, len(y) - 1, 15)})
                def text(values):
                    return " ".join(repr(float(v)) for v in values[places])
                f.write(
                    f"{table},{name},{method},{window},{seasonal},{trend},{int(robust)},{' '.join(map(str, lengths))},{power},"
                    f"{' '.join(map(str, places))},{text(result.trend)},"
                    f"{'/'.join(text(seasons[:, k]) for k in range(seasons.shape[1]))},{text(np.asarray(result.weights))}\n")


main(*sys.argv[1:])
