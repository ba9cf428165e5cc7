# SPDX-License-Identifier: Apache-2.0
"""People, pay and what is withheld from it: SPEC-manufacturing-model.md §8."""
from collections import defaultdict
from math import ceil

from wage_tax import bonus_tax, cents, withheld


class People:
    def people(self):
        names = ("payroll", "social_insurance", "bonus_accrual", "expense", "department_cost")
        self.M.update({name: defaultdict(float) for name in names})
        self.by_kind, self.expense_vat = defaultdict(lambda: defaultdict(float)), defaultdict(float)
        self.staff, self.pay, self.base, own = {}, {}, {}, {}
        stock = self.roll("actual_inventory", lambda m, _: self.cost["received"][m] - self.cost["issued"][m] - self.M["standard_cost_of_sales"][m])
        for text, kind in self.data["departments"].items():
            unit, come, gap = int(text), 0.0, 0.0
            for m in self.months:
                low, high = self.get("social_floor", at=m), self.get("social_ceiling", at=m)
                heads, salary = self.get("headcount", unit, at=m), self.get("salary", unit, at=m)
                if m > self.cutoff:
                    hired = self.get("hires", unit, at=m)
                    come += hired - self.get("leavers", unit, at=m)
                    gap += hired * (self.get("newcomer_salary", unit, at=m, otherwise=salary) - salary)
                    heads += come
                payroll = heads * salary + gap
                pay = salary if m <= self.cutoff else payroll / heads if heads else 0.0
                base = max(pay, low)
                if high > 0:
                    base = min(base, high)
                self.staff[unit, m], self.pay[unit, m], self.base[unit, m] = heads, pay, base
                if m <= self.cutoff:
                    cost = self.get("actual_department_cost", unit, at=m)
                else:
                    social = heads * base * self.get("social_rate")
                    bonus = payroll * self.get("bonus_months") / 12
                    expense = (heads * self.get("expense_per_head", unit)
                               + self.get("expense_share", unit) * self.M["revenue"][m]
                               + self.M["units_shipped"][m] * self.get("expense_per_unit", unit)
                               + stock.get(m - 1, 0.0) * self.get("storage_rate", unit)
                               + self.steps(unit, m) + self.get("last_year_share", unit) * own.get((unit, m - 12), 0.0)
                               + self.get("fixed_expense", unit, at=m))
                    tax = expense * self.get("expense_tax_rate", unit)
                    cost = payroll + social + bonus + expense + tax * self.borne()
                    self.expense_vat[m] += tax
                    for name, value in zip(names, (payroll, social, bonus, expense)):
                        self.M[name][m] += value
                self.M["department_cost"][m] += cost
                own[unit, m] = cost
        self.allocate(own)

    def steps(self, unit, m):
        """So much for every begun step of the pieces that are shipped."""
        size = self.get("expense_step_units", unit)
        return self.get("expense_step", unit) * ceil(round(self.M["units_shipped"][m] / size, 6)) if size else 0.0

    def allocate(self, own):
        """A share of what some departments cost is borne by the others: by their weights, by people where none has a weight."""
        weights = {unit: max(0.0, self.get("allocation_weight", unit)) for unit in self.units()}
        given = sum(weights.values())
        for m in self.months:
            keys, borne = {}, {}
            for unit in self.units():
                share = self.get("allocation_share", unit) if m > self.cutoff else 0.0
                borne[unit] = own[unit, m] * share
                keys[unit] = 0.0 if share > 0 else weights[unit] if given > 0 else max(0.0, self.staff[unit, m])
            whole, by = sum(borne.values()), sum(keys.values())
            for text, kind in self.data["departments"].items():
                unit = int(text)
                part = whole * keys[unit] / by if by else 0.0
                self.by_kind[kind][m] += own[unit, m] - borne[unit] + part

    def units(self):
        return [int(text) for text in self.data["departments"]]

    def bonus_per_head(self, m):
        heads = sum(self.staff[unit, m] for unit in self.units())
        return self.paid["bonus"][m] / heads if heads and m in self.plan else 0.0

    def withholding(self, m):
        """Of the wages and the bonus paid in a month: contributions of both sides, tax on wages, tax on the bonus."""
        own, rate = self.get("employee_rate"), self.get("social_rate")
        contributions = wages = bonus = 0.0
        for unit in self.units():
            contributions += self.staff.get((unit, m - 1), 0.0) * self.base.get((unit, m - 1), 0.0) * (rate + own)
            if self.get("wage_tax_withheld") > 0:
                tax, on_bonus = self.tax_per_head(unit, m, own)
                wages += self.staff.get((unit, m - 1), 0.0) * tax
                bonus += self.staff[unit, m] * on_bonus
        return contributions, wages, bonus

    def tax_per_head(self, unit, m, own):
        pay = lambda k: cents(self.pay.get((unit, k - 1), 0.0))
        year = [k for k in range(m - m % 12, m + 1) if k in self.months]
        began = next((k for k in year if pay(k) > 0 or cents(self.bonus_per_head(k)) > 0), None)
        if began is None:
            return 0.0, 0.0
        rows = []
        for k in range(began, m + 1):
            extra = cents(self.bonus_per_head(k))
            deducted = self.base.get((unit, k - 1), 0.0) * own + self.get("special_deduction")
            rows.append((pay(k) + (extra if bonus_tax(extra, k // 12) is None else 0), cents(deducted) if pay(k) > 0 else 0))
        return withheld(rows)[-1] / 100, (bonus_tax(cents(self.bonus_per_head(m)), m // 12) or 0) / 100

    def net_pay(self):
        """What employees get, and what goes to the bureau: contributions at once, the tax a month later."""
        names = ("contributions_paid", "wage_tax_taken", "bonus_tax_taken", "net_wages", "net_bonus")
        self.M.update({name: defaultdict(float) for name in names})
        for m in self.plan:
            settled, reward = self.paid["wages"][m], self.paid["bonus"][m]
            contributions, tax, on_bonus = self.withholding(m)
            contributions = min(max(settled, 0.0), contributions)
            tax, on_bonus = min(max(settled, 0.0) - contributions, tax), min(max(reward, 0.0), on_bonus)
            for name, value in zip(names, (contributions, tax, on_bonus, settled - contributions - tax, reward - on_bonus)):
                self.M[name][m] = value
        def flow(m, before):
            self.paid["wage_tax"][m] = before
            return self.M["wage_tax_taken"][m] + self.M["bonus_tax_taken"][m] - before
        self.M["wage_tax_payable"] = self.roll("actual_wage_tax_payable", flow)
