#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Calculates a company by the rules of Docs/specs/SPEC-manufacturing-model.md with dictionaries and dates: a second opinion.

It shares nothing with the program it checks: no model text, no array, no incremental step. stdin is one JSON object, stdout another.

In:  {"first_month": "2025-01", "last_month": "2027-12", "cutoff": "2026-10", "days_off": ["2027-10-01", ...], "days_on": [],
      "items": [1, ...], "made": [1, ...], "subcontracted": [3], "family": {"1": 101}, "supplier": {"4": 1}, "regions": [...], "departments": {"1": "销售"},
      "agreements": [{"id": 1, "item": 4, "from": "2026-07-01", "through": "2027-06-30"}],
      "payable_rules": {"6": [{"share": 0.3, "from_order": true, "days": 0}, {"share": 0.7, "from_order": false, "days": 45}]}, "collection_rules": {"2": …}   what was agreed in words
      "bill": [{"assembly": 1, "component": 3, "quantity": 1, "scrap": 0, "from": null, "to": null}],
      "inputs": [{"measure": "price", "members": [1, 1], "first": "2025-01", "values": [113, null]}]}   in the order of writing; null empties
Out: {"months": {measure: [value per month]}, "days": {measure: [value per day]}}, summed over all members.
"""
import datetime
import json
import math
import sys
from collections import defaultdict

from consumed_demand import ConsumedDemand
from days import ONE, first_day, half_up, last_day, month, month_of, on_day
from advances import Advances
from people import People


class Company(Advances, ConsumedDemand, People):
    def __init__(self, data):
        self.data = data
        self.months = list(range(month(data["first_month"]), month(data["last_month"]) + 1))
        self.cutoff = month(data["cutoff"])
        self.plan = [m for m in self.months if m > self.cutoff]
        self.days = []
        day = first_day(self.plan[0])
        while day <= last_day(self.plan[-1]):
            self.days.append(day)
            day += ONE
        self.off = {datetime.date.fromisoformat(text) for text in data["days_off"]}
        self.on = {datetime.date.fromisoformat(text) for text in data.get("days_on", [])}
        self.cells = {}
        for row in data["inputs"]:
            self.write(row)
        self.M, self.D = {}, {}

    def write(self, row):
        first, key = row["first"], (row["measure"], *row["members"])
        for offset, value in enumerate(row["values"]):
            if not first:
                period = None
            elif len(first) == 7:
                period = month(first) + offset
            else:
                period = datetime.date.fromisoformat(first) + offset * ONE
            self.cells[(key, period)] = value

    def get(self, measure, *members, at=None, otherwise=0.0):
        value = self.cells.get(((measure, *members), at))
        return otherwise if value is None else value

    def decided(self, item, day):
        """Orders that people firmed or released: they are receipts, and ask for their components."""
        return self.get("firm_receipts", item, at=day) + self.get("released_receipts", item, at=day)

    def works(self, day):
        return day in self.on or (day.weekday() < 5 and day not in self.off)

    def bank_day(self, day):
        """The bank day on or after; None behind the plan."""
        while day <= self.days[-1]:
            if self.works(day):
                return day
            day += ONE
        return None

    def daily(self, by_month, weights):
        """Months over their days, by an input measure or by a rule."""
        result = defaultdict(float)
        for m in self.plan:
            span = [day for day in self.days if month_of(day) == m]
            shares = [weights(day) if callable(weights) else self.get(weights, at=day) if weights else 0.0 for day in span]
            total = sum(shares)
            for day, share in zip(span, shares):
                result[day] += by_month[m] * (share / total if total else 1 / len(span))
        return result

    def monthly(self, by_day):
        result = defaultdict(float)
        for day, value in by_day.items():
            result[month_of(day)] += value
        return result

    def roll(self, actual, flow):
        """A balance: facts through the cutoff, then rolled by flow(month, balance before)."""
        result = {m: self.get(actual, at=m) for m in self.months if m <= self.cutoff}
        for m in self.plan:
            before = result.get(m - 1, 0.0)
            result[m] = before + flow(m, before)
        return result

    def sales(self):
        lags = [(k, self.get("delivery_profile", k)) for k in range(7)]
        rest = 1 - sum(share for _, share in lags)
        for name in ("orders", "revenue", "output_vat_month", "standard_cost_of_sales", "billing", "shipments", "units_shipped"):
            self.M[name] = defaultdict(float)
        self.billing, self.billed_gross, self.rebates, self.rebate_vat = ({region: defaultdict(float) for region in self.data["regions"]} for _ in range(4))
        for item in self.data["items"]:
            for region in self.data["regions"]:
                self.sell(item, region, lags, rest)

    def sell(self, item, region, lags, rest):
        at = lambda name, m, **more: self.get(name, item, region, at=m, **more)
        value = {m: self.ordered(item, region, m) * at("price", m) for m in self.months}
        for m in self.months:
            if m <= self.cutoff:
                self.M["units_shipped"][m] += at("actual_shipped_units", m)
                self.M["orders"][m] += at("actual_orders", m)
                self.M["revenue"][m] += at("actual_revenue", m)
                self.M["shipments"][m] += at("actual_shipments", m)
                self.M["standard_cost_of_sales"][m] += at("actual_cost_of_sales", m)
                continue
            def spread(row):
                return sum(share * row.get(m - k, 0.0) for k, share in lags) + rest * row[m]
            kept = self.kept[item][m]
            new = self.expected(item, region, m) * kept
            shipments = (spread(value) + at("delivery_shift", m)) * kept + at("backlog", m)
            billed = shipments * (1 - self.get("rebate_rate", region))
            revenue = billed / (1 + self.get("tax_rate", item, at=m))
            self.M["orders"][m] += value[m]
            self.M["shipments"][m] += shipments
            self.M["billing"][m] += billed
            self.M["revenue"][m] += revenue
            self.M["output_vat_month"][m] += billed - revenue
            shipped = new + at("backlog_units", m)
            self.M["units_shipped"][m] += shipped
            self.M["standard_cost_of_sales"][m] += shipped * self.get("standard_cost", item)
            self.billing[region][m] += billed
            self.billed_gross[region][m] += billed
            given = shipments - billed
            self.rebates[region][m] += given
            self.rebate_vat[region][m] += given - given / (1 + self.get("tax_rate", item, at=m))

    def commissions(self):
        """Platforms keep a share of what they settle: it never comes in, and bears input VAT."""
        self.commission, self.commission_vat = ({m: 0.0 for m in self.months} for _ in range(2))
        for region in self.data["regions"]:
            for m in self.plan:
                kept = self.billed_gross[region][m] * self.get("commission_rate", region)
                self.billing[region][m] -= kept
                self.commission[m] += kept
                self.commission_vat[m] += kept - kept / (1 + self.get("commission_tax_rate"))

    def hold_rebates(self):
        """Rebates of a held month wait, with their VAT, for the next month that is not held."""
        self.M["rebate_payable"] = {m: sum(self.get("actual_rebate_owed", r, at=m) - self.get("actual_rebate_owed_vat", r, at=m)
                                           for r in self.data["regions"]) for m in self.months if m <= self.cutoff}
        held = {m: half_up(self.get("rebate_held", at=m)) == 1 for m in self.plan}
        waiting = defaultdict(float)
        for region in self.data["regions"]:
            gross, vat = (self.get(name, region, at=self.cutoff) for name in ("actual_rebate_owed", "actual_rebate_owed_vat"))
            for m in self.plan:
                gross, vat = gross + self.rebates[region][m], vat + self.rebate_vat[region][m]
                out = (0.0, 0.0) if held[m] else (gross, vat)
                gross, vat = gross - out[0], vat - out[1]
                self.billing[region][m] += self.rebates[region][m] - out[0]
                self.M["output_vat_month"][m] += self.rebate_vat[region][m] - out[1]
                waiting[m] += gross - vat
        self.M["rebate_payable"].update(waiting)

    def requirements(self):
        depth = {}
        parts = defaultdict(list)
        for line in self.data["bill"]:
            parts[line["assembly"]].append(line)
        def levels(item):
            if item not in depth:
                depth[item] = 1 + max((levels(line["component"]) for line in parts[item]), default=0)
            return depth[item]
        for item in self.data["items"]:
            levels(item)
        self.dependent = {item: defaultdict(float) for item in self.data["items"]}
        self.planned = {item: defaultdict(float) for item in self.data["items"]}
        stock_by_day = defaultdict(float)
        for item in sorted(self.data["items"], key=lambda item: -depth[item]):
            new = self.left[item]
            stock, lead = self.get("opening_stock", item), half_up(self.get("lead_time", item))
            least, lot = self.get("lot_minimum", item), self.get("lot_multiple", item)
            def change(day):
                demand = new[day] + self.get("open_orders", item, at=day) + self.dependent[item][day]
                return self.get("scheduled_receipts", item, at=day) + self.decided(item, day) - demand
            for day in self.days:
                self.issue(parts[item], self.release(day, lead), self.decided(item, day))
            free = self.days[0] + half_up(self.get("frozen_days", item)) * ONE
            for day in self.days:
                stock += change(day)
                missing = self.get("safety_stock", item) - stock
                if missing > 1e-9 and day >= free:
                    quantity = max(self.lot(item, day, missing, change), least)
                    if lot > 0:
                        quantity = math.ceil(quantity / lot - 1e-9) * lot
                    stock += quantity
                    self.planned[item][day] += quantity
                    self.issue(parts[item], self.release(day, lead), quantity)
                stock_by_day[day] += stock
        self.D["projected_stock"] = stock_by_day
        self.D["dependent_demand"] = self.total(self.dependent)
        self.D["planned_receipts"] = self.total(self.planned)

    def lot(self, item, day, missing, change):
        """What is missing as a fixed lot, an economic one, one for some days, or as it is: the first that the item has."""
        fixed, economic = self.get("lot_fixed", item), self.get("lot_economic", item)
        if fixed > 0:
            return math.ceil(missing / fixed - 1e-9) * fixed
        if economic > 0:
            return max(missing, economic)
        worst = running = missing
        for later in range(1, half_up(self.get("lot_days", item))):
            if day + later * ONE > self.days[-1]:
                break
            running -= change(day + later * ONE)
            worst = max(worst, running)
        return worst

    def total(self, rows):
        result = defaultdict(float)
        for row in rows.values():
            for day, value in row.items():
                result[day] += value
        return result

    def release(self, due, lead):
        day = due
        while day >= self.days[0]:
            if self.works(day):
                if lead == 0:
                    return day
                lead -= 1
            day -= ONE
        return self.days[0]

    def issue(self, lines, day, quantity):
        for line in lines:
            begins, ends = line["from"], line["to"]
            if (begins is None or begins <= day.isoformat()) and (ends is None or day.isoformat() <= ends):
                self.dependent[line["component"]][day] += quantity * line["quantity"] * (1 + line["scrap"])

    def purchasing(self):
        self.purchase_vat = defaultdict(float)
        for name in ("purchases", "purchases_payable", "supplier_transfers", "supplier_bills", "supplier_bills_paid", "advances_given", "advances_used"):
            self.D[name] = defaultdict(float)
        self.purchases = {item: defaultdict(float) for item in self.data["items"]}
        for item in self.data["items"]:
            family = self.data["family"][str(item)]
            price = self.get("purchase_price", item) * (1 + self.get("purchase_price_change", family))
            rate = self.get("purchase_tax_rate", item)
            agreements = [self.agreement(one) for one in self.data.get("agreements", []) if one["item"] == item]
            for day in self.days:
                bought = 0.0 if item in self.data["made"] and not self.subcontracted(item) else self.planned[item][day] + self.get("firm_receipts", item, at=day)
                agreed = self.call_off(agreements, item, day, bought)
                left = bought - sum(units for units, _ in agreed)
                value = left * price + sum(units * each for units, each in agreed) + self.get("scheduled_value", item, at=day) + self.get("released_value", item, at=day)
                self.purchases[item][day] += value
                self.D["purchases"][day] += value
                self.purchase_vat[day] += value * rate
                self.pay(item, day, value * (1 + rate), self.get("scheduled_value", item, at=day) * (1 + rate))

    def subcontracted(self, item):
        return item in self.data.get("subcontracted", [])

    def agreement(self, one):
        left = self.get("agreement_quantity", one["id"]) - self.get("agreement_used", one["id"]) - self.get("agreement_released", one["id"])
        return {"from": one["from"], "through": one["through"], "price": self.get("agreement_price", one["id"]), "left": max(0.0, left)}

    def call_off(self, agreements, item, due, units):
        """Units and price of what agreements give an order: those that hold on its release day, the cheapest first."""
        if units <= 0 or not agreements:
            return []
        day = self.release(due, max(0, half_up(self.get("lead_time", item)))).isoformat()
        given = []
        for one in sorted(agreements, key=lambda one: one["price"]):
            taken = min(units, one["left"]) if one["from"] <= day <= one["through"] else 0.0
            one["left"] -= taken
            units -= taken
            given.append((taken, one["price"]))
        return given

    def pay(self, item, day, amount, ordered):
        self.D["purchases_payable"][day] += amount
        if not amount:
            return
        supplier = self.data["supplier"].get(str(item))
        if supplier is None and str(item) in self.data.get("payable_rules", {}):
            lead = max(0, half_up(self.get("lead_time", item)))
            for due, part in self.agreed(self.data["payable_rules"][str(item)], day, amount, ordered, lead, "advances_given", "advances_used"):
                self.D["supplier_transfers"][due] += part
            return
        term = lambda name, otherwise=0: (
            half_up(self.get(name, supplier, otherwise=otherwise)) if supplier else otherwise)
        due = day
        cutoff, pay_day = min(max(term("term_cutoff_day"), 0), 31), min(max(term("term_pay_day"), 0), 31)
        def on_or_after(date, day_of_month):
            found = on_day(month_of(date), day_of_month)
            return found if found >= date else on_day(month_of(date) + 1, day_of_month)
        if cutoff:
            due = on_or_after(due, cutoff)
        if term("term_months"):
            due = on_day(month_of(due) + term("term_months"), 31 if cutoff == 31 else due.day)
        due += term("term_days", 30) * ONE
        if pay_day:
            due = on_or_after(due, pay_day)
        settled = self.bank_day(due)
        if settled is None:
            return
        share = min(max(self.get("term_bill_share", supplier) if supplier else 0.0, 0.0), 1.0)
        self.D["supplier_transfers"][settled] += amount * (1 - share)
        if share:
            self.D["supplier_bills"][settled] += amount * share
            matures = self.bank_day(settled + term("term_bill_days") * ONE)
            if matures is not None:
                self.D["supplier_bills_paid"][matures] += amount * share

    def collecting(self):
        early = {day: sum(self.get("receipts_brought_forward", region, at=day) for region in self.data["regions"]) for day in self.days}
        self.treasury = {name: self.monthly({day: self.get(name, at=day) for day in self.days}) for name in (
            "bills_discounted", "bills_endorsed", "bills_given", "financing_charges", "payables_moved", "pledged_bills_due", "bills_pledged",
            "pledges_ended", "pledges_moved")}
        self.treasury["early"], self.early = self.monthly(early), early
        for name in ("billing_day", "collections", "bills_received", "bills_matured", "deposits_received", "deposits_used"):
            self.D[name] = defaultdict(float)
        for region in self.data["regions"]:
            shares = [self.get("collection_profile", region, k) for k in range(13)]
            step = half_up(self.get("collection_step_days"))
            step = min(step, 366) if step > 0 else 30
            rule = None if any(shares) else self.data.get("collection_rules", {}).get(str(region))
            if not any(shares):
                shares, step = [0, 1], 30
            billed = self.daily(self.billing[region], "working_day_weight")
            ordered = self.daily({m: sum(self.get("backlog", item, region, at=m) for item in self.data["items"]) * (1 - self.get("rebate_rate", region))
                                  * (1 - self.get("commission_rate", region)) for m in self.plan}, "working_day_weight")
            lead = max(0, half_up(self.get("order_lead_days", region)))
            for day in self.days:
                self.receive(region, day, self.get("receivables_due", region, at=day) - self.get("receipts_given_up", region, at=day))
                self.D["billing_day"][day] += billed[day]
                if rule:
                    for due, part in self.agreed(rule, day, billed[day], ordered[day], lead, "deposits_received", "deposits_used"):
                        self.receive(region, due, part)
                    continue
                for k, share in enumerate(shares):
                    self.receive(region, day + k * step * ONE, billed[day] * share)

    def receive(self, region, day, amount):
        day = self.bank_day(day)
        if not amount or day is None:
            return
        bill = amount * min(max(self.get("receipt_bill_share", region), 0.0), 1.0)
        self.D["collections"][day] += amount
        self.D["bills_received"][day] += bill
        matures = self.bank_day(day + min(half_up(self.get("receipt_bill_days", region)), 730) * ONE)
        if matures is not None:
            self.D["bills_matured"][matures] += bill

    def costing(self):
        names = ("received", "issued", "made_material", "absorbed", "price_variance", "production_variance")
        self.cost = {name: defaultdict(float) for name in names}
        for item in self.data["items"]:
            standard, material = self.get("standard_cost", item), self.get("material_cost", item)
            conversion, made = self.get("conversion_cost", item), item in self.data["made"]
            received = self.monthly(self.planned[item])
            for day in self.days:
                received[month_of(day)] += self.get("scheduled_receipts", item, at=day) + self.decided(item, day)
            issued, purchases = self.monthly(self.dependent[item]), self.monthly(self.purchases[item])
            for m in self.plan:
                self.cost["received"][m] += received[m] * standard
                self.cost["issued"][m] += issued[m] * standard
                self.cost["price_variance"][m] += purchases[m] * (1 + self.get("purchase_tax_rate", item) * self.borne()) - (0 if made else received[m] * standard)
                if made:
                    self.cost["made_material"][m] += received[m] * material
                    # What a supplier makes is paid as a purchase, and held against its standard fee there.
                    self.cost["price_variance" if self.subcontracted(item) else "absorbed"][m] += (
                        -received[m] * conversion if self.subcontracted(item) else received[m] * conversion)
                    self.cost["production_variance"][m] += received[m] * (material + conversion - standard)

    def investment(self):
        capex = {m: self.get("capex", at=m) if m > self.cutoff else 0.0 for m in self.months}
        life, salvage = half_up(self.get("asset_life_months", otherwise=120)), min(max(self.get("asset_salvage_rate"), 0), 1)
        self.capex, self.M["depreciation"], tax = capex, {}, self.get("capex_tax_rate") * self.borne()
        for m in self.months:
            new = sum(capex.get(s, 0.0) for s in range(m - life, m)) * (1 + tax) * (1 - salvage) / life if life >= 1 else 0.0
            self.M["depreciation"][m] = (
                self.get("actual_depreciation", at=m) if m <= self.cutoff
                else self.get("existing_depreciation", at=m) + new)
        def loan_flow(m, _):
            return sum(self.get("loan_draws", at=d) - self.get("loan_repayments", at=d)
                       for d in self.days if month_of(d) == m)
        self.M["loans"] = self.roll("actual_loans", loan_flow)
        self.M["interest"] = {
            m: self.get("actual_interest", at=m) if m <= self.cutoff
            else self.M["loans"].get(m - 1, 0.0) * self.get("loan_rate", at=m) / 12 for m in self.months}

    def taxes_and_profit(self):
        deducted = {} if self.small_scale() else self.purchase_vat
        received, purchase_vat = self.monthly(deducted), defaultdict(float)
        for day, value in deducted.items():
            purchase_vat[month_of(day + min(max(half_up(self.get("invoice_lag_days")), 0), 366) * ONE)] += value
        for m in self.plan:
            purchase_vat[m] += 0.0 if self.small_scale() else self.get("actual_vat_awaited", at=m - 1)
        self.M["vat_awaited"] = self.roll("actual_vat_awaited", lambda m, _: received[m] - purchase_vat[m])
        carried = {m: self.get("actual_vat_carried", at=m) for m in self.months}
        due, profit, tax, surcharge, variances = {}, {}, {}, {}, {}
        relieved = self.M["vat_relieved"] = defaultdict(float)
        small, quarter = self.small_scale(), {"sales": 0.0, "vat": 0.0}
        accrued = year_profit = adjusted = 0.0
        self.to_prepay, self.accrued = {}, {}
        for m in self.months:
            actual = m <= self.cutoff
            if m % 12 == 0:
                accrued = year_profit = adjusted = 0.0
            if not actual:
                inputs = purchase_vat[m] + self.expense_vat[m] + self.commission_vat[m] + self.capex[m] * self.get("capex_tax_rate")
                balance = self.M["output_vat_month"][m] - inputs - carried.get(m - 1, 0.0)
                due[m], carried[m] = (self.M["output_vat_month"][m], carried.get(m - 1, 0.0)) if small else (max(0.0, balance), max(0.0, -balance))
            taxed = self.file_quarter(m, quarter, due.get(m, 0.0)) if small else due.get(m, 0.0)
            surcharge[m] = (self.get("actual_surcharge", at=m) if actual
                            else taxed * self.get("surcharge_rate") * (1 - self.get("surcharge_relief", at=m)))
            paid = self.cost["absorbed"][m] * (1 - self.get("conversion_in_departments"))
            factory = self.by_kind["制造"][m] + paid - self.cost["absorbed"][m]
            variances[m] = self.cost["price_variance"][m] + self.cost["production_variance"][m] + factory
            others = self.M["department_cost"][m] - self.by_kind["制造"][m]
            profit[m] = (self.M["revenue"][m] - self.M["standard_cost_of_sales"][m] - variances[m] - surcharge[m]
                         - others - self.commission[m] + self.commission_vat[m] * (1 - self.borne()) - self.M["depreciation"][m] - self.M["interest"][m] - self.treasury["financing_charges"][m]
                         + relieved[m] + self.get("other_income", at=m))
            year_profit += profit[m]
            adjusted += self.get("tax_adjustments", at=m)
            tax[m] = (self.get("actual_income_tax", at=m) if actual
                      else max(0.0, self.get("income_tax_rate") * (year_profit + adjusted)) - accrued)
            accrued += tax[m]
            self.to_prepay[m], self.accrued[m] = max(0.0, self.get("income_tax_rate") * year_profit), accrued
        self.M.update(vat_carried=carried, vat_due=due, income_tax=tax, profit_before_tax=profit,
                      cost_variances=variances, taxes_and_surcharges=surcharge,
                      net_profit={m: profit[m] - tax[m] for m in self.months})

    def small_scale(self):
        """A small-scale taxpayer deducts no input VAT: it is part of what things cost."""
        return self.get("small_scale") == 1

    def borne(self):
        return 1.0 if self.small_scale() else 0.0

    def file_quarter(self, m, quarter, due):
        """Keeps the quarter's sales and VAT; at its end relieves them where sales stay within the limit. What is left to pay is what surcharges rest on."""
        if m % 3 == 0:
            quarter["sales"] = quarter["vat"] = 0.0
        quarter["sales"] += self.M["revenue"][m]
        if m <= self.cutoff:
            quarter["vat"] = 0.0 if m % 3 == 2 else self.get("actual_tax_payable", at=m)
            return 0.0
        quarter["vat"] += due
        if m % 3 != 2:
            return 0.0
        if round(quarter["sales"], 2) <= self.get("vat_exempt_sales", at=m):
            self.M["vat_relieved"][m] = max(0.0, quarter["vat"]) * (1 - self.get("special_invoice_share"))
        return max(0.0, quarter["vat"] - self.M["vat_relieved"][m])

    def balances(self):
        """Wages, bonus and taxes: what is owed, and what is paid in which month."""
        paid = {name: defaultdict(float) for name in ("wages", "bonus", "taxes", "income_tax", "wage_tax")}
        def owe(name, accrue, pay):
            def flow(m, before):
                paid[name][m] = pay(m, before)
                return accrue(m) - paid[name][m]
            return flow
        self.M["wages_payable"] = self.roll("actual_wages_payable", owe(
            "wages", lambda m: self.M["payroll"][m] + self.M["social_insurance"][m], lambda m, before: before))
        bonus = {m: self.get("actual_bonus_payable", at=m) for m in self.months if m <= self.cutoff}
        for m in self.plan:
            back = self.get("bonus_month", at=m)
            paid["bonus"][m] = bonus.get(m - int(back), 0.0) if back in (1, 2) else 0.0
            bonus[m] = bonus.get(m - 1, 0.0) + self.M["bonus_accrual"][m] - paid["bonus"][m]
        self.M["bonus_payable"] = bonus
        self.M["tax_payable"] = self.roll("actual_tax_payable", owe(
            "taxes", lambda m: self.M["vat_due"][m] + self.M["taxes_and_surcharges"][m] - self.M["vat_relieved"][m],
            lambda m, before: before if not self.small_scale() else max(0.0, before) if m % 3 == 0 else 0.0))
        self.paid = paid
        self.income_tax_payments()
        self.net_pay()

    def income_tax_payments(self):
        """Quarters are prepaid on the profit of the books; what the year owes beyond it, or less, is settled by the end of May and refunded a month later."""
        owed, prepaid, rest = {}, 0.0, 0.0
        settles = {m for m in self.plan if any(self.get("settlement_day_weight", at=day) > 0 for day in self.days if month_of(day) == m)}
        names = ("income_tax", "settled", "refunded")
        self.paid.update({name: defaultdict(float) for name in names[1:]})
        for m in self.months:
            if m <= self.cutoff:
                owed[m] = self.get("actual_income_tax_payable", at=m)
                rest = owed[m] - self.accrued[m] if m % 12 < 3 else owed[m] - self.accrued[m] + self.to_prepay.get(m - 1, 0.0) if m % 12 == 3 else 0.0
                prepaid = self.accrued[m] - owed[m] + rest
                continue
            before = owed.get(m - 1, 0.0)
            now = max(0.0, self.to_prepay.get(m - 1, 0.0) - prepaid) if m % 3 == 0 else 0.0
            settled = max(0.0, rest) if m in settles else 0.0
            refunded = max(0.0, -rest) if m - 1 in settles else 0.0
            rest = before - now if m % 12 == 0 else rest - settled + refunded
            prepaid = 0.0 if m % 12 == 0 else prepaid + now
            owed[m] = before + self.M["income_tax"][m] - now - settled + refunded
            for name, value in zip(names, (now, settled, refunded)):
                self.paid[name][m] = value
        self.M["income_tax_payable"] = owed

    def cash(self):
        weight = "working_day_weight"
        month_row = lambda value: {m: value(m) for m in self.plan}
        absorbed = month_row(lambda m: self.cost["absorbed"][m] * (1 - self.get("conversion_in_departments")))
        rows = [
            (-1, self.daily(absorbed, weight)), (-1, self.daily(self.M["net_wages"], "pay_day_weight")),
            (-1, self.daily(self.M["contributions_paid"], "contribution_day_weight")),
            (-1, self.daily(self.M["net_bonus"], "bonus_day_weight")), (-1, self.daily(self.paid["wage_tax"], "tax_day_weight")),
            (-1, self.daily(month_row(lambda m: self.M["expense"][m] + self.expense_vat[m]), weight)),
            (-1, self.daily(month_row(lambda m: self.paid["taxes"][m] + self.paid["income_tax"][m]), "tax_day_weight")),
            (-1, self.daily(month_row(lambda m: self.paid["settled"][m]), "settlement_day_weight")),
            (1, self.daily(month_row(lambda m: self.paid["refunded"][m]), "tax_day_weight")),
            (-1, self.daily(month_row(lambda m: self.capex[m] * (1 + self.get("capex_tax_rate"))), weight)),
            (-1, self.daily(self.M["interest"], "interest_day_weight")),
            (1, self.daily(month_row(lambda m: self.get("other_income", at=m)), weight)),
            (1, self.daily(month_row(lambda m: self.get("capital_in", at=m) - self.get("dividends", at=m)), weight)),
        ]
        balance, D = self.get("actual_cash", at=self.cutoff), self.D
        rate = self.get("bill_deposit_rate")
        placed = {day: D["supplier_bills"][day] * rate for day in self.days}
        returned = {day: D["supplier_bills_paid"][day] * rate + self.get("deposits_due", at=day) for day in self.days}
        D["cash_deposits"] = {day: returned[day] - placed[day] for day in self.days}
        self.deposits = {"placed": self.monthly(placed), "returned": self.monthly(returned)}
        names = ("conversion", "wages", "contributions", "bonus", "wage_tax", "expenses", "taxes", "settled", "refunds", "assets", "interest", "other", "capital")
        paid = {name: self.monthly(row) for name, (_, row) in zip(names, rows)}
        known = lambda name: self.monthly({day: self.get(name, at=day) for day in self.days})
        flows = {name: self.monthly(D[name]) for name in (
            "collections", "bills_received", "bills_matured", "supplier_transfers", "supplier_bills_paid")}
        hand, owed, bills, other, drawn, repaid = (known(n) for n in (
            "bills_in_hand_due", "payables_due", "bills_payable_due", "other_cash_day", "loan_draws", "loan_repayments"))
        self.statement = {
            "cash_in_sales": lambda m: (flows["collections"][m] - flows["bills_received"][m] + flows["bills_matured"][m] + hand[m]
                                        + self.treasury["early"][m] + self.treasury["bills_discounted"][m] - self.treasury["bills_given"][m] - self.treasury["financing_charges"][m]
                                        - self.treasury["bills_pledged"][m] + self.treasury["pledges_ended"][m] + self.treasury["pledges_moved"][m]),
            "cash_in_other": lambda m: max(0.0, paid["other"][m] + other[m]) + self.deposits["returned"][m],
            "cash_out_goods": lambda m: (flows["supplier_transfers"][m] + flows["supplier_bills_paid"][m] + owed[m] + bills[m]
                                         + self.treasury["payables_moved"][m] - self.treasury["bills_endorsed"][m]
                                         + paid["conversion"][m]),
            "cash_out_staff": lambda m: paid["wages"][m] + paid["contributions"][m] + paid["bonus"][m] + paid["wage_tax"][m],
            "cash_out_taxes": lambda m: paid["taxes"][m] + paid["settled"][m],
            "cash_in_refunds": lambda m: paid["refunds"][m],
            "cash_out_other": lambda m: paid["expenses"][m] + max(0.0, -(paid["other"][m] + other[m])) + self.deposits["placed"][m],
            "cash_out_assets": lambda m: paid["assets"][m],
            "cash_in_capital": lambda m: self.get("capital_in", at=m),
            "cash_in_loans": lambda m: drawn[m], "cash_out_loans": lambda m: repaid[m],
            "cash_out_interest": lambda m: paid["interest"][m] + self.get("dividends", at=m),
        }
        D["cash_balance"] = {}
        for day in self.days:
            flow = (D["collections"][day] - D["bills_received"][day] + D["bills_matured"][day]
                    + self.get("bills_in_hand_due", at=day) - D["supplier_transfers"][day]
                    - D["supplier_bills_paid"][day] - self.get("payables_due", at=day)
                    - self.get("bills_payable_due", at=day) + self.get("other_cash_day", at=day)
                    + self.get("loan_draws", at=day) - self.get("loan_repayments", at=day)
                    + self.early[day] + self.get("bills_discounted", at=day) - self.get("bills_given", at=day) - self.get("financing_charges", at=day)
                    - self.get("payables_moved", at=day) + self.get("bills_endorsed", at=day) + D["cash_deposits"][day]
                    - self.get("bills_pledged", at=day) + self.get("pledges_ended", at=day) + self.get("pledges_moved", at=day))
            balance += flow + sum(sign * row[day] for sign, row in rows)
            D["cash_balance"][day] = balance

    def sheet(self):
        by_month = {name: self.monthly(row) for name, row in self.D.items() if name != "cash_balance"}
        def known(name):
            return self.monthly({day: self.get(name, at=day) for day in self.days})
        self.M["cash"] = {m: self.get("actual_cash", at=m) if m <= self.cutoff
                          else self.D["cash_balance"][last_day(m)] for m in self.months}
        hand, owed, bills, other = (known(n) for n in (
            "bills_in_hand_due", "payables_due", "bills_payable_due", "other_cash_day"))
        flows = {
            "receivables": ("actual_receivables", lambda m: by_month["billing_day"][m] - by_month["collections"][m] - self.treasury["early"][m]
                            + by_month["deposits_received"][m] - by_month["deposits_used"][m]),
            "prepayments": ("actual_prepayments", lambda m: by_month["advances_given"][m] - by_month["advances_used"][m]),
            "customer_deposits": ("actual_customer_deposits", lambda m: by_month["deposits_received"][m] - by_month["deposits_used"][m]),
            "bills_receivable": ("actual_bills_receivable", lambda m: by_month["bills_received"][m]
                                 - by_month["bills_matured"][m] - hand[m] - self.treasury["pledged_bills_due"][m] + self.treasury["bills_given"][m]
                                 - self.treasury["bills_discounted"][m] - self.treasury["bills_endorsed"][m]),
            "inventory": ("actual_inventory", lambda m: self.cost["received"][m] - self.cost["issued"][m]
                          - self.M["standard_cost_of_sales"][m]),
            "work_in_process": ("actual_work_in_process",
                                lambda m: self.cost["issued"][m] - self.cost["made_material"][m]),
            "fixed_assets": ("actual_fixed_assets", lambda m: self.capex[m] * (1 + self.get("capex_tax_rate") * self.borne()) - self.M["depreciation"][m]),
            "restricted_cash": ("actual_restricted_cash", lambda m: self.deposits["placed"][m] - self.deposits["returned"][m] + self.treasury["pledged_bills_due"][m]
                                + self.treasury["bills_pledged"][m] - self.treasury["pledges_ended"][m] - self.treasury["pledges_moved"][m]),
            "other_net_assets": ("actual_other_net_assets", lambda m: -other[m]),
            "payables": ("actual_payables", lambda m: by_month["purchases_payable"][m]
                         - by_month["supplier_transfers"][m] - by_month["supplier_bills"][m] - owed[m]
                         - self.treasury["payables_moved"][m] + by_month["advances_given"][m] - by_month["advances_used"][m]),
            "bills_payable": ("actual_bills_payable", lambda m: by_month["supplier_bills"][m]
                              - by_month["supplier_bills_paid"][m] - bills[m]),
        }
        for name, flow in self.statement.items():
            self.M[name] = {m: self.get("actual_" + name, at=m) if m <= self.cutoff else flow(m) for m in self.months}
        for name, (actual, flow) in flows.items():
            self.M[name] = self.roll(actual, lambda m, _, flow=flow: flow(m))
        self.M["contract_liabilities"] = {m: self.M["customer_deposits"][m] / (1 + self.get("deposit_tax_rate")) for m in self.months}
        total = lambda names: {m: sum(self.M[name][m] for name in names) for m in self.months}
        self.M["total_assets"] = total((
            "cash", "restricted_cash", "bills_receivable", "receivables", "prepayments", "inventory", "work_in_process", "vat_carried", "vat_awaited", "fixed_assets",
            "other_net_assets"))
        self.M["total_liabilities"] = total((
            "loans", "bills_payable", "payables", "customer_deposits", "rebate_payable", "wages_payable", "bonus_payable", "wage_tax_payable", "tax_payable",
            "income_tax_payable"))

    def calculate(self):
        for step in (self.consumption, self.sales, self.hold_rebates, self.commissions, self.requirements, self.purchasing, self.collecting, self.costing, self.people,
                     self.investment, self.taxes_and_profit, self.balances, self.cash, self.sheet):
            step()
        self.M["total_revenue"] = self.M.pop("revenue")
        return {
            "months": {name: [row.get(m, 0.0) for m in self.months] for name, row in self.M.items()},
            "days": {name: [row.get(day, 0.0) for day in self.days] for name, row in self.D.items()},
        }


if __name__ == "__main__":
    json.dump(Company(json.load(sys.stdin)).calculate(), sys.stdout)
