# SPDX-License-Identifier: Apache-2.0
"""The company level of FPA-1: income statement, cash and balance sheet, month by month."""

LINES = ["PAY", "SOC", "OTHER", "DEP", "CAPEX", "PURCH", "INVAT", "SUB", "COLL", "APPAY", "SUBPAY", "ACCR", "ACCRPAY",
         "SOCPAY", "VATDUE", "CREDIT", "SUR", "VATPAY", "EBIT", "INT", "INTINC", "PBT", "YTD", "TAXYTD", "TAX", "NI",
         "TAXPAY", "TAXBAL", "OPCF", "DRAW", "REPAY", "CASH", "DEBT", "AR", "INV", "FA", "AP", "SUBB", "ACCRB", "SOCB",
         "VATB", "EQ", "CHECK"]


def company_totals(given, total, results):
    """What the statements start from, each [month] in 元; `total` holds company totals of the leaf items."""
    names = {"SALES": "sales_incl", "REV": "revenue", "OUTVAT": "output_vat", "MAT": "material", "LAB": "labour",
             "FRT": "freight", "COMM": "commission", "MKT": "marketing", "COLLECTED": "collections"}
    line = {name: total[item] for name, item in names.items()}
    line |= {"PAY": results["payroll"].sum(axis=(0, 1)), "SOC": results["social"].sum(axis=(0, 1)),
             "OTHER": results["other"].sum(axis=0), "DEP": results["dep"].sum(axis=0),
             "CAPEX": given["capex"].sum(axis=0), "PURCH": results["purchase"].sum(axis=0),
             "INVAT": results["purch_vat"].sum(axis=0), "SUB": results["subcontract"].sum(axis=0)}
    line["COLL"] = line.pop("COLLECTED") + given["ar0"] * given["ar_runoff"]
    line["APPAY"] = results["payment"].sum(axis=0) + given["ap0"] * given["ap_runoff"]
    return {name: [float(value) for value in values] for name, values in line.items()}


def opening(given, results):
    """Balances before the first month, 元."""
    inventory = float(given["m0"] @ given["mat_cost"][:, 0] + given["c0"] @ results["comp_cost"][:, 0]
                      + given["fg0"] @ results["unit_cost"][:, 0])
    start = {"AR": float(given["ar0"]), "AP": float(given["ap0"]), "CASH": float(given["cash0"]),
             "DEBT": float(given["debt0"]), "INV": inventory, "FA": float(given["fa0"].sum())}
    start["EQ"] = start["CASH"] + start["AR"] + start["INV"] + start["FA"] - start["AP"] - start["DEBT"]
    return start


def statements(given, total, results):
    """Line → list of one number per month, in the order of LINES."""
    line = company_totals(given, total, results)
    scalar = {name: float(given[name]) for name in ("surcharge_rate", "debt_rate", "deposit_rate", "tax_rate", "mincash")}
    before = opening(given, results)
    months = []
    for t in range(len(line["REV"])):
        now = {name: values[t] for name, values in line.items()}
        _taxes_and_profit(t, now, before, scalar)
        _cash(now, before, scalar)
        _balances(now, before)
        months.append(now)
        before = now
    return {name: [month[name] for month in months] for name in LINES}


def _taxes_and_profit(t, now, before, scalar):
    """VAT, interest, profit and income tax of month t."""
    was = lambda name: before.get(name, 0.0)
    now["SUBPAY"], now["ACCRPAY"], now["SOCPAY"] = was("SUB"), was("ACCR"), was("SOC")
    now["ACCR"] = (now["COMM"] + now["MKT"]) + now["OTHER"]
    net = (now["OUTVAT"] - now["INVAT"]) - was("CREDIT")
    now["VATDUE"], now["CREDIT"] = max(0.0, net), max(0.0, -net)
    now["SUR"] = scalar["surcharge_rate"] * now["VATDUE"]
    now["VATPAY"] = was("VATDUE") + was("SUR")
    now["EBIT"] = (now["REV"] - now["MAT"] - now["LAB"] - now["FRT"] - now["COMM"] - now["MKT"] - now["OTHER"]
                   - now["PAY"] - now["SOC"] - now["DEP"] - now["SUR"])
    now["INT"] = scalar["debt_rate"] * was("DEBT")
    now["INTINC"] = scalar["deposit_rate"] * max(0.0, was("CASH"))
    now["PBT"] = (now["EBIT"] - now["INT"]) + now["INTINC"]
    starts_year = t % 12 == 0
    now["YTD"] = (0.0 if starts_year else was("YTD")) + now["PBT"]
    now["TAXYTD"] = max(0.0, scalar["tax_rate"] * now["YTD"])
    now["TAX"] = now["TAXYTD"] - (0.0 if starts_year else was("TAXYTD"))
    now["NI"] = now["PBT"] - now["TAX"]
    now["TAXPAY"] = was("TAXBAL") if t > 0 and t % 3 == 0 else 0.0
    now["TAXBAL"] = (was("TAXBAL") + now["TAX"]) - now["TAXPAY"]


def _cash(now, before, scalar):
    now["OPCF"] = (now["COLL"] - now["APPAY"] - now["SUBPAY"] - now["LAB"] - now["FRT"] - now["PAY"] - now["SOCPAY"]
                   - now["ACCRPAY"] - now["VATPAY"] - now["TAXPAY"] - now["INT"] + now["INTINC"])
    pre = (before["CASH"] + now["OPCF"]) - now["CAPEX"]
    now["DRAW"] = max(0.0, scalar["mincash"] - pre)
    now["REPAY"] = min(before["DEBT"], max(0.0, pre - scalar["mincash"]))
    now["CASH"] = (pre + now["DRAW"]) - now["REPAY"]
    now["DEBT"] = (before["DEBT"] + now["DRAW"]) - now["REPAY"]


def _balances(now, before):
    was = lambda name: before.get(name, 0.0)
    now["AR"] = (was("AR") + now["SALES"]) - now["COLL"]
    now["INV"] = ((was("INV") + now["PURCH"]) + now["SUB"]) - now["MAT"]
    now["FA"] = (was("FA") + now["CAPEX"]) - now["DEP"]
    now["AP"] = ((was("AP") + now["PURCH"]) + now["INVAT"]) - now["APPAY"]
    now["SUBB"] = (was("SUBB") + now["SUB"]) - now["SUBPAY"]
    now["ACCRB"] = (was("ACCRB") + now["ACCR"]) - now["ACCRPAY"]
    now["SOCB"] = (was("SOCB") + now["SOC"]) - now["SOCPAY"]
    now["VATB"] = ((was("VATB") + now["VATDUE"]) + now["SUR"]) - now["VATPAY"]
    now["EQ"] = was("EQ") + now["NI"]
    owed = now["AP"] + now["SUBB"] + now["ACCRB"] + now["SOCB"] + now["VATB"] + now["TAXBAL"] + now["DEBT"]
    now["CHECK"] = now["CASH"] + now["AR"] + now["INV"] + now["CREDIT"] + now["FA"] - owed - now["EQ"]
