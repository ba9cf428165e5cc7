# SPDX-License-Identifier: Apache-2.0
"""The leaf block of the FPA-1 planning model in numpy: 21 measures over products × regions × months, whole columns at a time."""
import time

import numpy as np


def inputs(products=1_000, regions=10, months=36, seed=1):
    random = np.random.default_rng(seed)
    shape = (products, regions, months)
    return {
        "units": np.floor(random.uniform(20, 200, shape)), "list_price": random.uniform(20, 500, (products, 1, months)),
        "price_index": random.uniform(0.9, 1.1, (1, regions, 1)), "discount": random.uniform(0.02, 0.15, shape),
        "vat": random.choice([0.13, 0.09, 0.06], (products, 1, 1)), "unit_cost": random.uniform(10, 300, (products, 1, months)),
        "hours": random.uniform(0.1, 1, (products, 1, 1)), "wage": random.uniform(60, 100, (1, regions, months)),
        "weight": random.uniform(0.2, 5, (products, 1, 1)), "freight": random.uniform(0.5, 2, (1, regions, months)),
        "commission": random.uniform(0.01, 0.03, (1, regions, 1)), "marketing": random.uniform(0.01, 0.04, (products, 1, months)),
        "collect": random.dirichlet((3, 3, 2, 2), regions),
    }


def calculate(given):
    """All 21 measures; the list keeps them alive, as a plan would."""
    units, out = given["units"], []
    gross_price = given["list_price"] * given["price_index"]
    gross_sales = units * gross_price
    discount = gross_sales * given["discount"]
    sales = gross_sales - discount
    revenue = sales / (1 + given["vat"])
    material = units * given["unit_cost"]
    labour = (units * given["hours"]) * given["wage"]
    freight = (units * given["weight"]) * given["freight"]
    cost = (material + labour) + freight
    margin = revenue - cost
    commission = revenue * given["commission"]
    marketing = revenue * given["marketing"]
    collections = np.zeros_like(sales)
    for lag in range(4):
        collections[:, :, lag:] += given["collect"][None, :, lag, None] * sales[:, :, : sales.shape[2] - lag]
    average = units.copy()
    average[:, :, 1:] += units[:, :, :-1]
    average[:, :, 2:] += units[:, :, :-2]
    year_to_date = np.concatenate([np.cumsum(revenue[:, :, t:t + 12], axis=2) for t in range(0, revenue.shape[2], 12)], axis=2)
    year_on_year = revenue.copy()
    year_on_year[:, :, 12:] -= revenue[:, :, :-12]
    out += [gross_price, gross_sales, discount, sales, revenue, sales - revenue, units.copy(), material, labour, freight, cost, margin]
    out += [np.divide(margin, revenue, out=np.zeros_like(margin), where=revenue != 0), commission, marketing, (margin - commission) - marketing]
    out += [collections, np.cumsum(sales - collections, axis=2), average / 3, year_to_date, year_on_year]
    return out


def cells_per_second(given):
    """(cells, seconds) of one full calculation."""
    started = time.perf_counter()
    measures = calculate(given)
    seconds = time.perf_counter() - started
    assert len(measures) == 21
    return 21 * given["units"].size, seconds
