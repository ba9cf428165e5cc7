# SPDX-License-Identifier: Apache-2.0
"""Fingerprints of FPA-1 results: (Σ x, Σ x·w) of every item with fixed random weights, and the statement lines in full."""
import functools
import json
import pathlib

import numpy as np

from generate import SIZES, uniform
from statements import LINES

LEVELS = {"fam": ("fam", "Product.Family"), "cat": ("cat", "Product.Category"), "tot": ("tot", None)}
# Statement line → measure of Models/fpa1.plan.
LINE_MEASURES = {
    "PAY": "company_payroll", "SOC": "company_social", "OTHER": "company_other", "DEP": "company_dep",
    "CAPEX": "company_capex", "PURCH": "company_purchase", "INVAT": "company_purch_vat", "SUB": "company_subcontract",
    "COLL": "cash_collected", "APPAY": "paid_suppliers", "SUBPAY": "paid_subcontract", "ACCR": "accrued_expense",
    "ACCRPAY": "paid_accrued", "SOCPAY": "paid_social", "VATDUE": "vat_due", "CREDIT": "vat_credit",
    "SUR": "vat_surcharge", "VATPAY": "paid_vat", "EBIT": "ebit", "INT": "interest", "INTINC": "interest_income",
    "PBT": "profit_before_tax", "YTD": "profit_ytd", "TAXYTD": "tax_ytd", "TAX": "income_tax", "NI": "net_income",
    "TAXPAY": "paid_tax", "TAXBAL": "tax_payable", "OPCF": "operating_cash_flow", "DRAW": "debt_drawn",
    "REPAY": "debt_repaid", "CASH": "cash", "DEBT": "debt", "AR": "receivables", "INV": "inventory",
    "FA": "fixed_assets", "AP": "payables", "SUBB": "subcontract_payable", "ACCRB": "accrued_payable",
    "SOCB": "social_payable", "VATB": "vat_payable", "EQ": "equity", "CHECK": "imbalance",
}


def measures_of(item):
    """Measures of Models/fpa1.plan that hold an item: one, or (with regions, all regions) of a total."""
    name, _, level = item.partition("@")
    if not level:
        return [name]
    if level == "prod":
        return ["demand" if name == "shipment" else f"{name}_all"]
    return [f"{name}_{level}", f"{name}_{level}_all"]


@functools.lru_cache(maxsize=1)
def _weights(count):
    return uniform(99, np.arange(count))


def weights(count):
    """w_i of the first `count` cells."""
    rounded = 1 << max(12, (count - 1).bit_length())
    return _weights(rounded)[:count] if rounded <= 1 << 24 else uniform(99, np.arange(count))


def fingerprint(values):
    """[Σ x, Σ x·w] over the flat array, last dimension fastest."""
    flat = np.ascontiguousarray(values).ravel()
    return [float(flat.sum()), float(flat @ weights(flat.size))]


def table(results):
    """Item → fingerprint, and "T" with the statement lines: the content of a golden file."""
    return {item: fingerprint(values) for item, values in results.items() if item != "T"} | {"T": results["T"]}


def of_results(directory, size):
    """The same from a folder of float64 columns: manifest.json names measures, rows and periods."""
    directory, n = pathlib.Path(directory), SIZES[size]
    manifest = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
    columns = {}
    for entry in manifest["measures"]:
        values = np.fromfile(directory / entry["file"], dtype="<f8")
        columns[entry["id"]] = values.reshape(entry["rows"], entry["periods"])
    result = {item: fingerprint(_item(columns, item, n)) for item in items()}
    result["T"] = {line: columns[LINE_MEASURES[line]].ravel().tolist() for line in LINES}
    return result


def _item(columns, item, n):
    parts = [columns[name] for name in measures_of(item)]
    if len(parts) == 1:
        return parts[0]
    by_region = parts[0].reshape(-1, n.regions, n.months)
    return np.concatenate([by_region, parts[1].reshape(-1, 1, n.months)], axis=1)


def items():
    """All items with a fingerprint, in the order of the golden files."""
    from oracle import ADDITIVE, LEAF
    rest = ["comp_cost", "unit_cost", "demand", "prod", "fg", "gross_c", "plan_c", "inv_c", "rel_c", "gross_m", "plan_m",
            "inv_m", "po_release", "purchase", "purch_vat", "payment", "payable", "subcontract", "payroll", "social",
            "other", "dep"]
    totals = [f"{item}@{level}" for item in ADDITIVE for level in ("prod", *LEVELS)]
    return ["units", *LEAF, *rest, *totals, *(f"gm_pct@{level}" for level in LEVELS)]


def worst(ours, theirs):
    """(relative difference, where) over all fingerprints and statement lines; CHECK is relative to total assets."""
    found = (0.0, "nothing")
    for item in theirs:
        if item == "T":
            continue
        for part, (a, b) in enumerate(zip(ours[item], theirs[item])):
            found = max(found, (_relative(a, b), f"{item}[{part}]"))
    for line, values in theirs["T"].items():
        scale = max(abs(x) for x in theirs["T"]["AR"]) if line == "CHECK" else 0.0
        for t, (a, b) in enumerate(zip(ours["T"][line], values, strict=True)):
            found = max(found, (_relative(a, b, scale), f"{line}[{t}]"))
    return found


def _relative(a, b, scale=0.0):
    if not (np.isfinite(a) and np.isfinite(b)):
        return float("inf")
    size = max(abs(a), abs(b), scale)
    return abs(a - b) / size if size > 1e-6 else 0.0


def say(found, what, limit=1e-9):
    """Prints the worst difference and stops the program where it is above the limit."""
    print(f"{what}: worst relative difference {found[0]:.1e} at {found[1]}")
    if found[0] > limit:
        raise SystemExit(f"{what}: above {limit:g}")


def write(content, path):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content) + "\n", encoding="utf-8")


def read(path):
    """A check file."""
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
