# SPDX-License-Identifier: Apache-2.0
"""FPA-1 as a spreadsheet: one sheet for each measure, one row for each member or pair, one column for each month from A on.

Rows of products and regions are ordered by region, so that a family is one range. Used by fpa1_spreadsheets.py.
"""
import pathlib
import string
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Reference/fpa1"))

from generate import SIZES, generate
from oracle import ADDITIVE, LEAF
from statements import LINES

LETTERS = [a + b for a in ("", *string.ascii_uppercase) for b in string.ascii_uppercase]


class Book:
    """Sheets as lists of rows; a text is a formula, a number a value."""

    def __init__(self, size):
        self.n, self.sheets = SIZES[size], {}
        self.given = generate(size)
        _inputs(self)
        _costs(self)
        _leaf(self)
        _totals(self)
        _supply(self)
        _overheads(self)
        _statements(self)

    def fill(self, name, count, formula):
        """A sheet of `count` rows over all months; `formula(row, t)` gives the text without its sign."""
        self.sheets[name] = [["=" + formula(row, t) for t in range(self.n.months)] for row in range(count)]

    def formulas(self):
        return sum(isinstance(cell, str) for rows in self.sheets.values() for row in rows for cell in row)

    def edited(self):
        """(sheet, row, column, new value) of edit E1, counted from 0."""
        n = self.n
        p, r = n.products // 2, n.regions // 2
        return "units", r * n.products + p, 6, float(self.given["units"][p, r, 6] + 10)


def at(sheet, row, t):
    """A cell of another sheet; months before the first one are 0."""
    return f"{sheet}!{LETTERS[t]}{row + 1}" if t >= 0 else "0"


def _inputs(book):
    given = book.given
    for name, values in given.items():
        if name in ("ar_runoff", "ap_runoff") or name.startswith(("bom", "lead", "term", "life")):
            continue
        if name == "units":
            values = values.transpose(1, 0, 2)
        columns = 1 if values.ndim == 0 or name not in TIMED else values.shape[-1]
        if name == "collect":
            columns = 4
        book.sheets[name] = values.reshape(-1, columns).tolist()


TIMED = {"units", "list_price", "discount_pct", "wage", "freight_rate", "mkt_pct", "mat_cost", "headcount", "capex"}


def _lines(owner, quantity, count):
    """part → [(owner, quantity)] of a bill of material, in the order of its lines."""
    lines = [[] for _ in range(count)]
    for row, (parts, amounts) in enumerate(zip(owner.astype(int).tolist(), quantity.tolist())):
        for part, amount in zip(parts, amounts):
            lines[part].append((row, amount))
    return lines


def _costs(book):
    g, n = book.given, book.n
    part, amount = g["bom2_material"].astype(int).tolist(), g["bom2_quantity"].tolist()
    book.fill("comp_cost", n.components, lambda c, t: at("conv_cost", c, 0) + "+(" + "+".join(
        f"{q!r}*{at('mat_cost', m, t)}" for m, q in zip(part[c], amount[c])) + ")")
    parts, amounts = g["bom1_component"].astype(int).tolist(), g["bom1_quantity"].tolist()
    book.fill("unit_cost", n.products, lambda p, t: "+".join(
        f"{q!r}*{at('comp_cost', c, t)}" for c, q in zip(parts[p], amounts[p])))


def _leaf(book):
    n = book.n

    def leaf(name, formula):
        def text(row, t):
            r, p = divmod(row, n.products)
            f = p * n.families // n.products
            return formula(lambda sheet, s=0: at(sheet, row, t - s), p, r, f, f * n.categories // n.families, t)
        book.fill(name, n.products * n.regions, text)

    leaf("gross_price", lambda x, p, r, f, k, t: f"{at('list_price', p, t)}*{at('price_index', r, 0)}")
    leaf("gross_sales", lambda x, *_: f"{x('units')}*{x('gross_price')}")
    leaf("discount", lambda x, p, r, f, k, t: f"{x('gross_sales')}*{at('discount_pct', f * n.regions + r, t)}")
    leaf("sales_incl", lambda x, *_: f"{x('gross_sales')}-{x('discount')}")
    leaf("revenue", lambda x, p, r, f, k, t: f"{x('sales_incl')}/(1+{at('vat_rate', k, 0)})")
    leaf("output_vat", lambda x, *_: f"{x('sales_incl')}-{x('revenue')}")
    leaf("shipment", lambda x, *_: x("units"))
    leaf("material", lambda x, p, r, f, k, t: f"{x('shipment')}*{at('unit_cost', p, t)}")
    leaf("labour", lambda x, p, r, f, k, t: f"({x('shipment')}*{at('hours', p, 0)})*{at('wage', r, t)}")
    leaf("freight", lambda x, p, r, f, k, t: f"({x('shipment')}*{at('weight', p, 0)})*{at('freight_rate', r, t)}")
    leaf("cogs", lambda x, *_: f"({x('material')}+{x('labour')})+{x('freight')}")
    leaf("gross_margin", lambda x, *_: f"{x('revenue')}-{x('cogs')}")
    leaf("gm_pct", lambda x, *_: f"IF({x('revenue')}<>0,{x('gross_margin')}/{x('revenue')},0)")
    leaf("commission", lambda x, p, r, f, k, t: f"{x('revenue')}*{at('comm_pct', r, 0)}")
    leaf("marketing", lambda x, p, r, f, k, t: f"{x('revenue')}*{at('mkt_pct', k, t)}")
    leaf("contribution", lambda x, *_: f"({x('gross_margin')}-{x('commission')})-{x('marketing')}")
    leaf("collections", lambda x, p, r, f, k, t: "+".join(
        f"collect!{LETTERS[lag]}{r + 1}*{x('sales_incl', lag)}" for lag in range(min(t, 3) + 1)))
    leaf("receivable", lambda x, *_: f"({x('receivable', 1)}+{x('sales_incl')})-{x('collections')}")
    leaf("units_ma3", lambda x, *_: f"(({x('units', 2)}+{x('units', 1)})+{x('units')})/3")
    leaf("revenue_ytd", lambda x, p, r, f, k, t: (x("revenue_ytd", 1) + "+" if t % 12 else "") + x("revenue"))
    leaf("revenue_yoy", lambda x, p, r, f, k, t: f"{x('revenue')}-{x('revenue', 12)}")
    assert all(item in book.sheets for item in LEAF)


def _totals(book):
    """Levels by region with all regions behind: row r·count + member."""
    n = book.n
    levels = [("fam", n.families, "", n.products), ("cat", n.categories, "_fam", n.families), ("tot", 1, "_cat", n.categories)]
    for item in ADDITIVE:
        book.fill(f"{item}_all", n.products, lambda p, t: "+".join(
            at(item, r * n.products + p, t) for r in range(n.regions)))
        for level, count, below, members in levels:
            def text(row, t):
                r, member = divmod(row, count)
                if r == n.regions:
                    return "+".join(at(f"{item}_{level}", q * count + member, t) for q in range(r))
                first = r * members + member * members // count
                return f"SUM({item}{below}!{LETTERS[t]}{first + 1}:{LETTERS[t]}{first + members // count})"
            book.fill(f"{item}_{level}", count * (n.regions + 1), text)
    for level, count, *_ in levels:
        def rate(row, t):
            above, under = at(f"gross_margin_{level}", row, t), at(f"revenue_{level}", row, t)
            return f"IF({under}<>0,{above}/{under},0)"
        book.fill(f"gm_pct_{level}", count * (n.regions + 1), rate)


def _netting(book, plan, stock, count, needed, opening, lot, demand):
    def before(row, t):
        return at(stock, row, t - 1) if t else at(opening, row, 0)
    book.fill(plan, count, lambda row, t: f"ROUNDUP(MAX(0,({needed(row, t)})-{before(row, t)})/{at(lot, row, 0)},0)*{at(lot, row, 0)}")
    book.fill(stock, count, lambda row, t: f"({before(row, t)}+{at(plan, row, t)})-{at(demand, row, t)}")


def _supply(book):
    g, n = book.given, book.n
    later = lambda sheet, row, t: at(sheet, row, t) if t < n.months else "0"
    _netting(book, "prod", "fg", n.products, lambda p, t: f"{at('shipment_all', p, t)}+{at('cover', p, 0)}*"
             + at("shipment_all", p, min(t + 1, n.months - 1)), "fg0", "lot_p", "shipment_all")
    lead = {stage: g[f"lead_{stage}"].astype(int).tolist() for stage in "pcm"}
    lines = _lines(g["bom1_component"], g["bom1_quantity"], n.components)
    book.fill("gross_c", n.components, lambda c, t: "+".join(
        f"{q!r}*{later('prod', p, t + lead['p'][p])}" for p, q in lines[c]) or "0")
    _netting(book, "plan_c", "inv_c", n.components, lambda c, t: f"{at('gross_c', c, t)}+{at('ss_c', c, 0)}", "c0", "lot_c",
             "gross_c")
    book.fill("rel_c", n.components, lambda c, t: later("plan_c", c, t + lead["c"][c]))
    uses = _lines(g["bom2_material"], g["bom2_quantity"], n.materials)
    book.fill("gross_m", n.materials, lambda m, t: "+".join(f"{q!r}*{at('rel_c', c, t)}" for c, q in uses[m]) or "0")
    _netting(book, "plan_m", "inv_m", n.materials, lambda m, t: f"{at('gross_m', m, t)}+{at('ss_m', m, 0)}", "m0", "lot_m",
             "gross_m")
    term = g["term"].astype(int).tolist()
    book.fill("po_release", n.materials, lambda m, t: later("plan_m", m, t + lead["m"][m]))
    book.fill("purchase", n.materials, lambda m, t: f"{at('plan_m', m, t)}*{at('mat_cost', m, t)}")
    book.fill("purch_vat", n.materials, lambda m, t: f"{at('purchase', m, t)}*input_vat_rate!A1")
    book.fill("payment", n.materials, lambda m, t: f"{at('purchase', m, t - term[m])}+{at('purch_vat', m, t - term[m])}")
    book.fill("payable", n.materials, lambda m, t: f"(({at('payable', m, t - 1)}+{at('purchase', m, t)})"
              f"+{at('purch_vat', m, t)})-{at('payment', m, t)}")
    book.fill("subcontract", n.components, lambda c, t: f"{at('plan_c', c, t)}*{at('conv_cost', c, 0)}")


def _overheads(book):
    n, life = book.n, book.given["life"].astype(int).tolist()
    pairs = n.departments * n.regions
    book.fill("payroll", pairs, lambda row, t: f"({at('headcount', row, t)}*{at('salary', row, 0)})*(1+raise_rate!A1*{t // 12})")
    book.fill("social", pairs, lambda row, t: f"{at('payroll', row, t)}*social_rate!A1")
    book.fill("other", n.regions, lambda r, t: f"{at('other_pct', r, 0)}*{at('revenue_tot', r, t)}")

    def depreciation(a, t):
        first = max(0, t - life[a])
        spent = f"SUM(capex!{LETTERS[first]}{a + 1}:{LETTERS[t - 1]}{a + 1})" if t else "0"
        return (f"{at('fa0', a, 0)}/48" if t < 48 else "0") + f"+{spent}/{life[a]}"
    book.fill("dep", n.assets, depreciation)


def _statements(book):
    """One sheet T, a row for each line in the order of LINES; the opening inventory stands in sheet opening."""
    n, g = book.n, book.given
    inventory = "+".join(
        f"SUMPRODUCT({stock}!A1:A{count},{cost}!A1:A{count})"
        for stock, cost, count in [("m0", "mat_cost", n.materials), ("c0", "comp_cost", n.components),
                                   ("fg0", "unit_cost", n.products)])
    assets = f"SUM(fa0!A1:A{n.assets})"
    book.sheets["opening"] = [["=" + inventory], ["=" + assets],
                              ["=cash0!A1+ar0!A1+opening!A1+opening!A2-ap0!A1-debt0!A1"]]
    openings = {"CASH": "cash0!A1", "DEBT": "debt0!A1", "AR": "ar0!A1", "INV": "opening!A1", "FA": "opening!A2",
                "AP": "ap0!A1", "EQ": "opening!A3"}
    runoff = {name: g[name].tolist() for name in ("ar_runoff", "ap_runoff")}

    def text(row, t):
        now = lambda line: at("T", LINES.index(line), t)
        was = lambda line: at("T", LINES.index(line), t - 1) if t else openings.get(line, "0")
        total = lambda sheet, rows: f"SUM({sheet}!{LETTERS[t]}1:{LETTERS[t]}{rows})"
        company = lambda item: at(f"{item}_tot", n.regions, t)
        return _line(LINES[row], t, n, now, was, total, company, runoff)
    book.fill("T", len(LINES), text)


def _line(line, t, n, now, was, total, company, runoff):
    """The formula of one statement line."""
    minus = lambda *parts: "-".join(parts)
    roll = lambda *plus, less: f"{was(line)}+" + "+".join(plus) + f"-{less}"
    year = lambda name: "0" if t % 12 == 0 else was(name)
    pre = f"(({was('CASH')}+{now('OPCF')})-{now('CAPEX')})"
    net = f"(({company('output_vat')}-{now('INVAT')})-{was('CREDIT')})"
    pairs = n.departments * n.regions
    return {
        "PAY": lambda: total("payroll", pairs), "SOC": lambda: total("social", pairs),
        "OTHER": lambda: total("other", n.regions), "DEP": lambda: total("dep", n.assets),
        "CAPEX": lambda: total("capex", n.assets), "PURCH": lambda: total("purchase", n.materials),
        "INVAT": lambda: total("purch_vat", n.materials), "SUB": lambda: total("subcontract", n.components),
        "COLL": lambda: f"{company('collections')}+ar0!A1*{runoff['ar_runoff'][t]!r}",
        "APPAY": lambda: f"{total('payment', n.materials)}+ap0!A1*{runoff['ap_runoff'][t]!r}",
        "SUBPAY": lambda: was("SUB"), "ACCRPAY": lambda: was("ACCR"), "SOCPAY": lambda: was("SOC"),
        "ACCR": lambda: f"({company('commission')}+{company('marketing')})+{now('OTHER')}",
        "VATDUE": lambda: f"MAX(0,{net})", "CREDIT": lambda: f"MAX(0,-{net})",
        "SUR": lambda: f"surcharge_rate!A1*{now('VATDUE')}", "VATPAY": lambda: f"{was('VATDUE')}+{was('SUR')}",
        "EBIT": lambda: minus(*map(company, ["revenue", "material", "labour", "freight", "commission", "marketing"]),
                              *map(now, ["OTHER", "PAY", "SOC", "DEP", "SUR"])),
        "INT": lambda: f"debt_rate!A1*{was('DEBT')}", "INTINC": lambda: f"deposit_rate!A1*MAX(0,{was('CASH')})",
        "PBT": lambda: f"({now('EBIT')}-{now('INT')})+{now('INTINC')}", "YTD": lambda: f"{year('YTD')}+{now('PBT')}",
        "TAXYTD": lambda: f"MAX(0,tax_rate!A1*{now('YTD')})", "TAX": lambda: f"{now('TAXYTD')}-{year('TAXYTD')}",
        "NI": lambda: f"{now('PBT')}-{now('TAX')}", "TAXPAY": lambda: was("TAXBAL") if t and t % 3 == 0 else "0",
        "TAXBAL": lambda: roll(now("TAX"), less=now("TAXPAY")),
        "OPCF": lambda: minus(now("COLL"), now("APPAY"), now("SUBPAY"), company("labour"), company("freight"),
                              *map(now, ["PAY", "SOCPAY", "ACCRPAY", "VATPAY", "TAXPAY", "INT"])) + f"+{now('INTINC')}",
        "DRAW": lambda: f"MAX(0,mincash!A1-{pre})", "REPAY": lambda: f"MIN({was('DEBT')},MAX(0,{pre}-mincash!A1))",
        "CASH": lambda: f"({pre}+{now('DRAW')})-{now('REPAY')}", "DEBT": lambda: roll(now("DRAW"), less=now("REPAY")),
        "AR": lambda: roll(company("sales_incl"), less=now("COLL")),
        "INV": lambda: roll(now("PURCH"), now("SUB"), less=company("material")),
        "FA": lambda: roll(now("CAPEX"), less=now("DEP")), "AP": lambda: roll(now("PURCH"), now("INVAT"), less=now("APPAY")),
        "SUBB": lambda: roll(now("SUB"), less=now("SUBPAY")), "ACCRB": lambda: roll(now("ACCR"), less=now("ACCRPAY")),
        "SOCB": lambda: roll(now("SOC"), less=now("SOCPAY")),
        "VATB": lambda: roll(now("VATDUE"), now("SUR"), less=now("VATPAY")), "EQ": lambda: f"{was('EQ')}+{now('NI')}",
        "CHECK": lambda: "+".join(map(now, ["CASH", "AR", "INV", "CREDIT", "FA"])) + "-("
        + "+".join(map(now, ["AP", "SUBB", "ACCRB", "SOCB", "VATB", "TAXBAL", "DEBT"])) + f")-{now('EQ')}",
    }[line]()


def write(book, path):
    """Writes the workbook as xlsx; formulas carry no values."""
    import xlsxwriter
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in book.sheets.items():
            sheet = workbook.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_formula(i, j, cell)
                    else:
                        sheet.write_number(i, j, cell)


if __name__ == "__main__":
    built = Book(sys.argv[1])
    write(built, sys.argv[2])
    print(f"{built.formulas()} formulas in {len(built.sheets)} sheets")
