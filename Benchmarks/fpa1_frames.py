# SPDX-License-Identifier: Apache-2.0
"""Analytical engines on the leaf block and the totals of FPA-1: polars and DuckDB, one thread, tables of keys and values.

    fpa1_frames.py polars|duckdb SIZE

The supply plan and the statements are left out: neither engine has recurrences with rounding. Unit costs are given. Prints one JSON
line; revenue, contribution and receivable are checked against the oracle.
"""
import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Reference/fpa1"))

import numpy as np

from generate import SIZES, generate
from oracle import ADDITIVE, Oracle, bills, roll_up_cost

RUNS = 5


def keys(**counts):
    """Columns of all combinations of the given members, the last one fastest."""
    grids = np.meshgrid(*(np.arange(count, dtype=np.int32) for count in counts.values()), indexing="ij")
    return {name: grid.ravel() for name, grid in zip(counts, grids)}


def tables(n, given):
    """Input tables by name: columns as arrays."""
    p = np.arange(n.products, dtype=np.int32)
    family = (p * n.families // n.products).astype(np.int32)
    category = (family * n.categories // n.families).astype(np.int32)
    _, unit_cost = roll_up_cost(given, *bills(given))
    return {
        "units": keys(p=n.products, r=n.regions, t=n.months) | {"units": given["units"].ravel()},
        "product": {"p": p, "f": family, "k": category, "hours": given["hours"], "weight": given["weight"]},
        "price": keys(p=n.products, t=n.months) | {"list_price": given["list_price"].ravel(), "unit_cost": unit_cost.ravel()},
        "rate": keys(f=n.families, r=n.regions, t=n.months) | {"discount_pct": given["discount_pct"].ravel()},
        "region": keys(r=n.regions) | {"price_index": given["price_index"], "comm_pct": given["comm_pct"]}
        | {f"c{lag}": np.ascontiguousarray(given["collect"][:, lag]) for lag in range(4)},
        "wages": keys(r=n.regions, t=n.months) | {"wage": given["wage"].ravel(), "freight_rate": given["freight_rate"].ravel()},
        "marketing_rate": keys(k=n.categories, t=n.months) | {"mkt_pct": given["mkt_pct"].ravel()},
        "vat": keys(k=n.categories) | {"vat_rate": given["vat_rate"]},
    }


# Measures in the order they build on each other, in the language both engines share.
STEPS = [
    {"gross_price": "list_price * price_index"},
    {"gross_sales": "units * gross_price"},
    {"discount": "gross_sales * discount_pct"},
    {"sales_incl": "gross_sales - discount"},
    {"revenue": "sales_incl / (1 + vat_rate)", "shipment": "units", "material": "units * unit_cost",
     "labour": "(units * hours) * wage", "freight": "(units * weight) * freight_rate"},
    {"output_vat": "sales_incl - revenue", "cogs": "(material + labour) + freight", "commission": "revenue * comm_pct",
     "marketing": "revenue * mkt_pct"},
    {"gross_margin": "revenue - cogs"},
    {"gm_pct": "CASE WHEN revenue <> 0 THEN gross_margin / revenue ELSE 0 END",
     "contribution": "(gross_margin - commission) - marketing"},
]


def in_polars(n, given):
    """A function that calculates everything and returns (leaf, totals)."""
    import polars as pl
    data = {name: pl.DataFrame(columns) for name, columns in tables(n, given).items()}
    month, pair, year = pl.col("t"), pl.col("p") * n.regions + pl.col("r"), pl.col("t") // 12

    def earlier(column, months):
        return pl.when(month >= months).then(pl.col(column).shift(months)).otherwise(0.0)

    def leaf():
        frame = data["units"].join(data["product"], on="p", maintain_order="left")
        for name, on in [("price", ["p", "t"]), ("rate", ["f", "r", "t"]), ("region", ["r"]), ("wages", ["r", "t"]),
                         ("marketing_rate", ["k", "t"]), ("vat", ["k"])]:
            frame = frame.join(data[name], on=on, maintain_order="left")
        for step in STEPS:
            frame = frame.with_columns(pl.sql_expr(f"{text} AS {name}") for name, text in step.items())
        collected = pl.col("c0") * pl.col("sales_incl")
        for lag in range(1, 4):
            collected = collected + pl.col(f"c{lag}") * earlier("sales_incl", lag)
        frame = frame.with_columns(
            collections=collected, units_ma3=((earlier("units", 2) + earlier("units", 1)) + pl.col("units")) / 3,
            revenue_yoy=pl.col("revenue") - earlier("revenue", 12), pair=pair)
        return frame.with_columns(
            receivable=(pl.col("sales_incl") - pl.col("collections")).cum_sum().over("pair"),
            revenue_ytd=pl.col("revenue").cum_sum().over(pl.col("pair") * (n.months // 12) + year))

    def total(frame, *by):
        return frame.group_by(*by).agg(pl.col(ADDITIVE).sum())

    def calculate():
        rows = leaf()
        family = total(rows, "k", "f", "r", "t")
        category = total(family, "k", "r", "t")
        company = total(category, "r", "t")
        totals = [total(rows, "p", "t"), family, total(family, "f", "t"), category, total(category, "k", "t"), company,
                  total(company, "t")]
        margin = (pl.when(pl.col("revenue") != 0).then(pl.col("gross_margin") / pl.col("revenue")).otherwise(0)).alias("gm_pct")
        return rows, [totals[0], *(frame.with_columns(margin) for frame in totals[1:])]
    return calculate, lambda result, item: (result[0][item].sum(), result[1][-1][item].sum())


def leaf_query():
    """SQL of the leaf block: joins, one nested step for each dependency, windows over months."""
    query = ("SELECT * FROM units JOIN product USING (p) JOIN price USING (p, t) JOIN rate USING (f, r, t) "
             "JOIN region USING (r) JOIN wages USING (r, t) JOIN marketing_rate USING (k, t) JOIN vat USING (k)")
    for step in STEPS:
        query = f"SELECT *, {', '.join(f'{text} AS {name}' for name, text in step.items())} FROM ({query})"
    earlier = lambda column, months: f"lag({column}, {months}, 0) OVER months"
    collected = "c0 * sales_incl" + "".join(f" + c{lag} * {earlier('sales_incl', lag)}" for lag in range(1, 4))
    query = (f"SELECT *, {collected} AS collections, (({earlier('units', 2)} + {earlier('units', 1)}) + units) / 3 AS units_ma3, "
             f"revenue - {earlier('revenue', 12)} AS revenue_yoy, "
             f"sum(revenue) OVER (PARTITION BY p, r, t // 12 ORDER BY t) AS revenue_ytd FROM ({query}) "
             "WINDOW months AS (PARTITION BY p, r ORDER BY t)")
    return f"SELECT *, sum(sales_incl - collections) OVER (PARTITION BY p, r ORDER BY t) AS receivable FROM ({query})"


def in_duckdb(n, given):
    import duckdb
    database = duckdb.connect()
    database.execute("SET threads = 1")
    for name, columns in tables(n, given).items():
        database.register("columns", columns)
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM columns")
        database.unregister("columns")
    sums = ", ".join(f"sum({item}) AS {item}" for item in ADDITIVE)
    margin = ", CASE WHEN sum(revenue) <> 0 THEN sum(gross_margin) / sum(revenue) ELSE 0 END AS gm_pct"
    plan = [("leaf", leaf_query())] + [
        (name, f"SELECT {by}, {sums}{'' if name == 'by_product' else margin} FROM {source} GROUP BY {by}")
        for name, source, by in [
            ("by_product", "leaf", "p, t"), ("by_family", "leaf", "k, f, r, t"), ("by_family_all", "by_family", "f, t"),
            ("by_category", "by_family", "k, r, t"), ("by_category_all", "by_category", "k, t"),
            ("by_company", "by_category", "r, t"), ("by_company_all", "by_company", "t")]]

    def calculate():
        for name, query in plan:
            database.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")

    def sums_of(_, item):
        return tuple(database.execute(f"SELECT sum({item}) FROM {name}").fetchone()[0] for name in ("leaf", "by_company_all"))
    return calculate, sums_of


def main():
    engine, size = sys.argv[1:]
    n, given = SIZES[size], generate(size)
    calculate, sums_of = {"polars": in_polars, "duckdb": in_duckdb}[engine](n, given)
    result = calculate()
    expected = Oracle(n).calculate(given)
    for item in ("revenue", "contribution", "receivable"):
        value = expected[item].sum()
        if any(abs(found - value) > 1e-9 * abs(value) for found in sums_of(result, item)):
            raise SystemExit(f"{engine}: Σ {item} is {sums_of(result, item)}, the oracle says {value}")
    wall, cpu = [], []
    for _ in range(RUNS):
        began, used = time.perf_counter(), time.process_time()
        calculate()
        wall.append((time.perf_counter() - began) * 1e3)
        cpu.append((time.process_time() - used) * 1e3)
    print(json.dumps({
        "engine": engine, "size": size, "case": "full", "threads": 1, "scope": "leaf and totals",
        "median_ms": round(statistics.median(wall), 3), "min_ms": round(min(wall), 3),
        "cpu_median_ms": round(statistics.median(cpu), 3), "cells": n.cells(),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}))


if __name__ == "__main__":
    main()
