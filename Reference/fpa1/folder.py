# SPDX-License-Identifier: Apache-2.0
"""Writes FPA-1 as an inputs folder of Models/fpa1.plan: members, levels, measures, the plan's calendar and the edits."""
import csv
import json
import pathlib

import numpy as np

FIRST_YEAR = 2026
# input id → dimensions as declared in Models/fpa1.plan, without the axis; "month" stands for the axis.
INPUTS = {
    "units": "Product Region month", "list_price": "Product month", "price_index": "Region",
    "discount_pct": "Product.Family Region month", "vat_rate": "Product.Category", "collect": "Region Lag",
    "hours": "Product", "wage": "Region month", "weight": "Product", "freight_rate": "Region month",
    "comm_pct": "Region", "mkt_pct": "Product.Category month", "mat_cost": "Material month", "conv_cost": "Component",
    "cover": "Product", "lot_p": "Product", "fg0": "Product", "ss_c": "Component", "lot_c": "Component",
    "c0": "Component", "ss_m": "Material", "lot_m": "Material", "m0": "Material",
    "headcount": "Department Region month", "salary": "Department Region", "other_pct": "Region",
    "capex": "Asset month", "fa0": "Asset", "ar0": "", "ar_runoff": "month", "ap0": "", "ap_runoff": "month",
    "cash0": "", "debt0": "", "mincash": "", "debt_rate": "", "deposit_rate": "", "social_rate": "", "raise_rate": "",
    "input_vat_rate": "", "surcharge_rate": "", "tax_rate": "",
}


def codes(size):
    """Dimension or level → codes in outline order; those of a numbered dimension are its numbers."""
    def numbered(prefix, count):
        return [f"{prefix}{i}" for i in range(count)]

    return {"Product": numbered("P", size.products), "Product.Family": numbered("F", size.families),
            "Product.Category": numbered("K", size.categories), "Region": numbered("R", size.regions),
            "Component": numbered("C", size.components), "Material": numbered("M", size.materials),
            "Department": numbered("D", size.departments), "Asset": numbered("A", size.assets),
            "Lag": ["0", "1", "2", "3"],
            "Bom1Line": [f"P{p}-{j}" for p in range(size.products) for j in range(5)],
            "Bom2Line": [f"C{c}-{j}" for c in range(size.components) for j in range(3)]}


def periods(size):
    """`2026-01` and so on, one per month."""
    return [f"{FIRST_YEAR + t // 12}-{t % 12 + 1:02d}" for t in range(size.months)]


def whole(values):
    """Whole numbers as text: lead times, terms, positions."""
    return [str(int(value)) for value in np.ravel(values)]


def members(size, given):
    """Dimension or level → (further headers, further columns) of its table."""
    code = codes(size)
    family = [code["Product.Family"][p * size.families // size.products] for p in range(size.products)]
    category = [code["Product.Category"][f * size.categories // size.families] for f in range(size.families)]
    component = [code["Component"][int(c)] for c in np.ravel(given["bom1_component"])]
    material = [code["Material"][int(m)] for m in np.ravel(given["bom2_material"])]
    product_of = [code["Product"][p] for p in range(size.products) for _ in range(5)]
    component_of = [code["Component"][c] for c in range(size.components) for _ in range(3)]
    return {
        "Product": (["Family", "lead_months"], [family, whole(given["lead_p"])]),
        "Product.Family": (["Category"], [category]), "Product.Category": ([], []), "Region": ([], []),
        "Component": (["lead_months"], [whole(given["lead_c"])]),
        "Material": (["lead_months", "term_months"], [whole(given["lead_m"]), whole(given["term"])]),
        "Department": ([], []), "Asset": (["life_months"], [whole(given["life"])]),
        "Bom1Line": (["product", "component", "quantity"], [product_of, component, whole(given["bom1_quantity"])]),
        "Bom2Line": (["component", "material", "quantity"],
                     [component_of, material, [repr(float(q)) for q in np.ravel(given["bom2_quantity"])]]),
    }


def edits(size):
    """The edits E1…E8 of the benchmark, by codes."""
    product, region, family = f"P{size.products // 2}", f"R{size.regions // 2}", f"F{size.families // 2}"
    july = f"{FIRST_YEAR}-07"

    def one(name, measure, at, period=july, **change):
        edit = {"measure": measure, "at": at} | ({"period": period} if period else {}) | change
        return {"name": name, "edits": [edit]}

    first = one("E1", "units", {"Product": product, "Region": region}, add=10)
    entry = {"measure": "units", "at": {"Product.Category": "K0", "Region": "R0"}, "period": str(FIRST_YEAR),
             "scale": 1.10, "round_total": True, "spread": "proportional"}
    return [first,
            one("E2", "list_price", {"Product": product}, scale=1.05),
            one("E3", "discount_pct", {"Product.Family": family, "Region": region}, add=0.01),
            one("E4", "mat_cost", {"Material": "M0"}, scale=1.10),
            one("E5", "vat_rate", {"Product.Category": "K0"}, period=None, add=0.01),
            one("E6", "headcount", {"Department": "D0", "Region": "R0"}, add=1),
            {"name": "E7", "entry": entry},
            {"name": "E8", "fork": True, "edits": first["edits"]}]


def write(size, given, output, form="csv"):
    """Writes the folder; `form` is that of the measures: csv, or f64 (raw little-endian, rows in outline order)."""
    output = pathlib.Path(output)
    output.mkdir(parents=True, exist_ok=True)
    plan = {"first_month": f"{FIRST_YEAR}-01", "months": size.months, "cutoff": f"{FIRST_YEAR - 1}-12",
            "fiscal_year_start": 1}
    (output / "plan.json").write_text(json.dumps(plan) + "\n")
    (output / "edits.json").write_text(json.dumps(edits(size), indent=1) + "\n")
    code = codes(size)
    for name, (headers, columns) in members(size, given).items():
        rows = zip(code[name], code[name], *columns)
        _table(output / f"{name}.csv", ["code", "name", *headers], rows)
    for name, dimensions in INPUTS.items():
        path = output / f"{name}.{form}"
        (output / f"{name}.{'f64' if form == 'csv' else 'csv'}").unlink(missing_ok=True)
        if form == "f64":
            given[name].astype("<f8").tofile(path)
        else:
            _measure(path, dimensions.split(), given[name], code, periods(size))


def _measure(path, dimensions, values, code, months):
    timed = "month" in dimensions
    dimensions = [d for d in dimensions if d != "month"]
    rows = values.reshape(-1, len(months) if timed else 1)
    keys = [[]]
    for dimension in dimensions:
        keys = [key + [one] for key in keys for one in code[dimension]]
    headers = [*dimensions, *(months if timed else ["value"])]
    _table(path, headers, (key + [repr(x) for x in row] for key, row in zip(keys, rows.tolist())))


def _table(path, headers, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)
