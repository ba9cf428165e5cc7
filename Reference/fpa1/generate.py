# SPDX-License-Identifier: Apache-2.0
"""Inputs of the planning benchmark FPA-1: the same numbers for every engine, from a counter-based random function.

As a module: `generate("M")` gives all inputs as arrays. As a command it writes an inputs folder that `tongpin plan` reads:

    generate.py --size M [--density 0.1] [--format csv|f64] --output DIR
"""
import argparse
import dataclasses

import numpy as np

import folder


@dataclasses.dataclass(frozen=True)
class Size:
    """How many members each dimension has, and how many months."""
    name: str
    products: int
    regions: int
    months: int
    components: int
    materials: int
    families: int
    categories: int
    departments: int
    assets: int

    def leaf_cells(self):
        """Cells of the 21 measures calculated for each product, region and month."""
        return 21 * self.products * self.regions * self.months

    def cells(self):
        """Leaf cells and hierarchical totals: what a full recalculation is counted in."""
        groups, months = self.families + self.categories + 1, self.months
        totals = 16 * (self.products * months + groups * (self.regions + 1) * months)
        return self.leaf_cells() + totals + groups * (self.regions + 1) * months


SIZES = {row[0]: Size(*row) for row in [
    ("XS", 20, 1, 36, 25, 10, 4, 2, 2, 2),
    ("S", 200, 2, 36, 100, 40, 10, 5, 4, 5),
    ("M", 1_000, 10, 36, 500, 100, 50, 5, 8, 20),
    ("M60", 1_000, 10, 60, 500, 100, 50, 5, 8, 20),
    ("L", 10_000, 10, 36, 500, 100, 500, 5, 8, 20),
    ("XL", 10_000, 10, 60, 500, 100, 500, 5, 8, 20),
]}
SEASONS = np.array([.80, .70, 1.00, 1.05, 1.10, 1.15, .95, .90, 1.05, 1.10, 1.15, 1.05])
BOM1_PARTS, BOM2_PARTS = 5, 3


def uniform(stream, index):
    """u(stream, index): reals in [0, 1) with 53 random bits; `index` is an array of whole numbers from 0."""
    with np.errstate(over="ignore"):
        z = (np.uint64(stream) << np.uint64(40)) + np.asarray(index, dtype=np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)) * 2.0 ** -53


def grid(stream, *shape):
    """u(stream, flat index) over an array of this shape, last dimension fastest."""
    return uniform(stream, np.arange(np.prod(shape, dtype=np.int64))).reshape(shape)


def generate(size, density=1.0):
    """All inputs of a size.

    - size: a name in SIZES, or a Size.
    - density: share of product × region pairs that have a forecast; the others are 0.
    - returns: input id → float64 array over its dimensions as declared in Models/fpa1.plan (time last), and the structure:
      bills of material (`bom1_component`, `bom2_material`: positions), lead times, terms and lives (months).
    """
    size = SIZES[size] if isinstance(size, str) else size
    given = _demand(size, density) | _rates(size) | _bills(size) | _supply(size) | _overheads(size) | _company(size)
    return {name: np.asarray(value, dtype=np.float64) for name, value in given.items()}


def _demand(n, density):
    months = np.arange(n.months)
    pairs = np.floor(20 + 180 * grid(1, n.products, n.regions))[..., None]
    noise = 0.8 + 0.4 * grid(2, n.products, n.regions, n.months)
    units = np.floor(pairs * noise * SEASONS[months % 12] * (1 + 0.004 * months))
    if density < 1:
        units[grid(30, n.products, n.regions) >= density] = 0
    first = np.floor((20 + 480 * grid(3, n.products)) * 100) / 100
    return {"units": units,
            "list_price": np.floor(first[:, None] * (1 + 0.02 * (months // 12)) * 100) / 100,
            "price_index": 0.9 + 0.2 * grid(4, n.regions),
            "discount_pct": np.floor((0.02 + 0.13 * grid(5, n.families, n.regions, n.months)) * 1000) / 1000}


def _rates(n):
    months = np.arange(n.months)
    at_once = np.floor((0.20 + 0.20 * grid(6, n.regions)) * 100) / 100
    collect = np.stack([at_once, np.full(n.regions, .30), np.full(n.regions, .20), ((1 - at_once) - .30) - .20], axis=1)
    return {"vat_rate": np.array([.13, .13, .09, .13, .06])[np.arange(n.categories) % 5],
            "collect": collect,
            "hours": np.floor((0.1 + 0.9 * grid(7, n.products)) * 100) / 100,
            "wage": (60 + 40 * grid(8, n.regions))[:, None] * (1 + 0.03 * (months // 12)),
            "weight": np.floor((0.2 + 4.8 * grid(9, n.products)) * 100) / 100,
            "freight_rate": (0.5 + 1.5 * grid(10, n.regions))[:, None] * (1 + 0.01 * grid(11, n.regions, n.months)),
            "comm_pct": 0.01 + 0.02 * grid(12, n.regions),
            "mkt_pct": 0.01 + 0.03 * grid(13, n.categories, n.months)}


def _bills(n):
    """Bills of material; line j of product p stands at [p, j]."""
    parts = np.arange(BOM1_PARTS)
    component = (np.floor(grid(14, n.products) * n.components)[:, None]
                 + parts * (1 + np.floor(grid(15, n.products) * (n.components // 5 - 1)))[:, None]) % n.components
    pieces = np.arange(BOM2_PARTS)
    material = (np.floor(grid(17, n.components) * n.materials)[:, None]
                + pieces * (1 + np.floor(grid(18, n.components) * (n.materials // 3 - 1)))[:, None]) % n.materials
    return {"bom1_component": component, "bom1_quantity": 1 + np.floor(4 * grid(16, n.products, BOM1_PARTS)),
            "bom2_material": material,
            "bom2_quantity": np.floor((0.5 + 2 * grid(19, n.components, BOM2_PARTS)) * 64) / 64,
            "mat_cost": (0.2 + 1.8 * grid(20, n.materials))[:, None]
            * (1 + 0.02 * (grid(21, n.materials, n.months) - 0.5)),
            "conv_cost": np.floor((0.5 + grid(22, n.components)) * 100) / 100}


def _supply(n):
    """Lots, stocks, safety stocks (pieces) and lead times (months) of the three stages."""
    def pick(values, stream, count):
        return np.array(values, dtype=np.float64)[np.floor(4 * grid(stream, count)).astype(int)]

    stock_c = n.products * n.regions * 1000 // n.components
    stock_m = stock_c * n.components * 5 // n.materials
    return {"cover": np.floor((0.2 + 0.6 * grid(23, n.products)) * 64) / 64,
            "lot_p": pick([1, 10, 50, 100], 24, n.products), "fg0": np.floor(n.regions * 60 * grid(25, n.products)),
            "lead_p": np.floor(2 * grid(26, n.products)),
            "ss_c": np.floor(0.2 * stock_c * grid(27, n.components)),
            "c0": np.floor(2 * stock_c * grid(28, n.components)),
            "lot_c": pick([1, 50, 100, 500], 29, n.components), "lead_c": np.floor(3 * grid(31, n.components)),
            "ss_m": np.floor(0.2 * stock_m * grid(32, n.materials)),
            "m0": np.floor(2 * stock_m * grid(33, n.materials)),
            "lot_m": pick([1, 100, 1000, 5000], 34, n.materials), "lead_m": 1 + np.floor(3 * grid(35, n.materials)),
            "term": np.floor(4 * grid(36, n.materials))}


def _overheads(n):
    months = np.arange(n.months)
    pairs = (n.departments, n.regions)
    base = np.floor((5 + 20 * grid(37, *pairs)) * n.products / 1000)
    growth = np.floor((months // 6) * grid(38, *pairs)[..., None])
    spent = np.floor(n.products * n.regions * 200 * grid(42, n.assets, n.months))
    return {"headcount": 1 + base[..., None] + growth, "salary": np.floor(8000 + 12000 * grid(39, *pairs)),
            "other_pct": 0.03 + 0.03 * grid(40, n.regions),
            "capex": np.where(grid(41, n.assets, n.months) < 0.1, spent, 0),
            "life": 24 + 12 * np.floor(4 * grid(43, n.assets)),
            "fa0": np.floor(n.products * n.regions * 2000 * grid(44, n.assets))}


def _company(n):
    pairs = n.products * n.regions
    ar_runoff, ap_runoff = np.zeros(n.months), np.zeros(n.months)
    ar_runoff[:4], ap_runoff[:3] = (.5, .3, .15, .05), (.6, .3, .1)
    return {"ar0": 30000 * pairs, "ar_runoff": ar_runoff, "ap0": 6000 * pairs, "ap_runoff": ap_runoff,
            "cash0": 5000 * pairs, "debt0": 20000 * pairs, "mincash": 3000 * pairs,
            "debt_rate": .048 / 12, "deposit_rate": .006 / 12, "social_rate": .30, "raise_rate": .05,
            "input_vat_rate": .13, "surcharge_rate": .12, "tax_rate": .25}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, required=True)
    parser.add_argument("--density", type=float, default=1.0)
    parser.add_argument("--format", choices=["csv", "f64"], default="csv", help="of the measures")
    parser.add_argument("--output", required=True)
    options = parser.parse_args()
    size = SIZES[options.size]
    folder.write(size, generate(size, options.density), options.output, options.format)


if __name__ == "__main__":
    main()
