# SPDX-License-Identifier: Apache-2.0
"""FPA-1 in numpy: what every engine must agree with, and the peer "numpy" of the benchmark.

    oracle.py --size XS --check DIR [--edit E1]   compare with a golden folder (fp_numpy_<size>[_E1].json)
    oracle.py --size M --write DIR [--edit E1]    write such a file
    oracle.py --size M --time                     one JSON line: the full recalculation, timed
    oracle.py --size M --compare DIR [--edit E1]  compare results written by `tongpin plan calculate --format f64`
"""
import os

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import argparse
import json
import resource
import statistics
import sys
import time

import numpy as np

try:
    from scipy import sparse
except ImportError:  # bills of material are dense matrices then: slower, the same numbers
    sparse = None

import fingerprints
from generate import SIZES, generate
from statements import statements

LEAF = ["gross_price", "gross_sales", "discount", "sales_incl", "revenue", "output_vat", "shipment", "material",
        "labour", "freight", "cogs", "gross_margin", "gm_pct", "commission", "marketing", "contribution", "collections",
        "receivable", "units_ma3", "revenue_ytd", "revenue_yoy"]
ADDITIVE = ["shipment", "gross_sales", "discount", "sales_incl", "revenue", "output_vat", "material", "labour",
            "freight", "cogs", "gross_margin", "commission", "marketing", "contribution", "collections", "receivable"]
CHUNK_CELLS = 32_768  # cells of one measure worked on at a time: the columns of a chunk stay in the second-level cache


class Oracle:
    """One calculation of FPA-1; arrays are allocated once, so that a recalculation writes into warm memory."""

    def __init__(self, size):
        self.size = n = SIZES[size] if isinstance(size, str) else size
        shape = (n.products, n.regions, n.months)
        self.leaf = {item: np.zeros(shape) for item in LEAF}
        self.by_product = {item: np.zeros((n.products, n.months)) for item in ADDITIVE}
        self.by_family, self.by_category, self.by_company = (
            {item: np.zeros((count, n.regions + 1, n.months)) for item in [*ADDITIVE, "gm_pct"]}
            for count in (n.families, n.categories, 1))
        family = n.products // n.families
        self.chunk = max(1, CHUNK_CELLS // (family * n.regions * n.months))  # families at a time
        self.scratch = np.zeros((self.chunk * family, n.regions, n.months))
        self.bills = None

    def calculate(self, given):
        """Everything of the specification.

        - given: inputs as `generate` makes them.
        - returns: item → array over its dimensions, `item@prod|fam|cat|tot` for totals, and "T": statement line → list.
        """
        self.bills = self.bills or bills(given)  # no edit changes them
        self.comp_cost, self.unit_cost = roll_up_cost(given, *self.bills)
        for first in range(0, self.size.families, self.chunk):
            self._families(given, first, min(first + self.chunk, self.size.families))
        self._upper_totals()
        results = {"units": given["units"], **self.leaf, "comp_cost": self.comp_cost, "unit_cost": self.unit_cost}
        results |= supply(given, self.by_product["shipment"], *self.bills)
        results |= overheads(given, self.by_company["revenue"][0, :-1])
        for item in ADDITIVE:
            results |= {f"{item}@prod": self.by_product[item], f"{item}@fam": self.by_family[item],
                        f"{item}@cat": self.by_category[item], f"{item}@tot": self.by_company[item][0]}
        results |= {"gm_pct@fam": self.by_family["gm_pct"], "gm_pct@cat": self.by_category["gm_pct"],
                    "gm_pct@tot": self.by_company["gm_pct"][0]}
        results["T"] = statements(given, {item: self.by_company[item][0, -1] for item in ADDITIVE}, results)
        return results

    def _families(self, given, first, last):
        """The leaf block of some families and its totals, while the columns are in the cache."""
        n = self.size
        rows = slice(first * n.products // n.families, last * n.products // n.families)
        leaf_block(given, n, rows, slice(first, last), {item: column[rows] for item, column in self.leaf.items()},
                   self.scratch[:rows.stop - rows.start], self.unit_cost)
        for item in ADDITIVE:
            column = self.leaf[item][rows]
            np.add.reduce(column, axis=1, out=self.by_product[item][rows])
            grouped = column.reshape(last - first, -1, n.regions, n.months)
            np.add.reduce(grouped, axis=1, out=self.by_family[item][first:last, :-1])

    def _upper_totals(self):
        n = self.size
        for item in ADDITIVE:
            family, category, company = self.by_family[item], self.by_category[item], self.by_company[item]
            np.add.reduce(family[:, :-1].reshape(n.categories, -1, n.regions, n.months), axis=1, out=category[:, :-1])
            np.add.reduce(category[:, :-1], axis=0, out=company[0, :-1])
            for level in (family, category, company):
                np.add.reduce(level[:, :-1], axis=1, out=level[:, -1])
        for level in (self.by_family, self.by_category, self.by_company):
            ratio(level["gross_margin"], level["revenue"], level["gm_pct"])


def ratio(above, below, out):
    """above / below, 0 where below is 0."""
    if below.all():
        return np.divide(above, below, out=out)
    out[...] = 0
    return np.divide(above, below, out=out, where=below != 0)


def leaf_block(given, n, rows, families, out, scratch, unit_cost):
    """The 21 measures of some products: `rows` are their positions, `out` the columns of these rows."""
    family = np.arange(rows.start, rows.stop) * n.families // n.products
    category = family * n.categories // n.families
    units = given["units"][rows]
    np.multiply(given["list_price"][rows, None], given["price_index"][:, None], out=out["gross_price"])
    sales = np.multiply(units, out["gross_price"], out=out["gross_sales"])
    shape = (families.stop - families.start, -1, n.regions, n.months)
    np.multiply(sales.reshape(shape), given["discount_pct"][families, None], out=out["discount"].reshape(shape))
    incl = np.subtract(sales, out["discount"], out=out["sales_incl"])
    revenue = np.divide(incl, (1 + given["vat_rate"][category])[:, None, None], out=out["revenue"])
    np.subtract(incl, revenue, out=out["output_vat"])
    np.copyto(out["shipment"], units)
    material = np.multiply(units, unit_cost[rows, None], out=out["material"])
    labour = np.multiply(units, given["hours"][rows, None, None], out=out["labour"])
    labour *= given["wage"]
    freight = np.multiply(units, given["weight"][rows, None, None], out=out["freight"])
    freight *= given["freight_rate"]
    cogs = np.add(material, labour, out=out["cogs"])
    cogs += freight
    margin = np.subtract(revenue, cogs, out=out["gross_margin"])
    ratio(margin, revenue, out["gm_pct"])
    commission = np.multiply(revenue, given["comm_pct"][:, None], out=out["commission"])
    marketing = np.multiply(revenue, given["mkt_pct"][category][:, None], out=out["marketing"])
    contribution = np.subtract(margin, commission, out=out["contribution"])
    contribution -= marketing
    _time_measures(given, units, incl, revenue, out, scratch)


def _time_measures(given, units, incl, revenue, out, scratch):
    collections = np.multiply(incl, given["collect"][:, :1], out=out["collections"])
    for lag in range(1, 4):
        np.multiply(incl[..., :-lag], given["collect"][:, lag:lag + 1], out=scratch[..., lag:])
        collections[..., lag:] += scratch[..., lag:]
    np.subtract(incl, collections, out=scratch)
    np.cumsum(scratch, axis=-1, out=out["receivable"])
    average = out["units_ma3"]
    np.copyto(average[..., :2], units[..., :2])
    average[..., 1] += units[..., 0]
    np.add(units[..., :-2], units[..., 1:-1], out=average[..., 2:])
    average[..., 2:] += units[..., 2:]
    average /= 3
    years = (*revenue.shape[:2], -1, 12)
    np.cumsum(revenue.reshape(years), axis=-1, out=out["revenue_ytd"].reshape(years))
    np.copyto(out["revenue_yoy"][..., :12], revenue[..., :12])
    np.subtract(revenue[..., 12:], revenue[..., :-12], out=out["revenue_yoy"][..., 12:])


def bill(members, quantities, count):
    """A bill of material as a matrix [row, part] from lines [row, j]."""
    row = np.repeat(np.arange(len(members)), members.shape[1])
    part = members.ravel().astype(int)
    if sparse:
        return sparse.csr_matrix((quantities.ravel(), (row, part)), shape=(len(members), count))
    dense = np.zeros((len(members), count))
    np.add.at(dense, (row, part), quantities.ravel())
    return dense


def bills(given):
    """(product × component, component × material)."""
    return (bill(given["bom1_component"], given["bom1_quantity"], len(given["conv_cost"])),
            bill(given["bom2_material"], given["bom2_quantity"], len(given["mat_cost"])))


def roll_up_cost(given, bom1, bom2):
    """comp_cost [Component, month] and unit_cost [Product, month]."""
    comp_cost = given["conv_cost"][:, None] + bom2 @ given["mat_cost"]
    return comp_cost, bom1 @ comp_cost


def earlier(values, months):
    """values[i, t + months[i]], 0 beyond the horizon: work started `months` before it is due."""
    result = np.zeros_like(values)
    for count in np.unique(months).astype(int):
        rows = np.nonzero(months == count)[0]
        kept = max(0, values.shape[1] - count)
        result[rows, :kept] = values[rows, count:]
    return result


def netting(demand, safety, opening, lot):
    """Lot-sized receipts that keep the stock at the safety stock or above, and the stock; all [row, month]."""
    needed = np.ascontiguousarray((demand + safety).T)
    demand = np.ascontiguousarray(demand.T)
    plan, stock = np.empty_like(demand), np.empty_like(demand)
    before = opening
    for t in range(len(demand)):
        plan[t] = np.ceil(np.maximum(0, needed[t] - before) / lot) * lot
        stock[t] = before = (before + plan[t]) - demand[t]
    return plan.T, stock.T


def supply(given, demand, bom1, bom2):
    """Production, components, materials and what they cost; `demand` is [Product, month]."""
    ahead = np.concatenate([demand[:, 1:], demand[:, -1:]], axis=1)
    prod, fg = netting(demand, given["cover"][:, None] * ahead, given["fg0"], given["lot_p"])
    gross_c = bom1.T @ earlier(prod, given["lead_p"])
    plan_c, inv_c = netting(gross_c, given["ss_c"][:, None], given["c0"], given["lot_c"])
    rel_c = earlier(plan_c, given["lead_c"])
    gross_m = bom2.T @ rel_c
    plan_m, inv_m = netting(gross_m, given["ss_m"][:, None], given["m0"], given["lot_m"])
    purchase = plan_m * given["mat_cost"]
    purch_vat = purchase * given["input_vat_rate"]
    payment = earlier((purchase + purch_vat)[:, ::-1], given["term"])[:, ::-1]
    payable = np.cumsum((purchase + purch_vat) - payment, axis=1)
    return {"demand": demand, "prod": prod, "fg": fg, "gross_c": gross_c, "plan_c": plan_c, "inv_c": inv_c,
            "rel_c": rel_c, "gross_m": gross_m, "plan_m": plan_m, "inv_m": inv_m,
            "po_release": earlier(plan_m, given["lead_m"]), "purchase": purchase, "purch_vat": purch_vat,
            "payment": payment, "payable": payable, "subcontract": plan_c * given["conv_cost"][:, None]}


def overheads(given, revenue):
    """Payroll, other expense and depreciation; `revenue` is [Region, month]."""
    months = np.arange(revenue.shape[1])
    payroll = given["headcount"] * given["salary"][..., None] * (1 + given["raise_rate"] * (months // 12))
    spent = np.concatenate([np.zeros((len(given["capex"]), 1)), np.cumsum(given["capex"], axis=1)[:, :-1]], axis=1)
    life = given["life"]
    in_use = spent - earlier(spent[:, ::-1], life)[:, ::-1]
    old = np.where(months < 48, given["fa0"][:, None] / 48, 0)
    return {"payroll": payroll, "social": payroll * given["social_rate"],
            "other": given["other_pct"][:, None] * revenue, "dep": old + in_use / life[:, None]}


def edit(given, size, name):
    """A copy of the inputs after one of the edits E1…E8."""
    n = SIZES[size] if isinstance(size, str) else size
    given = {key: value.copy() for key, value in given.items()}
    match name:
        case "E1" | "E8": given["units"][n.products // 2, n.regions // 2, 6] += 10
        case "E2": given["list_price"][n.products // 2, 6] *= 1.05
        case "E3": given["discount_pct"][n.families // 2, n.regions // 2, 6] += 0.01
        case "E4": given["mat_cost"][0, 6] *= 1.10
        case "E5": given["vat_rate"][0] += 0.01
        case "E6": given["headcount"][0, 0, 6] += 1
        case "E7": given["units"][:n.products // n.categories, 0, :12] = break_back(
            given["units"][:n.products // n.categories, 0, :12])
    return given


def break_back(old):
    """+10 % on the total, children in proportion, in whole numbers that add up: largest remainder, ties in order."""
    total = old.sum()
    target = np.floor(1.10 * total + 0.5)
    share = old.ravel() * (target / total)
    result = np.floor(share)
    order = np.argsort(-(share - result), kind="stable")
    result[order[:int(target - result.sum())]] += 1
    return result.reshape(old.shape)


def measure(size, runs=15):
    """The full recalculation, timed: one record of the benchmark."""
    given, oracle = generate(size), Oracle(size)
    oracle.calculate(given)
    wall, cpu = [], []
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        oracle.calculate(given)
        wall.append((time.perf_counter() - began) * 1e3)
        cpu.append((time.process_time() - used) * 1e3)
    return {"engine": "numpy", "size": size, "case": "full", "threads": 1, "median_ms": round(statistics.median(wall), 3),
            "min_ms": round(min(wall), 3), "cpu_median_ms": round(statistics.median(cpu), 3),
            "cells": SIZES[size].cells(), "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def oracle_table(size, name=None, density=1.0):
    """Fingerprints and statement lines of a size, after an edit if named."""
    given = generate(size, density)
    return fingerprints.table(Oracle(size).calculate(edit(given, size, name) if name else given))


def main():
    parser = argparse.ArgumentParser(description="FPA-1 in numpy.")
    parser.add_argument("--size", choices=SIZES, required=True)
    parser.add_argument("--edit", choices=[f"E{i}" for i in range(1, 9)])
    parser.add_argument("--density", type=float, default=1.0)
    parser.add_argument("--check", metavar="DIR", help="golden folder")
    parser.add_argument("--compare", metavar="DIR", help="results of tongpin plan calculate")
    parser.add_argument("--write", metavar="DIR")
    parser.add_argument("--time", action="store_true")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    suffix = options.size + (f"_{options.edit}" if options.edit else "")
    if options.time:
        return print(json.dumps(measure(options.size, options.runs)))
    table = oracle_table(options.size, options.edit, options.density)
    if options.write:
        fingerprints.write(table, f"{options.write}/fp_numpy_{suffix}.json")
    if options.check:
        with open(f"{options.check}/fp_numpy_{suffix}.json", encoding="utf-8") as file:
            fingerprints.say(fingerprints.worst(table, json.load(file)), f"{suffix} against the golden file")
    if options.compare:
        ours = fingerprints.of_results(options.compare, options.size)
        fingerprints.write(ours, f"bench-results/fp_tongpin_{suffix}.json")
        fingerprints.say(fingerprints.worst(ours, table), f"{suffix}: results against the oracle")


if __name__ == "__main__":
    sys.exit(main())
